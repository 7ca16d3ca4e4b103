"""`qd85 diff`: what an edit of a policy does, proved over all accounts, and shown on registers.

What must not live here: comparing, and the words of a comparison (`lab.diff`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.cli.check import naming_zone, registers_of
from qd85rules.cli.console import say
from qd85rules.cli.exits import Exit
from qd85rules.cli.failures import say_problems
from qd85rules.cli.options import add_config, add_settings, day_of, milliseconds, parse_params
from qd85rules.cli.outputs import add_file, write, write_json
from qd85rules.core.diagnostics import UsageError, errors_in, told_once
from qd85rules.lab.diff.diff import diff_policies
from qd85rules.lab.diff.diff_render import diff_data, diff_markdown, diff_text
from qd85rules.lab.diff.revisions import load_policy_at
from qd85rules.lab.diff.transitions import transitions
from qd85rules.lab.proofs.prover import DEFAULT_TIMEOUT_MS
from qd85rules.wording import commands as words
from qd85rules.wording import usage
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    import argparse

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.lab.diff.diff import PolicyDiff
    from qd85rules.lab.diff.transitions import TransitionMatrix
    from qd85rules.policy.policy import Policy

_EXAMPLES: Final = """\
examples:
  qd85 diff HEAD:unit-pack unit-pack             what is not committed yet
  qd85 diff main:unit-pack HEAD:unit-pack        what a branch changes
  qd85 diff national local/go-cong-tay           what a pack adds to the one below it
  qd85 diff national national --new-pack unit-pack   what adding a pack changes
  qd85 diff --old-pack HEAD:base --old-pack HEAD:unit --new-pack base --new-pack unit
  qd85 diff national national --param-new close_unused_within_days=20
  qd85 diff HEAD:unit-pack unit-pack --against registers/ --output-format markdown

exit codes: 0 the same; 1 different, or not decided; 2 the job could not be done
"""

_READING: Final = ("stdin-filename", "input-format", "blank-means", "blank-lists", "exclude", "table", "per-file")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `diff`."""
    parser.epilog = _EXAMPLES
    what = "a folder, a pack of the library, REV:PATH in Git, or REV where there is one pack in it"
    parser.add_argument("old", metavar="OLD", nargs="?", help=f"the policy before: {what}")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the policy after it, named likewise")
    stacks = parser.add_argument_group("stacks")
    for side, which in (("old", "OLD"), ("new", "NEW")):
        stacks.add_argument(
            f"--{side}-pack", metavar="PACK", action="append", default=[],
            help=f"a pack on top of {which}, or without {which} the next of its stack; named likewise, repeatable",
        )  # fmt: skip
    add_settings(parser, ("as-of", "time-zone", "param", "suffix-list"))
    editing = parser.add_argument_group("trying an edit of parameters")
    for side, which in (("old", "OLD"), ("new", "NEW")):
        editing.add_argument(
            f"--param-{side}",
            metavar="NAME=VALUE",
            action="append",
            help=f"set a parameter in {which} only; repeatable",
        )
    asking = parser.add_argument_group("asking")
    asking.add_argument(
        "--timeout", type=milliseconds, metavar="SECONDS", default=DEFAULT_TIMEOUT_MS,
        help=f"the time for one rule (default: {DEFAULT_TIMEOUT_MS // 1000}); without an answer it is `not decided`",
    )  # fmt: skip
    registers = parser.add_argument_group("registers")
    registers.add_argument(
        "--against", nargs="+", action="extend", default=[], metavar="REGISTER",
        help="show what changes on these registers: files, folders, or - for standard input",
    )  # fmt: skip
    add_settings(parser, (*_READING, "engine"))
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=("text", "json", "markdown"), default="text", help="default: text")
    add_file(output)
    add_settings(parser, ("lang", "quiet", "verbose"))
    add_config(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `diff`; gives the exit code."""
    old = _policy(options, _stack(options, "old"), options.param_old)
    new = _policy(options, _stack(options, "new"), options.param_new)
    diff = diff_policies(old, new, timeout_ms=options.timeout)
    matrix, found = _on_registers(options, old, new) if options.against else (None, ())
    _write(options, diff, matrix)
    problems = naming_zone(found, new.as_of, options)
    say_problems(problems, options.lang)
    # The exit code follows every change, those of words too, which the counts in the closing line leave out.
    code = Exit.FAILED if problems else Exit.CLEAN if diff.same else Exit.FOUND
    if not options.quiet or code is Exit.FAILED:
        say(f"qd85: {_closing(options, diff, errors_in(problems))}; {words.EXIT[options.lang]} {code.value}")
    return code


def _stack(options: argparse.Namespace, side: str) -> tuple[str, ...]:
    """Give the packs of one side, the lowest first."""
    base, above = getattr(options, side), getattr(options, f"{side}_pack")
    if base is None and not above:
        msg = f"say the policy to compare: {side.upper()}, or `--{side}-pack`"
        raise UsageError(msg)
    return (*(() if base is None else (base,)), *above)


def _policy(options: argparse.Namespace, stack: tuple[str, ...], own: list[str] | None) -> Policy:
    return load_policy_at(
        *stack,
        as_of=day_of(options),
        params={**options.params, **parse_params(own)},
        suffix_list=None if options.suffix_list is None else Path(options.suffix_list),
        tell=lambda left_out: say(f"qd85: {left_out[options.lang]}"),
    )


def _on_registers(
    options: argparse.Namespace, old: Policy, new: Policy
) -> tuple[TransitionMatrix, tuple[Diagnostic, ...]]:
    """Give what changes on the registers, and every problem of the files and of the records in them."""
    # Read as `check` reads; an empty register would say that nothing changes.
    options.paths, options.allow_empty = tuple(options.against), False
    with registers_of(options) as inputs:
        matrix = transitions(old, new, inputs.candidates(), engine=options.engine)
    found = told_once((*inputs.problems, *matrix.errors))
    if not matrix.accounts and not found:
        raise UsageError(usage.NOTHING_AGAINST)
    return matrix, found


def _write(options: argparse.Namespace, diff: PolicyDiff, matrix: TransitionMatrix | None) -> None:
    if options.output_format == "json":
        write_json(diff_data(diff, matrix), options.output_file)
    else:
        render = diff_text if options.output_format == "text" else diff_markdown
        write(render(diff, matrix, options.lang), options.output_file)


def _closing(options: argparse.Namespace, diff: PolicyDiff, problems: int) -> str:
    lang = options.lang
    said = [(words.DIFF_SAME if diff.same else words.DIFF_DIFFERENT)[lang]]
    if undecided := diff.counts["not_decided"]:
        said.append(words.DIFF_OPEN[lang].format(number=undecided))
    if problems:
        said.append(count("errors", problems, lang))
    return "; ".join(said)
