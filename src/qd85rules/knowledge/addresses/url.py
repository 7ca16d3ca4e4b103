"""Reads the text of an address as a browser would, and tells an address from other things found in a register.

What must not live here: what the host means (`host`, `suffix`, `platforms`).

Source: WHATWG URL Standard, through can-ada. Two departures, because a register's cell is not a browser's address bar:
a missing scheme is read as https, and a tab or a line break inside the text is a doubt where the standard would drop it
and so glue two addresses into one host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qd85rules.knowledge.addresses.doubts import AddressDoubt

# White space is for `str.strip`; the rest are invisible marks that office programs leave at the ends of a cell.
_EDGES = "".join(chr(code) for code in range(0x21)) + "\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\u3000\ufeff"
_SEVERAL = re.compile(r"[\t\r\n]|\s(?:https?://|www\.)|[,;|]https?://", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"(?:localhost|[^/?#\\@:]*\.[^/?#\\@:]*):[0-9]{1,5}(?![^/?#\\])", re.IGNORECASE)
_END_OF_AUTHORITY = re.compile(r"[/?#\\]")
_IPV4 = re.compile(r"[0-9]+(?:\.[0-9]+){3}")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address as a browser would open it. `host` is ASCII lower case without the final dot; `port` None: default."""

    host: str
    port: int | None
    has_userinfo: bool
    path: str
    query: str
    ip: bool
    scheme_assumed: bool


def parse_address(text: str) -> WebAddress | AddressDoubt:
    """Read one address; a text that no browser, or no sensible reader, takes for one gives a doubt. Never raises."""
    text = text.strip().strip(_EDGES)
    if not text:
        return AddressDoubt.EMPTY
    if _SEVERAL.search(text):
        return AddressDoubt.SEVERAL
    scheme = _SCHEME.match(text)
    if scheme is None or _HOST_AND_PORT.match(text):
        return _parse_without_scheme(text)
    if scheme[1].lower() not in {"http", "https"}:
        return AddressDoubt.NOT_WEB
    return _parse(text, scheme_assumed=False) or AddressDoubt.BAD_HOST


def _parse_without_scheme(text: str) -> WebAddress | AddressDoubt:
    text = text.removeprefix("//")
    authority = _END_OF_AUTHORITY.split(text, maxsplit=1)[0]
    # Without a scheme, `someone@mail.example` is an e-mail address and not a host with a user name before it.
    address = None if "@" in authority else _parse(f"https://{text}", scheme_assumed=True)
    if address is None:
        return AddressDoubt.NOT_AN_ADDRESS
    if address.ip:
        # A telephone number or a date is a legacy form of IPv4 (`01.02.2023`): only the plain form will do.
        plain = authority == address.host or authority.startswith((f"{address.host}:", "["))
        return address if plain else AddressDoubt.NOT_AN_ADDRESS
    # A single word is a handle or a name, not a host.
    return address if "." in address.host or address.host == "localhost" else AddressDoubt.NOT_AN_ADDRESS


def _parse(text: str, *, scheme_assumed: bool) -> WebAddress | None:
    # Deferred: a run whose registers hold no address does not pay for loading the parser.
    import can_ada  # noqa: PLC0415

    try:
        text.encode()  # the parser takes well-formed text only
        url = can_ada.parse(text)
    except ValueError:
        return None
    host = url.hostname
    return WebAddress(
        host=host.removesuffix("."),
        port=int(url.port) if url.port else None,
        has_userinfo=url.has_credentials(),
        path=url.pathname,
        query=url.search.removeprefix("?"),
        ip=host.startswith("[") or _IPV4.fullmatch(host) is not None,
        scheme_assumed=scheme_assumed,
    )
