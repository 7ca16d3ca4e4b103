"""Words that readers may trip over: hostile ones, and the keys and choices of the published schemas.

What must not live here: where in an input they go (`mutate`).
"""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuzz.targets import Target

__all__ = ["HOSTILE", "dictionary_lines", "words_of"]

_CONTROL: Final = ("\0", "\x07", "\x1b[31m", "\x1b]52;c;eA==\x07", "\x7f", "\x85", "\x9b31m", "\t", "\r", "\v", "\f")
_HIDDEN: Final = (
    "\u202e",
    "\u2066",
    "\u200b",
    "\u200d",
    "\u00ad",
    "\ufeff",
    "\u2028",
    "\u2029",
    "\U000e0041",
    "\ufffe",
)
_LETTERS: Final = ("đ", "Ệ", "e\u0302\u0323", "İ", "ß", "ﬁ", "ſ", "\u0300" * 8, "中", "😀", "\U0010ffff")
_NUMBERS: Final = (
    *("0", "-0", "-1", "1e999", "1.5", "0x1F", "0o17", "1_000", "12:30:45", ".nan", ".inf", "NaN", "Infinity"),
    *("9" * 19, "9" * 40, "-" + "9" * 400, "1e-400", "٣", "²"),
)
_DATES: Final = (
    *("2024-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "2024-06-01T00:00:00Z", "01/02/2024", "2024-6-1"),
    *("2024-06-01 12:00", "never", "chưa", "20240601", "45048"),
)
_YAML: Final = (
    *("null", "~", "true", "yes", "no", "on", "&a ", "*a", "*b", "<<: *b", "<<: [*b, *b]", "? ", ": ", "- ", "|", ">-"),
    *("!!python/object:x ", "!!binary x", "!!timestamp ", "!t ", "---", "...", "%YAML 1.1", "# ", "{", "}", "[", "]"),
    *("'", '"', "\\x1b", "\\uD800", "\\U0010FFFF", "@", "`", ","),
)
_MARKUP: Final = (
    "<",
    ">",
    "&",
    "&#0;",
    "&#x1b;",
    "<!DOCTYPE x [<!ENTITY e 'x'>]>",
    "<![CDATA[",
    "]]>",
    "</",
    "/>",
    "<!--",
)
_FORMATS: Final = ("::error::", "%0A", "##[", "`", "|", "=1+1", "@SUM(1)", ";", '""', "\r\n", "{{", "${x}", "\\", "//")
_ADDRESSES: Final = (
    *("http://", "https://", "javascript:", "http://[::1]/", "http://1.2.3.4", "http://0x7f.1", "xn--", "xn--a", ".."),
    *("@", ":99999", "%", "%zz", "#", "?", "。", "．vn", "www.", "com.vn", "[", "http://a b", "file:///"),
)
_CEL: Final = (
    *("&&", "||", "!", "==", "!=", "<=", ">", " in ", "(", ")", "[", "]", "-", "has(", "date(", '"', "\\n", "today"),
    *(
        "account.kind",
        "account.opened_on",
        "holder.roles",
        "name.agreement",
        "concepts.member",
        "params.ways",
        "params.",
    ),
    *('date("2024-02-29")', "true", "false", "null", "1", "-1", "9223372036854775808", "1u", "b''", "?", ":", "size("),
)

HOSTILE: Final = (
    *(*_CONTROL, *_HIDDEN, *_LETTERS, *_NUMBERS, *_DATES, *_YAML, *_MARKUP, *_FORMATS, *_ADDRESSES),
    *("a" * 300, "[" * 200, "{a: " * 100, "(" * 300, '{"a":' * 300),
)


def words_of(target: Target) -> tuple[bytes, ...]:
    """Give the tokens for a target: hostile ones, and the words of its schema or language."""
    words = [*HOSTILE, *(_CEL if target.name in {"condition", "rule"} else ())]
    if target.schema is not None:
        words += sorted(set(_of_schema(json.loads(_schema(target.schema)))))
    return tuple(dict.fromkeys(word.encode("utf-8", "surrogatepass") for word in words))


def _schema(name: str) -> str:
    from qd85rules.cli import main  # noqa: PLC0415 - imported after the coverage of a campaign has begun

    with redirect_stdout(StringIO()) as out:
        main(["schema", name, "--lang", "en"])
    return out.getvalue()


def _of_schema(node: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    match node:
        case dict():
            for key, value in node.items():
                if key in {"properties", "definitions"} and isinstance(value, dict):
                    yield from value
                elif key in {"enum", "const"}:
                    yield from (
                        word for word in (value if isinstance(value, list) else [value]) if isinstance(word, str)
                    )
                yield from _of_schema(value)
        case list():
            for value in node:
                yield from _of_schema(value)
        case _:
            return


def dictionary_lines(words: tuple[bytes, ...]) -> str:
    """Write tokens as libFuzzer reads a dictionary."""
    quoted = ("".join(f"\\x{byte:02x}" for byte in word) for word in words if 0 < len(word) <= 64)  # noqa: PLR2004 - its limit
    return "".join(f'"{word}"\n' for word in quoted)
