"""Names that a package takes from its modules when they are first asked for: every import is paid at every start."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def reexport(package: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """Give the `__getattr__` of a package whose names stand in the modules that `places` tells."""

    def look_up(name: str) -> Any:  # noqa: ANN401 - whatever has the name
        if name not in places:
            msg = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(msg)
        value = getattr(import_module(places[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return look_up
