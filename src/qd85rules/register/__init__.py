"""Readers: register files to plain records with the place of every value."""
