"""The suffix list in use: offline, replaceable, named, and loaded only when a host needs it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from qd85rules.core.diagnostics import UsageError
from qd85rules.knowledge.addresses import describe_address, suffix_list_version
from qd85rules.knowledge.addresses.suffix import split_host

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "// VERSION: 2026-08-01_00-00-00_UTC\n"
RULES = "// ===BEGIN ICANN DOMAINS===\nvn\ncom.vn\nhue.vn\n// ===BEGIN PRIVATE DOMAINS===\nlangque.vn\n"
EMPTY = "// ===BEGIN ICANN DOMAINS===\n// ===BEGIN PRIVATE DOMAINS===\n"


@pytest.fixture
def newer_list(tmp_path: Path) -> Path:
    path = tmp_path / "danh sách.dat"
    path.write_text(HEADER + RULES, encoding="utf-8")
    return path


def test_a_newer_list_knows_a_newer_suffix(newer_list: Path) -> None:
    bundled = describe_address("https://an.hue.vn")
    newer = describe_address("https://an.hue.vn", suffix_list=newer_list)

    assert (bundled.registrable, bundled.suffix) == ("hue.vn", "vn")
    assert (newer.registrable, newer.suffix, newer.under_vn) == ("an.hue.vn", "hue.vn", True)


def test_a_private_suffix_of_a_newer_list_makes_a_host_hosted(newer_list: Path) -> None:
    address = describe_address("https://an.langque.vn", suffix_list=newer_list)

    assert (address.kind, address.hosted, address.platform) == ("hosted", True, None)
    assert (address.registrable, address.suffix) == ("langque.vn", "vn")


def test_a_split_tells_an_unlisted_suffix() -> None:
    split = split_host("a.b.example")

    assert (split.suffix, split.registrable, split.private, split.listed) == ("example", "b.example", None, False)


def test_the_version_of_the_bundled_list_is_its_own_header_line() -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}_\S+ \(tldextract [\d.]+\)", suffix_list_version())


def test_the_version_of_a_given_list_is_its_header_line_or_its_digest(newer_list: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.dat"
    plain.write_text(RULES, encoding="utf-8")
    other = tmp_path / "other.dat"
    other.write_text(RULES + "x.vn\n", encoding="utf-8")

    assert suffix_list_version(newer_list) == "2026-08-01_00-00-00_UTC"
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", suffix_list_version(plain))
    assert suffix_list_version(plain) != suffix_list_version(other)


@pytest.mark.parametrize("content", [None, b"<html>not found</html>", b"\xff\xfe\x00", b"", EMPTY.encode()])
def test_a_file_that_is_no_list_is_the_callers_mistake(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "list.dat"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UsageError, match=r"list\.dat"):
        describe_address("https://an.vn", suffix_list=path)
    with pytest.raises(UsageError, match=r"list\.dat"):
        suffix_list_version(path)


def test_nothing_is_fetched(newer_list: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a connection was opened")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    fresh = newer_list.with_name("fresh.dat")
    fresh.write_text(HEADER + RULES, encoding="utf-8")

    assert describe_address("https://fetch.an.vn", suffix_list=fresh).registrable == "an.vn"
    assert describe_address("https://fetch.an.vn").registrable == "an.vn"
    assert suffix_list_version(fresh)


def _in_a_fresh_process(code: str) -> str:
    program = f"import sys\nsys.path[:0] = {sys.path!r}\n{code}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_bundled_list_opens_no_connection_and_writes_no_file_even_when_first_loaded() -> None:
    code = """
NETWORK = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}
events = []
def watch(event, args):
    if event in NETWORK or (event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")):
        events.append((event, str(args)))
sys.dont_write_bytecode = True
from qd85rules.knowledge.addresses import describe_address
sys.addaudithook(watch)
assert describe_address("https://an.vn").registrable == "an.vn"
print(events)
"""
    assert _in_a_fresh_process(code) == "[]"


@pytest.mark.parametrize(
    "call",
    [
        "describe_address('https://www.facebook.com/an')",
        "describe_address('https://an.blogspot.vn')",
        "describe_address('http://192.0.2.1')",
        "describe_address('http://localhost')",
        "describe_address('mailto:an@example.vn')",
        "page_keys('https://an.vn/x', 'facebook', 'an')",
        "suffix_list_version()",
    ],
)
def test_the_suffix_list_is_not_loaded_for(call: str) -> None:
    code = f"from qd85rules.knowledge.addresses import *\n{call}\nprint('tldextract' in sys.modules)"

    assert _in_a_fresh_process(code) == "False"


def test_importing_the_package_loads_no_third_party_module() -> None:
    code = (
        "before = set(sys.modules)\nimport qd85rules\nwithout = set(sys.modules)\n"
        "import qd85rules.knowledge.addresses\n"
        "print(sorted({'can_ada', 'idna', 'requests', 'tldextract'} & (set(sys.modules) - without)))"
    )

    assert _in_a_fresh_process(code) == "[]"
