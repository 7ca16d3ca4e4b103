"""Splits a host by the Public Suffix List, offline: tldextract's bundled list, or a list file that the user gives.

What must not live here: hosts that we know ourselves (`platforms`).

Source: publicsuffix.org, "Format" (the prevailing rule for an unlisted suffix is `*`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import InputError, UsageError
from qd85rules.source.files import read_file

if TYPE_CHECKING:
    from tldextract import TLDExtract

_SECTIONS = ("// ===BEGIN ICANN DOMAINS===", "// ===BEGIN PRIVATE DOMAINS===")
_RULE = re.compile(r"^[^/\s]", re.MULTILINE)
_VERSION = re.compile(r"^// VERSION: (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Split:
    """A host split at its ICANN suffix.

    `registrable` is None for a bare suffix. `private` is the private suffix (`github.io`) that the host lies under or
    is. `listed` is false where no rule names the suffix, so that the last label stands in for it.
    """

    suffix: str
    registrable: str | None
    private: str | None
    listed: bool


def split_host(host: str, suffix_list: Path | None = None) -> Split:
    """Split an ASCII host name that is no IP address.

    Raises:
        UsageError: the list file cannot be read or is no Public Suffix List.
    """
    found = _extractor(suffix_list).extract_str(host, include_psl_private_domains=True)
    suffix = found.registry_suffix or host.rpartition(".")[2]
    labels = host.split(".")
    depth = suffix.count(".") + 2
    return Split(
        suffix=suffix,
        registrable=".".join(labels[-depth:]) if len(labels) >= depth else None,
        private=found.suffix if found.is_private else None,
        listed=bool(found.suffix),
    )


@cache
def suffix_list_version(suffix_list: Path | None = None) -> str:
    """Name the list in use, for reports and fingerprints.

    The version is the list's own `// VERSION:` line; a list without one is named by the SHA-256 of its bytes. For the
    bundled list the line is read from the snapshot inside the tldextract package, without importing that package.

    Raises:
        UsageError: the list file cannot be read or is no Public Suffix List.
    """
    # Deferred: loading the metadata reader costs more than everything else here.
    from importlib import metadata, util  # noqa: PLC0415

    if suffix_list is None:
        spec = util.find_spec("tldextract")
        origin = Path(spec.origin) if spec is not None and spec.origin is not None else Path()
        text = _read(origin.with_name(".tld_set_snapshot"))
        return f"{_version(text)} (tldextract {metadata.version('tldextract')})"
    return _version(_read(suffix_list))


def _version(text: str) -> str:
    import hashlib  # noqa: PLC0415 - few lists need it

    stated = _VERSION.search(text)
    return stated[1] if stated else f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _read(path: Path) -> str:
    try:
        text = read_file(path).decode()
    except (InputError, UnicodeDecodeError) as exc:
        msg = f"cannot read the public suffix list `{path.name}`"
        raise UsageError(msg) from exc
    if not all(section in text for section in _SECTIONS) or not _RULE.search(text):
        msg = f"`{path.name}` is not a public suffix list"
        raise UsageError(msg)
    return text


@dataclass(frozen=True, slots=True)
class _GivenList:
    """A list already read, in the place of tldextract's HTTP session and of the response to its one request.

    The file adapter that tldextract would use leaves the file open and guesses its encoding.
    """

    text: str

    def get(self, _url: str, *, timeout: object) -> _GivenList:
        del timeout
        return self

    def raise_for_status(self) -> None:
        """Say that the request succeeded."""


@cache
def _extractor(suffix_list: Path | None) -> TLDExtract:
    # Deferred: the import loads some 300 modules, and most registers hold platform addresses only.
    from tldextract import TLDExtract  # noqa: PLC0415

    # INVARIANT: no network. Without both arguments tldextract would download a list, and keep it on disk.
    if suffix_list is None:
        return TLDExtract(suffix_list_urls=(), cache_dir=None)
    given = _GivenList(_read(suffix_list))
    url = suffix_list.resolve().as_uri()
    extractor = TLDExtract(suffix_list_urls=(url,), cache_dir=None, fallback_to_snapshot=False)
    extractor.extract_str("vn", session=given)  # type: ignore[arg-type]  # loads the rules, once
    return extractor
