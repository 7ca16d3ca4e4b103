"""From files to a report: the function does what the command does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import InputError, Outcome, Policy, UsageError, check_files, render
from qd85rules.cli import main
from tests.run.accounts import DAY

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = DAY.isoformat()
LENT = """\
- id: a1
  kind: social_profile
  holder: {id: h1, legal_name: Lê Thị Tám, roles: [party_member]}
  transfers:
    - {direction: out, kind: lend, on: 2024-06-01}
"""
WAIVERS = """\
- rule: transfer/given-away
  account: a1
  reason: the page comes back
  approver: the committee
  authority: minutes 12
  expires_on: 2024-12-31
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "registers"
    folder.mkdir()
    (folder / "one.yaml").write_text(LENT, "utf-8")
    (folder / "two.csv").write_text("id,kind,holder.legal_name,opened_on\na2,blgo,Trần Văn Ba,2024-13-01\n", "utf-8")
    (tmp_path / "waivers.yaml").write_text(WAIVERS, "utf-8")
    return tmp_path


def command(*arguments: str) -> dict[str, Any]:
    """Give the report that the command writes."""
    where = "out.json"
    main(["check", *arguments, "--as-of", AS_OF, "--output-format", "json", "--output-file", where, "--quiet"])
    with open(where, encoding="utf-8") as file:  # noqa: PTH123 - read at once, relative as it was written
        written: dict[str, Any] = json.load(file)
    return written


def told(report: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the command alone can say: the files that it was asked for, and how it ended."""
    return {key: report[key] for key in ("findings", "errors", "waivers", "baseline") if key in report}


@pytest.mark.parametrize(
    ("options", "keywords"),
    [
        ((), {}),
        (("--waivers", "waivers.yaml"), {"waivers": "waivers.yaml"}),
        (("--waivers", "gone.yaml"), {"waivers": ["gone.yaml"]}),
        (("--baseline", "known.json"), {"baseline": "known.json"}),
        (("--exclude", "*.csv"), {"exclude": ["*.csv"]}),
        (("--per-file", "--blank-means", "never"), {"per_file": True, "blank_means": "never"}),
        (("--blank-lists", "none"), {"blank_lists": "none"}),
    ],
    ids=["plain", "waivers", "waivers that are gone", "baseline", "exclude", "per file, blank", "blank lists"],
)
def test_the_function_finds_what_the_command_finds(
    here: Path, options: tuple[str, ...], keywords: dict[str, Any]
) -> None:
    assert main(["baseline", "create", "registers/one.yaml", "--baseline", "known.json", "--as-of", AS_OF]) == 0

    report = check_files([here.relative_to(here) / "registers"], as_of=DAY, **keywords)

    assert told(json.loads(render(report, "json"))) == told(command("registers", *options))


def test_waivers_and_a_baseline_do_their_work(here: Path) -> None:
    register = here / "registers" / "one.yaml"
    assert main(["baseline", "create", str(register), "--baseline", "known.json", "--as-of", AS_OF]) == 0

    plain = check_files(register, as_of=DAY)
    waived = check_files(register, as_of=DAY, waivers=[here / "waivers.yaml"])
    compared = check_files(str(register), policy=Policy.load(as_of=DAY), baseline="known.json")

    assert [finding.rule for finding in plain.violations] == ["transfer/given-away"]
    assert not waived.violations
    assert [finding.rule for finding in waived.all_findings if finding.outcome is Outcome.WAIVED] == [
        "transfer/given-away"
    ]
    assert [finding.baseline for finding in compared.violations] == ["unchanged"]


def test_an_error_shows_the_place_and_never_a_name_beside_it(here: Path) -> None:
    report = check_files([here / "registers", "gone.yaml"], as_of=DAY)

    assert [error.code for error in report.errors] == ["no-such-file", "unknown-value", "impossible-date"]
    assert [(error.span.line, error.span.column) for error in report.errors] == [(None, None), (2, 4), (2, 21)]
    # A line of a table is a whole record, so the cell itself is quoted in its place.
    assert "column “kind”: `blgo` is not understood" in [error.message.en for error in report.errors]
    assert not any("Trần" in f"{error.message} {error.source_line}" for error in report.errors)
    assert report.accounts == 1


@pytest.mark.parametrize(
    ("paths", "keywords", "error"),
    [
        ([], {"as_of": DAY}, UsageError),
        (["registers"], {}, UsageError),
        (["registers"], {"as_of": DAY, "engine": "fast"}, UsageError),
        (["registers"], {"as_of": DAY, "baseline": "gone.json"}, InputError),
    ],
    ids=["no path", "no day", "no such engine", "no such baseline"],
)
@pytest.mark.usefixtures("here")
def test_a_callers_mistake_raises(paths: list[str], keywords: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        check_files(paths, **keywords)
