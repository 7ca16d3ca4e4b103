"""Gives keys by which two register entries that name the same page meet, whether by address or by handle.

A key is for comparing only. Where it is not certain that two spellings name one page, they keep two keys: a false
meeting would cast doubt on two holders' declarations, a missed one costs nothing.

What must not live here: the table of platforms (`platform_table`). Short links are not followed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, quote, unquote

from qd85rules.knowledge.addresses.doubts import AddressDoubt
from qd85rules.knowledge.addresses.host import host_unicode
from qd85rules.knowledge.addresses.platform_table import TRACKING, TRACKING_PREFIXES
from qd85rules.knowledge.addresses.platforms import find_place, platform_named
from qd85rules.knowledge.addresses.url import WebAddress, parse_address

if TYPE_CHECKING:
    from qd85rules.knowledge.addresses.platform_table import Platform
    from qd85rules.knowledge.addresses.platforms import Place

_DEFAULT_PORTS: Final = frozenset({None, 80, 443})
_PATH_SAFE: Final = "!$&'()*+,;=:@"
_NAME = re.compile(r"[\w.\-]*[^\W_][\w.\-]*")
_PHONE = re.compile(r"\+?[0-9][0-9 .()\-]*")
_NOT_DIGITS = re.compile(r"[^0-9]")
_VIETNAMESE_PHONE = re.compile(r"84[0-9]{9}")
# Facebook shows one page by its number in three ways; the number is then the name.
_FACEBOOK_NUMBERED = re.compile(r"/(?:people|pages)/[^/]+/([0-9]+)")
_DIGITS = re.compile(r"[0-9]+")


def page_key(url: str) -> str | None:
    """Give the normal form of a page's address, an https address itself; None where the text names no page.

    Not compared: scheme, case of the host, `www.`, on platforms also `m.` and their other doors, port 80 and 443, user
    name, fragment, final slash, percent-encoding, Unicode normal form, order of the query, tracking parameters, case of
    a page's name on a platform, the tab of a page there (`/about`). A platform's front page is no one's page. Never
    raises.
    """
    address = _understood(url)
    return _key_of(address, _place_of(address)) if address is not None else None


def _key_of(address: WebAddress, place: Place | None) -> str | None:
    path = _normal_path(address.path, place)
    query = _normal_query(address.query, place)
    if place is not None and not place.hosted and not query and (not path or path.lower() in place.platform.nameless):
        return None
    port = "" if address.port in _DEFAULT_PORTS else f":{address.port}"
    tail = f"?{query}" if query else ""
    return f"https://{_normal_host(address, place)}{port}{path or ('/' if tail else '')}{tail}"


def handle_key(platform: str | None, handle: str | None) -> str | None:
    """Give `platform:handle` in normal form; None where either is missing. Never raises."""
    name, plain = _fold(platform or "").strip(), _fold(handle or "").strip().removeprefix("@").strip()
    known = platform_named(name)
    if known is not None:
        name, plain = known.name, _normal_name(plain, known)
    return f"{name}:{plain}" if name and plain else None


def page_keys(url: str | None, platform: str | None, handle: str | None) -> frozenset[str]:
    """Give every key of one entry: two entries name the same page where their keys share one. Never raises.

    An address on a platform also gives its handle's key, and stands in for a platform that is not stated.
    """
    keys = {handle_key(platform, handle)}
    address = _understood(url) if url is not None else None
    if address is not None:
        place = _place_of(address)
        keys.add(_key_of(address, place))
        if place is not None:
            keys.add(handle_key(place.platform.name, _handle_in(address, place)))
            if not (platform or "").strip():
                keys.add(handle_key(place.platform.name, handle))
    return frozenset(key for key in keys if key is not None)


def _understood(url: str) -> WebAddress | None:
    address = parse_address(url)
    if isinstance(address, AddressDoubt) or (not address.ip and isinstance(host_unicode(address.host), AddressDoubt)):
        return None
    return address


def _place_of(address: WebAddress) -> Place | None:
    return None if address.ip else find_place(address.host)


def _normal_host(address: WebAddress, place: Place | None) -> str:
    if place is None:
        host = address.host
        while host.startswith("www.") and host.count(".") > 1:
            host = host.removeprefix("www.")
        return host
    domain = place.platform.hosts[0] if place.same_pages else place.domain
    return f"{place.subdomain}.{domain}" if place.subdomain else domain


def _normal_path(path: str, place: Place | None) -> str:
    segments = _segments(path)
    named = _name_in(segments, place)
    if named is not None:
        # Only the name is folded: what follows it (`/posts/pfbid0AbC`) tells small letters from capitals.
        platform, name, after = named
        segments = [*f"{platform.names_at[0]}{name}".split("/"), *after]
    return "/".join(quote(segment, safe=_PATH_SAFE, errors="surrogateescape") for segment in segments)


def _name_in(segments: list[str], place: Place | None) -> tuple[Platform, str, list[str]] | None:
    """Find the page's name, in normal form, in a path on a platform, and the segments after it."""
    if place is None or place.subdomain or not place.same_pages:
        return None
    for form in place.platform.names_at:
        *before, mark = form.split("/")
        depth = len(before)
        if len(segments) <= depth or [segment.lower() for segment in segments[:depth]] != before:
            continue
        text = segments[depth]
        name = _normal_name(_fold(text.removeprefix(mark)), place.platform)
        if not text.startswith(mark) or not _NAME.fullmatch(text.removeprefix(mark)) or not _NAME.fullmatch(name):
            continue
        # A script (`story.php`) is no name, nor is a word that the platform keeps for itself, with dots or without.
        if form == "/" and (text.lower().endswith(".php") or {text.lower(), name} & place.platform.reserved):
            continue
        after = segments[depth + 1 :]
        is_tab = len(after) == 1 and after[0].lower() in place.platform.tabs
        return place.platform, name, [] if is_tab else after
    return None


def _handle_in(address: WebAddress, place: Place) -> str | None:
    if place.platform.name == "facebook" and not place.subdomain and place.same_pages:
        numbered = _FACEBOOK_NUMBERED.fullmatch(address.path.rstrip("/"))
        if numbered is not None:
            return numbered[1]
        if address.path == "/profile.php":
            number = dict(parse_qsl(address.query)).get("id", "")
            return number if _DIGITS.fullmatch(number) else None
    named = _name_in(_segments(address.path), place)
    return named[1] if named is not None and not named[2] else None


def _normal_name(name: str, platform: Platform) -> str:
    if platform.dots_ignored:
        name = name.replace(".", "")
    if platform.phone_names and _PHONE.fullmatch(name):
        digits = _NOT_DIGITS.sub("", name)
        return f"0{digits[2:]}" if _VIETNAMESE_PHONE.fullmatch(digits) else digits
    return name


def _fold(text: str) -> str:
    # Unicode, "canonical caseless match": decomposing first makes folding a second time change nothing.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def _segments(path: str) -> list[str]:
    return [unicodedata.normalize("NFC", _decoded(segment)) for segment in path.rstrip("/").split("/")]


def _decoded(segment: str) -> str:
    return unquote(segment, errors="surrogateescape") if "%" in segment else segment


def _normal_query(query: str, place: Place | None) -> str:
    if not query:
        return ""
    tracking = TRACKING | place.platform.tracking if place is not None else TRACKING
    pairs = sorted(
        (key, value)
        for key, value in parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
        if key.lower() not in tracking and not key.lower().startswith(TRACKING_PREFIXES)
    )
    return "&".join(f"{_quoted(key)}={_quoted(value)}" for key, value in pairs)


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogateescape")
