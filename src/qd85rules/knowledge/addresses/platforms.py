"""Finds the well-known platform or site builder that a host belongs to, without the suffix list.

What must not live here: the table itself (`platform_table`), and page addresses (`page_key`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from qd85rules.knowledge.addresses.platform_table import PLATFORMS, Platform

# Blogger served each blog under the reader's own country as well (`blogspot.vn`); the suffix list has but one of them.
_BLOGSPOT = re.compile(r"(?:.*\.)?(blogspot\.(?:com\.[a-z]{2}|co\.[a-z]{2}|[a-z]{2}))")
_TWO_LABEL_SUFFIXES: Final = frozenset({"com.vn", "net.vn"})

_FACES: Final = frozenset({"", "www", "m", "mobile", "web", "touch", "mbasic", "lite", "old", "new", "vi", "en", "vn"})
_LOCALE_FACE = re.compile(r"[a-z]{2}-[a-z]{2}")
_PAGE_FACES: Final = frozenset({"", "www", "m"})

_BY_HOST: Final = {
    host: (platform, host in platform.hosts)
    for platform in PLATFORMS
    for host in (*platform.hosts, *platform.other_hosts)
}
_BY_NAME: Final = {name: platform for platform in PLATFORMS for name in (platform.name, *platform.aliases)}


@dataclass(frozen=True, slots=True)
class Place:
    """A host on a platform. `subdomain` is empty where the host shows the same pages as `domain` (`m.`, `vi-vn.`).

    `same_pages`: the host serves the platform's page names, so that `platform.hosts[0]` can stand in for `domain`.
    """

    platform: Platform
    domain: str
    subdomain: str
    same_pages: bool

    @property
    def hosted(self) -> bool:
        """Whether the host is a holder's own sub-domain on the platform."""
        return self.platform.subdomain_pages and bool(self.subdomain)


def find_place(host: str) -> Place | None:
    """Find the platform of an ASCII host name, by its last two or three labels."""
    labels = host.split(".")
    for depth in (3, 2):
        domain = ".".join(labels[-depth:])
        found = _BY_HOST.get(domain)
        if found is not None:
            platform, same_pages = found
            break
    else:
        blogspot = _BLOGSPOT.fullmatch(host)
        if blogspot is None:
            return None
        platform, same_pages, domain = _BY_NAME["blogger"], True, blogspot[1]
    subdomain = host.removesuffix(domain).removesuffix(".")
    return Place(platform, domain, _without_face(subdomain, platform), same_pages)


def platform_named(name: str) -> Platform | None:
    """Find a platform by a case-folded name or alias."""
    return _BY_NAME.get(name)


def registrable_of(domain: str) -> str:
    """Give the registered domain of a host in the table."""
    labels = domain.split(".")
    depth = 3 if ".".join(labels[-2:]) in _TWO_LABEL_SUFFIXES or _BLOGSPOT.fullmatch(domain) else 2
    return ".".join(labels[-depth:])


@cache
def platform_labels() -> frozenset[str]:
    """Give the labels that a look-alike domain would imitate; short ones are left out, as any word may be near them."""
    shortest = 5
    labels = (registrable_of(host).partition(".")[0] for host in _BY_HOST)
    return frozenset(label for label in labels if len(label) >= shortest)


def _without_face(subdomain: str, platform: Platform) -> str:
    # `www.nguyenvanan.blogspot.com` shows the same blog as `nguyenvanan.blogspot.com`.
    while subdomain.startswith("www."):
        subdomain = subdomain.removeprefix("www.")
    if platform.subdomain_pages:
        return "" if subdomain in _PAGE_FACES else subdomain
    return "" if subdomain in _FACES or _LOCALE_FACE.fullmatch(subdomain) else subdomain
