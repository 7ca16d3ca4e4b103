"""What `from qd85rules import ...` gives: every public name, with its type, at no cost before it is asked for.

Modules: `core.version`.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_type

import pytest

import qd85rules
from qd85rules import Policy, Report, check, check_register

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2024, 11, 1)


def typed_imports(package: str) -> Mapping[str, str]:
    """Give what a type checker reads in a package's `if TYPE_CHECKING:`: each name with its module."""
    tree = ast.parse(Path(str(import_module(package).__file__)).read_text(encoding="utf-8"))
    [block] = [node for node in tree.body if isinstance(node, ast.If)]
    return {
        alias.name: str(node.module)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if node.module != "typing"
    }


@pytest.mark.parametrize("package", ["qd85rules", "qd85rules.lang"])
def test_what_type_checkers_see_is_what_there_is(package: str) -> None:
    names = typed_imports(package)

    assert names
    for name, module in names.items():
        assert getattr(import_module(package), name) is getattr(import_module(module), name)


def test_every_public_name_is_there_and_listed() -> None:
    assert set(typed_imports("qd85rules")) == set(qd85rules.__all__)
    assert set(qd85rules.__all__) <= set(dir(qd85rules))


@pytest.mark.parametrize("package", ["qd85rules", "qd85rules.lang"])
def test_a_name_that_is_not_public_is_an_attribute_error(package: str) -> None:
    module: Any = import_module(package)

    with pytest.raises(AttributeError, match="has no attribute 'chek'"):
        module.chek  # noqa: B018 - looking is the test


def test_public_names_keep_their_types() -> None:
    policy = assert_type(Policy.load(as_of=DAY), Policy)

    assert assert_type(check({"id": "a"}, policy=policy), Report).accounts == 1
    assert assert_type(check_register([{"id": "a"}], policy=policy), Report).accounts == 1


def test_what_a_report_is_made_of_can_be_named() -> None:
    report = check({"id": "a"}, as_of=DAY)
    [*found] = report.undetermined

    assert isinstance(report.policy, qd85rules.PolicyStamp)
    assert all(isinstance(finding.message, qd85rules.Text) for finding in found)
    assert qd85rules.get_schema("report")["type"] == "object"


def test_the_version_is_that_of_the_installed_package() -> None:
    assert qd85rules.__version__ == version("qd85rules")


def test_importing_the_package_alone_loads_nothing_of_it() -> None:
    program = "import sys, qd85rules; print(*(name for name in sys.modules if name.startswith(('qd85', 'pydantic'))))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert sorted(done.stdout.split()) == ["qd85rules", "qd85rules.core", "qd85rules.core.reexport"]
