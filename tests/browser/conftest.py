"""The browser that the tests of this folder share, and what becomes of them where there is none.

A missing browser fails them in continuous integration. Elsewhere they are skipped, and pytest's summary says why.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from qd85rules.reporters import Options
from qd85rules.reporters.html_report import render_html
from tests.browser.chromium import NAMES, VARIABLE, Browser, find_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from qd85rules.judge.report import Report
    from tests.browser.chromium import Tab

    Shown = Callable[..., str]

MISSING = (
    f"no Chromium found (looked for {', '.join(NAMES)}): install it, on Debian with `apt-get install chromium`, "
    f"or name it in {VARIABLE}"
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless browser, started when the first test asks for it."""
    program = find_chromium()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with Browser(program, tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """An empty tab that shares nothing with other tests."""
    opened = browser.open()
    yield opened
    opened.close()


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """Writes a report as a page and gives the page's address."""

    def write(report: Report, **options: object) -> str:
        path = tmp_path / "report.html"
        path.write_text(render_html(report, Options(**options)), encoding="utf-8")  # type: ignore[arg-type]  # as given by the test
        return path.as_uri()

    return write
