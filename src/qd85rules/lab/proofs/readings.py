"""Every combination of facts that an address, or a pair of names, can have, each with an invented example.

What must not live here: reading addresses (`knowledge.addresses`), comparing names (`knowledge.names`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from qd85rules.core.truth import UNKNOWN
from qd85rules.model.account import Account
from qd85rules.model.rows import AccountRow

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.core.values import Value


@dataclass(frozen=True, slots=True)
class AddressReading:
    """What one address says: the facts `address.kind`, `address.under_vn`, `address.vietnamese_name`.

    `kind` is that of the address alone, before `account.kind` has its say. `url` is an example; `None` where no
    address is known to say this and yet nothing rules it out.
    """

    kind: Value
    under_vn: Value
    vietnamese_name: Value
    url: str | None = None

    @property
    def facts(self) -> tuple[Value, Value, Value]:
        """What it says, without the example."""
        return self.kind, self.under_vn, self.vietnamese_name


_YES: Final = True
_NO: Final = False

ADDRESSES: Final = (
    AddressReading("own_domain", _NO, _NO, "https://nguyenvanan.example.com/trang"),
    AddressReading("own_domain", _YES, _NO, "https://nguyenvanan.vn/trang"),
    AddressReading("own_domain", _YES, _YES, "https://nguyễnvănan.vn/trang"),
    AddressReading("own_domain", _NO, _YES, "https://nguyễnvănan.com/trang"),
    AddressReading("own_domain", _NO, UNKNOWN, "https://café.com/trang"),
    AddressReading("own_domain", _YES, UNKNOWN, "https://ngu\u0443envanan.vn/trang"),
    AddressReading("platform", _NO, _NO, "https://www.facebook.com/nguyenvanan"),
    AddressReading("platform", _YES, _NO, "https://gapo.vn/nguyenvanan"),
    AddressReading("platform", _NO, UNKNOWN, "https://\u0430bc.facebook.com/nguyenvanan"),
    AddressReading("platform", _YES, UNKNOWN, "https://\u0430bc.gapo.vn/nguyenvanan"),
    AddressReading("hosted", _NO, _NO, "https://nguyenvanan.blogspot.com/trang"),
    AddressReading("hosted", _YES, _NO, "https://nguyenvanan.violet.vn/trang"),
    AddressReading("hosted", _NO, UNKNOWN, "https://\u0430bcd.github.io/trang"),
    AddressReading("hosted", _YES, UNKNOWN, "https://\u0430bc.violet.vn/trang"),
    AddressReading("hosted", _NO, _YES),
    AddressReading("hosted", _YES, _YES),
    AddressReading("ip", _NO, _NO, "https://192.0.2.1/trang"),
    AddressReading("none", _NO, _NO, "https://localhost/trang"),
    AddressReading("none", _YES, _NO, "https://com.vn/trang"),
    AddressReading("none", _NO, UNKNOWN, "https://\u0430bc.test/trang"),
    AddressReading("none", _YES, UNKNOWN),
    AddressReading(UNKNOWN, UNKNOWN, UNKNOWN, "https://vi-du.zzz/trang"),
)
"""Every reading that an address can have, the plainest first.

The kind comes first: without one nothing is known. An address of numbers has no domain and no ending. A name in
Vietnamese letters needs a label of the holder's own, which neither a platform nor an address without a domain has.
"""


@lru_cache(maxsize=256)
def address_reading(url: str, suffix_list: Path | None) -> int:
    """Give the number in `ADDRESSES` of what one address says."""
    row = AccountRow(Account(id="vd", url=url), suffix_list=suffix_list)
    said = row["address.kind"], row["address.under_vn"], row["address.vietnamese_name"]
    return next(number for number, reading in enumerate(ADDRESSES) if reading.facts == said)


@dataclass(frozen=True, slots=True)
class Names:
    """A display name and a legal name, and the fact `name.agreement` that they give."""

    agreement: Value
    display: str
    legal: str


NAMES: Final = (
    Names("exact", "Nguyễn Văn An", "Nguyễn Văn An"),
    Names("different", "Trần Thị Bình", "Nguyễn Văn An"),
    Names("same_letters", "Nguyen Van An", "Nguyễn Văn An"),
    Names("reordered", "An Nguyễn Văn", "Nguyễn Văn An"),
    Names("partial", "Văn An", "Nguyễn Văn An"),
    Names(UNKNOWN, "Nguyễn Van An", "Nguyễn Văn An"),
)
"""Every way in which two names can agree, the plainest first; invented people."""
