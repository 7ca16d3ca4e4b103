"""A warning fails a test where our own code gives it, and never where other people's code does."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
FILTERS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"][
    "filterwarnings"
]
WARNS: Final = "import warnings\n\ndef warn(category=UserWarning, level=1):\n    warnings.warn('x', category, level)\n"
CALLS: Final = "from {module} import warn\n\ndef test_it():\n    warn({arguments})\n"

FATAL = {
    "our library": ("qd85rules.new", ""),
    "our tests": ("tests.new.deep", ""),
    "our programs": ("scripts.new", "RuntimeWarning"),
}
HARMLESS = {
    "another library": ("pydantic_new", ""),
    "another library whose name begins as ours": ("qd85rulesplus", ""),
    "a deprecation in another library": ("pydantic_new.deep", "DeprecationWarning"),
    "a deprecation that another library lays at our door": ("pydantic_new", "DeprecationWarning, 2"),
}


def _pytest(module: str, arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one test, which calls a module that warns, under the filters of this project."""
    file = folder / f"{module.replace('.', '/')}.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    for package in file.relative_to(folder).parents[:-1]:
        (folder / package / "__init__.py").touch()
    file.write_text(WARNS, "utf-8")
    (folder / "test_it.py").write_text(CALLS.format(module=module, arguments=arguments), "utf-8")
    filters = "".join(f"\n    {each}" for each in FILTERS)
    (folder / "pytest.ini").write_text(f"[pytest]\npythonpath = .\nfilterwarnings ={filters}\n", "utf-8")
    options = ["--import-mode=importlib", "-p", "no:qd85rules", "-p", "no:randomly", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "test_it.py"],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )


@pytest.mark.parametrize(("module", "arguments"), FATAL.values(), ids=FATAL)
def test_a_warning_fails_a_test_if_it_comes_from(module: str, arguments: str, tmp_path: Path) -> None:
    done = _pytest(module, arguments, tmp_path)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "Warning: x" in done.stdout


@pytest.mark.parametrize(("module", "arguments"), HARMLESS.values(), ids=HARMLESS)
def test_a_warning_is_shown_and_fails_nothing_if_it_comes_from(module: str, arguments: str, tmp_path: Path) -> None:
    done = _pytest(module, arguments, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Warning: x" in done.stdout
