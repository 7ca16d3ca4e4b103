"""Measurements of speed, as ratios within one run; the machine they run on is never assumed."""
