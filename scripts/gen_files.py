"""Generate the reference page of the files that users write: every key, what its value is and what it says.

It comes from the forms of the files, as their readers and JSON Schemas do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.cli.schemas import SCHEMAS, get_schema
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMS = ("pack", "rule", "documents", "relays", "clauses", "readings", "cases", "waivers", "baseline", "record")


def files_page() -> Iterator[str]:
    """Give the page of the files, a section for each."""
    yield from ("# Files", "")
    yield "The files that users and the tool write, key by key; `NAME` stands for a name of one's own, `[]` for each"
    yield "item of a list. A key that is not required may be left out, or be `null`. `qd85 schema NAME` prints the same"
    yield "as a JSON Schema for editors."
    for name in (name for name in SCHEMAS if name in _FORMS):
        schema = get_schema(name)
        yield from ("", f"## `{name}` {{ #{name} }}", "", f"{schema['title']}", "", schema["description"], "")
        yield from ("| key | required | value | what it says |", "|---|---|---|---|")
        yield from _rows(schema, schema, "")


def _rows(part: dict[str, Any], whole: dict[str, Any], path: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Give a row for each key of a part of a schema, those below it after it."""
    reference = part.get("$ref") or next((one["$ref"] for one in part.get("allOf", ()) if "$ref" in one), None)
    if reference is not None:
        name = reference.rpartition("/")[2]
        # A part of an account is told of in the chapter on registers.
        if name != "account_part" and name not in above:
            yield from _rows(whole["definitions"][name], whole, path, (*above, name))
        return
    for option in part.get("anyOf", ()):
        yield from _rows(option, whole, path, above)
    if _is_both(part):
        return
    for key, below in part.get("properties", {}).items():
        here = f"{path}.{key}" if path else key
        required = "yes" if key in part.get("required", ()) else ""
        said = below.get("description", "").replace("|", "&#124;")
        yield f"| `{here}` | {required} | {_value(below)} | {said} |"
        yield from _rows(below, whole, here, above)
    if isinstance(entry := part.get("additionalProperties"), dict):
        yield from _rows(entry, whole, f"{path}.NAME" if path else "NAME", above)
    if isinstance(items := part.get("items"), dict):
        yield from _rows(items, whole, f"{path}[]", above)


def _is_both(part: dict[str, Any]) -> bool:
    return list(part.get("properties", ())) == ["vi", "en"]


def _value(part: dict[str, Any]) -> str:
    """Say in a few words what a value is."""
    if "enum" in part:
        words = [word for word in part["enum"] if word is not None]
        return "the name of a fact" if words[0] in FACTS else ", ".join(f"`{word}`" for word in words)
    if "const" in part:
        return f"`{part['const']}`"
    if "$ref" in part or "allOf" in part:
        return "a part of an account" if "account_part" in str(part) else "a mapping"
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_value(one) for one in part["anyOf"] if one != {"type": "null"}))
    kinds = part.get("type", [])
    names = {
        "array": "list",
        "boolean": "`true` or `false`",
        "integer": "whole number",
        "object": "text in both languages" if _is_both(part) else "mapping",
        "string": "day" if part.get("format") == "date" else "text",
    }
    return " or ".join(names[kind] for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind != "null")
