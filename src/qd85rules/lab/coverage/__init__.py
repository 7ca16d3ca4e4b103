"""What cases show of every condition: each atom seen true, false and unknown where that decides.

`coverage` measures, `reachable` takes out what no account can show, and `render_coverage` tells the result.
"""
