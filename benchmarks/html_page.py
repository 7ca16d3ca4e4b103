"""How long a browser takes from asking for the HTML report to the moment when its table can be used.

What must not live here: what the page must do in that time (`tests/browser`).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.timing import table
from qd85rules.reporters import Options
from qd85rules.reporters.html_report import render_html
from tests.browser.chromium import Browser, find_chromium
from tests.browser.pages import long_report

__all__ = ["measure"]

_SIZES = (100, 1_000, 10_000, 50_000)
_ROUNDS = 5
_READY = "performance.getEntriesByName('qd85-interactive')[0].startTime"
# From the keystroke to the new number of findings, the pause for typing left out.
_SEARCH = """
new Promise((done) => {
  const search = document.querySelector('#search');
  const begin = performance.now();
  const told = new MutationObserver(() => done(performance.now() - begin - 150));
  told.observe(document.querySelector('#status'), {childList: true});
  search.value = 'khai bao 7';
  search.dispatchEvent(new Event('input'));
})
"""
_SORT = """
(() => {
  const begin = performance.now();
  document.querySelector('th.c-account button').click();
  return performance.now() - begin;
})()
"""


def measure() -> str:
    """Open pages of several sizes; gives a table, or why there is none."""
    program = find_chromium()
    if program is None:
        return "no Chromium found"
    rows = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Browser(program, Path(folder)) as browser:
        page = Path(folder) / "report.html"
        for size in _SIZES:
            report = long_report(size)
            report.findings  # noqa: B018 - put together before the clock starts
            begin = perf_counter()
            text = render_html(report, Options())
            rendering = (perf_counter() - begin) * 1000
            page.write_text(text, encoding="utf-8")
            times = [_opened(browser, page.as_uri()) for _ in range(_ROUNDS)]
            columns = [median(column) for column in zip(*times, strict=True)]
            megabytes = len(text.encode()) / 1e6
            rows.append([f"{size:,}", f"{megabytes:.1f} MB", *(f"{column:.0f} ms" for column in (rendering, *columns))])
    return table(["findings", "page", "written", "interactive", "first search", "sorted"], rows)


def _opened(browser: Browser, address: str) -> tuple[float, float, float]:
    tab = browser.open()
    tab.go(address)
    times = tab.run(_READY), tab.run(_SEARCH), tab.run(_SORT)
    tab.close()
    return times
