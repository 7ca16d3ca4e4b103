"""Laws that hold for any text."""

from __future__ import annotations

import string
import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from qd85rules.knowledge.addresses import describe_address, handle_key, page_key, page_keys

LABELS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8).map(lambda text: f"a{text}")
UNICODE_LABELS = st.sampled_from(["đường", "nguyễn", "trà", "straße", "пример"])
TOPS = st.sampled_from(["vn", "com.vn", "com", "github.io", "facebook.com", "fb.com", "zalo.me", "youtube.com", "zzz"])
HOSTS = st.builds(
    lambda labels, top: ".".join([*labels, top]), st.lists(LABELS | UNICODE_LABELS, min_size=1, max_size=3), TOPS
)
PLATFORM_HOSTS = st.sampled_from(
    [
        "facebook.com",
        "m.facebook.com",
        "fb.com",
        "zalo.me",
        "t.me",
        "youtube.com",
        "x.com",
        "an.blogspot.vn",
        "tumblr.com",
    ]
)
CHARS = st.characters(exclude_categories=["Cs"])
SEGMENTS = st.sampled_from(["@An", "an.B", "profile.php", "pages", "s", "%2F", "%41", "%", "in", "..", "."]) | st.text(
    CHARS, max_size=6
)
PATHS = st.lists(SEGMENTS, max_size=4).map(lambda segments: "".join(f"/{segment}" for segment in segments))
QUERIES = st.sampled_from(["", "?", "?id=1", "?b=2&a=1", "?utm_source=x", "?a", "?a=%FF&a=+", "?id=1&ref=x#f"])
SCHEMES = st.sampled_from(["https://", "http://", "HTTP://", "", "//", "http:", "https:\\\\"])
PORTS = st.sampled_from(["", ":80", ":443", ":8080"])
ADDRESSES = st.builds(
    lambda *parts: "".join(parts),
    SCHEMES,
    st.sampled_from(["", "a@", "a:b@"]),
    HOSTS | PLATFORM_HOSTS,
    PORTS,
    PATHS,
    QUERIES,
)
ANYTHING = st.text() | st.text(string.printable + "đŭ\ud800\u200b\u202e") | ADDRESSES
TAILS = st.text(string.ascii_letters + string.digits + "/@._-%", max_size=10).map(lambda text: f"/{text}")


@given(ANYTHING)
def test_no_text_makes_a_description_raise(text: str) -> None:
    address = describe_address(text)

    assert (address.problem is None) == (address.host_ascii is not None)
    assert address.host_ascii is None or address.host_ascii.isascii()
    assert address.problem is None or address.note is not None
    assert address.kind != "own_domain" or address.registrable is not None
    assert address.registrable is None or f".{address.host_ascii}".endswith(f".{address.registrable}")
    assert not address.under_vn or (address.host_ascii or "").endswith("vn")
    assert address.hosted == (address.kind == "hosted")
    assert address.ip == (address.kind == "ip")


@given(ANYTHING)
def test_no_text_makes_a_key_raise_and_a_key_is_its_own_key(text: str) -> None:
    key = page_key(text)

    assert key is None or page_key(key) == key
    assert key is None or describe_address(text).problem is None


@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_entry_makes_its_keys_raise(url: str, platform: str, handle: str) -> None:
    keys = page_keys(url, platform, handle)

    assert keys >= {key for key in (page_key(url), handle_key(platform, handle)) if key is not None}


@given(HOSTS | PLATFORM_HOSTS, TAILS, QUERIES)
def test_the_spelling_of_the_host_does_not_change_the_key(host: str, tail: str, query: str) -> None:
    plain = page_key(f"https://{host}{tail}{query}")

    for other in (
        f"http://{host}{tail}{query}",
        f"https://{host if 'ß' in host else host.upper()}{tail}{query}",
        f"https://www.{host}{tail}{query}",
        f"https://{host}.{tail}{query}",
        f"https://{host}:443{tail}{query}",
        f"http://{host}:80{tail}{query}",
        f"{host}{tail}{query}",
        f"  https://an@{host}{tail}{query}#x",
    ):
        assert page_key(other) == plain


@given(HOSTS | PLATFORM_HOSTS, TAILS)
def test_a_final_slash_and_tracking_do_not_change_the_key(host: str, tail: str) -> None:
    plain = page_key(f"https://{host}{tail}")

    assert page_key(f"https://{host}{tail}/") == plain
    assert page_key(f"https://{host}{tail}?utm_source=x&fbclid=y") == plain


@given(st.text(CHARS), st.text(CHARS))
def test_a_handle_key_does_not_depend_on_case_form_or_the_at_sign(platform: str, handle: str) -> None:
    assume(not handle.strip().startswith("@"))
    key = handle_key(platform, handle)

    assert handle_key(platform, f"@{handle.strip()}") == key
    assert handle_key(unicodedata.normalize("NFD", platform), unicodedata.normalize("NFD", handle)) == key
    assert handle_key(platform.casefold(), handle.casefold()) == key


@given(UNICODE_LABELS, LABELS, st.sampled_from(["vn", "com.vn", "com"]))
def test_a_domain_in_unicode_and_in_punycode_is_the_same_domain(label: str, sub: str, suffix: str) -> None:
    typed = describe_address(f"https://{sub}.{label}.{suffix}")
    encoded = describe_address(f"https://{typed.host_ascii}")

    assert encoded == typed
    assert typed.host_unicode == f"{sub}.{label}.{suffix}"
    assert typed.suffix == suffix
