"""From facts to outcomes, and from an outcome to the reasons for it.

In come a policy and rows of facts; out come verdicts, and for each verdict that is asked about a finding: which
conditions decided, which facts are missing, what each answer would lead to, what would make it compliant.

- `compiled` runs the conditions through every engine that was chosen, compares what they say, and finds the later days
  on which a verdict can change.
- `report` keeps what was found, as rows; `findings` makes a `finding` of one of them and says what would make it
  compliant; `identity` is the key by which a later run knows the finding again.
- `why` names the atoms that decided and puts them in words; `missing` names the facts that would decide, and what each
  answer would lead to. Both look only at facts that can still turn the outcome.

INVARIANT: an explanation never decides. It is made from the verdict and must lead back to it.
"""
