"""Every sentence that people read, Vietnamese and English side by side, by subject.

In come plain values: words, numbers, days; never findings, rules or accounts, so that any room above may speak. Out
comes a `Text`, or the sentence in the language that was asked for. A sentence that is said in two places stands here
once, and a word that people want changed is changed here and nowhere else.

- `verdicts`: outcomes, the labels of a finding, counts, what is due, what to do.
- `facts`: conditions and what decided, in words; what an answer leads to.
- `reports`: headings and remarks of reports; `evidence`: waivers, baselines and records.
- `files`: what is wrong with a file, a register or a sheet; `cells`: with a cell, and what was filled in or guessed
  there; `inputs`: with an account; `names`: how names and addresses agree, or why they cannot be judged.
- `commands`: what a run tells beside its report; `lab`: cases, mutants, differences of policies, the linter.
- `evaluation`: what each part of a condition is for an account; `formatting`: what became of files in the one layout.
- `pages`: what pages for a browser say beside findings.
- `usage`: what each setting is for, and what a command cannot do as it was asked; `schemas`: what editors show.
- `reference`: clauses, rules, parameters and facts as explanations and the reference pages tell them.

The words of the vocabulary stay in its tables (`model.fields`), those of the keys of a file beside each key, those of a
rule in its pack. Errors about the rule language are in English only, and stand where they are found.

INVARIANT: both sentences of a `Text` name the same values in braces, and no sentence stands here twice.
"""
