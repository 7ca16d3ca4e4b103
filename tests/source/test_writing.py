"""Nothing that a run writes may harm: inputs, links, devices, what a kill leaves, full and read-only folders."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import AS_OF, HEALTHY, LENT, clean_environment, run, spawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = ("--as-of", "2024-11-01")
EMPTY_BASELINE = '{"schema_version": 1, "findings": []}\n'
CASES = """\
packs: [national]
as_of: 2024-11-01
cases:
  lent out:
    account: {id: a, transfers: [{direction: out, kind: lend, on: 2024-06-01}]}
    expect: {transfer/given-away: undetermined}
"""
UNIT_PACK = """\
id: unit
version: "1"
requires: [national]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of every kind that a run reads."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "registers").mkdir()
    (tmp_path / "unit").mkdir()
    files = {
        "r.yaml": LENT,
        "registers/one.yaml": HEALTHY,
        "w.yaml": "[]\n",
        "b.json": EMPTY_BASELINE,
        "c.qd85test.yaml": CASES,
        "unit/pack.yaml": UNIT_PACK,
        "qd85rules.toml": 'lang = "en"\n',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


REPORTS = ("--output-format", "json", "--output-file", "OUT")
INPUTS_OF_RUNS = {
    "a register": ("check r.yaml", "r.yaml"),
    "a register in a folder": ("check registers", "registers/one.yaml"),
    "waivers": ("check r.yaml --waivers w.yaml", "w.yaml"),
    "a baseline": ("check r.yaml --baseline b.json", "b.json"),
    "a pack": ("check r.yaml --pack unit", "unit/pack.yaml"),
    "the settings": ("check r.yaml", "qd85rules.toml"),
    "settings that are named": ("check r.yaml --config qd85rules.toml", "qd85rules.toml"),
    "a register that is not there": ("check gone.yaml", "gone.yaml"),
    "a register of a forecast": ("forecast r.yaml --until 2024-12-31", "r.yaml"),
    "a register in a folder of a forecast": ("forecast registers --until 2024-12-31", "registers/one.yaml"),
    "cases": ("test c.qd85test.yaml", "c.qd85test.yaml"),
    "the pack of a linter": ("lint unit --no-proofs", "unit/pack.yaml"),
    "the pack of a comparison": ("diff national unit", "unit/pack.yaml"),
    "the register of a comparison": ("diff national unit --against r.yaml", "r.yaml"),
    "the pack of clauses": ("clauses --pack unit", "unit/pack.yaml"),
    "the pack of an explanation": ("explain transfer/given-away --pack unit", "unit/pack.yaml"),
}


def arguments(command: str, out: str) -> list[str]:
    day = [] if command.startswith(("test", "clauses")) else [*DAY]
    return [*command.split(), *day, "--lang", "en", *(out if word == "OUT" else word for word in REPORTS)]


@pytest.mark.parametrize(
    ("how", "command", "target"),
    [
        pytest.param(how, command, target, id=f"{name} {how}")
        for name, (command, target) in INPUTS_OF_RUNS.items()
        for how in ("by its name", "through a link", "through a hard link")
        if not (how == "through a hard link" and target == "gone.yaml")
    ],
)
def test_an_output_that_the_run_reads_is_refused_before_anything_is_written(
    how: str, command: str, target: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = target
    if how == "through a link":
        out = "link.out"
        (folder / out).symlink_to(target)
    elif how == "through a hard link":
        out = "link.out"
        (folder / out).hardlink_to(folder / target)
    before = contents(folder)

    ran = run(capsys, *arguments(command, out))

    assert (ran.code, "is a file that this run reads" in ran.err) == (2, True), ran.err
    assert contents(folder) == before


def test_a_suffix_list_is_not_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import tldextract  # noqa: PLC0415 - has a list to copy

    bundled = Path(tldextract.__file__).with_name(".tld_set_snapshot")
    (folder / "list.dat").write_bytes(bundled.read_bytes())

    for _ in range(2):  # the second run has the list in memory
        ran = run(capsys, "check", "r.yaml", "--suffix-list", "list.dat", "--output-file", "list.dat", *DAY)
        assert ran.code == 2

    assert (folder / "list.dat").read_bytes() == bundled.read_bytes()


def test_the_second_of_two_outputs_is_refused_before_the_first_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two = ("--output-format", "text", "--output-file", "t.txt", "--output-format", "json", "--output-file")

    ran = run(capsys, "check", "registers", *two, "registers/one.yaml", *DAY)

    assert ran.code == 2
    assert not (folder / "t.txt").exists()


def test_a_record_is_not_written_over_what_the_run_reads_or_writes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "link.qd85record.json").symlink_to("report.json")

    over_input = run(capsys, "check", "r.yaml", "--record", "r.yaml", *DAY)
    over_output = run(
        capsys, "check", "r.yaml", "--record", "link.qd85record.json", "--output-file", "report.json", *DAY
    )

    assert (over_input.code, over_output.code) == (2, 2)
    assert not (folder / "report.json").exists()


def test_what_a_verification_reads_is_not_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", "r.yaml", "--record", "a.qd85record.json", *DAY).code == 1
    before = contents(folder)

    codes = [
        run(capsys, "verify", "a.qd85record.json", "--output-file", out).code for out in ("a.qd85record.json", "r.yaml")
    ]

    assert codes == [2, 2]
    assert contents(folder) == before


def test_a_record_and_a_baseline_take_the_place_of_their_own_older_form(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert run(capsys, "check", "r.yaml", "--record", "a.qd85record.json", *DAY).code == 1

    assert run(capsys, "baseline", "update", "r.yaml", "--baseline", "b.json", *DAY).code == 0
    assert json.loads((folder / "b.json").read_bytes())["findings"]


@pytest.mark.parametrize("how", ["a link", "a hard link"])
def test_two_outputs_to_one_place_are_refused(how: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one.txt").write_text("old")
    if how == "a link":
        (folder / "two.txt").symlink_to("one.txt")
    else:
        (folder / "two.txt").hardlink_to(folder / "one.txt")
    two = ("--output-format", "text", "--output-file", "one.txt", "--output-format", "json", "--output-file")

    ran = run(capsys, "check", "r.yaml", *two, "two.txt", *DAY)

    assert (ran.code, "one place" in ran.err) == (2, True)
    assert (folder / "one.txt").read_text() == "old"


def test_standard_input_from_a_file_is_an_input_too(folder: Path) -> None:
    command = [sys.executable, "-m", "qd85rules", "check", "-", "--stdin-filename", "r.yaml", *DAY]
    with (folder / "r.yaml").open("rb") as stdin:
        done = subprocess.run([*command, "--output-file", "r.yaml"], stdin=stdin, check=False, env=clean_environment())

    assert done.returncode == 2
    assert (folder / "r.yaml").read_text(encoding="utf-8") == LENT


def test_standard_output_that_adds_to_the_register_is_refused(folder: Path) -> None:
    command = [sys.executable, "-m", "qd85rules", "check", "r.yaml", *DAY]
    with (folder / "r.yaml").open("ab") as stdout:
        done = subprocess.run(command, stdout=stdout, check=False, env=clean_environment())

    assert done.returncode == 2
    assert (folder / "r.yaml").read_text(encoding="utf-8") == LENT


def test_a_link_stays_and_its_target_is_replaced(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "real.txt").write_text("old")
    (folder / "report.txt").symlink_to("out/real.txt")
    (folder / "new.txt").symlink_to("out/made.txt")

    codes = {run(capsys, "check", "r.yaml", "--output-file", name, *DAY).code for name in ("report.txt", "new.txt")}

    assert codes == {1}
    assert (folder / "report.txt").is_symlink()
    assert (folder / "new.txt").is_symlink()
    assert "given-away" in (folder / "out" / "real.txt").read_text(encoding="utf-8")
    assert "given-away" in (folder / "out" / "made.txt").read_text(encoding="utf-8")


@pytest.fixture
def null(tmp_path: Path) -> Path:
    """A device of the same number as the null device, in a folder of this test."""
    path = tmp_path / "null"
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        path.write_bytes(b"")
    except OSError:
        pytest.skip("this user, or this file system, makes no devices")
    return path


def test_a_device_is_written_into_and_stays(null: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("check r.yaml", "lint unit --no-proofs", "forecast r.yaml --until 2024-12-31", "clauses"):
        run(capsys, *arguments(command, null.name))
    run(capsys, "check", "r.yaml", "--record", null.name, *DAY)

    assert stat.S_ISCHR(null.lstat().st_mode)
    assert not list(folder.glob(".*"))


def fifo_reader(path: Path) -> Callable[[], bytes]:
    os.mkfifo(path)
    read: list[bytes] = []
    thread = threading.Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
    thread.start()

    def finish() -> bytes:
        thread.join(timeout=60)
        return b"".join(read)

    return finish


def test_a_fifo_is_written_into_and_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finish = fifo_reader(folder / "fifo")

    ran = run(capsys, "check", "r.yaml", "--output-format", "json", "--output-file", "fifo", *DAY)

    assert (ran.code, len(json.loads(finish())["findings"])) == (1, 1)
    assert stat.S_ISFIFO((folder / "fifo").lstat().st_mode)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no names for descriptors here")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_a_name_of_standard_output_is_written_to_where_it_stands(name: str, folder: Path) -> None:
    if not os.path.lexists(name):
        pytest.skip("no such name here")
    command = [sys.executable, "-m", "qd85rules", "check", "r.yaml", *DAY, "--output-file", name]
    with (folder / "all.txt").open("wb") as stdout:
        stdout.write(b"before\n")
        stdout.flush()
        done = subprocess.run(command, stdout=stdout, check=False, env=clean_environment())
        stdout.write(b"after\n")

    written = (folder / "all.txt").read_text(encoding="utf-8")
    assert done.returncode == 1
    assert written.startswith("before\n")
    assert "given-away" in written
    assert written.endswith("after\n")


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no name for standard output here")
def test_a_report_on_standard_output_and_one_on_its_name_are_two_to_one_place(folder: Path) -> None:
    ran = spawn(
        *("check", "r.yaml", *DAY, "--output-format", "text", "--output-format", "json"),
        *("--output-file", "/dev/stdout"),
        cwd=folder,
    )

    assert (ran.returncode, ran.stdout) == (2, b"")


def test_planted_links_at_names_that_can_be_guessed_are_not_followed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "victim").write_text("mine")
    for name in (".report.txt.unfinished", ".report.txt.tmp", "report.txt.tmp", "report.txt~"):
        (folder / name).symlink_to("victim")

    assert run(capsys, "check", "r.yaml", "--output-file", "report.txt", *DAY).code == 1
    assert (folder / "victim").read_text() == "mine"
    assert (folder / ".report.txt.unfinished").is_symlink()


def test_a_replaced_file_keeps_its_permissions_and_a_new_one_follows_the_umask(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "old.txt").touch()
    (folder / "old.txt").chmod(0o640)
    before = os.umask(0o027)
    try:
        codes = {run(capsys, "check", "r.yaml", "--output-file", name, *DAY).code for name in ("old.txt", "new.txt")}
    finally:
        os.umask(before)

    assert codes == {1}
    assert stat.S_IMODE((folder / "old.txt").stat().st_mode) == 0o640
    assert stat.S_IMODE((folder / "new.txt").stat().st_mode) == 0o640


WITH_A_PATCH = """\
import os, signal, sys
from pathlib import Path
from qd85rules.cli import main
{patch}
sys.exit(main(sys.argv[1:]))
"""


def run_patched(patch: str, *words: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", WITH_A_PATCH.format(patch=patch), *words]
    environment = clean_environment(PYTHONDONTWRITEBYTECODE="1")
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, timeout=120)


KILL_AT_RENAME = """
def kill(*_arguments, **_more):
    os.kill(os.getpid(), signal.SIGKILL)
os.replace = os.rename = Path.replace = Path.rename = kill
"""


@pytest.mark.parametrize(
    "words",
    [
        ("check", "r.yaml", "--output-file", "old.json", *DAY),
        ("check", "r.yaml", "--record", "old.json", *DAY),
        ("baseline", "update", "r.yaml", "--baseline", "old.json", *DAY),
        ("schema", "rule", "--output-file", "old.json"),
    ],
    ids=["a report", "a record", "a baseline", "an answer"],
)
def test_a_kill_before_the_rename_leaves_the_old_file_whole(words: tuple[str, ...], folder: Path) -> None:
    old = EMPTY_BASELINE if words[0] == "baseline" else '{"schema_version": 1, "tool": {}, "seal": ""}'
    (folder / "old.json").write_text(old)

    ran = run_patched(KILL_AT_RENAME, *words, cwd=folder)

    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert (folder / "old.json").read_text() == old


def test_what_a_kill_left_is_taken_away_by_the_next_run_and_nothing_else(folder: Path) -> None:
    words = ("schema", "rule", "--output-file", "new.json")
    run_patched(KILL_AT_RENAME, *words, cwd=folder)
    [left] = folder.glob(".qd85-*")
    planted = folder / f".qd85-{'0' * 32}.unfinished"
    planted.symlink_to("r.yaml")
    (folder / ".qd85-mine.unfinished").write_text("kept")
    for path in folder.iterdir():
        os.utime(path, (0, 0), follow_symlinks=False)

    ran = run_patched("", *words, cwd=folder)

    assert ran.returncode == 0, ran.stderr
    assert not left.exists()
    assert planted.is_symlink()
    assert {path.name for path in folder.glob(".qd85-*")} == {planted.name, ".qd85-mine.unfinished"}


def test_the_unfinished_file_of_a_run_that_lives_is_left_alone(folder: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    taken = folder / f".qd85-{'a' * 32}.unfinished"
    with taken.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        os.utime(taken, (0, 0))
        ran = run_patched("", "schema", "rule", "--output-file", "new.json", cwd=folder)

    assert ran.returncode == 0, ran.stderr
    assert taken.exists()


FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
"""


@pytest.mark.parametrize("name", ["old.json", "new.json"])
def test_on_a_full_file_system_the_old_file_stays_and_nothing_is_left_over(name: str, folder: Path) -> None:
    (folder / "old.json").write_text("old")
    before = contents(folder)

    ran = run_patched(
        FULL, "check", "r.yaml", "--output-format", "json", "--output-file", name, *DAY, cwd=folder
    )  # fmt: skip

    assert (ran.returncode, name.encode() in ran.stderr) == (2, True), ran.stderr
    assert contents(folder) == before


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user reaches, with what may and what may not be written."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "r.yaml").write_text(LENT, encoding="utf-8")
        (folder / "file").write_text("not a folder")
        for inside, mode in (("shut", 0o555), ("open", 0o777)):
            (folder / inside).mkdir()
            (folder / inside / "old.txt").write_text("old")
            (folder / inside).chmod(mode)
        yield folder


# Root writes everywhere, so root becomes nobody, once all modules are loaded, which nobody may not be able to read.
AS_NOBODY = """
for name in ("file/warm.txt", os.devnull):
    main([*sys.argv[1:-1], name])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""


@pytest.mark.parametrize(
    ("name", "code"),
    [("shut/old.txt", 2), ("shut/new.txt", 2), ("file/new.txt", 2), ("open/old.txt", 1), ("open/new.txt", 1)],
)
def test_where_nothing_may_be_written_nothing_changes(name: str, code: int, public: Path) -> None:
    before = contents(public)

    ran = run_patched(AS_NOBODY, "check", "r.yaml", *DAY, "--output-file", name, cwd=public)

    assert ran.returncode == code, ran.stderr
    if code == 2:
        assert name.encode() in ran.stderr
        assert contents(public) == before


def test_two_runs_at_once_leave_one_whole_report(folder: Path) -> None:
    many = "".join(LENT.replace("id: ok", f"id: a{number}") for number in range(200))
    (folder / "r.yaml").write_text(many, encoding="utf-8")
    command = [
        *(sys.executable, "-m", "qd85rules", "check", "r.yaml", "-q", *DAY),
        *("--output-format", "json", "--output-file", "report.json"),
    ]
    runs = [subprocess.Popen(command, env=clean_environment()) for _ in range(3)]

    assert [one.wait(timeout=120) for one in runs] == [1, 1, 1]
    assert len(json.loads((folder / "report.json").read_bytes())["findings"]) == 200
    assert not list(folder.glob(".qd85-*"))


def test_a_starter_is_not_written_outside_its_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "new").mkdir()
    (folder / "new" / "unit-pack").symlink_to(folder / "elsewhere")

    ran = run(capsys, "init", "new", "--lang", "en")

    assert (ran.code, "leads out of" in ran.err) == (2, True)
    assert not list((folder / "elsewhere").iterdir())
    assert [path.name for path in (folder / "new").iterdir()] == ["unit-pack"]


def test_the_page_of_a_job_is_added_to_and_never_an_input(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "r.yaml")

    ran = run(capsys, "check", "r.yaml", "--output-format", "github", *AS_OF)

    assert (ran.code, ran.out) == (2, "")
    assert (folder / "r.yaml").read_text(encoding="utf-8") == LENT
