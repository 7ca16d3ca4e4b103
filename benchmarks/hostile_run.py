"""`python -m benchmarks.hostile_run FILE`: read and judge one register, render every report, and print the costs.

What must not live here: which registers there are.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING, Final

from qd85rules.cli import whole_parser
from qd85rules.cli.check import judge, load_policy
from qd85rules.cli.options import fill
from qd85rules.reporters import REPORTERS, render

if TYPE_CHECKING:
    from qd85rules import Report

_MEMORY_LIMIT: Final = 6 * 1024**3
_SMALL: Final = "- {id: a, kind: blgo}\n- {id: b}\n"


def _judged(path: Path) -> Report:
    options = whole_parser().parse_args(["check", str(path), "--as-of", "2024-11-01", "--no-config", "--quiet"])
    fill(options, "check")
    report, _ = judge(options, load_policy(options))
    return report


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _main(path: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))
    with TemporaryDirectory() as folder:
        # What is loaded and compiled at the first use is no cost of the register.
        small = Path(folder) / "small.yaml"
        small.write_text(_SMALL, encoding="utf-8")
        warm = _judged(small)
    for output_format in REPORTERS:
        render(warm, output_format)
    before = _peak()
    begin = process_time()
    report = _judged(path)
    seconds = {"judge": process_time() - begin}
    for output_format in REPORTERS:
        begin = process_time()
        render(report, output_format)
        seconds[output_format] = process_time() - begin
    print(json.dumps({"seconds": seconds, "megabytes": (_peak() - before) / 1024}))


_main(Path(sys.argv[1]))
