"""`qd85 lint`: what is wrong with packs, or worth a second look, shown as a compiler shows it.

What must not live here: looking for it (`lab.lint`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.console import say
from qd85rules.cli.exits import Exit
from qd85rules.cli.lint_text import github_commands, show_finding
from qd85rules.cli.options import add_config, add_settings, milliseconds, policy_of
from qd85rules.cli.outputs import add_file, page_for, write, write_data, write_json
from qd85rules.core.diagnostics import MissingExtraError, Span
from qd85rules.lab.lint import CODES, DEFAULT_STALE_AFTER_DAYS, lint_policy
from qd85rules.lab.proofs.prover import DEFAULT_TIMEOUT_MS
from qd85rules.policy.policy import pack_folders, pack_id, shipped_packs
from qd85rules.wording import lab as words
from qd85rules.wording.commands import EXIT
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from qd85rules.lab.lint import LintFinding
    from qd85rules.policy.policy import Policy
    from qd85rules.reporters.page import Page

SCHEMA_VERSION: Final = 1

_EXAMPLES: Final = """\
examples:
  qd85 lint                                      the packs of the library, and those of the settings
  qd85 lint unit-pack/                           one pack, beside those that it requires
  qd85 lint unit-pack/ --strict                  warnings and notes fail as well
  qd85 lint unit-pack/ --no-proofs               only what the files say, without Z3
  qd85 lint unit-pack/ --output-format github    annotations of a pull request

exit codes: 0 nothing that fails; 1 an error, or a question not decided; 2 the job could not be done
"""

_NOT_DECIDED: Final = "QL900"


@dataclass(frozen=True, slots=True)
class _Linted:
    """What was found in the packs that were asked about; `below` counts what was found in others."""

    policy: Policy
    findings: tuple[LintFinding, ...]
    below: int
    proved: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity; what was not decided is a note, and counted apart as well."""
        counts = Counter(finding.severity for finding in self.findings)
        undecided = sum(finding.code == _NOT_DECIDED for finding in self.findings)
        return {severity: counts[severity] for severity in ("error", "warning", "note")} | {"not_decided": undecided}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `lint`."""
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "lint_packs", nargs="*", metavar="PACK",
        help="packs to look at, ids or folders (default: those of the library and of --pack)",
    )  # fmt: skip
    asking = parser.add_argument_group("asking")
    asking.add_argument(
        "--timeout", type=milliseconds, metavar="SECONDS", default=DEFAULT_TIMEOUT_MS,
        help=f"the time for one question (default: {DEFAULT_TIMEOUT_MS // 1000})",
    )  # fmt: skip
    asking.add_argument(
        "--stale-after", type=int, metavar="DAYS", default=DEFAULT_STALE_AFTER_DAYS,
        help=f"how long ago a pack may have been verified (default: {DEFAULT_STALE_AFTER_DAYS})",
    )  # fmt: skip
    asking.add_argument("--no-proofs", action="store_true", help="ask only what the files answer, without Z3")
    asking.add_argument("--strict", action="store_true", help="exit 1 for warnings and notes as well")
    asking.add_argument("--allow-undecided", action="store_true", help="exit 0 with questions that were not decided")
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=("text", "json", "github"), default="text", help="default: text")
    add_file(output)
    add_settings(parser, ("lang", "color", "quiet", "as-of", "time-zone", "pack", "param", "suffix-list"))
    add_config(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `lint`; gives the exit code."""
    linted = _lint(options)
    code = _exit_code(linted, options)
    if options.output_format == "json":
        write_json(_data(linted, code), options.output_file)
    elif options.output_format == "github":
        write_data(github_commands(linted.findings), options.output_file)
    else:
        page = _page(linted, options)
        write(page.render() if linted.findings else "", options.output_file, colour=page.colour)
    if not options.quiet or code is Exit.FAILED:
        for line in _closing(linted, options, code):
            say(f"qd85: {line}")
    return code


def _lint(options: argparse.Namespace) -> _Linted:
    wanted = tuple(options.lint_packs) or tuple(dict.fromkeys((*shipped_packs(), *(options.packs or ()))))
    policy = policy_of(options, wanted)
    how = {"timeout_ms": options.timeout, "stale_after_days": options.stale_after}
    proved = not options.no_proofs
    try:
        found = lint_policy(policy, prove=proved, **how)
    except MissingExtraError:
        proved = False
        found = lint_policy(policy, prove=False, **how)
    asked = {pack_id(pack) for pack in wanted}
    folders = pack_folders(wanted)
    shown = [replace(one, span=_place(one, policy, folders)) for one in found if asked & _packs_of(one, policy)]
    return _Linted(policy, tuple(shown), len(found) - len(shown), proved)


def _packs_of(finding: LintFinding, policy: Policy) -> set[str]:
    """Give the packs that a finding is about: those of its rules, or of what it names."""
    stack = policy.stack
    rules = {resolved.rule.id: resolved.rule.pack for resolved in policy.rules}
    if finding.rule is not None:
        return {rules[name] for name in (finding.rule, *finding.related) if name in rules}
    owners = {pack.id: pack.id for pack in stack.packs} | rules
    owners |= {concept.name: pack.id for pack in stack.packs for concept in pack.concepts}
    owners |= {name: parameter.pack for name, parameter in stack.parameters.items()}
    owners |= {claimed.id: pack.id for pack in stack.packs for claimed in pack.properties}
    owners |= {name: clause.pack for name, clause in policy.catalogue.clauses.items()}
    packs = {owners[name] for name in finding.related}
    if finding.code == "QL303":
        # The parameter may be set by other packs of the stack than the one that declares it.
        packs |= {pack.id for pack in stack.packs if pack.settings.keys() & set(finding.related)}
    return packs


def _place(finding: LintFinding, policy: Policy, folders: dict[str, Path]) -> Span:
    """Give the place as one would open it: below this folder if it is there; of a pack its file."""
    span = finding.span
    if span.path is None:
        [pack, *_] = sorted(_packs_of(finding, policy))
        is_clause = not policy.catalogue.clauses.keys().isdisjoint(finding.related)
        span = Span(str(folders[pack] / ("clauses.yaml" if is_clause else "pack.yaml")))
    path = Path(span.path or "")
    here = Path.cwd()
    return replace(span, path=path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix())


def _exit_code(linted: _Linted, options: argparse.Namespace) -> Exit:
    if not linted.proved and not options.no_proofs:
        # The proofs were asked for and could not be made; the files alone do not show that a policy is sound.
        return Exit.FAILED
    return Exit.FOUND if any(_fails(finding, options) for finding in linted.findings) else Exit.CLEAN


def _fails(finding: LintFinding, options: argparse.Namespace) -> bool:
    # A question that the solver did not answer in time does not count as passed.
    if finding.code == _NOT_DECIDED:
        return not options.allow_undecided
    return options.strict or finding.severity == "error"


def _page(linted: _Linted, options: argparse.Namespace) -> Page:
    # Not wrapped: a line is one that editors and `grep` find, and accounts are there to be pasted.
    page = page_for(options, width=0)
    modalities = {resolved.rule.id: resolved.rule.modality for resolved in linted.policy.rules}
    for finding in linted.findings:
        show_finding(page, finding, modalities)
    return page


def _data(linted: _Linted, code: Exit) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": linted.policy.as_of.isoformat(),
        "packs": [pack.id for pack in linted.policy.stack.packs],
        "proved": linted.proved,
        "summary": {**linted.counts, "in_other_packs": linted.below},
        "findings": [_finding_data(finding) for finding in linted.findings],
        "exit_code": code.value,
    }


def _finding_data(finding: LintFinding) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "name": CODES[finding.code].name,
        "severity": finding.severity,
        "basis": finding.basis,
        "message": finding.message,
        "help": finding.help,
        "rule": finding.rule,
        "related": list(finding.related),
        "location": {"path": span.path, "line": span.line, "column": span.column},
        "witness": finding.witness.data() if finding.witness else None,
        "after": finding.after.data() if finding.after else None,
    }


def _closing(linted: _Linted, options: argparse.Namespace, code: Exit) -> Iterator[str]:
    lang = options.lang
    if not linted.proved and not options.no_proofs:
        yield words.NOT_PROVED[lang]
    counts = linted.counts
    rules, packs = len(linted.policy.rules), len(linted.policy.stack.packs)
    said = [count("pack", packs, lang), count("rule", rules, lang)]
    said += [count(kind, number, lang) for kind, number in counts.items() if number]
    if linted.below:
        said.append(count("below", linted.below, lang))
    yield f"{', '.join(said)}; {EXIT[lang]} {code.value}"
