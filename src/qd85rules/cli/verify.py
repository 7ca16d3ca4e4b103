"""`qd85 verify`: reproduces the run of a record, and says in words what differs.

What must not live here: reproducing a run (`run.reproducing`), comparing records (`evidence.record`).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.exits import Exit
from qd85rules.cli.outputs import add_result, write_result
from qd85rules.core.diagnostics import InputError, PolicyError
from qd85rules.evidence.record import read_record
from qd85rules.reporters.page import BOLD, FAINT, GREEN, RED, YELLOW
from qd85rules.run.reproducing import reproduce
from qd85rules.wording import commands as words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from qd85rules.core.diagnostics import Qd85Error
    from qd85rules.evidence.record import Recorded
    from qd85rules.reporters.page import Page
    from qd85rules.run.reproducing import Reproduction

_EXAMPLES: Final = """\
examples:
  qd85 check register.yaml --as-of 2024-11-01 --record 2024-11.qd85record.json
  qd85 verify 2024-11.qd85record.json                      the same, byte for byte?
  qd85 verify 2024-11.qd85record.json --inputs archive/    registers that have moved are found by their digests
  qd85 verify 2024-11.qd85record.json < register.csv       what was read from standard input is given again

exit codes: 0 the same, byte for byte, but for the engines; 1 something differs; 2 it cannot be reproduced
"""
_SCHEMA_VERSION: Final = 1
_LISTED: Final = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `verify`."""
    parser.epilog = _EXAMPLES
    parser.add_argument("record", metavar="FILE", type=Path, help="a record that `qd85 check --record` has written")
    parser.add_argument(
        "--inputs", metavar="DIR", type=Path, help="look here, by digest, for files that are not where they were"
    )
    add_result(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `verify`; gives the exit code."""
    recorded = read_record(options.record)
    result = reproduce(recorded, options.inputs)
    write_result(options, partial(_data, recorded, result), partial(_show, recorded, result))
    if result.failure is not None:
        return Exit.FAILED
    return Exit.CLEAN if result.same else Exit.FOUND


def _data(recorded: Recorded, result: Reproduction) -> dict[str, Any]:
    word = "same" if result.same else "different" if result.failure is None else "not_reproduced"
    return {
        "schema_version": _SCHEMA_VERSION,
        "record": recorded.path,
        "result": word,
        "same_verdict": result.same_verdict,
        "differences": [
            {
                "kind": found.kind,
                "subject": found.subject,
                "recorded": found.recorded,
                "now": found.now,
                "message": {"vi": found.message.vi, "en": found.message.en},
            }
            for found in result.differences
        ],
        "errors": [] if result.failure is None else list(_problems(result.failure)),
    }


def _show(recorded: Recorded, result: Reproduction, page: Page) -> None:
    lang = page.lang
    head, style = words.NOT_AS_IT_WAS, RED
    if result.failure is not None:
        head = words.NOT_REPRODUCED
    elif result.same:
        head, style = words.REPRODUCED_BY_OTHERS if result.differences else words.REPRODUCED, GREEN
    verdict = words.VERDICTS.get(None if result.same else result.same_verdict)
    if verdict is not None and result.same_verdict:
        style = YELLOW
    tail = "" if verdict is None else f"; {verdict[lang]}"
    page.put(f"{head[lang]}{tail}", lead=((recorded.path, BOLD), (": ", ""), ("", style)))
    data = recorded.data
    about = words.ABOUT[lang].format(
        accounts=data["result"]["summary"]["accounts"], files=len(data["inputs"]), day=data["as_of"]
    )
    page.put("", lead=((about, FAINT),), indent=2)
    for found in result.differences[:_LISTED]:
        page.put(found.message[lang], lead=(("- ", ""),), indent=2, hang=4)
    if len(result.differences) > _LISTED:
        page.put(words.MORE_DIFFERENCES[lang].format(number=len(result.differences) - _LISTED), indent=4)
    if result.failure is not None:
        for problem in _problems(result.failure):
            page.put(problem, lead=(("! ", RED),), indent=2, hang=4)


def _problems(failure: Qd85Error) -> Iterator[str]:
    if isinstance(failure, InputError | PolicyError):
        yield from (diagnostic.line() for diagnostic in failure.diagnostics)
    else:
        yield str(failure)
