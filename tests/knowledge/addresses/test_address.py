"""What one address says, case by case.

Modules: `knowledge.addresses.doubts`, `knowledge.addresses.host`, `knowledge.addresses.url`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from qd85rules.knowledge.addresses import Address, AddressDoubt, describe_address


@dataclass(frozen=True)
class Case:
    """An address, and the fields of its description that are not at their default; notes are tested apart."""

    id: str
    url: str
    expect: dict[str, object] = field(default_factory=dict)


def problem(name: str, url: str, doubt: AddressDoubt) -> Case:
    return Case(name, url, {"problem": doubt})


def own(name: str, url: str, host: str, registrable: str, suffix: str, **more: object) -> Case:
    facts = {
        "host_ascii": host,
        "registrable": registrable,
        "suffix": suffix,
        "kind": "own_domain",
        "vietnamese": "none",
    }
    return Case(name, url, facts | more)


def platform(name: str, url: str, host: str, of: str, registrable: str, **more: object) -> Case:
    facts = {"host_ascii": host, "registrable": registrable, "suffix": registrable.partition(".")[2], "platform": of}
    return Case(name, url, facts | {"kind": "platform", "vietnamese": "none"} | more)


def hosted(name: str, url: str, host: str, registrable: str, suffix: str, **more: object) -> Case:
    facts = {"host_ascii": host, "registrable": registrable, "suffix": suffix, "kind": "hosted", "hosted": True}
    return Case(name, url, facts | {"vietnamese": "none"} | more)


VN: dict[str, object] = {"under_vn": True}
IP: dict[str, object] = {"ip": True, "kind": "ip"}

NOT_UNDERSTOOD = [
    problem("empty", "", AddressDoubt.EMPTY),
    problem("spaces only", " \t\u00a0\ufeff ", AddressDoubt.EMPTY),
    problem("a handle", "nguyenvanan", AddressDoubt.NOT_AN_ADDRESS),
    problem("a handle with its sign", "@nguyenvanan", AddressDoubt.NOT_AN_ADDRESS),
    problem("words", "trang cá nhân", AddressDoubt.NOT_AN_ADDRESS),
    problem("an e-mail address", "nguyenvanan@mail.vn", AddressDoubt.NOT_AN_ADDRESS),
    problem("a telephone number", "0912345678", AddressDoubt.NOT_AN_ADDRESS),
    problem("a telephone number in groups", "077.123.4567", AddressDoubt.NOT_AN_ADDRESS),
    problem("a date with dots", "01.02.2023", AddressDoubt.NOT_AN_ADDRESS),
    problem("a date with slashes", "01/02/2023", AddressDoubt.NOT_AN_ADDRESS),
    problem("a number", "3.14", AddressDoubt.NOT_AN_ADDRESS),
    problem("a remark after the host", "example.vn (đã đóng)", AddressDoubt.NOT_AN_ADDRESS),
    problem("half a surrogate pair", "https://example.vn/\ud800", AddressDoubt.BAD_HOST),
    problem("half a surrogate pair, no scheme", "example.vn/\ud800", AddressDoubt.NOT_AN_ADDRESS),
    problem("two lines", "nguyenvana.vn\nnguyenvanb.vn", AddressDoubt.SEVERAL),
    problem("two addresses", "https://a.vn/x https://b.vn/y", AddressDoubt.SEVERAL),
    problem("two addresses, comma", "https://a.vn/x,https://b.vn/y", AddressDoubt.SEVERAL),
    problem("two addresses, second without scheme", "a.vn; www.b.vn", AddressDoubt.SEVERAL),
    problem("mail scheme", "mailto:an@example.vn", AddressDoubt.NOT_WEB),
    problem("telephone scheme", "tel:0912345678", AddressDoubt.NOT_WEB),
    problem("script scheme", "javascript:alert(1)", AddressDoubt.NOT_WEB),
    problem("file transfer", "ftp://example.vn/", AddressDoubt.NOT_WEB),
    problem("a label before the address", "Facebook: facebook.com/x", AddressDoubt.NOT_WEB),
    problem("no host", "https://", AddressDoubt.BAD_HOST),
    problem("host with a space", "https://exam ple.vn", AddressDoubt.BAD_HOST),
    problem("host with an empty label", "https://a..vn", AddressDoubt.BAD_HOST),
    problem("only a dot", "https://./", AddressDoubt.BAD_HOST),
    problem("port too large", "https://example.vn:99999", AddressDoubt.BAD_HOST),
    problem("label too long", f"https://{'a' * 64}.vn", AddressDoubt.BAD_HOST),
    problem("host too long", f"https://{'a.' * 130}vn", AddressDoubt.BAD_HOST),
    problem("underscore in the domain", "https://nguyen_an.vn", AddressDoubt.BAD_HOST),
    problem("hyphen before the suffix", "https://nguyen-.vn", AddressDoubt.BAD_HOST),
    problem("IPv4 out of range", "http://256.1.1.1", AddressDoubt.BAD_HOST),
    problem("IPv6 without its end", "http://[::1", AddressDoubt.BAD_HOST),
    problem("empty punycode", "https://xn--.vn", AddressDoubt.BAD_HOST),
    problem("impossible punycode", "https://xn--zzzzzz.vn", AddressDoubt.BAD_HOST),
    problem("a symbol in a label", "https://i❤.ws", AddressDoubt.BAD_IDN),
    problem("a symbol in punycode", "https://xn--i-7iq.ws", AddressDoubt.BAD_IDN),
    problem("right-to-left and hyphenated", "https://b-.א.example", AddressDoubt.BAD_IDN),
]

OWN = [
    own("plain", "https://nguyenvanan.vn", "nguyenvanan.vn", "nguyenvanan.vn", "vn", **VN),
    own("no scheme", "nguyenvanan.vn", "nguyenvanan.vn", "nguyenvanan.vn", "vn", **VN),
    own("no scheme, path", "nguyenvanan.vn/trang-chu", "nguyenvanan.vn", "nguyenvanan.vn", "vn", **VN),
    own("no scheme, slashes", "//nguyenvanan.vn", "nguyenvanan.vn", "nguyenvanan.vn", "vn", **VN),
    own("no scheme, port", "nguyenvanan.vn:8080/x", "nguyenvanan.vn", "nguyenvanan.vn", "vn", port=8080, **VN),
    own("port", "http://nguyenvanan.vn:8080", "nguyenvanan.vn", "nguyenvanan.vn", "vn", port=8080, **VN),
    own("default port", "https://nguyenvanan.vn:443", "nguyenvanan.vn", "nguyenvanan.vn", "vn", **VN),
    own("capitals", "HTTPS://NguyenVanAn.VN", "nguyenvanan.vn", "nguyenvanan.vn", "vn", **VN),
    own("final dot", "https://nguyenvanan.vn./", "nguyenvanan.vn", "nguyenvanan.vn", "vn", **VN),
    own("spaces around", "\u00a0 https://nguyenvanan.vn \ufeff", "nguyenvanan.vn", "nguyenvanan.vn", "vn", **VN),
    own("percent-encoded host", "https://%65xample.vn", "example.vn", "example.vn", "vn", **VN),
    own("full-width letters and dot", "https://ｅｘａｍｐｌｅ。vn", "example.vn", "example.vn", "vn", **VN),
    own("one slash", "https:/example.vn", "example.vn", "example.vn", "vn", **VN),
    own("back slashes", "https:\\\\example.vn\\x", "example.vn", "example.vn", "vn", **VN),
    own("back slash before an at sign", "http://evil.com\\@example.vn", "evil.com", "evil.com", "com"),
    own("user name", "https://an@example.vn", "example.vn", "example.vn", "vn", has_userinfo=True, **VN),
    own("a platform as user name", "https://zalo.me@evil.vn/x", "evil.vn", "evil.vn", "vn", has_userinfo=True, **VN),
    own("an at sign in the path", "https://example.vn/@an", "example.vn", "example.vn", "vn", **VN),
    own("sub-domain", "https://blog.nguyenvanan.vn", "blog.nguyenvanan.vn", "nguyenvanan.vn", "vn", **VN),
    own("com.vn", "https://www.an.com.vn", "www.an.com.vn", "an.com.vn", "com.vn", **VN),
    own("name.vn", "https://an.name.vn", "an.name.vn", "an.name.vn", "name.vn", **VN),
    own("id.vn", "https://an.id.vn", "an.id.vn", "an.id.vn", "id.vn", **VN),
    own("a province's suffix", "https://abc.phutho.vn", "abc.phutho.vn", "abc.phutho.vn", "phutho.vn", **VN),
    own("not a suffix under vn", "https://a.b.xyz.vn", "a.b.xyz.vn", "xyz.vn", "vn", **VN),
    own("com", "https://nguyenvanan.com", "nguyenvanan.com", "nguyenvanan.com", "com"),
    own("vn only as a label", "https://nguyenvanan.vn.com", "nguyenvanan.vn.com", "vn.com", "com"),
    own("vn at the end of a label", "https://nguyenanvn.net", "nguyenanvn.net", "nguyenanvn.net", "net"),
    own("private registry", "https://www.an.uk.com", "www.an.uk.com", "an.uk.com", "com"),
    own("private registry itself", "https://uk.com", "uk.com", "uk.com", "com"),
    own("hyphens that idna refuses", "https://r3---sn-abc.vn", "r3---sn-abc.vn", "r3---sn-abc.vn", "vn", **VN),
    own("underscore below the domain", "https://my_blog.an.vn", "my_blog.an.vn", "an.vn", "vn", **VN),
    own("wildcard suffix", "https://a.b.ck", "a.b.ck", "a.b.ck", "b.ck"),
    own("platform's name under vn", "https://facebook.vn", "facebook.vn", "facebook.vn", "vn", **VN),
    own("platform before another domain", "https://facebook.com.an.vn", "facebook.com.an.vn", "an.vn", "vn", **VN),
    own("ends like a platform", "https://myfacebook.com", "myfacebook.com", "myfacebook.com", "com"),
    own("ends like a builder", "https://evil-blogspot.vn", "evil-blogspot.vn", "evil-blogspot.vn", "vn", **VN),
    own("zero-width space inside", "https://exa\u200bmple.vn", "example.vn", "example.vn", "vn", **VN),
    own(
        "Vietnamese", "https://Nguyễn.vn", "xn--nguyn-s71b.vn", "xn--nguyn-s71b.vn", "vn",
        host_unicode="nguyễn.vn", vietnamese="distinctive", **VN,
    ),
    own(
        "Vietnamese, decomposed", "https://Nguye\u0302\u0303n.vn", "xn--nguyn-s71b.vn", "xn--nguyn-s71b.vn", "vn",
        host_unicode="nguyễn.vn", vietnamese="distinctive", **VN,
    ),
    own(
        "Vietnamese, punycode in capitals", "XN--NGUYN-S71B.VN", "xn--nguyn-s71b.vn", "xn--nguyn-s71b.vn", "vn",
        host_unicode="nguyễn.vn", vietnamese="distinctive", **VN,
    ),
    own(
        "Vietnamese, percent-encoded", "https://%C4%91%C6%B0%E1%BB%9Dng.com.vn", "xn--ng-pma05d708i.com.vn",
        "xn--ng-pma05d708i.com.vn", "com.vn", host_unicode="đường.com.vn", vietnamese="distinctive", **VN,
    ),
    own(
        "Vietnamese, not under vn", "https://đường.com", "xn--ng-pma05d708i.com", "xn--ng-pma05d708i.com", "com",
        host_unicode="đường.com", vietnamese="distinctive",
    ),
    own(
        "Vietnamese below an ASCII domain", "https://đường.an.vn", "xn--ng-pma05d708i.an.vn", "an.vn", "vn",
        host_unicode="đường.an.vn", **VN,
    ),
    own(
        "shared letters", "https://trà.vn", "xn--tr-kia.vn", "xn--tr-kia.vn", "vn",
        host_unicode="trà.vn", vietnamese="shared", **VN,
    ),
    own(
        "another language", "https://straße.vn", "xn--strae-oqa.vn", "xn--strae-oqa.vn", "vn",
        host_unicode="straße.vn", **VN,
    ),
    own(
        "eth for đ", "https://Ðường.vn", "xn--ng-vja28e908h.vn", "xn--ng-vja28e908h.vn", "vn",
        host_unicode="ðường.vn", look_alike=True, **VN,
    ),
    own(
        "Cyrillic inside Latin", "https://faceb\u043eok.com", "xn--facebok-ejg.com", "xn--facebok-ejg.com", "com",
        host_unicode="faceb\u043eok.com", mixed_script=True, look_alike=True,
    ),
    own(
        "a platform's name with a mark", "https://facebọok.com", "xn--facebok-gx4c.com", "xn--facebok-gx4c.com", "com",
        host_unicode="facebọok.com", vietnamese="shared", look_alike=True,
    ),
]  # fmt: skip

PLATFORMS = [
    platform("facebook", "https://facebook.com/x", "facebook.com", "facebook", "facebook.com"),
    platform("facebook, no scheme", "www.facebook.com/x", "www.facebook.com", "facebook", "facebook.com"),
    platform("facebook, mobile", "https://m.facebook.com/x", "m.facebook.com", "facebook", "facebook.com"),
    platform(
        "facebook, in Vietnamese", "https://vi-vn.facebook.com/x", "vi-vn.facebook.com", "facebook", "facebook.com"
    ),
    platform(
        "facebook, business", "https://business.facebook.com", "business.facebook.com", "facebook", "facebook.com"
    ),
    platform("fb.com", "https://fb.com/x", "fb.com", "facebook", "fb.com"),
    platform("fb.me", "https://fb.me/x", "fb.me", "facebook", "fb.me"),
    platform("facebook, final dot", "https://facebook.com./x", "facebook.com", "facebook", "facebook.com"),
    platform("zalo", "https://zalo.me/123", "zalo.me", "zalo", "zalo.me"),
    platform("zalo under vn", "https://zalo.vn/x", "zalo.vn", "zalo", "zalo.vn", **VN),
    platform("zalo official", "https://oa.zalo.me/x", "oa.zalo.me", "zalo", "zalo.me"),
    platform("youtube", "https://www.youtube.com/@an", "www.youtube.com", "youtube", "youtube.com"),
    platform("youtube, short", "https://youtu.be/abc", "youtu.be", "youtube", "youtu.be"),
    platform("tiktok, short", "https://vt.tiktok.com/ZS1", "vt.tiktok.com", "tiktok", "tiktok.com"),
    platform("twitter is x", "https://mobile.twitter.com/an", "mobile.twitter.com", "x", "twitter.com"),
    platform("linkedin", "https://vn.linkedin.com/in/an", "vn.linkedin.com", "linkedin", "linkedin.com"),
    platform("telegram", "t.me/an", "t.me", "telegram", "t.me"),
    platform("mocha", "https://mocha.com.vn/x", "mocha.com.vn", "mocha", "mocha.com.vn", **VN),
    platform("google sites", "https://sites.google.com/view/an", "sites.google.com", "google_sites", "google.com"),
    platform("tumblr by path", "https://www.tumblr.com/an", "www.tumblr.com", "tumblr", "tumblr.com"),
]

HOSTED = [
    hosted("blogspot.com", "https://an.blogspot.com", "an.blogspot.com", "blogspot.com", "com", platform="blogger"),
    hosted("blogspot.vn", "https://an.blogspot.vn", "an.blogspot.vn", "blogspot.vn", "vn", platform="blogger", **VN),
    hosted(
        "blogspot.com.au", "http://an.blogspot.com.au", "an.blogspot.com.au", "blogspot.com.au", "com.au",
        platform="blogger",
    ),
    hosted("wordpress", "an.wordpress.com", "an.wordpress.com", "wordpress.com", "com", platform="wordpress"),
    hosted("wix", "https://an.wixsite.com/blog", "an.wixsite.com", "wixsite.com", "com", platform="wix"),
    hosted("github pages", "https://an.github.io/", "an.github.io", "github.io", "io", platform="github_pages"),
    hosted("violet", "https://an.violet.vn", "an.violet.vn", "violet.vn", "vn", platform="violet", **VN),
    hosted("tumblr by sub-domain", "https://an.tumblr.com", "an.tumblr.com", "tumblr.com", "com", platform="tumblr"),
    hosted("by the list alone", "https://an.onrender.com", "an.onrender.com", "onrender.com", "com"),
    hosted("by a wildcard", "https://a.b.compute.amazonaws.com", "a.b.compute.amazonaws.com", "amazonaws.com", "com"),
]  # fmt: skip

OTHERS = [
    Case("IPv4", "http://192.0.2.1/x", {"host_ascii": "192.0.2.1"} | IP),
    Case("IPv4, no scheme", "192.0.2.1:8080", {"host_ascii": "192.0.2.1", "port": 8080} | IP),
    Case("IPv4, hexadecimal and short", "http://0x7f.1", {"host_ascii": "127.0.0.1"} | IP),
    Case("IPv4, one number", "http://2130706433/", {"host_ascii": "127.0.0.1"} | IP),
    Case("IPv4, octal", "http://0300.0250.1.1", {"host_ascii": "192.168.1.1"} | IP),
    Case("IPv6", "http://[2001:DB8:0::1]:8080/", {"host_ascii": "[2001:db8::1]", "port": 8080} | IP),
    Case("IPv6, no scheme", "[::1]", {"host_ascii": "[::1]"} | IP),
    Case("localhost", "http://localhost:80", {"host_ascii": "localhost", "kind": "local"}),
    Case("localhost, no scheme", "localhost:3000/x", {"host_ascii": "localhost", "port": 3000, "kind": "local"}),
    Case("single label", "http://intranet/", {"host_ascii": "intranet", "kind": "local"}),
    Case("single unlisted label", "http://mayphu/", {"host_ascii": "mayphu", "kind": "local"}),
    Case("office network", "http://web.coquan.lan", {"host_ascii": "web.coquan.lan", "kind": "local"}),
    Case("home network", "http://nas.home.arpa", {"host_ascii": "nas.home.arpa", "kind": "local"}),
    Case("bare vn", "https://vn/", {"host_ascii": "vn", "suffix": "vn", "kind": "bare_suffix"} | VN),
    Case("bare com.vn", "com.vn", {"host_ascii": "com.vn", "suffix": "com.vn", "kind": "bare_suffix"} | VN),
    Case("unlisted ending", "https://an.vnn", {"host_ascii": "an.vnn", "registrable": "an.vnn", "vietnamese": "none"}),
]  # fmt: skip


@pytest.mark.parametrize("case", [*NOT_UNDERSTOOD, *OWN, *PLATFORMS, *HOSTED, *OTHERS], ids=lambda case: case.id)
def test_an_address_says_what_the_table_says(case: Case) -> None:
    address = describe_address(case.url)
    expect = {"host_unicode": case.expect.get("host_ascii")} | case.expect

    assert address == Address(**{"note": address.note} | expect)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", [*NOT_UNDERSTOOD, *HOSTED, *OTHERS[-3:]], ids=lambda case: case.id)
def test_what_the_keeper_should_know_is_noted_in_both_languages(case: Case) -> None:
    note = describe_address(case.url).note

    assert note is not None
    assert note.vi.strip()
    assert note.en.strip()
    assert note.vi != note.en
    assert not any(text.endswith(".") or "\n" in text or text[0].isupper() for text in (note.vi, note.en))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nguyenvanan.vn", "no scheme"),
        ("https://facebook.com@evil.vn", "before `@`"),
        ("https://an.blogspot.vn", "did not choose"),
        ("https://Ðường.vn", "U+00F0"),
        ("https://faceb\u043eok.com", "several scripts"),
        ("https://an.vnn", "not in the public suffix list"),
    ],
)
def test_a_note_says_what_is_odd(url: str, words: str) -> None:
    note = describe_address(url).note

    assert note is not None
    assert words in note.en


def test_a_good_address_has_no_note() -> None:
    assert describe_address("https://nguyenvanan.vn/").note is None
    assert describe_address("https://đường.vn/").note is None


def test_no_note_repeats_the_address() -> None:
    for case in (*NOT_UNDERSTOOD, *OWN, *HOSTED, *OTHERS):
        note = describe_address(case.url).note
        assert note is None or "nguyen" not in note.en + note.vi


def test_a_description_is_kept() -> None:
    assert describe_address("https://nguyenvanan.vn/kept") is describe_address("https://nguyenvanan.vn/kept")
