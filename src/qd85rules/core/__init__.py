"""The ground that every room stands on: truth, outcomes, text in two languages, places, diagnostics.

In comes nothing: this room imports no other. Out come the words that all others speak in.

- `truth` has Kleene's three values. A `Truth` has no `bool()`: who asks must write `is Truth.TRUE`, so that an unknown
  can never be taken for a yes or a no by mistake.
- `outcome` names what may become of a rule on a subject, the gravest first.
- `diagnostics` says what is wrong with what somebody wrote: a stable code, a message in both languages, a place, a
  remedy. Problems are values that are collected; the errors that carry them are raised once, by whoever asked.
- `text` has sentences in two languages, takes out of a text what a terminal, a log or a browser would obey, and makes
  one of two spellings of an id.

INVARIANT: nothing here knows what an account, a rule or a report is.
"""
