"""What the built files hold, and what they say of themselves."""

from __future__ import annotations

import tarfile
import zipfile
from email import message_from_string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.project.installed import build

if TYPE_CHECKING:
    from email.message import Message

ROOT = Path(__file__).resolve().parents[2]
RULES = {path.relative_to(ROOT).as_posix() for path in (ROOT / "rules").rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return zipfile.ZipFile(build("wheel", tmp_path_factory.mktemp("wheel")))


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    return message_from_string(wheel.read(name).decode())


def test_the_wheel_holds_every_rule_file_inside_the_package(wheel: zipfile.ZipFile) -> None:
    assert RULES
    assert {name for name in wheel.namelist() if name.startswith("qd85rules/rules/")} == {
        f"qd85rules/{path}" for path in RULES
    }


def test_the_wheel_holds_the_templates_styles_and_scripts_of_the_html_reports(wheel: zipfile.ZipFile) -> None:
    folder = "qd85rules/reporters/templates"
    kept = {f"{folder}/{path.name}" for path in (ROOT / "src" / folder).iterdir()}

    assert {Path(name).suffix for name in kept} == {".j2", ".css", ".js"}
    assert {name for name in wheel.namelist() if name.startswith(folder)} == kept


def test_the_wheel_holds_nothing_beside_the_package(wheel: zipfile.ZipFile) -> None:
    assert {name.partition("/")[0] for name in wheel.namelist()} == {"qd85rules", "qd85rules-0.1.0.dist-info"}
    assert "qd85rules/py.typed" in wheel.namelist()


def test_the_license_is_an_expression_with_its_text(wheel: zipfile.ZipFile, metadata: Message) -> None:
    assert metadata["Metadata-Version"] == "2.4"
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata.get_all("License-File") == ["LICENSE"]
    assert not [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    assert wheel.read("qd85rules-0.1.0.dist-info/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()


def test_durable_rules_is_asked_for_only_where_it_works(metadata: Message) -> None:
    [line] = [line for line in metadata.get_all("Requires-Dist", []) if line.startswith("durable-rules")]

    assert line.replace("'", '"') == 'durable-rules==2.0.28; python_version < "3.13"'


def test_the_source_archive_holds_what_the_wheel_is_built_from(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert names >= RULES | {"LICENSE", "README.md", "pyproject.toml", "src/qd85rules/py.typed"}
