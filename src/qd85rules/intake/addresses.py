"""What a cell says of a page's address: addresses, a handle, a mark that there is a page, and what stands beside.

What must not live here: how an address is read (`knowledge.addresses`), what is wrong with a cell in words
(`cellproblems`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from qd85rules.intake.folding import folded
from qd85rules.intake.words import is_no, word_value
from qd85rules.knowledge.addresses.page_key import page_key
from qd85rules.knowledge.addresses.platforms import find_place, platform_named
from qd85rules.knowledge.addresses.url import WebAddress, parse_address

_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s,;<>«»\"()]+|(?<![@\w.])(?:[\w-]+\.)+(?:com|vn|net|org|me|be|tv)(?:/[^\s,;<>()]*)?",
    re.IGNORECASE,
)
_SIMPLE: Final = re.compile(r"https?://[\w.:-]+/[\w./?=&%+~@-]*", re.IGNORECASE | re.ASCII)
_HANDLE: Final = re.compile(r"@[\w.\-]{2,60}")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 .\-]{7,14}[0-9]")
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_ADDED: Final = frozenset({"ca nhan", "trang ca nhan", "profile", "fanpage", "page", "chinh", "trang", "personal"})


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """What a cell says of a page: its addresses or its handle, or that there is a page, or what is wrong with it.

    `is_none`: it says that there is no page. `has_remark`: words beside the address are left out.
    """

    urls: tuple[str, ...] = ()
    handle: str | None = None
    is_none: bool = False
    is_link: bool = False
    has_remark: bool = False
    problem: str | None = None


def read_address(text: str, link: str | None, platform: str | None) -> ReadAddress:
    """Read a cell that should hold an address; `link` is where the cell's own link leads."""
    if _SIMPLE.fullmatch(text):
        return _checked((text,), is_link=False, has_remark=False)
    if is_no(text):
        return ReadAddress(is_none=True)
    found = _ADDRESS.findall(text) if _EMAIL.fullmatch(text) is None else []
    whole = parse_address(text)
    if isinstance(whole, WebAddress) and not re.search(r"\s", text) and ("." in text or "://" in text):
        found = [text]
    if not found and link and link.lower().startswith(("http://", "https://", "www.")):
        return _checked((link.strip(),), is_link=True, has_remark=False)
    if found:
        rest = text
        for one in found:
            rest = rest.replace(one, " ", 1)
        return _checked(tuple(one.rstrip(".") for one in found), is_link=False, has_remark=bool(folded(rest)))
    if _HANDLE.fullmatch(text):
        return ReadAddress(handle=text)
    if _PHONE.fullmatch(text) and (platform or "").casefold() in {"zalo", "viber", "telegram", "whatsapp"}:
        return ReadAddress(handle=text)
    if word_value("yes_no", text) is True:
        return ReadAddress()
    return ReadAddress(problem="not-an-address")


def _checked(urls: tuple[str, ...], *, is_link: bool, has_remark: bool) -> ReadAddress:
    urls = tuple(dict.fromkeys(urls))
    for url in urls:
        if page_key(url) is None and isinstance(parse_address(url), WebAddress):
            return ReadAddress(problem="front-page")
    return ReadAddress(urls, is_link=is_link, has_remark=has_remark)


def platform_of(text: str) -> str:
    """Give the platform's usual name where a cell names one, with or without words such as `cá nhân`; else the text."""
    found = _platform(text)
    return text if found is None else found


def names_platforms(text: str) -> int:
    """Count the platforms that a cell names, where it lists nothing else."""
    parts = [part for part in re.split(r"[,;/\n+&]|\bvà\b", text) if part.strip()]
    return len(parts) if len(parts) > 1 and all(is_platform(part) for part in parts) else 1


def is_platform(text: str) -> bool:
    """Tell whether a text names a platform and nothing else."""
    return _platform(text) is not None


def _platform(text: str) -> str | None:
    plain = folded(text)
    for added in _ADDED:
        plain = plain.removesuffix(f" {added}")
    found = platform_named(text.strip().casefold()) or platform_named(plain) or platform_named(plain.replace(" ", ""))
    if found is None and (match := re.fullmatch(r"\s*(\S+)\s*\((\S+)\)\s*", text)):
        one, other = platform_named(match[1].casefold()), platform_named(match[2].casefold())
        found = one if one is not None and one is other else None
    return None if found is None else found.name


def platform_of_address(url: str) -> str | None:
    """Give the platform that an address leads to, or its host; `None` where it is no address."""
    address = parse_address(url)
    if not isinstance(address, WebAddress):
        return None
    place = None if address.ip else find_place(address.host)
    return address.host.removeprefix("www.") if place is None else place.platform.name
