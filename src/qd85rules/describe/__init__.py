"""Rules, clauses, facts and parameters told to people, for `qd85 explain` and the reference pages.

In comes something of a policy; out come sentences in one language and blocks of a page. The page itself, and its
looks on a terminal, belong to `reporters.page`.

INVARIANT: what is said of a rule is made from the rule that is judged, not from a text beside it.
"""
