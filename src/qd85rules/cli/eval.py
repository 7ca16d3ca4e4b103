"""`qd85 eval`: the value of an expression and of each of its parts, for one account or for nobody.

What must not live here: values (`describe.evaluation`), choosing the account (`accounts`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.accounts import add_account, kind_of_item, look
from qd85rules.cli.exits import Exit
from qd85rules.cli.failures import say_problems
from qd85rules.cli.options import policy_of
from qd85rules.cli.outputs import add_result, page_for, write, write_json
from qd85rules.core.diagnostics import Diagnostic, InputError, Span
from qd85rules.core.truth import UNKNOWN
from qd85rules.describe.evaluation import evaluate, names_of
from qd85rules.describe.evaluation_data import EVALUATION_VERSION, evaluation_data
from qd85rules.describe.evaluation_page import heading, show_evaluation
from qd85rules.lang import ExpressionError, expand, facts_of, nodes, parse, type_of, typecheck
from qd85rules.lang.ast import Fact
from qd85rules.lang.problems import position
from qd85rules.lang.types import BOOL
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import DEFAULT_PACKS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from qd85rules.describe.evaluation import Evaluation
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.problems import Problem
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import Policy

_EXAMPLES: Final = """\
examples:
  qd85 eval 'today - account.opened_on > 30' --account register.yaml
  qd85 eval 'transfer.kind in ["lend"]' --account register.yaml --id a1 --item transfers[0]
  qd85 eval 'concepts.bound_by_qd85' --account register.yaml --pack unit-pack/
  qd85 eval 'today > date("2023-03-20")' --as-of 2024-11-01      nothing is known of any account
  qd85 eval params.notify_within_days --output-format json

exit codes: 0 it has a value, `false` included; 2 an error in the expression or the register; 3 it is unknown
"""

_NAME: Final = "<expression>"
_ONE: Final[dict[Subject, str]] = {"account": "an account", "transfer": "a transfer", "incident": "an incident"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `eval`."""
    parser.epilog = _EXAMPLES
    parser.add_argument("expression", metavar="EXPRESSION", help="a condition, or any part of one")
    add_account(parser)
    add_result(parser, ("as-of", "time-zone", "pack", "param", "suffix-list", "show-names"))


def run(options: argparse.Namespace) -> int:
    """Carry out `eval`; gives the exit code."""
    item = kind_of_item(options)
    policy = policy_of(options, options.packs or DEFAULT_PACKS)
    evaluations: list[Evaluation] = []
    try:
        expr, kind = _read(options.expression, policy, item)
        looked = look(options, policy, kind)
    except InputError as error:
        errors = error.diagnostics
    else:
        errors = looked.errors
        evaluations = [evaluate(policy, options.expression, expr, seen) for seen in looked.subjects]
    code = _exit_code(evaluations, errors)
    _answer(options, policy, evaluations, errors, code)
    return code


def _read(text: str, policy: Policy, item: Subject | None) -> tuple[Expr, Subject]:
    """Read an expression of any type, and say what it is about.

    Raises:
        InputError: it cannot be read; it carries every problem.
    """
    env = names_of(policy)
    problems: tuple[Problem, ...]
    try:
        expr = parse(text)
        problems = typecheck(expr, env, want=type_of(expr, env) or BOOL)
        if not problems:
            return expr, _kind(text, expr, expand(expr, policy.stack.concepts()), item)
    except ExpressionError as error:
        problems = error.problems
    raise InputError([_told(text, each.code, each.message, each, each.help) for each in problems])


def _kind(text: str, expr: Expr, whole: Expr, item: Subject | None) -> Subject:
    """Say whether an expression is about an account, its transfers or its incidents."""
    subjects = {name: FACTS[name].subject for name in facts_of(whole)}
    kinds: list[Subject] = [subject for subject in subjects.values() if subject != "account"]
    kind = item or (kinds[0] if kinds else "account")
    wrong = [name for name, subject in subjects.items() if subject not in {"account", kind}]
    if wrong:
        raise InputError([_told(text, "wrong-subject", *_wrong_subject(expr, name, kind)) for name in wrong])
    return kind


def _wrong_subject(expr: Expr, name: str, kind: Subject) -> tuple[str, Expr]:
    # Within a concept it has no place in this text.
    place = next((node for node in nodes(expr) if node == Fact(name)), expr)
    return f"an expression on {_ONE[kind]} cannot read `{name}`, which is of {_ONE[FACTS[name].subject]}", place


def _told(text: str, code: str, message: str, place: Problem | Expr, help_text: str | None = None) -> Diagnostic:
    """Give a problem with its place in the expression."""
    line, column = position(text, place.start)
    end_line, end_column = position(text, max(place.start, place.end))
    span = Span(_NAME, line + 1, column + 1, end_line + 1, end_column + 1)
    told = Diagnostic.of(code, message, span, help=help_text)
    return replace(told, source_line=text.split("\n")[line])


def _exit_code(evaluations: Sequence[Evaluation], errors: Sequence[Diagnostic]) -> Exit:
    if errors:
        return Exit.FAILED
    is_open = any(one.conditions[0].value is UNKNOWN for one in evaluations)
    return Exit.UNDETERMINED if is_open else Exit.CLEAN


def _answer(
    options: argparse.Namespace,
    policy: Policy,
    evaluations: Sequence[Evaluation],
    errors: Sequence[Diagnostic],
    code: Exit,
) -> None:
    if options.output_format == "json":
        data: dict[str, Any] = {
            "schema_version": EVALUATION_VERSION,
            "as_of": policy.as_of.isoformat(),
            "packs": [pack.id for pack in policy.stack.packs],
            "evaluations": [
                evaluation_data(policy, one, given=options.params, show_names=options.show_names) for one in evaluations
            ],
            "errors": [error.to_dict(options.lang) for error in errors],
            "exit_code": code.value,
        }
        write_json(data, options.output_file)
        return
    page = page_for(options)
    for one in evaluations:
        heading(page, policy, one)
        show_evaluation(page, policy, one, given=options.params, show_names=options.show_names)
    if evaluations:
        write(page.render(), options.output_file, colour=page.colour)
    say_problems(errors, options.lang)
