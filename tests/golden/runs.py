"""The runs whose output is kept: every register, pack and case that the repository has, in every format and language.

What must not live here: assertions, and what the runs gave.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.cli.schemas import SCHEMAS
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HERE", "REGISTER", "ROOT", "Run", "explained", "runs"]

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
REGISTER: Final = "examples/register.yaml"

_INPUTS: Final = "tests/golden/inputs"
_DAY: Final = ("--as-of", "2024-11-01", "--no-config")
# The other engine is not to be had everywhere, and reports name the engines that ran.
_ALONE: Final = ("--engine", "reference")
_LANGUAGES: Final = ("vi", "en")
_REPORTS: Final = {
    "text": "txt",
    "concise": "concise.txt",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "junit": "xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "markdown": "md",
    "csv": "csv",
}
_LOCAL: Final = ("cv-729-tu", "go-cong-tay", "phu-ninh")
_FAULTY: Final = ("faults.yaml", "faults.json", "faults.jsonl", "faults.csv")


@dataclass(frozen=True, slots=True)
class Run:
    """One call of the command; its standard output is kept in `file`, the rest beside it."""

    file: str
    arguments: tuple[str, ...]


def runs() -> Iterator[Run]:
    """Give every run; each names the file that keeps its output."""
    yield from _checks()
    yield from _evidence()
    yield from _faults()
    yield from _laboratory()
    for name in SCHEMAS:
        for lang in _LANGUAGES:
            yield Run(f"schema.{name}.{lang}.json", ("schema", name, "--lang", lang))


def explained() -> Iterator[str]:
    """Give every name that `explain` knows in the shipped packs."""
    policy = Policy.load(["national", *(f"local/{name}" for name in _LOCAL)], as_of=date(2024, 11, 1))
    yield from (rule.rule.id for rule in policy.stack.rules)
    yield from policy.catalogue.clauses
    yield from policy.stack.parameters
    yield from (fact for fact in FACTS)


def _checks() -> Iterator[Run]:
    for lang in _LANGUAGES:
        common = (*_DAY, *_ALONE, "--lang", lang)
        for name, ending in _REPORTS.items():
            yield Run(f"check.{lang}.{ending}", ("check", REGISTER, *common, "--output-format", name))
        yield Run(f"check.all.{lang}.txt", ("check", REGISTER, *common, "--all", "--show-names"))
        for pack in _LOCAL:
            stacked = (*common, "--pack", f"local/{pack}")
            for name in ("concise", "markdown"):
                file = f"check.{pack}.{lang}.{_REPORTS[name]}"
                yield Run(file, ("check", REGISTER, *stacked, "--output-format", name))
        for ending in ("csv", "jsonl"):
            yield Run(f"check.of-{ending}.{lang}.txt", ("check", f"examples/register.{ending}", *common))
        forecast = ("forecast", REGISTER, *common, "--until", "2025-12-31", "--output-format")
        for name, ending in {"text": "txt", "json": "json", "ics": "ics"}.items():
            yield Run(f"forecast.{lang}.{ending}", (*forecast, name))
        asked = ("questions", REGISTER, *common, "--output-format")
        for name, ending in {"text": "txt", "json": "json", "csv": "csv"}.items():
            yield Run(f"questions.{lang}.{ending}", (*asked, name))
    yield Run("check.all.json", ("check", REGISTER, *_DAY, *_ALONE, "--all", "--output-format", "json"))


def _evidence() -> Iterator[Run]:
    for lang in _LANGUAGES:
        waived = ("check", REGISTER, *_DAY, *_ALONE, "--lang", lang, "--waivers", f"{_INPUTS}/waivers.yaml")
        for name in ("text", "json", "sarif", "junit", "markdown"):
            file = f"waived.{lang}.{_REPORTS[name]}"
            yield Run(file, (*waived, "--baseline", f"{_INPUTS}/baseline.json", "--output-format", name))


def _faults() -> Iterator[Run]:
    for lang in _LANGUAGES:
        for file in _FAULTY:
            for name in ("text", "json"):
                arguments = ("check", f"{_INPUTS}/{file}", *_DAY, *_ALONE, "--lang", lang, "--output-format", name)
                yield Run(f"{file.replace('.', '-')}.{lang}.{_REPORTS[name]}", arguments)
        wrong = f"{_INPUTS}/faults-waivers.yaml"
        yield Run(f"faults-waivers.{lang}.txt", ("check", REGISTER, *_DAY, *_ALONE, "--lang", lang, "--waivers", wrong))
        config = ("--as-of", "2024-11-01", "--config", f"{_INPUTS}/qd85rules-faults.toml", "--lang", lang)
        yield Run(f"faults-settings.{lang}.txt", ("check", REGISTER, *config))
        for pack in sorted((HERE / "inputs").glob("faulty-*/")):
            name = pack.name
            yield Run(
                f"{name}.{lang}.txt", ("check", REGISTER, *_DAY, *_ALONE, "--lang", lang, "--pack", f"{_INPUTS}/{name}")
            )


def _laboratory() -> Iterator[Run]:
    stack = tuple(word for pack in _LOCAL for word in ("--pack", f"local/{pack}"))
    for lang in _LANGUAGES:
        common = ("--no-config", "--lang", lang)
        yield Run(f"clauses.{lang}.txt", ("clauses", *stack, *common))
        yield from _evaluated(lang)
        yield Run(f"fmt.{lang}.txt", ("fmt", _INPUTS, "--check", *common))
        for name in ("text", "junit", "markdown"):
            measured = ("test", "rules", *common, "--coverage", "--output-format", name)
            yield Run(f"test.{lang}.{_REPORTS[name]}", measured)
        one = ("test", "rules", *common, "--mutate", "transfer/given-away", "identity/true-name", "--jobs", "1")
        yield Run(f"mutate.{lang}.txt", one)
        for name, ending in {"text": "txt", "json": "json"}.items():
            yield Run(f"lint.{lang}.{ending}", ("lint", *_DAY, "--lang", lang, "--output-format", name))
        compared = ("diff", "tests/cli/packs/club", f"{_INPUTS}/club", *_DAY, "--lang", lang, "--against", REGISTER)
        for name in ("text", "json", "markdown"):
            yield Run(f"diff.{lang}.{_REPORTS[name]}", (*compared, "--output-format", name))
    yield Run("test.json", ("test", "rules", "--no-config", "--coverage", "--output-format", "json"))
    yield Run("clauses.json", ("clauses", *stack, "--no-config", "--output-format", "json"))


def _evaluated(lang: str) -> Iterator[Run]:
    common = (*_DAY, "--lang", lang)
    asked = {
        "account": ("concepts.still_in_use || address.under_vn", "--account", REGISTER, "--id", "vd-05/web"),
        "item": ('transfer.kind == "lend"', "--account", REGISTER, "--id", "vd-09/facebook"),
        "nobody": ("today - account.opened_on > params.quiet_days",),
        "wrong": ("today - account.opend_on > 3d &&",),
    }
    for name, arguments in asked.items():
        yield Run(f"eval.{name}.{lang}.txt", ("eval", *arguments, *common))
        yield Run(f"eval.{name}.{lang}.json", ("eval", *arguments, *common, "--output-format", "json"))
    for rule in ("identity/true-name", "transfer/given-away"):
        one = ("explain", rule, "--account", REGISTER, "--id", "vd-09/facebook", *common)
        yield Run(f"explain.{rule.partition('/')[0]}.account.{lang}.txt", one)
