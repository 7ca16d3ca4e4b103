"""The account as a register states it, and the facts that rules may read of it.

In comes plain data; out comes an account that was admitted (`admission`), or every problem with it; and then rows:
typed facts by name, each known or unknown.

- `fields` is the one table of what a register may state: type, words, labels, columns, order of dates, who is named.
  `account` is generated from it, with what pydantic makes of each kind of field (`validation`).
- `sections` has the parts of an account, `choices` the closed sets of values, `paths` where a field stands.
- `vocabulary` lists the facts of each subject: those that are stated and those that are derived.
- `rows` derives them, each when it is first asked for.

INVARIANT: what is not recorded is unknown, and no derived fact turns an unknown into a yes or a no by itself.
"""
