"""The cache of loaded packs: it gives back what was kept for the same files, and whatever is odd is no cache.

Modules: `policy.stamps`.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qd85rules.policy.packcache import CACHE_VARIABLE, Stamp, recall, remember
from qd85rules.policy.policy import Policy, load_stack, pack_folders, pack_stamp
from tests.cli.running import AS_OF, HEALTHY, clean_environment, spawn

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = Stamp("a" * 64)
SHIPPED = pack_stamp(pack_folders(["national"]).items())
OWN_PACK = Path(__file__).parents[1] / "reporters" / "pack"

needs_owners = pytest.mark.skipif(sys.platform == "win32", reason="access lists stand for owner and mode there")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the cache a folder of its own."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def kept(cache: Path) -> Path:
    """Keep the national pack, and give its file."""
    remember(SHIPPED, load_stack(("national",)))
    [file] = cache.iterdir()
    return file


def fingerprint() -> str | None:
    """Give the fingerprint of the cached national pack, `None` where it must be read."""
    stack = recall(SHIPPED)
    return None if stack is None else Policy(stack, date(2024, 11, 1), {}).fingerprint


def seal(file: Path, payload: bytes) -> None:
    """Write a file that its digest does not tell from one of the cache."""
    file.write_bytes(b"qd85rules packs 1\n" + hashlib.sha256(file.name.encode() + payload).digest() + payload)


def test_what_was_kept_for_the_same_files_comes_back(kept: Path) -> None:
    expected = Policy(load_stack(("national",)), date(2024, 11, 1), {}).fingerprint

    assert fingerprint() == expected
    assert recall(FILES) is None
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


def test_a_flipped_bit_anywhere_is_no_cache(kept: Path) -> None:
    sound = kept.read_bytes()
    step = max(1, len(sound) * 8 // 300)

    for bit in (*range(0, 50 * 8, 3), *range(0, len(sound) * 8, step)):
        damaged = bytearray(sound)
        damaged[bit // 8] ^= 1 << bit % 8
        kept.write_bytes(damaged)
        assert recall(SHIPPED) is None, bit


def test_a_file_that_is_cut_short_or_goes_on_is_no_cache(kept: Path) -> None:
    sound = kept.read_bytes()

    for size in (*range(60), *range(60, len(sound), len(sound) // 100)):
        kept.write_bytes(sound[:size])
        assert recall(SHIPPED) is None, size
    kept.write_bytes(sound + b"\0")
    assert recall(SHIPPED) is None


def test_the_file_of_other_packs_is_no_cache_under_this_name(kept: Path, cache: Path) -> None:
    sound = kept.read_bytes()
    remember(FILES, load_stack(("national",)))
    [other] = set(cache.iterdir()) - {kept}
    other.write_bytes(sound)

    assert recall(SHIPPED) is not None
    assert recall(FILES) is None


class Bomb:
    """Runs a function of the system when it is unpickled."""

    def __init__(self, trap: Path) -> None:
        self.trap = trap

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.trap),)


@pytest.mark.parametrize(
    "planted",
    [
        lambda trap: pickle.dumps(Bomb(trap)),
        lambda _: b"cqd85rules.cli\nmain\n(]tR.",
        lambda _: b"cqd85rules.policy.packcache\nremember\n.",
        lambda _: b"\x80\x05cqd85rules.policy.stack\nTYPE_CHECKING.mro\n.",
        lambda _: b"cqd85rules.policy.loader\nVocabulary\n(}tR.",
        lambda _: b"cqd85rules.judge.report\nReport\n.",
        lambda _: b"\x80\x05r\xff\xff\xff\x7f.",
        lambda _: b"(" * 100_000,
        lambda _: b"",
    ],
    ids=[
        "a bomb",
        "our command",
        "our function",
        "no class",
        "a class that changes",
        "a class of another room",
        "a large memo",
        "deep",
        "empty",
    ],
)
def test_a_planted_pickle_with_the_right_digest_runs_nothing(
    kept: Path, tmp_path: Path, planted: Callable[[Path], bytes]
) -> None:
    seal(kept, planted(tmp_path / "trap"))

    assert recall(SHIPPED) is None
    assert not (tmp_path / "trap").exists()


def test_a_value_of_another_kind_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pack.yaml").write_text("id: own\n", encoding="utf-8")
    remember(pack_stamp(pack_folders([str(tmp_path / "own")]).items()), ["no stack"])

    assert [pack.id for pack in load_stack((str(tmp_path / "own"),)).packs] == ["national", "own"]


@needs_owners
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_is_no_cache(kept: Path, mode: int) -> None:
    kept.chmod(mode)

    assert recall(SHIPPED) is None


@needs_owners
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_folder_that_others_can_write_is_no_cache(kept: Path, mode: int) -> None:
    kept.parent.chmod(mode)
    before = kept.read_bytes()

    assert recall(SHIPPED) is None
    remember(FILES, ["kept"])
    assert [file.read_bytes() for file in kept.parent.iterdir()] == [before]


@needs_owners
def test_what_belongs_to_another_user_is_no_cache(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: kept.stat().st_uid + 1)

    assert recall(SHIPPED) is None


@needs_owners
def test_a_link_is_no_cache_and_what_it_leads_to_stays(kept: Path, tmp_path: Path, cache: Path) -> None:
    elsewhere = kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(elsewhere)
    before = elsewhere.read_bytes()

    assert recall(SHIPPED) is None
    remember(SHIPPED, load_stack(("national",)))
    assert elsewhere.read_bytes() == before
    assert recall(SHIPPED) is not None

    cache.rename(tmp_path / "real")
    cache.symlink_to(tmp_path / "real")
    assert recall(SHIPPED) is None


@needs_owners
def test_a_named_pipe_is_no_cache_and_nobody_waits_for_it(kept: Path) -> None:
    kept.unlink()
    os.mkfifo(kept)

    assert recall(SHIPPED) is None


def test_old_caches_do_not_pile_up(cache: Path) -> None:
    for day in range(30):
        remember(Stamp(str(day)), day)

    assert len(list(cache.iterdir())) == 16
    assert recall(Stamp("29")) == 29


@pytest.mark.parametrize("chosen", ["off", "", "below/the/working/folder"])
def test_the_cache_can_be_turned_off(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(CACHE_VARIABLE, chosen)
    remember(FILES, ["kept"])

    assert recall(FILES) is None
    assert not cache.exists()
    assert list(tmp_path.iterdir()) == []


@needs_owners
@pytest.mark.parametrize("home", ["", "/nowhere/at/all", "relative", "/dev/null"])
def test_without_a_home_nothing_is_kept_and_nothing_fails(tmp_path: Path, home: str) -> None:
    (tmp_path / "reg.yaml").write_text(HEALTHY, encoding="utf-8")
    environ = clean_environment(HOME=home, XDG_CACHE_HOME="relative")
    del environ[CACHE_VARIABLE]

    ran = spawn("check", "reg.yaml", *AS_OF, cwd=tmp_path, environ=environ)

    assert (ran.returncode, [path.name for path in tmp_path.iterdir()]) == (0, ["reg.yaml"]), ran.stderr


@pytest.mark.parametrize(
    "change",
    [
        lambda rule: rule.write_text(rule.read_text("utf-8").replace("a", "b", 1), "utf-8"),
        lambda rule: rule.unlink(),
        lambda rule: rule.rename(rule.with_name("other.yaml")),
        lambda rule: shutil.copy(rule, rule.with_name("second.yaml")),
    ],
    ids=["of the same size", "gone", "of another name", "one more"],
)
def test_the_stamp_notices_a_change_that_size_and_time_hide(tmp_path: Path, change: Callable[[Path], object]) -> None:
    rule = tmp_path / "topic" / "rule.yaml"
    rule.parent.mkdir()
    rule.write_text("id: a", encoding="utf-8")
    os.utime(rule, ns=(1, 1))
    before = pack_stamp([("own", tmp_path)])
    change(rule)
    for path in rule.parent.iterdir():
        os.utime(path, ns=(1, 1))

    assert pack_stamp([("own", tmp_path)]) != before
    assert pack_stamp([("own", tmp_path)]) == pack_stamp([("own", tmp_path)])


def test_packs_with_a_file_that_cannot_be_read_are_not_kept(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "rule.yaml").symlink_to(tmp_path / "nowhere")
    packs = pack_stamp([("own", tmp_path / "own")])
    remember(packs, ["kept"])

    assert recall(packs) is None
    assert not cache.exists()


def checked(folder: Path, cache: Path | str) -> subprocess.CompletedProcess[bytes]:
    environ = clean_environment(**{CACHE_VARIABLE: str(cache)})
    more = ("--lang", "en", "--output-format", "json", "--quiet")
    return spawn("check", "reg.yaml", "--pack", "pack", *AS_OF, *more, cwd=folder, environ=environ)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a folder with a register and a pack of the user's own."""
    shutil.copytree(OWN_PACK, tmp_path / "pack")
    (tmp_path / "reg.yaml").write_text(HEALTHY, encoding="utf-8")
    return tmp_path


def test_a_pack_of_ones_own_is_kept_and_the_report_is_the_same(own: Path, cache: Path) -> None:
    without = checked(own, "off")
    first, second = checked(own, cache), checked(own, cache)

    assert json.loads(without.stdout)["policy"]["packs"] == ["pack"]
    assert first.stdout == second.stdout == without.stdout
    assert len(list(cache.iterdir())) == 1
    assert not [path for path in own.rglob("*") if path.suffix == ".packs" and path.parent != cache]


def test_an_error_in_a_pack_is_told_alike_with_and_without_the_cache(own: Path, cache: Path) -> None:
    checked(own, cache)
    rule = next(path for path in (own / "pack").rglob("*.yaml") if "violated_when" in path.read_text("utf-8"))
    text = rule.read_text("utf-8").replace("violated_when:", "violated_whem:")
    times = rule.stat()
    rule.write_text(text, "utf-8")
    os.utime(rule, ns=(times.st_atime_ns, times.st_mtime_ns))
    ran = [checked(own, "off"), checked(own, cache), checked(own, cache)]

    assert {one.returncode for one in ran} == {2}
    assert b"violated_whem" in ran[0].stderr
    assert ran[0].stderr == ran[1].stderr == ran[2].stderr


def test_runs_at_once_all_give_the_same_report_and_leave_one_file(own: Path, cache: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "qd85rules",
        "check",
        "reg.yaml",
        "--pack",
        "pack",
        *AS_OF,
        "--output-format",
        "json",
    ]
    environ = clean_environment(**{CACHE_VARIABLE: str(cache)})
    running = [
        subprocess.Popen(command, cwd=own, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for _ in range(3)
    ]
    outputs = {json.dumps(json.loads(one.communicate(timeout=120)[0])) for one in running}

    assert len(outputs) == 1
    assert [path.suffix for path in cache.iterdir()] == [".packs"]
