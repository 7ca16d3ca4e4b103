"""`python -m benchmarks [NAME...]`: measure, and print the tables."""

from __future__ import annotations

import sys
from importlib import import_module

_NAMES = ("check", "cold_start", "hostile", "html_page")

for name in sys.argv[1:] or _NAMES:
    if name not in _NAMES:
        sys.exit(f"no benchmark `{name}`; there are {', '.join(_NAMES)}")
    print(f"## {name}\n\n{import_module(f'benchmarks.{name}').measure()}\n")
