"""Starts workers: imports and instruments the library once, and forks a worker for each line that it is sent.

To instrument every module takes ten seconds of the processor, which each worker would need anew.

What must not live here: what a worker does, and watching over it (`campaign`).
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
import traceback
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from fuzz import worker

__all__ = ["GUIDED", "main"]

GUIDED: Final = "guided"

_LEFT_OUT: Final = (
    "qd85rules.__main__",
    "qd85rules.lab.proofs",
    "qd85rules.lab.strategies",
    "qd85rules.testing.plugin",
)
"""What no door needs: Z3, Hypothesis and pytest would come with them."""


def main() -> None:
    """Serve until the input ends: each line names the log, the file for the exit code, and a worker's arguments."""
    if sys.argv[1:] == [GUIDED]:
        import atheris  # noqa: PLC0415 - only where it is installed, and asked for

        instrumented = atheris.instrument_imports(include=["qd85rules"])
    else:
        instrumented = nullcontext()
    with instrumented:
        _import_all()
        for line in sys.stdin:
            log, code, *arguments = json.loads(line)
            child = os.fork()
            if child == 0:
                _become_worker(log, arguments)
            print(child, flush=True)
            _, status = os.waitpid(child, 0)
            Path(code).write_text(str(os.waitstatus_to_exitcode(status)), "ascii")


def _import_all() -> None:
    import qd85rules  # noqa: PLC0415 - imported while modules are instrumented

    for module in pkgutil.walk_packages(qd85rules.__path__, "qd85rules."):
        if not module.name.startswith(_LEFT_OUT):
            importlib.import_module(module.name)


def _become_worker(log: str, arguments: list[str]) -> None:
    stream = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, opened in ((0, nothing), (1, stream), (2, stream)):
        os.dup2(opened, number)
    try:
        worker.main(arguments)
    except BaseException:  # noqa: BLE001 - the last thing that this process does
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
