"""Rules changed one thing at a time, and whether a case notices."""
