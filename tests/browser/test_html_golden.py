"""What a browser shows of the HTML report, held to what it showed before, with every finding open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qd85rules.cli import main
from tests.golden.runs import REGISTER, ROOT
from tests.golden.test_golden import held

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.chromium import Tab


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_shows_what_it_showed(
    tab: Tab, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    page = tmp_path / "report.html"
    written = ("--output-format", "html", "--output-file", str(page))
    main(("check", REGISTER, "--as-of", "2024-11-01", "--no-config", "--engine", "reference", "--lang", lang, *written))
    capsys.readouterr()

    tab.go(page.as_uri())
    for selector in ("#rows .title", "details:not([open]) summary"):
        tab.run(f"document.querySelectorAll('{selector}').forEach((node) => node.click())")

    held(f"page.{lang}.txt", (tab.run("document.body.innerText") + "\n").encode())
