"""Case files and the examples of rules: read, run, and told.

In come `*.qd85test.yaml` files and packs; out come results: passed, or what came out otherwise.

- `collect` finds the cases; `cases` reads case files, `examples` those of rules, `model` is what both give.
- `overlay` lays the account of a case over the one that its file shares; `targets` checks what is expected.
- `run` runs cases, and `compare` holds findings to expectations.
- `render_text` and `render_data` tell the results; `assertions` is for tests in code.
"""
