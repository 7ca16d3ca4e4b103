"""Accounts laid over one another, and the place of every value of what comes out.

What must not live here: what an account may hold (`model.account`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Span
    from qd85rules.source.shape import Reader

__all__ = ["Layers", "put", "steps_of"]

_STEP: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)((?:\[\d+\])*)")


def steps_of(path: str) -> tuple[str | int, ...] | None:
    """Read a path such as `transfers[0].on`; `None` where it is none."""
    steps: list[str | int] = []
    for part in path.split("."):
        found = _STEP.fullmatch(part)
        if found is None:
            return None
        steps += [found[1], *(int(index) for index in re.findall(r"\d+", found[2]))]
    return tuple(steps)


def put(data: Any, steps: tuple[str | int, ...], value: object) -> Any:  # noqa: ANN401 - plain data of any shape
    """Give plain data with the value at a path replaced; what leads there is made where it is missing.

    A list grows by at most one item.

    Raises:
        LookupError: an index skips items of a list.
    """
    if not steps:
        return value
    step, *rest = steps
    if isinstance(step, str):
        mapping = data if isinstance(data, Mapping) else {}
        return {**mapping, step: put(mapping.get(step), tuple(rest), value)}
    items = list(data) if isinstance(data, list | tuple) else []
    if step > len(items):
        raise LookupError(step)
    items[step : step + 1] = [put(items[step] if step < len(items) else None, tuple(rest), value)]
    return items


class Layers:
    """Where the values of an account stand that was put together from several places, the uppermost first.

    A `Place` of admission. `cells` has the values that a table puts at single paths.
    """

    def __init__(
        self, layers: tuple[Reader, ...], cells: Mapping[tuple[str | int, ...], Reader], whole: Reader
    ) -> None:
        self._layers, self._cells, self._whole = layers, cells, whole

    def span(self, path: tuple[str | int, ...]) -> Span:
        """Give the place of the value at a path, or of the nearest part around it."""
        found = self._find(path)
        return self._whole.span if found is None else found.span

    def key_span(self, path: tuple[str | int, ...]) -> Span:
        """Give the place of the key that leads to a path."""
        found = self._find(path)
        return self._whole.span if found is None else found.key_span

    def _find(self, path: tuple[str | int, ...]) -> Reader | None:
        for length in range(len(path), 0, -1):
            part = path[:length]
            if part in self._cells:
                return self._cells[part]
            for layer in self._layers:
                found = _descend(layer, part)
                if found is not None:
                    return found
        return None


def _descend(reader: Reader, path: tuple[str | int, ...]) -> Reader | None:
    for step in path:
        if isinstance(step, str):
            if not isinstance(reader.value, dict) or step not in reader.value:
                return None
            reader = reader[step]
        else:
            items = list(reader.items()) if isinstance(reader.value, list) else []
            if step >= len(items):
                return None
            reader = items[step]
    return reader
