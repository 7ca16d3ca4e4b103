"""Puts together what one address says: its host, its domain, whose the domain is, and how its letters look.

What must not live here: reading any of it (`url`, `host`, `suffix`, `platforms`, `look_alikes`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.text import Text
from qd85rules.knowledge.addresses.doubts import AddressDoubt
from qd85rules.knowledge.addresses.host import host_unicode
from qd85rules.knowledge.addresses.look_alikes import NOTHING_SUSPICIOUS, suspicion_of
from qd85rules.knowledge.addresses.platform_table import PRIVATE_REGISTRIES
from qd85rules.knowledge.addresses.platforms import find_place, registrable_of
from qd85rules.knowledge.addresses.suffix import split_host
from qd85rules.knowledge.addresses.url import parse_address
from qd85rules.knowledge.addresses.vietnamese import label_letters
from qd85rules.wording import names as say

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.knowledge.addresses.look_alikes import Suspicion
    from qd85rules.knowledge.addresses.url import WebAddress
    from qd85rules.knowledge.addresses.vietnamese import Vietnamese

Kind = Literal["own_domain", "hosted", "platform", "ip", "bare_suffix", "local"]

# RFC 6761, 6762, 8375; ICANN's `internal`; and the names that home routers use.
_LOCAL_TOPS: Final = frozenset(
    {"example", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost", "test"}
)
_HOME_NETWORK: Final = "home.arpa"


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says by its text alone. With a `problem` nothing else is known, whatever the other fields hold.

    Attributes:
        problem: Why the address cannot be understood.
        note: What the register's keeper should see; several remarks are joined with a semicolon.
        host_ascii: Lower case, `xn--` form, no final dot; IPv6 in brackets.
        host_unicode: The same host for readers.
        port: None for the scheme's default.
        registrable: The domain under its ICANN suffix (`blogspot.com` for a blog there), in ASCII; None for an IP
            address, a local name or a bare suffix. Under a private registry such as `uk.com`, one label more.
        suffix: The ICANN suffix (`vn`, `com.vn`), in ASCII.
        hosted: The domain is a provider's and the holder has a sub-domain there.
        platform: The well-known platform or site builder that the host belongs to.
        kind: None where the suffix list does not know the ending.
        under_vn: The ICANN suffix is `vn` or below it; says nothing of the holder's choice unless `kind` is
            `own_domain`.
        vietnamese: About the registered domain's own label, see `label_letters`; None without a registered domain.
        mixed_script: A label mixes letters of scripts that do not belong together.
        look_alike: A label can be misread for another name.
    """

    problem: AddressDoubt | None = None
    note: Text | None = None
    host_ascii: str | None = None
    host_unicode: str | None = None
    port: int | None = None
    has_userinfo: bool = False
    ip: bool = False
    registrable: str | None = None
    suffix: str | None = None
    hosted: bool = False
    platform: str | None = None
    kind: Kind | None = None
    under_vn: bool = False
    vietnamese: Vietnamese | None = None
    mixed_script: bool = False
    look_alike: bool = False


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose the domain is."""

    kind: Kind | None
    registrable: str | None = None
    suffix: str | None = None
    platform: str | None = None
    note: Text | None = None


def describe_address(url: str, *, suffix_list: Path | None = None) -> Address:
    """Describe one address, offline; no text makes it raise. Results are kept, by text and list path.

    Raises:
        UsageError: the list file cannot be read or is no Public Suffix List.
    """
    return _describe(url, suffix_list)


@lru_cache(maxsize=4096)
def _describe(url: str, suffix_list: Path | None) -> Address:
    parsed = parse_address(url)
    if isinstance(parsed, AddressDoubt):
        return _problem(parsed)
    if parsed.ip:
        return _address(parsed, parsed.host, _Owner("ip"), NOTHING_SUSPICIOUS)
    readable = host_unicode(parsed.host)
    if isinstance(readable, AddressDoubt):
        return _problem(readable)
    owner = _owner(parsed.host, suffix_list)
    return _address(parsed, readable, owner, suspicion_of(readable, _own_label(readable, owner)))


def _problem(doubt: AddressDoubt) -> Address:
    return Address(problem=doubt, note=say.ADDRESS_DOUBTS[doubt.value])


def _owner(host: str, suffix_list: Path | None) -> _Owner:
    place = find_place(host)
    if place is not None:
        registrable = registrable_of(place.domain)
        suffix = registrable.partition(".")[2]
        name = place.platform.name
        if place.hosted:
            return _Owner("hosted", registrable, suffix, name, say.HOSTED_NOTE)
        return _Owner("platform", registrable, suffix, name)
    if host.rpartition(".")[2] in _LOCAL_TOPS or host == _HOME_NETWORK or host.endswith(f".{_HOME_NETWORK}"):
        return _Owner("local", note=say.LOCAL_NOTE)
    split = split_host(host, suffix_list)
    if not split.listed:
        # The ending may be mistyped, or younger than the list.
        return _Owner("local" if "." not in host else None, split.registrable, note=say.UNLISTED_NOTE)
    if split.registrable is None:
        return _Owner("bare_suffix", suffix=split.suffix, note=say.BARE_NOTE)
    if split.private in PRIVATE_REGISTRIES and host != split.private:
        depth = split.private.count(".") + 2
        return _Owner("own_domain", ".".join(host.split(".")[-depth:]), split.suffix)
    if split.private is not None and split.private not in PRIVATE_REGISTRIES:
        return _Owner("hosted", split.registrable, split.suffix, note=say.HOSTED_NOTE)
    return _Owner("own_domain", split.registrable, split.suffix)


def _own_label(readable: str, owner: _Owner) -> str | None:
    if owner.registrable is None:
        return None
    return readable.split(".")[-owner.registrable.count(".") - 1]


def _address(parsed: WebAddress, readable: str, owner: _Owner, suspicion: Suspicion) -> Address:
    label = _own_label(readable, owner)
    suffix = owner.suffix
    return Address(
        note=_joined(parsed, owner, suspicion),
        host_ascii=parsed.host,
        host_unicode=readable,
        port=parsed.port,
        has_userinfo=parsed.has_userinfo,
        ip=parsed.ip,
        registrable=owner.registrable,
        suffix=suffix,
        hosted=owner.kind == "hosted",
        platform=owner.platform,
        kind=owner.kind,
        under_vn=suffix is not None and (suffix == "vn" or suffix.endswith(".vn")),
        vietnamese=None if label is None else label_letters(label),
        mixed_script=suspicion.mixed_script,
        look_alike=suspicion.look_alike,
    )


def _joined(parsed: WebAddress, owner: _Owner, suspicion: Suspicion) -> Text | None:
    notes = [say.SCHEME_NOTE] if parsed.scheme_assumed else []
    if parsed.has_userinfo:
        notes.append(say.USERINFO_NOTE)
    if owner.note is not None:
        notes.append(owner.note)
    notes.extend(suspicion.notes)
    return Text("; ".join(note.vi for note in notes), "; ".join(note.en for note in notes)) if notes else None
