"""Cold start: `qd85 check` on one account as a whole process, against `python -c "import pydantic"`.

What must not live here: anything measured within a process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.timing import table

__all__ = ["measure"]

_ACCOUNT: Final = """\
id: cb-0001/facebook
kind: social_profile
url: https://www.facebook.com/holder
holder: {id: cb-0001, legal_name: Lê Thị Tám, roles: [party_member]}
profile: {display_name: Lê Thị Tám}
"""
_MODEL: Final = "from pydantic import BaseModel\nclass Model(BaseModel):\n    name: str"
_ROUNDS: Final = 15


def measure() -> str:
    """Run the commands in turn and give the ratio of their medians."""
    with TemporaryDirectory() as folder:
        register = Path(folder) / "one.yaml"
        register.write_text(_ACCOUNT, encoding="utf-8")
        # As installed: the script beside the interpreter.
        command = [str(Path(sys.executable).with_name("qd85")), "check", str(register), "--as-of", "2024-11-01"]
        commands = {
            'python -c "pass"': [sys.executable, "-c", "pass"],
            'python -c "import pydantic"': [sys.executable, "-c", "import pydantic"],
            "python -c <a model of one field>": [sys.executable, "-c", _MODEL],
            "qd85 check one.yaml": command,
            "qd85 check one.yaml --engine reference": [*command, "--engine", "reference"],
        }
        # The interpreter's own cache of modules is part of what is measured, whatever the shell says.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(_ROUNDS):
            for name, arguments in commands.items():
                begin = perf_counter()
                subprocess.run(arguments, check=False, capture_output=True, cwd=folder, env=environment)
                times[name].append(perf_counter() - begin)
    unit = median(times['python -c "import pydantic"'])
    rows = [[name, f"{median(t) * 1000:.0f}", f"{median(t) / unit:.2f}"] for name, t in times.items()]
    return table(["", "ms (median)", "times `import pydantic`"], rows)
