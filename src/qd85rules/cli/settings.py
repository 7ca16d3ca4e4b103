"""Settings: the one table of them, and what each takes for a value.

The table makes the flags, the names in the environment, the keys in TOML, their types and their page in the docs.

What must not live here: making flags of the table, and whose value counts (`options`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final, Literal

from qd85rules.core.diagnostics import InputError
from qd85rules.wording.usage import SETTINGS_SAID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import tzinfo

Kind = Literal[
    "switch", "text", "word", "day", "zone", "number", "path", "texts", "words", "paths", "packs", "pairs", "table"
]
"""`words` and `word` are out of a closed set; a list in the environment has `;` between its parts."""

Group = Literal["policy", "input", "output", "showing", "deciding"]

ENVIRONMENT_PREFIX: Final = "QD85RULES_"
RESERVED_VARIABLES: Final = ("QD85RULES_CACHE_DIR", "QD85RULES_TRACEBACK")
"""Variables with the prefix that are no settings."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SWITCHES: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_LARGEST_NUMBER: Final = 99_999
"""More days than the calendar of any register has."""
_LISTS: Final = frozenset({"texts", "words", "paths", "packs"})


def _formats() -> Iterable[str]:
    from qd85rules.reporters import REPORTERS  # noqa: PLC0415 - asked for by commands that write reports only

    return REPORTERS


def _engines() -> Iterable[str]:
    from qd85rules.engines import ENGINES  # noqa: PLC0415 - likewise

    return ("auto", *ENGINES)


def _register_formats() -> Iterable[str]:
    from qd85rules.intake import FORMATS  # noqa: PLC0415 - likewise

    return FORMATS


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """One setting: its flag is `--name`, its key in TOML `name`, its variable `QD85RULES_NAME`.

    `dest` is its name in the parsed command line. `choices` are the words of a `word` or of `words`. `positional`
    settings have no flag.
    """

    name: str
    kind: Kind
    group: Group
    default: Any = None
    choices: tuple[str, ...] | Callable[[], Iterable[str]] = ()
    metavar: str | None = None
    short: str | None = None
    dest: str = ""
    positional: bool = False

    def __post_init__(self) -> None:
        """Name the destination after the setting where it has no name of its own."""
        if not self.dest:
            object.__setattr__(self, "dest", self.name.replace("-", "_"))

    @property
    def variable(self) -> str:
        """The name of the setting in the environment."""
        return ENVIRONMENT_PREFIX + self.name.replace("-", "_").upper()

    @property
    def help(self) -> str:
        """What it is for, as `--help` says; schemas say it in both languages."""
        return SETTINGS_SAID[self.name].en

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return self.kind in _LISTS

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping of keys, put together from all that say some."""
        return self.kind in {"pairs", "table"}


_TABLE: Final = (
    SettingSpec("as-of", "day", "policy"),
    SettingSpec(
        "time-zone",
        "zone",
        "policy",
        "Asia/Ho_Chi_Minh",
        metavar="ZONE",
    ),
    SettingSpec(
        "pack",
        "packs",
        "policy",
        dest="packs",
    ),
    SettingSpec("param", "pairs", "policy", metavar="NAME=VALUE", dest="params"),
    SettingSpec("suffix-list", "path", "policy"),
    SettingSpec("paths", "paths", "input", (), positional=True),
    SettingSpec("stdin-filename", "text", "input", metavar="NAME"),
    SettingSpec("input-format", "word", "input", choices=_register_formats),
    SettingSpec(
        "blank-means",
        "word",
        "input",
        choices=("unknown", "never"),
    ),
    SettingSpec(
        "blank-lists",
        "word",
        "input",
        choices=("unknown", "none"),
    ),
    SettingSpec("exclude", "texts", "input", (), metavar="GLOB"),
    SettingSpec(
        "table",
        "table",
        "input",
        metavar="KEY=VALUE",
    ),
    SettingSpec("per-file", "switch", "input", default=False),
    SettingSpec(
        "output-format",
        "words",
        "output",
        (),
        choices=_formats,
        metavar="FORMAT",
    ),
    SettingSpec(
        "output-file",
        "paths",
        "output",
        (),
    ),
    SettingSpec(
        "sarif-include",
        "words",
        "output",
        (),
        choices=("open", "suppressed", "due", "pass", "not_applicable"),
    ),
    SettingSpec(
        "undetermined-as",
        "word",
        "output",
        "none",
        choices=("none", "note"),
    ),
    SettingSpec("lang", "word", "showing", "vi", choices=("vi", "en")),
    SettingSpec("all", "switch", "showing", default=False),
    SettingSpec(
        "group-by",
        "word",
        "showing",
        "account",
        choices=("account", "holder", "unit", "rule", "question"),
    ),
    SettingSpec("show-names", "switch", "showing", default=False),
    SettingSpec("color", "word", "showing", "auto", choices=("auto", "always", "never")),
    SettingSpec("quiet", "switch", "showing", default=False, short="-q"),
    SettingSpec("verbose", "switch", "showing", default=False, short="-v"),
    SettingSpec("engine", "word", "deciding", "auto", choices=_engines),
    SettingSpec(
        "fail-on",
        "word",
        "deciding",
        "violation",
        choices=("violation", "recommendation", "never"),
    ),
    SettingSpec("allow-undetermined", "switch", "deciding", default=False),
    SettingSpec("allow-empty", "switch", "deciding", default=False),
    SettingSpec("exit-zero", "switch", "deciding", default=False),
    SettingSpec("waivers", "paths", "deciding", ()),
    SettingSpec(
        "waiver-notice-days",
        "number",
        "deciding",
        30,
        metavar="DAYS",
    ),
    SettingSpec("baseline", "path", "deciding"),
)

SETTINGS: Final[dict[str, SettingSpec]] = {setting.name: setting for setting in _TABLE}
"""Every setting, by its name."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings that a file has, by name, and the place of each as `path:line:column`."""

    values: Mapping[str, Any]
    places: Mapping[str, str]


class SettingsError(InputError):
    """Settings that cannot be used; `diagnostics` has every problem found in them."""

    code = "settings"


def choices_of(setting: SettingSpec) -> tuple[str, ...]:
    """Give the words that a setting takes."""
    return tuple(setting.choices() if callable(setting.choices) else setting.choices)


def parse_value(setting: SettingSpec, text: str) -> Any:  # noqa: ANN401 - a value of any setting
    """Read a value written as text, as in the environment.

    Raises:
        ValueError: saying what is expected.
    """
    if setting.kind == "switch":
        if text.strip().lower() not in _SWITCHES:
            raise ValueError("expected `true` or `false`")  # noqa: EM101, TRY003 - the whole message
        return _SWITCHES[text.strip().lower()]
    if setting.kind == "number":
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST_NUMBER))
        return take_value(setting, int(text) if is_number else text)
    if setting.is_mapping:
        return take_value(setting, dict(_pair(part) for part in text.split(";") if part.strip()))
    if setting.is_list:
        return take_value(setting, [part.strip() for part in text.split(";") if part.strip()])
    return take_value(setting, text)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise ValueError("expected `NAME=VALUE`")  # noqa: EM101, TRY003 - the whole message
    return name.strip(), value.strip()


def take_value(setting: SettingSpec, value: object) -> Any:  # noqa: ANN401 - a value of any setting
    """Check a value as TOML has it.

    Raises:
        ValueError: saying what is expected.
    """
    match setting.kind, value:
        case "switch", bool():
            return value
        case "number", int() if not isinstance(value, bool) and 0 <= value <= _LARGEST_NUMBER:
            return value
        case "day", date() if not isinstance(value, datetime):
            return value
        case "day", str() if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        case "zone", str():
            zone_of(value)
            return value
        case "text" | "path", str() if value:
            return value
        case "word", str():
            return _word(setting, value)
        case "words", str():
            return (_word(setting, value),)
        case "words", list():
            return tuple(_word(setting, item) for item in value)
        case "texts" | "paths" | "packs", str() if value:
            return (value,)
        case "texts" | "paths" | "packs", list() if all(isinstance(item, str) and item for item in value):
            return tuple(value)
        case "pairs", dict():
            return dict(value)
        case "table", dict():
            from qd85rules.intake.tablesettings import table_settings  # noqa: PLC0415 - where it is set only

            table_settings(value)
            return dict(value)
    expected = _EXPECTED[setting.kind]
    raise ValueError(f"expected {expected}")  # noqa: EM102, TRY003 - the whole message


_EXPECTED: Final[dict[Kind, str]] = {
    "switch": "`true` or `false`",
    "text": "text",
    "word": "a word",
    "day": "a day, YYYY-MM-DD",
    "zone": "a time zone, as `Asia/Ho_Chi_Minh`",
    "number": f"a whole number up to {_LARGEST_NUMBER}",
    "path": "a path",
    "texts": "text, or a list of texts",
    "words": "a word, or a list of words",
    "paths": "a path, or a list of paths",
    "packs": "a pack, or a list of packs",
    "pairs": "a table of parameters",
    "table": 'a table, as `{dates = "dmy", ignore = ["STT"]}`',
}


def zone_of(name: str) -> tzinfo:
    """Give a time zone by its name in the IANA database.

    Raises:
        ValueError: there is no such zone.
    """
    from zoneinfo import ZoneInfo, available_timezones  # noqa: PLC0415 - only where no day is given

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        if name == SETTINGS["time-zone"].default:
            # Some systems have no data on time zones; the clocks of this one have not been changed since 1975.
            return timezone(timedelta(hours=7), name)
    known = {zone.casefold(): zone for zone in available_timezones()}
    from difflib import get_close_matches  # noqa: PLC0415 - where something is wrong only

    near = get_close_matches(name.casefold(), known, n=1)
    hint = f"did you mean `{known[near[0]]}`?" if near else "names are as `Asia/Ho_Chi_Minh`"
    if not known:
        hint = "this machine has no data on time zones; the package `tzdata` brings it"
    raise ValueError(f"unknown time zone `{name[:40]}` ({hint})")  # noqa: EM102, TRY003 - the whole message


def _word(setting: SettingSpec, value: object) -> str:
    words = choices_of(setting)
    if isinstance(value, str) and value in words:
        return value
    from difflib import get_close_matches  # noqa: PLC0415 - where something is wrong only

    near = get_close_matches(str(value), words, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"the words are {', '.join(words)}"
    raise ValueError(f"unknown word `{str(value)[:40]}` ({hint})")  # noqa: EM102, TRY003 - the whole message
