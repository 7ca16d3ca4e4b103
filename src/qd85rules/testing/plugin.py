"""The pytest plugin: case files (`*.qd85test.yaml`) as tests.

It is loaded in every run of pytest where the library is installed, so that it imports the rest of the library only
when a case file is collected or a fixture is asked for.

What must not live here: the items themselves (`pytest_items`).
"""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from qd85rules.policy.policy import Policy
    from qd85rules.testing.pytest_items import CaseFile

__all__: list[str] = []

_COVERAGE: pytest.StashKey[tuple[str, float] | None] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options and the setting `qd85rules_files`."""
    parser.addini("qd85rules_files", "which files hold qd85 cases (globs)", type="args", default=["*.qd85test.yaml"])
    group = parser.getgroup("qd85rules")
    group.addoption("--qd85-engine", default="auto", help="the engine that judges qd85 cases (default: auto)")
    group.addoption("--qd85-lang", default="en", choices=("vi", "en"), help="the language of qd85 failures")
    group.addoption("--qd85-coverage", action="store_true", help="show what qd85 cases cover of every condition")
    group.addoption("--qd85-fail-under", type=float, metavar="PERCENT", help="fail where that coverage is lower")


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark of case files known."""
    config.addinivalue_line("markers", "qd85: a case of a *.qd85test.yaml file")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """Collect case files."""
    patterns = parent.config.getini("qd85rules_files")
    if not any(fnmatch(file_path.name, pattern) for pattern in patterns):
        return None
    from qd85rules.testing.pytest_items import CaseFile  # noqa: PLC0415 - only where there is a case file

    collected: CaseFile = CaseFile.from_parent(parent, path=file_path)
    return collected


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:  # noqa: ANN401 - pytest's own wrapper protocol
    """Send what a case showed of the conditions along with its report, which is how it leaves a worker of xdist."""
    report = yield
    seen = getattr(item, "qd85_seen", None)
    if seen is not None and report.when == "call":
        report.qd85_seen = seen
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:  # noqa: ANN401 - a private class
    """Show the coverage."""
    shown = _coverage(config)
    if shown is not None:
        terminalreporter.section("qd85 coverage")
        terminalreporter.write(shown[0])


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run whose coverage is under the limit."""
    limit = session.config.getoption("--qd85-fail-under")
    shown = _coverage(session.config)
    if limit is not None and shown is not None and shown[1] < limit and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _coverage(config: pytest.Config) -> tuple[str, float] | None:
    """Give the coverage as text and as a share; `None` where it is not wanted, and in the workers of xdist."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    wanted = config.getoption("--qd85-coverage") or config.getoption("--qd85-fail-under") is not None
    if not wanted or reporter is None:
        return None
    if _COVERAGE not in config.stash:
        # What was deselected stands there as well, and warnings, which are no reports.
        told = (report for found in reporter.stats.values() for report in found)
        reports = [report for report in told if isinstance(report, pytest.TestReport) and hasattr(report, "qd85_seen")]
        from qd85rules.testing.pytest_items import summary  # noqa: PLC0415 - only where coverage is wanted

        config.stash[_COVERAGE] = summary(reports, config.getoption("--qd85-lang")) if reports else None
    return config.stash[_COVERAGE]


@pytest.fixture(scope="session")
def qd85_policy() -> Callable[..., Policy]:
    """Load policies: `qd85_policy(date(2024, 11, 1), "local/phu-ninh", notify_within_days=2)`; national by default."""
    from qd85rules.policy.policy import DEFAULT_PACKS, Policy  # noqa: PLC0415 - only where the fixture is used

    def load(as_of: date, *packs: str | Path, **params: object) -> Policy:
        return Policy.load(packs or DEFAULT_PACKS, as_of=as_of, params=params)

    return load


@pytest.fixture(scope="session")
def assert_outcome() -> Callable[..., Any]:
    """Give `qd85rules.testing.assert_outcome`."""
    from qd85rules.testing import assert_outcome as check  # noqa: PLC0415 - only where the fixture is used

    return check
