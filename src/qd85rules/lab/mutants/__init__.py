"""Rules changed one thing at a time, and whether a case notices.

In come a pack and cases; out comes a score, with each mutant that no case noticed.

- `mutants` lists the changes of a pack, as `edits`; `mutations` has those of one condition.
- `mutation` runs the cases on each mutant, by `trials`, in several processes by `parallel`.
- What survived is told `apart` from the original, by `proofs` or by `search`: an account that the two judge
  differently, or a proof that there is none.
- `render_mutation` tells the score.
"""
