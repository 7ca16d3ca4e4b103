"""The register of an office as large as asked for, invented and the same for the same seed.

What must not live here: reports, the browser.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["AS_OF", "UNITS", "office"]

AS_OF: Final = date(2024, 11, 1)
_FAMILIES: Final = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Lý",
)
_MIDDLES: Final = ("Văn", "Thị", "Đức", "Minh", "Thanh", "Ngọc", "Quang", "Hữu", "Thu", "Xuân")
_GIVEN: Final = ("An", "Bình", "Châu", "Dũng", "Đông", "Giang", "Hạnh", "Khánh", "Lan", "Mai", "Nga", "Phúc", "Quân")
UNITS: Final = (
    "Văn phòng huyện ủy", "Ban tổ chức", "Ban tuyên giáo", "Ủy ban kiểm tra", "Phòng nội vụ", "Phòng tư pháp",
    "Phòng giáo dục", "Phòng tài chính", "Trung tâm y tế", "Xã Phú Mẫu", "Xã Tân Mẫu", "Thị trấn Mẫu",
)  # fmt: skip
_PLATFORMS: Final = ("facebook", "zalo", "tiktok", "youtube")


def office(people: int, seed: int = 85) -> Iterator[dict[str, Any]]:
    """Give the pages of a number of people: two in five have two, and four pages in five have something to tell."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(1, people + 1):
        name = f"{chance.choice(_FAMILIES)} {chance.choice(_MIDDLES)} {chance.choice(_GIVEN)}"
        holder = {
            "id": f"cb-{number:04}",
            "legal_name": name,
            "roles": ["party_member", "cadre"],
            "unit": chance.choice(UNITS),
        }
        pages = 2 if chance.random() < 0.37 else 1
        for platform in chance.sample(_PLATFORMS, pages):
            yield _page(chance, holder, platform)


def _page(chance: random.Random, holder: dict[str, Any], platform: str) -> dict[str, Any]:
    opened = AS_OF - timedelta(days=chance.randint(200, 2500))
    requested = max(date(2024, 3, 1), opened + timedelta(days=10))
    page: dict[str, Any] = {
        "id": f"{holder['id']}/{platform}",
        "kind": "channel" if platform == "youtube" else "social_profile",
        "platform": platform,
        "handle": f"{platform}.{holder['id']}",
        "opened_on": str(opened),
        "holder": holder,
        "personal": True,
        "profile": {
            "display_name": holder["legal_name"],
            "personal_info": True,
            "contact_info": True,
            "portrait": True,
        },
        "declaration": {
            "requested_on": str(requested),
            "declared_on": str(requested + timedelta(days=4)),
            "complete": True,
            "truthful": True,
            "reported_on": str(min(opened + timedelta(days=5), AS_OF)),
            "report_truthful": True,
            "commitment_on": "2022-12-20",
        },
        "in_use": True,
        "last_active_on": str(AS_OF - timedelta(days=chance.randint(0, 20))),
        "closed_on": "never",
        "transfers": [],
        "incidents": [],
    }
    _depart(chance, page)
    return page


def _depart(chance: random.Random, page: dict[str, Any]) -> None:
    """Make something of four pages in five differ from what it should be, or be left out."""
    match chance.randint(1, 15):
        case 1:
            page["profile"]["display_name"] = "Mây Chiều"
        case 2:
            page["profile"]["display_name"] = page["holder"]["legal_name"].rpartition(" ")[2]
        case 3:
            page["profile"] = {}
        case 4:
            page["declaration"] |= {"requested_on": "2024-10-28", "declared_on": "never", "complete": None}
        case 5:
            page["declaration"]["declared_on"] = None
        case 6:
            page["declaration"]["complete"] = None
        case 7:
            page["declaration"]["truthful"] = False
        case 8:
            page |= {"in_use": False, "unused_since": "2024-08-01", "last_active_on": "2024-07-31"}
        case 9:
            page |= {"in_use": None, "last_active_on": None}
        case 10:
            page["transfers"] = [{"direction": "out", "kind": "lend", "on": "2024-06-01", "counterparty": "người quen"}]
        case 11:
            told = dict.fromkeys(("activity_stopped_on", "provider_told_on", "committee_told_on"), "2024-09-02")
            page["incidents"] = [
                {"sign": "loss_of_control", "detected_on": "2024-09-01", "authority_told_on": "never", **told}
            ]
        case 12:
            page |= {"transfers": None, "incidents": None}
