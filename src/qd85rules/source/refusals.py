"""What does not fit in a file that users wrote, in both languages: the one place that words pydantic's errors.

In comes an error of pydantic's, or what a check of ours found; out come flaws: a code, a sentence, what to do, and the
way to the value from where the error stands.

What must not live here: the kinds of values (`form`), and where a value stands (`shape`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic_core import PydanticCustomError

from qd85rules.core.diagnostics import suggestion
from qd85rules.core.text import Text, as_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qd85rules.source.sourcetree import SourcePath

_QUOTED_LENGTH: Final = 40


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
            return [Flaw("empty", Text("chỗ này để trống chữ", "this text is empty"))]
        case "greater_than_equal":
            return [_too_small(value, context["ge"])]
        case "less_than_equal":
            return [_too_large(value, context["le"])]
        case kind:
            return [wrong_type(value, _EXPECTED[kind])]


_EXPECTED: Final = {
    "string_type": Text("chữ", "text"),
    "int_type": Text("một số nguyên", "a whole number"),
    "bool_type": Text("`true` hoặc `false`", "`true` or `false`"),
    "tuple_type": Text("một danh sách", "a list"),
    "list_type": Text("một danh sách", "a list"),
    "dict_type": Text("một nhóm khóa và giá trị", "a mapping"),
    "dataclass_type": Text("một nhóm khóa và giá trị", "a mapping"),
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
        Text(f"cần {expected.vi}, ở đây là {found.vi}", f"expected {expected.en}, found {found.en}"),
    )


def missing_key(key: object) -> Flaw:
    """Say that a key is missing."""
    return Flaw(
        "missing-key", Text(f"thiếu khóa `{key}`", f"the key `{key}` is missing"), _both("thêm", "add", f"`{key}:`")
    )


def unknown_key(key: object, known: Collection[str]) -> Flaw:
    """Say that there is no such key, and which is near."""
    near = suggestion(key, known) if isinstance(key, str) else None
    hint = near or _both("các khóa có ở đây:", "the keys known here are", _listed(known))
    return Flaw("unknown-key", _both("khóa lạ", "unknown key", quoted(key)), hint, of_key=True)


def unknown_value(value: object, known: Collection[str]) -> Flaw:
    """Say that a value is none of a closed set, and which is near."""
    if not isinstance(value, str):
        return wrong_type(value, _both("một trong", "one of", _listed(known)))
    hint = suggestion(value, known) or _both("các giá trị có ở đây:", "the words known here are", _listed(known))
    return Flaw("unknown-value", _both("giá trị lạ", "unknown value", quoted(value)), hint)


def too_few(least: int) -> Flaw:
    """Say that a list or mapping has not enough in it."""
    return Flaw(
        "too-few", Text(f"cần ít nhất {least} mục", f"expected at least {least} item{'s' if least > 1 else ''} here")
    )


def _too_small(value: object, least: int) -> Flaw:
    return Flaw(
        "out-of-range",
        Text(
            f"cần số nguyên từ {least} trở lên, ở đây là {quoted(value)}",
            f"expected a whole number from {least} up, found {quoted(value)}",
        ),
    )


def _too_large(value: object, most: int) -> Flaw:
    return Flaw(
        "out-of-range",
        Text(
            f"cần số nguyên không quá {most}, ở đây là {quoted(value)}",
            f"expected a whole number up to {most}, found {quoted(value)}",
        ),
    )


def no_date(value: object) -> PydanticCustomError:
    """Refuse what is no calendar date in ISO form."""
    if not isinstance(value, str):
        return refused(wrong_type(value, Text("một ngày", "a date")))
    message = Text(f"cần một ngày, ở đây là {quoted(value)}", f"expected a date, found {quoted(value)}")
    return refused(Flaw("bad-date", message, Text("viết NĂM-THÁNG-NGÀY, như 2024-06-01", "write it as YYYY-MM-DD")))


def no_day(value: str) -> PydanticCustomError:
    """Refuse a day that the calendar does not have."""
    message = _both("lịch không có ngày", "there is no day", quoted(value))
    return refused(Flaw("bad-date", message, Text("xem lại trên lịch", "look it up in the calendar")))


def no_such_form(named: Text, value: str) -> PydanticCustomError:
    """Refuse a text that has not the form that is named."""
    shown = quoted(value)
    message = Text(f"cần {named.vi}, ở đây là {shown}", f"expected {named.en}, found {shown}")
    return refused(Flaw("bad-form", message))


def duplicate(items: Iterable[object]) -> PydanticCustomError:
    """Refuse a list in which something stands twice."""
    seen: set[object] = set()
    found = []
    for index, item in enumerate(items):
        if item in seen:
            message = Text(f"{quoted(item)} có ở đây hai lần", f"{quoted(item)} stands here twice")
            found.append(Flaw("duplicate", message, Text("bỏ bớt một", "remove one"), (index,)))
        seen.add(item)
    return refused(*found)


KINDS: Final = {
    "clause": "điều",
    "concept": "khái niệm",
    "document": "văn bản",
    "fact": "dữ kiện",
    "parameter": "tham số",
    "relay": "nguồn",
    "rule": "quy tắc",
}
"""What there are names of, in Vietnamese."""


def unknown(kind: str, name: str, known: Iterable[str]) -> PydanticCustomError:
    """Refuse a name that nothing of its kind has."""
    return refused(unknown_name(kind, name, known))


def unknown_name(kind: str, name: str, known: Iterable[str]) -> Flaw:
    """Say that nothing of a kind has a name, and which is near."""
    message = Text(f"không có {KINDS[kind]} {quoted(name)}", f"unknown {kind} {quoted(name)}")
    return Flaw(f"unknown-{kind}", message, suggestion(name, known))


def kind_of(value: object) -> Text:
    """Say what a value is."""
    match value:
        case None:
            return Text("chỗ trống", "nothing")
        case bool() | int() | float():
            return Text(quoted(value), quoted(value))
        case str():
            return _both("chữ", "the text", quoted(value))
        case list():
            return Text("một danh sách", "a list")
        case dict():
            return Text("một nhóm khóa và giá trị", "a mapping")
        case _:
            return Text("thứ khác", "something else")


def quoted(value: object) -> str:
    """Give a value as messages show it: on one line, in backticks, cut where it is long."""
    shown = str(value).lower() if isinstance(value, bool) else " ".join(as_text(value).split())
    return f"`{shown if len(shown) <= _QUOTED_LENGTH else shown[: _QUOTED_LENGTH - 1] + '…'}`"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _both(vi: str, en: str, rest: str) -> Text:
    return Text(f"{vi} {rest}", f"{en} {rest}")
