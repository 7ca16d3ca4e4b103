"""Generate the reference page of wording: every sentence that people read, each beside its twin."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import qd85rules.wording
from qd85rules.core.text import Text
from qd85rules.model.fields import FIELDS
from qd85rules.model.vocabulary import FACTS
from qd85rules.wording.verdicts import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qd85rules.policy.policy import Policy

_ROOM: Final = Path(qd85rules.wording.__file__).parent


def wording_page(policy: Policy) -> Iterator[str]:
    """Give the page: the room of words by subject, then the vocabulary, then the packs of a policy."""
    yield from ("# Wording", "")
    yield "What reports, questions, remedies and errors say, Vietnamese beside English; braces are filled in."
    yield "A sentence of the first sections is changed in `src/qd85rules/wording/`, one of the vocabulary in the table"
    yield "of fields, and one of the packs in the file of its rule or parameter."
    for room in sorted(path.stem for path in _ROOM.glob("[a-z]*.py")):
        module = import_module(f"qd85rules.wording.{room}")
        yield from ("", f"## {room.capitalize()}", "", (module.__doc__ or "").strip(), "")
        yield from _table(_texts_in(vars(module)))
    yield from ("", "## The vocabulary", "")
    yield from _table(_texts_of(FACTS, ("meaning", "question", "derivation")))
    yield from _table((f"{field.name}: {choice.value}", choice.label) for field in FIELDS for choice in field.choices)
    yield from ("", "## The rules", "")
    rules = {resolved.rule.id: resolved.rule for resolved in policy.rules}
    yield from _table(_texts_of(rules, ("title", "message", "remedy", "note")))
    yield from ("", "## The parameters", "")
    yield from _table(_texts_of(policy.stack.parameters, ("title", "unit", "rationale", "set_by")))


def _texts_in(values: Mapping[str, object]) -> Iterator[tuple[str, Text]]:
    """Give the sentences of a module, of a table in it those of each key."""
    for name, value in values.items():
        if isinstance(value, Text):
            yield name, value
        elif isinstance(value, Noun):
            yield name, Text(value.vi, " / ".join(dict.fromkeys((value.one, value.many))))
        elif isinstance(value, dict) and not name.startswith("__"):
            yield from _texts_in({f"{name}: {key}": one for key, one in value.items()})


def _texts_of(things: Mapping[str, object], parts: tuple[str, ...]) -> Iterator[tuple[str, Text]]:
    for name, thing in things.items():
        for part in parts:
            if (text := getattr(thing, part)) is not None:
                yield f"{name}: {part}", text


def _table(texts: Iterable[tuple[str, Text]]) -> Iterator[str]:
    yield from ("| where | Tiếng Việt | English |", "|---|---|---|")
    for name, text in texts:
        yield f"| `{name}` | {_cell(text.vi)} | {_cell(text.en)} |"
    yield ""


def _cell(text: str) -> str:
    return " ".join(text.replace("<", "&lt;").replace("|", "&#124;").split())
