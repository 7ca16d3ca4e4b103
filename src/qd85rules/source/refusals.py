"""What does not fit in a file that users wrote, in both languages: the one place that words pydantic's errors.

In comes an error of pydantic's, or what a check of ours found; out come flaws: a code, a sentence, what to do, and the
way to the value from where the error stands.

What must not live here: the kinds of values (`form`), and where a value stands (`reader`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic_core import PydanticCustomError

from qd85rules.core.diagnostics import suggestion
from qd85rules.core.text import Text, shortened
from qd85rules.wording import files as say
from qd85rules.wording.verdicts import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qd85rules.source.sourcetree import SourcePath


class Flaw(NamedTuple):
    """One thing that is wrong.

    `path` leads to it from the value at hand; `of_key`: with the key there, not the value. `part` are the offsets of
    the characters of a text that are meant, the end exclusive; `None`: all of it.
    """

    code: str
    message: Text
    help: Text | None = None
    path: SourcePath = ()
    of_key: bool = False
    part: tuple[int, int] | None = None


def refused(*flaws: Flaw) -> PydanticCustomError:
    """Give the error with which a check of a value tells pydantic what is wrong with it."""
    return PydanticCustomError("refused", "refused", {"flaws": flaws})


def flaws_of(error: Any, keys: Collection[str]) -> Sequence[Flaw]:  # noqa: ANN401 - pydantic's own mapping
    """Tell one error of pydantic's; `keys` are those that are known where a key is not."""
    value, context, path = error["input"], error.get("ctx", {}), error["loc"]
    if path and path[-1] == "[key]":
        return [_wrong_key(error, value, context)]
    match error["type"]:
        case "refused":
            return tuple(context["flaws"])
        case "missing":
            return [missing_key(error["loc"][-1])]
        case "unexpected_keyword_argument" | "given":
            return [unknown_key(error["loc"][-1], keys)]
        case "literal_error":
            return [unknown_value(value, _members(context))]
        case "too_short":
            # pydantic counts the items that are right; the others are told for themselves.
            return [too_few(context["min_length"])] if len(value) < context["min_length"] else []
        case "string_pattern_mismatch":
            return [Flaw("empty", say.EMPTY_TEXT)]
        case "greater_than_equal":
            return [_too_small(value, context["ge"])]
        case "less_than_equal":
            return [_too_large(value, context["le"])]
        case kind:
            return [wrong_type(value, _EXPECTED[kind])]


_EXPECTED: Final = {
    "string_type": say.TEXT,
    "int_type": say.A_WHOLE_NUMBER,
    "bool_type": say.TRUE_OR_FALSE,
    "tuple_type": say.A_LIST,
    "dict_type": say.A_MAPPING,
    "dataclass_type": say.A_MAPPING,
}


def _members(context: Any) -> list[str]:  # noqa: ANN401 - pydantic's own mapping
    return re.findall("'([^']*)'", context["expected"])


def _wrong_key(error: Any, key: object, context: Any) -> Flaw:  # noqa: ANN401 - pydantic's own mappings
    if error["type"] == "literal_error":
        return unknown_key(key, _members(context))
    [flaw] = flaws_of({**error, "loc": ()}, ())
    return flaw._replace(of_key=True)


def wrong_type(value: object, expected: Text) -> Flaw:
    """Say that a value is of another kind."""
    found = kind_of(value)
    return Flaw(
        "wrong-type",
        say.EXPECTED_FOUND.filled(expected=expected, found=found),
    )


def missing_key(key: object) -> Flaw:
    """Say that a key is missing."""
    return Flaw("missing-key", say.MISSING_KEY.filled(key=key), say.ADD_KEY.filled(key=key))


def unknown_key(key: object, known: Collection[str]) -> Flaw:
    """Say that there is no such key, and which is near."""
    near = suggestion(key, known) if isinstance(key, str) else None
    hint = near or say.KEYS_KNOWN.filled(known=_listed(known))
    return Flaw("unknown-key", say.UNKNOWN_KEY.filled(key=quoted(key)), hint, of_key=True)


def unknown_value(value: object, known: Collection[str]) -> Flaw:
    """Say that a value is none of a closed set, and which is near."""
    if not isinstance(value, str):
        return wrong_type(value, say.ONE_OF_KNOWN.filled(known=_listed(known)))
    hint = suggestion(value, known) or say.VALUES_KNOWN.filled(known=_listed(known))
    return Flaw("unknown-value", say.UNKNOWN_VALUE.filled(value=quoted(value)), hint)


def too_few(least: int) -> Flaw:
    """Say that a list or mapping has not enough in it."""
    return Flaw("too-few", say.TOO_FEW.filled(items=counted("items", least)))


def _too_small(value: object, least: int) -> Flaw:
    return Flaw(
        "out-of-range",
        say.TOO_SMALL.filled(least=least, value=quoted(value)),
    )


def _too_large(value: object, most: int) -> Flaw:
    return Flaw(
        "out-of-range",
        say.TOO_LARGE.filled(most=most, value=quoted(value)),
    )


def no_date(value: object) -> PydanticCustomError:
    """Refuse what is no calendar date in ISO form."""
    if not isinstance(value, str):
        return refused(wrong_type(value, say.A_DATE))
    message = say.EXPECTED_FOUND.filled(expected=say.A_DATE, found=quoted(value))
    return refused(Flaw("bad-date", message, say.AS_ISO))


def no_day(value: str) -> PydanticCustomError:
    """Refuse a day that the calendar does not have."""
    message = say.NO_SUCH_DAY.filled(value=quoted(value))
    return refused(Flaw("bad-date", message, say.IN_THE_CALENDAR))


def no_such_form(named: Text, value: str) -> PydanticCustomError:
    """Refuse a text that has not the form that is named."""
    message = say.EXPECTED_FOUND.filled(expected=named, found=quoted(value))
    return refused(Flaw("bad-form", message))


def duplicate(items: Iterable[object]) -> PydanticCustomError:
    """Refuse a list in which something stands twice."""
    seen: set[object] = set()
    found = []
    for index, item in enumerate(items):
        if item in seen:
            message = say.STANDS_TWICE.filled(item=quoted(item))
            found.append(Flaw("duplicate", message, say.REMOVE_ONE, (index,)))
        seen.add(item)
    return refused(*found)


def unknown(kind: str, name: str, known: Iterable[str]) -> PydanticCustomError:
    """Refuse a name that nothing of its kind has."""
    return refused(unknown_name(kind, name, known))


def unknown_name(kind: str, name: str, known: Iterable[str]) -> Flaw:
    """Say that nothing of a kind has a name, and which is near."""
    message = say.UNKNOWN_NAME.filled(kind=say.KINDS[kind], name=quoted(name))
    return Flaw(f"unknown-{kind}", message, suggestion(name, known))


def kind_of(value: object) -> Text:
    """Say what a value is."""
    match value:
        case None:
            return say.NOTHING
        case bool() | int() | float():
            return Text(quoted(value), quoted(value))
        case str():
            return say.THE_TEXT.filled(value=quoted(value))
        case list():
            return say.A_LIST
        case dict():
            return say.A_MAPPING
        case _:
            return say.SOMETHING_ELSE


def quoted(value: object) -> str:
    """Give a value as messages show it: on one line, in backticks, cut where it is long."""
    return f"`{shortened(str(value).lower() if isinstance(value, bool) else value)}`"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
