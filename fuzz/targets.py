"""The table of targets: which input, where it stands, and the doors that read it.

What must not live here: running a door (`attempt`) and judging its answer (`oracle`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from fuzz import wraps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["BESIDE", "HERE", "TARGETS", "Door", "Target"]

HERE: Final = Path(__file__).resolve().parent
BESIDE: Final = HERE / "beside"
"""The healthy files that stand beside the input of every attempt."""

_CHECKED: Final = frozenset({0, 1, 2, 3})
_DAY: Final = ("--as-of", "2024-11-01")
_PLAIN: Final = (*_DAY, "--no-config")
_PACK: Final = ("--pack", "pack")


@dataclass(frozen=True, slots=True)
class Door:
    """One way in: the arguments of the command, with `{input}` for the text of the input.

    `then` are further commands, run while all before them ended with 0, 1 or 3; the last one's answer counts as well.
    A door without arguments is the function `check` of the library, with `render` after it.
    """

    arguments: tuple[str, ...]
    output: str = "text"
    codes: frozenset[int] = _CHECKED
    then: tuple[tuple[str, ...], ...] = ()
    from_stdin: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of input: the file that it is written to, and the doors that read the file."""

    name: str
    file: str
    doors: Mapping[str, Door]
    schema: str | None = None
    wrap: Callable[[bytes], bytes] = wraps.as_it_is
    made_by: tuple[str, ...] = ()
    """The command that makes a seed which cannot be kept, because it holds digests of the library's packs."""

    def door_of(self, data: bytes) -> str:
        """Choose a door by the bytes alone."""
        names = tuple(self.doors)
        return names[crc32(data) % len(names)]

    def seeds(self) -> list[bytes]:
        """Give the kept seeds, and the healthy file itself where the input stands for one."""
        kept = sorted((HERE / "corpus" / self.name).glob("*"))
        healthy = BESIDE / self.file
        return [path.read_bytes() for path in [*kept, *([healthy] if healthy.is_file() else [])]]


def _check(*arguments: str, output: str = "json", lang: str = "vi") -> Door:
    shown = () if output == "text" else ("--output-format", output)
    return Door(("check", *arguments, "--lang", lang, *shown), output)


def _register_doors(file: str) -> dict[str, Door]:
    formats = ("concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "html", "csv")
    record = ("check", file, *_PLAIN, "--record", "made.json", "--output-format", "json", "--output-file", "out.json")
    ending = file.rpartition(".")[2]
    return {
        "text": _check(file, *_PLAIN, "--verbose", output="text"),
        "text-all": _check(file, *_PLAIN, "--all", "--show-names", output="text", lang="en"),
        **{name: _check(file, *_PLAIN, "--all", output=name, lang="en") for name in formats},
        "stdin": Door(
            ("check", "-", "--input-format", ending, *_PLAIN, "--output-format", "json"), "json", from_stdin=True
        ),
        "forecast": Door(("forecast", file, *_PLAIN, "--until", "2025-06-30")),
        "forecast-ics": Door(("forecast", file, *_PLAIN, "--until", "2025-06-30", "--output-format", "ics"), "ics"),
        "record": Door(record, then=(("verify", "made.json", "--no-config"),)),
        "baseline": Door(
            ("baseline", "create", file, *_PLAIN, "--baseline", "made.json"),
            codes=frozenset({0, 2}),
            then=(("check", file, *_PLAIN, "--baseline", "made.json"),),
        ),
    }


def _register(ending: str, name: str = "", wrap: Callable[[bytes], bytes] = wraps.as_it_is) -> Target:
    file = f"register.{ending}"
    return Target(f"register-{name or ending}", file, _register_doors(file), "register", wrap)


_PACK_DOORS: Final = {
    "check": _check("register.yaml", *_PLAIN, *_PACK),
    "text": _check("register.yaml", *_PLAIN, *_PACK, "--all", output="text"),
    "html": _check("register.yaml", *_PLAIN, *_PACK, "--all", output="html"),
    "sarif": _check("register.yaml", *_PLAIN, *_PACK, output="sarif"),
    "lint": Door(("lint", "pack", "--no-proofs", "--no-config", *_DAY)),
    "lint-json": Door(("lint", "pack", "--no-proofs", "--no-config", *_DAY, "--output-format", "json"), "json"),
    "clauses": Door(("clauses", *_PACK, "--no-config")),
    "explain": Door(("explain", "page/passed-on", *_PACK, *_PLAIN, "--lang", "en")),
    "explain-json": Door(("explain", "bylaw/1", *_PACK, *_PLAIN, "--output-format", "json"), "json"),
    "test": Door(
        ("test", *_PACK, "--no-config", "--jobs", "1", "--output-format", "json"), "json", frozenset({0, 1, 2, 5})
    ),
    "forecast": Door(("forecast", "register.yaml", *_PACK, *_PLAIN, "--until", "2031-01-01")),
}

_TEST_CODES: Final = frozenset({0, 1, 2, 5})
_CASES: Final = ("test", "cases.qd85test.yaml", "--no-config", "--jobs", "1")
_WAIVED: Final = ("register.yaml", *_PLAIN, "--waivers", "waivers.yaml")
_KNOWN: Final = ("register.yaml", *_PLAIN, "--baseline", "baseline.json")
_SETTINGS_OVERRIDDEN: Final = ("--output-format", "json", "--output-file", "-", *_DAY)


def _pack_part(name: str, schema: str) -> Target:
    return Target(name, f"pack/{name}.yaml", _PACK_DOORS, schema)


def _functions(formats: Sequence[str]) -> dict[str, Door]:
    return {name: Door((), name) for name in formats}


_LIST: Final = (
    _register("yaml"),
    _register("json"),
    _register("jsonl"),
    _register("csv"),
    _register("xlsx"),
    _register("xlsx", "xlsx-sheet", wraps.workbook_of_sheet),
    _register("xlsx", "xlsx-cells", wraps.workbook_of_cells),
    _pack_part("rule", "rule"),
    _pack_part("pack", "pack"),
    _pack_part("clauses", "clauses"),
    _pack_part("documents", "documents"),
    _pack_part("relays", "relays"),
    Target("condition", "pack/rule.yaml", _PACK_DOORS, None, wraps.rule_of_condition),
    Target(
        "cases",
        "cases.qd85test.yaml",
        {
            "text": Door(_CASES, codes=_TEST_CODES),
            "json": Door((*_CASES, "--output-format", "json"), "json", _TEST_CODES),
            "junit": Door((*_CASES, "--output-format", "junit"), "junit", _TEST_CODES),
        },
        "cases",
    ),
    Target(
        "waivers",
        "waivers.yaml",
        {
            "text": _check(*_WAIVED, output="text"),
            **{
                name: _check(*_WAIVED, output=name, lang="en") for name in ("json", "sarif", "junit", "html", "concise")
            },
        },
        "waivers",
    ),
    Target(
        "baseline",
        "baseline.json",
        {
            "text": _check(*_KNOWN, output="text"),
            "json": _check(*_KNOWN),
            "update": Door(("baseline", "update", *_KNOWN), codes=frozenset({0, 2})),
        },
        made_by=("baseline", "create", *_KNOWN),
    ),
    Target(
        "settings",
        "qd85rules.toml",
        {
            "shown": Door(("check", "--show-settings"), "toml"),
            "check": Door(("check", "register.yaml", *_SETTINGS_OVERRIDDEN), "json"),
            "forecast": Door(("forecast", "register.yaml", "--until", "2025-01-01", *_DAY)),
        },
        "config",
    ),
    Target(
        "settings-pyproject",
        "pyproject.toml",
        {"shown": Door(("check", "--show-settings", "--config", "pyproject.toml"), "toml")},
        "config",
    ),
    Target(
        "record",
        "record.json",
        {
            "text": Door(("verify", "record.json", "--no-config")),
            "json": Door(("verify", "record.json", "--no-config", "--output-format", "json"), "json"),
        },
        "record",
        wraps.sealed,
        ("check", "register.yaml", *_PLAIN, "--record", "record.json", "--quiet"),
    ),
    Target(
        "suffixes",
        "suffixes.dat",
        {"json": _check("register.yaml", *_PLAIN, "--suffix-list", "suffixes.dat")},
    ),
    Target(
        "arguments",
        "arguments.txt",
        {
            "param": _check("register.yaml", *_PLAIN, *_PACK, "--param", "{input}"),
            "day": Door(("check", "register.yaml", "--no-config", "--as-of={input}")),
            "until": Door(("forecast", "register.yaml", *_PLAIN, "--until={input}")),
            "expression": Door((*_CASES, "-k={input}"), codes=_TEST_CODES),
            "explain": Door(("explain", "{input}", *_PLAIN)),
            "schema": Door(("schema", "{input}"), "json"),
            "format": Door(("check", "register.yaml", *_PLAIN, "--output-format={input}"), "any"),
        },
    ),
    Target("account", "account.json", _functions(("json", "sarif", "junit", "html", "csv", "text")), "account"),
    Target("names", "account.json", _functions(("json",)), None, wraps.account_of_names),
)

TARGETS: Final = {target.name: target for target in _LIST}
