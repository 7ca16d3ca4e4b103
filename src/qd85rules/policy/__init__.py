"""Packs, clauses and parameters: from files to the rules that are in force on a day.

In come folders of packs, a day, and what a caller sets; out comes a `Policy`: resolved rules with their clauses and
citations, parameters with their values, and a fingerprint of all of it; or every problem of every file at once.

- `clause`, `rule`, `readings` and `pack_file` declare what the files say, as forms (`source.form`).
- `loader` reads the files of one pack, `catalogue` its documents and clauses, `stack` puts packs on one another.
- `in_force` says which clauses and rules are in force on a day, and what parameters are.
- `agreement` looks at what only the whole stack shows: ids of rules claimed twice, concepts that go round in a circle.
- `packcache` keeps what was loaded, checked by content before it is used.

INVARIANT: a policy is never changed once it is made, and equal policies have equal fingerprints.
"""
