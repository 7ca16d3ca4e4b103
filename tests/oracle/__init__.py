"""An oracle that shares no code with the library: what rules mean, worked out by trying every day and every answer.

`meaning` says what a condition, a setting and a rule come to on a day; `stacks` makes random packs, settings and
accounts from a seed; `comparison` holds what the library says against it. `python -m tests.oracle --stacks 10000`
tries many.
"""
