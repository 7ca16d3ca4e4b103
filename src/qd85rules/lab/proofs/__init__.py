"""Conditions over all accounts: encoded for a solver, and its answers made into accounts. Needs the extra `analysis`.

In come rules with the parameters of a policy and a question, such as whether a rule can be broken; out comes a proof
that the answer is no, an account that shows a yes, or that it was not decided in time.

- `logic` is the one door to Z3.
- `encoding` makes formulas of conditions, `world` of the account model and its admission, `settings` of parameters.
- `prover` asks. `realise` makes an account of an answer, with `readings` for addresses and names; `replay` runs the
  rules on it, and `witness` is what comes out.

INVARIANT: no account is shown on which the engines do not do what was claimed.
"""
