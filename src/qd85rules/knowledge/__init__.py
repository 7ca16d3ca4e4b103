"""What is known of the world outside registers: names as they are written in Vietnam, and addresses.

In come two texts, or a URL; out comes what can be said of them, and a note in both languages that says why.

- `names` tells whether two names are the same, a part of one another, or different, and when nobody could tell.
- `addresses` tells what a URL points to (a platform, a site of one's own, a hosted page), its registered domain, and
  which pages two registrations share. The list of public suffixes is a file; nothing is ever fetched.

INVARIANT: a doubt is an answer of its own. Nothing here guesses who somebody is.
"""
