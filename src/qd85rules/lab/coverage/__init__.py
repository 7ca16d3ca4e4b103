"""What cases show of every condition: each atom seen true, false and unknown where that decides."""
