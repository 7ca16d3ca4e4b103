"""Broken and hostile input, made without end, for every reader of the command and of the library.

A *target* is a kind of input: a register in one format, a rule, a settings file. It has *doors*, the commands that read
it. One *attempt* gives bytes to one door in this process and asks `oracle` what was wrong with the answer. Where a
worker of its own dies, hangs or runs out of memory, the campaign above it keeps the input and goes on.

INVARIANT: an attempt depends on its bytes alone: they choose the door, so a saved file can be replayed.
INVARIANT: nothing is written outside the folder of the attempt (`guard`), whatever the input says.
"""
