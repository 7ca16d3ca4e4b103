"""Published vectors, where their folder stands beside the checkout, and always a few of our own in the same form.

Every difference from a published case is counted here and has its reason, so that a new one fails.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from qd85rules.knowledge.addresses import AddressDoubt, describe_address
from qd85rules.knowledge.addresses.suffix import split_host
from qd85rules.knowledge.addresses.url import parse_address

if TYPE_CHECKING:
    from collections.abc import Iterator

VECTORS: Final = Path(__file__).parents[3] / ".." / "shared" / "vectors"

OWN_URLS: Final[list[dict[str, object]]] = [
    {"input": "http://evil.com\\@example.vn", "hostname": "evil.com", "pathname": "/@example.vn"},
    {"input": "http:example.vn", "hostname": "example.vn", "pathname": "/"},
    {
        "input": "http://a:b@Example.VN:81/?q#f",
        "hostname": "example.vn",
        "pathname": "/",
        "search": "?q",
        "port": "81",
        "username": "a",
        "password": "b",
    },
    {"input": "http://0x7f.1/a/../b", "hostname": "127.0.0.1", "pathname": "/b"},
    {"input": "http://[0::1]", "hostname": "[::1]", "pathname": "/"},
    {"input": "http://exam ple", "failure": True},
    {"input": "http://1.2.3.256", "failure": True},
    {"input": "http://x:65536", "failure": True},
]

OWN_SUFFIXES: Final = """
vn null
nguyen.vn nguyen.vn
www.nguyen.vn nguyen.vn
com.vn null
nguyen.com.vn nguyen.com.vn
www.nguyen.com.vn nguyen.com.vn
xn--nguyn-s71b.vn xn--nguyn-s71b.vn
www.ck www.ck
a.b.ck a.b.ck
b.ck null
"""

OWN_IDNA: Final = """
faß.example; ; ; xn--fa-hia.example
NGUYỄN.example; nguyễn.example; ; xn--nguyn-s71b.example
Nguye\\u0302\\u0303n.example; nguyễn.example; ; xn--nguyn-s71b.example
xn--zzzzzz.example; ; [P4]
"""


def url_cases() -> list[dict[str, object]]:
    file = VECTORS / "urltestdata.json"
    published = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    absolute = [case for case in published if isinstance(case, dict) and not case.get("base")]
    return [*OWN_URLS, *(case for case in absolute if re.match(r"\s*https?:", str(case["input"]), re.IGNORECASE))]


@pytest.mark.parametrize("case", url_cases(), ids=lambda case: ascii(case["input"])[:60])
def test_an_address_is_read_as_a_browser_reads_it(case: dict[str, object]) -> None:
    text = str(case["input"])
    address = parse_address(text)

    if case.get("failure") is True:
        assert isinstance(address, AddressDoubt)
    elif re.search(r"[\t\r\n]", text.strip()):
        # Our departure: a cell with a line break holds two things, and gluing them makes a host that nobody wrote.
        assert address is AddressDoubt.SEVERAL
    else:
        assert not isinstance(address, AddressDoubt)
        assert address.host == str(case["hostname"]).removesuffix(".")
        assert str(address.port or "") == case.get("port", "")
        assert address.has_userinfo == bool(case.get("username") or case.get("password"))
        assert address.path == case["pathname"]
        assert address.query == str(case.get("search", "")).removeprefix("?")


def test_of_the_addresses_a_browser_opens_only_hosts_outside_dns_are_refused() -> None:
    refused = [
        str(case["input"])
        for case in url_cases()
        if not isinstance(parse_address(str(case["input"])), AddressDoubt)
        and describe_address(str(case["input"])).problem
    ]

    published = ["http://!\"$&'()*+,-.;=_`{}~/", "http://../", "http://./", "http://foo.09..", "https://%e2%98%83"]
    assert sorted(refused) == (published if (VECTORS / "urltestdata.json").is_file() else [])


def suffix_cases() -> Iterator[tuple[str, str | None, str]]:
    """Give a host, its registered domain and the text that stated it."""
    lines = [*OWN_SUFFIXES.splitlines()]
    for name in ("psl_tests.txt", "test_psl.txt"):
        if (VECTORS / name).is_file():
            lines += (VECTORS / name).read_text(encoding="utf-8").splitlines()
    for line in lines:
        words = line.replace("checkPublicSuffix(", "").replace("'", "").replace(",", "").replace(");", "").split()
        if len(words) == 2 and words[0] != "null" and not line.startswith("//"):
            yield words[0], None if words[1] == "null" else words[1], line


@pytest.mark.parametrize("newer_list", [False, True], ids=["bundled list", "newer list"])
def test_a_host_splits_as_the_public_suffix_list_says(*, newer_list: bool, tmp_path: Path) -> None:
    file = VECTORS / "psl_2026-08.dat"
    if newer_list and not file.is_file():
        file = tmp_path / "list.dat"
        lines = "// ===BEGIN ICANN DOMAINS===\nvn\ncom.vn\n*.ck\n!www.ck\n// ===BEGIN PRIVATE DOMAINS===\n"
        file.write_text(lines, encoding="utf-8")
    cases = [*suffix_cases()]
    differing = []
    for host, registrable, line in cases:
        address = parse_address(f"https://{host}")
        if isinstance(address, AddressDoubt) or host.startswith("."):
            # A leading dot is no host: describe_address says so, and there is nothing to split.
            assert describe_address(f"https://{host}").problem is not None
            assert registrable is None
            continue
        expected = None if registrable is None else parse_address(f"https://{registrable}")
        wanted = None if expected is None or isinstance(expected, AddressDoubt) else expected.host
        split = split_host(address.host, file if newer_list else None)
        registered = split.registrable
        if split.private is not None:
            # The vectors count private suffixes as suffixes; we keep the two apart.
            depth = split.private.count(".") + 2
            labels = address.host.split(".")
            registered = ".".join(labels[-depth:]) if len(labels) >= depth else None
        if registered != wanted:
            differing.append(line)

    assert differing == []
    assert len(cases) >= 10


def idna_lines() -> list[str]:
    file = VECTORS / "IdnaTestV2.txt"
    published = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return [line for line in (*OWN_IDNA.splitlines(), *published) if line.partition("#")[0].strip()]


def idna_case(line: str) -> tuple[str, str | None, str]:
    """Give the source, the expected ASCII form (None: an error is expected) and the status codes."""
    source, unicode, unicode_status, ascii_form, ascii_status, *_ = [
        re.sub(r"\\u([0-9A-F]{4})|\\x\{([0-9A-F]+)\}", lambda code: chr(int(code[1] or code[2], 16)), part.strip())
        for part in [*line.partition("#")[0].split(";"), "", "", ""]
    ]
    empty = '""'
    source = source.replace(empty, "")
    expected = (ascii_form or unicode or source).replace(empty, "")
    status = ascii_status or unicode_status or "[]"
    return source, expected if status == "[]" else None, status


def difference(line: str) -> str | None:
    source, expected, status = idna_case(line)
    address = describe_address(f"https://{source}/")
    actual = None if address.problem else address.host_ascii
    if actual == expected:
        return None
    if actual is not None and expected is not None:
        return "capital sharp s, by can-ada's older mapping"
    if actual is not None:
        if re.search(r"[/?#\\@:]", source):
            return "the host ends at a character of URL syntax"
        return {"[A4_2]": "final dot", "[V2]": "hyphens in third and fourth place"}.get(status, f"accepted: {status}")
    return "refused"


def test_labels_convert_as_uts_46_says() -> None:
    lines = idna_lines()
    found = Counter(reason for reason in map(difference, lines) if reason is not None)

    own = len([line for line in OWN_IDNA.splitlines() if line])
    if len(lines) == own:
        assert found == {}
        return
    assert len(lines) == own + 6391
    assert found == {
        # By IDNA 2008, or as younger than can-ada's mapping (Georgian capitals): undetermined, never a wrong host. How
        # many of them the one refuses and how many the other depends on the Unicode of the installed idna.
        "refused": 189,
        "final dot": 43,  # a final dot is the root, and addresses are typed with one
        "the host ends at a character of URL syntax": 13,
        "hyphens in third and fourth place": 8,  # real hosts have them: `r3---sn-abc.example`
        "capital sharp s, by can-ada's older mapping": 2,  # `ss`, as browsers had it before Unicode 15.1
    }
