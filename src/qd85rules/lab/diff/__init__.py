"""What an edit of a policy does: proved over all accounts, shown by accounts, counted in a register.

In come two policies, by folder, name or Git revision (`revisions`, `gittree`); out come differences.

- `changes` compares what the policies say, `compare` two rules over all accounts; `diff` puts both together.
- `transitions` counts what becomes of the accounts of a register.
- `diff_render` and `transitions_render` tell it, in the words of `wording.lab`.
"""
