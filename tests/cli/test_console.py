"""The terminal: encodings, colour, width, progress, pipes that break, and Ctrl-C.

Modules: `cli.completion`, `cli.progress`.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from qd85rules.cli import console, main
from qd85rules.cli.progress import Progress
from tests.cli.running import AS_OF, HEALTHY, LENT, clean_environment, run, spawn

if TYPE_CHECKING:
    from pathlib import Path

ENCODINGS = {
    "the code page of western Windows": ({"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}, "cp1252", True),
    "the code page of Vietnamese Windows": ({"PYTHONIOENCODING": "cp1258", "PYTHONUTF8": "0"}, "cp1258", True),
    "ASCII": ({"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}, "ascii", True),
    "no locale": ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "utf-8", False),
    "UTF-8": ({"PYTHONUTF8": "1"}, "utf-8", False),
}


@pytest.mark.parametrize(("variables", "encoding", "ascii_marks"), ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_encoding_gets_a_report_that_can_be_read(
    variables: dict[str, str],
    encoding: str,
    ascii_marks: bool,  # noqa: FBT001 - a row of a table
    lang: str,
    tmp_path: Path,
) -> None:
    (tmp_path / "r.yaml").write_text(LENT + "- {id: đỗ, kind: blgo}\n", "utf-8")

    done = spawn("check", "r.yaml", *AS_OF, "--lang", lang, cwd=tmp_path, environ=clean_environment(**variables))

    out, err = done.stdout.decode(encoding), done.stderr.decode(encoding)
    assert done.returncode == 2
    assert "Traceback" not in err
    assert "\\u" not in out + err
    assert ("  x VI" in out or "  x VIOLATION" in out) == ascii_marks
    assert ("│" in out) != ascii_marks


def test_machine_formats_are_the_same_in_every_encoding(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(LENT, "utf-8")
    arguments = ("check", "r.yaml", *AS_OF, "--output-format", "sarif", "--output-file", "r.sarif")

    reports = []
    for encoding in ("cp1252", "utf-8"):
        spawn(*arguments, cwd=tmp_path, environ=clean_environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0"))
        reports.append((tmp_path / "r.sarif").read_bytes())

    assert reports[0] == reports[1]
    assert "Quy định" in reports[0].decode("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        *(("check", "r.yaml", *AS_OF, "--output-format", name) for name in ("json", "jsonl", "sarif", "junit", "csv")),
        *(("check", "r.yaml", *AS_OF, "--output-format", name) for name in ("html", "github")),
        *(("forecast", "r.yaml", *AS_OF, "--until", "2024-12-31", "--output-format", name) for name in ("json", "ics")),
        ("schema", "register"),
        ("test", "--pack", "local/phu-ninh", "--output-format", "junit", "--no-config"),
        ("explain", "transfer/given-away", "--output-format", "json", *AS_OF),
        ("completion", "bash"),
    ],
    ids=lambda arguments: " ".join((arguments[0], arguments[-1])),
)
def test_formats_for_programs_are_utf8_on_standard_output_whatever_the_console_is(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "r.yaml").write_text(LENT, "utf-8")

    printed = [
        spawn(*arguments, cwd=tmp_path, environ=clean_environment(PYTHONIOENCODING=name, PYTHONUTF8="0")).stdout
        for name in ("cp1252", "utf-16", "utf-8")
    ]

    assert printed[0]
    assert len(set(printed)) == 1


COLOUR = {
    "the flag before all": ("always", False, {"NO_COLOR": "1"}, True),
    "the flag before a variable that asks": ("never", True, {"FORCE_COLOR": "1"}, False),
    "NO_COLOR before FORCE_COLOR": ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    "FORCE_COLOR before the terminal": ("auto", False, {"FORCE_COLOR": "1"}, True),
    "an empty NO_COLOR says nothing": ("auto", True, {"NO_COLOR": ""}, True),
    "an empty FORCE_COLOR says nothing": ("auto", False, {"FORCE_COLOR": ""}, False),
    "a terminal": ("auto", True, {}, True),
    "a pipe": ("auto", False, {}, False),
    "a dumb terminal": ("auto", True, {"TERM": "dumb"}, False),
}


class Stream(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, tty: bool) -> None:
        super().__init__()
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


@pytest.mark.parametrize(("choice", "tty", "variables", "coloured"), COLOUR.values(), ids=COLOUR)
def test_colour_follows_the_flag_then_no_color_then_force_color_then_the_terminal(
    choice: console.ColourChoice,
    tty: bool,  # noqa: FBT001 - a row of a table
    variables: dict[str, str],
    coloured: bool,  # noqa: FBT001 - a row of a table
) -> None:
    assert console.use_colour(choice, Stream(tty=tty), variables) is coloured


@pytest.mark.parametrize(
    "format_", ["json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv", "concise"]
)
def test_no_machine_format_is_ever_coloured(format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.yaml").write_text(LENT, "utf-8")

    ran = run(capsys, "check", tmp_path / "r.yaml", *AS_OF, "--color", "always", "--output-format", format_)

    assert ran.code == 1
    assert "\x1b" not in ran.out


def test_text_is_coloured_where_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.yaml").write_text(LENT, "utf-8")

    assert "\x1b[31;1m" in run(capsys, "check", tmp_path / "r.yaml", *AS_OF, "--color", "always").out
    assert "\x1b" not in run(capsys, "check", tmp_path / "r.yaml", *AS_OF).out


def test_what_a_register_says_is_not_obeyed_by_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.yaml").write_text(
        LENT.replace("display_name: Nguyễn Thí Dụ", 'display_name: "o\\e[31mk\\a"'), "utf-8"
    )

    ran = run(capsys, "check", tmp_path / "r.yaml", *AS_OF, "--show-names")

    assert ran.code == 1
    assert "[31mk" in ran.out
    assert "\x1b" not in ran.out
    assert "\a" not in ran.out


WIDTHS = [("40", 40), ("80", 80), ("200", 100)]


@pytest.mark.parametrize(("columns", "width"), WIDTHS)
def test_text_is_as_wide_as_the_terminal_and_at_most_100(
    columns: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert console.terminal_width(Stream(tty=True)) == width
    assert console.terminal_width(Stream(tty=False)) == 100


# Progress


def test_progress_shows_after_a_second_on_a_terminal_and_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("qd85rules.cli.progress.time.monotonic", lambda: clock[0])
    stream = Stream(tty=True)
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress(2, "en") as shown:
        for _ in range(256):
            shown.account()
        early = stream.getvalue()
        clock[0] = 1.5
        shown.file("a.yaml", 256)
        late = stream.getvalue()
        clock[0] = 2.0
        shown.file("b.yaml", 0)
    written = stream.getvalue()

    assert early == ""
    assert late == "\r[##########..........] 1/2, 256 accounts\r"
    assert "2/2, 256 accounts, judging" in written
    assert written.endswith(f"\r{' ' * len('[####################] 2/2, 256 accounts, judging')}\r")


@pytest.mark.parametrize(
    ("tty", "quiet", "shows"),
    [(True, (), True), (False, (), False), (True, ("--quiet",), False)],
    ids=["on a terminal", "not in a pipe", "not where it is not wanted"],
)
def test_progress_shows(
    tty: bool,  # noqa: FBT001 - a row of a table
    quiet: tuple[str, ...],
    shows: bool,  # noqa: FBT001 - as above
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = itertools.count(step=10)
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    stream = Stream(tty=tty)
    monkeypatch.setattr(sys, "stderr", stream)
    register = tmp_path / "r.yaml"
    register.write_text(HEALTHY, "utf-8")

    main(["check", str(register), *AS_OF, *quiet, "--no-config"])

    assert ("\r[" in stream.getvalue()) is shows


# Ends


@pytest.mark.parametrize("variables", [{"PYTHONUNBUFFERED": ""}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "not"])
def test_a_reader_that_goes_away_gets_no_traceback_and_no_green(variables: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("\n".join(LENT.replace("id: ok", f"id: a{n}") for n in range(400)), "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "qd85rules", "check", "r.yaml", *AS_OF, "--engine", "reference"],
        cwd=tmp_path,
        env=clean_environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(10)
        program.stdout.close()
        errors = program.stderr.read()

    assert program.returncode == 2
    assert errors == b""


@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise on this system")
def test_ctrl_c_ends_with_exit_code_130_and_no_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "qd85rules", "check", "-", "--stdin-filename", "r.jsonl", *AS_OF],
        cwd=tmp_path,
        env=clean_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdin is not None
        assert program.stderr is not None
        # More than a pipe holds: when all of it is taken the program is past starting, and reads.
        program.stdin.write(b'{"id": "a"}\n' + b'{"id": "a"}\n' * 20_000)
        program.stdin.flush()
        time.sleep(0.2)
        program.send_signal(signal.SIGINT)
        errors = program.stderr.read()
        with contextlib.suppress(BrokenPipeError):
            program.stdin.close()

    assert program.returncode == 130
    assert errors.decode() == "qd85: đã bị ngắt\n"


CLOSED = {
    "standard input": (0, ["-", "--input-format", "yaml"], 2, b"exit 2: 1 input error\n"),
    "standard output": (1, ["r.yaml"], 2, b"qd85: standard output: closed\n"),
    "standard error": (2, ["r.yaml"], 0, b""),
}


@pytest.mark.skipif(os.name != "posix", reason="streams are closed otherwise on this system")
@pytest.mark.parametrize(("stream", "arguments", "code", "said"), CLOSED.values(), ids=CLOSED)
def test_a_stream_that_is_closed_from_the_start_is_no_internal_error(
    stream: int, arguments: list[str], code: int, said: bytes, tmp_path: Path
) -> None:
    (tmp_path / "r.yaml").write_text(HEALTHY, "utf-8")
    closing = "import os, sys; os.close(int(sys.argv[1])); os.execv(sys.executable, [sys.executable, *sys.argv[2:]])"
    done = subprocess.run(
        [sys.executable, "-c", closing, str(stream), "-m", "qd85rules", "check", *arguments, *AS_OF, "--lang", "en"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == code
    assert done.stderr.endswith(said)
    assert (done.stdout == b"") is (stream == 1)


# Help


COMMANDS = ("check", "baseline", "init", "completion")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, command, "--help")

    assert ran.code == 0
    assert f"examples:\n  qd85 {command}" in ran.out


def test_the_help_lists_the_commands_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "--help")

    assert ran.code == 0
    assert {line.split()[0] for line in ran.out.splitlines() if line.startswith("    ") and line[4] != " "} >= {
        *COMMANDS
    }
    assert "exit codes: 0 clean" in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_completion_script_knows_commands_and_flags(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "completion", shell)

    assert ran.code == 0
    assert "baseline" in ran.out
    assert "allow-undetermined" in ran.out
    assert "qd85" in ran.out


def test_the_bash_script_completes_a_flag(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "c.bash").write_text(run(capsys, "completion", "bash").out, "utf-8")
    script = (
        "source ./c.bash; COMP_WORDS=(qd85 check --allow-u); COMP_CWORD=2; COMP_LINE='qd85 check --allow-u'; "
        "COMP_POINT=${#COMP_LINE}; $(complete -p qd85 | sed 's/.*-F \\([^ ]*\\).*/\\1/') qd85 --allow-u check; "
        'echo "${COMPREPLY[@]}"'
    )

    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, check=False, timeout=60)  # noqa: S607 - any bash

    assert done.stdout.decode().split() == ["--allow-undetermined"], done.stderr
