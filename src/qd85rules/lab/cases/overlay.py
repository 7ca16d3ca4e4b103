"""Accounts laid over one another, and the place of every value of what comes out.

What must not live here: what an account may hold (`model.account`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from qd85rules.source.places import CellPlaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.source.reader import Reader
    from qd85rules.source.sourcetree import SourcePath

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


def layered(layers: Iterable[Reader], cells: Mapping[SourcePath, Reader], whole: Reader) -> CellPlaces:
    """Give where the values of an account stand that was put together from several places, the uppermost first.

    `cells` has the values that a table puts at single paths, above all layers.
    """
    found: dict[SourcePath, Reader] = {}
    for layer in reversed(tuple(layers)):
        found.update(_below(layer, ()))
    found.update(cells)
    spans = {path: reader.span for path, reader in found.items()}
    return CellPlaces(whole.span, spans, {path: reader.key_span for path, reader in found.items()})


def _below(reader: Reader, path: SourcePath) -> Iterator[tuple[SourcePath, Reader]]:
    yield path, reader
    if isinstance(reader.value, dict | list):
        for step in reader.value if isinstance(reader.value, dict) else range(len(reader.value)):
            yield from _below(reader[step], (*path, step))
