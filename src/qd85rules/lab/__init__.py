"""The laboratory: what can be said of rules over all accounts, and not only of the accounts at hand.

In comes a policy, or two of them; out come cases that passed or failed, what they cover, changes of the rules that
they would not notice, proofs and smallest accounts that show something.

- `cases` reads and runs case files and the examples of rules; `coverage` and `mutants` measure them.
- `proofs` puts conditions to a solver, and turns what it finds into accounts that admission accepts.
- `lint` and `diff` ask it what is wrong with packs, and what an edit does.
- `strategies` draws accounts for tests in code.

INVARIANT: each claim is either proved, shown by an account that the engines judge again, or said to be undecided.
"""
