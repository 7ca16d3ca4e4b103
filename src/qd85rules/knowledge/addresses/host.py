"""Checks a host name's labels and gives it back in Unicode.

What must not live here: splitting a host at its suffix (`suffix`), judging scripts (`look_alikes`).

Source: RFC 1035 and RFC 1123 (letters, digits, hyphens; lengths); RFC 5891 for `xn--` labels, through idna. Labels
before the last two may hold an underscore or begin or end with a hyphen, as real hosts do. ASCII labels do not go
through idna, which refuses real hosts such as `r3---sn-abc.example`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from qd85rules.knowledge.addresses.doubts import AddressDoubt

ACE_PREFIX: Final = "xn--"
_MAX_HOST = 253
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_STRICT = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:(?:[a-z0-9_\-]{{1,63}}\.)*{_STRICT}\.)?{_STRICT}")


def host_unicode(host: str) -> str | AddressDoubt:
    """Give the Unicode form of an ASCII host name that is no IP address, or the doubt about it."""
    if len(host) > _MAX_HOST or not _HOST.fullmatch(host):
        return AddressDoubt.BAD_HOST
    if ACE_PREFIX not in host:
        return host
    import idna  # noqa: PLC0415 - few hosts need it

    try:
        labels = [idna.ulabel(label) if label.startswith(ACE_PREFIX) else label for label in host.split(".")]
        if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for label in labels for char in label):
            # RFC 5893, section 3: one right-to-left label puts the Bidi rule on every label of the name.
            for label in labels:
                idna.check_bidi(label, check_ltr=True)
    except idna.IDNAError:
        return AddressDoubt.BAD_IDN
    return ".".join(labels)
