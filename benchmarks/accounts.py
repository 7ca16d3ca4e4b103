"""Invented accounts in great number, the same for the same seed.

What must not live here: what is measured on them.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, Final

__all__ = ["DAY", "make_account", "make_accounts"]

DAY: Final = date(2024, 11, 1)
_FAMILY: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLE: Final = ("Văn", "Thị", "Minh", "Ngọc", "Đức", "Thu", "Quốc", "Hồng", "Thanh", "Kim")
_GIVEN: Final = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Khánh",
    "Lan",
    "Nam",
    "Phúc",
    "Quân",
    "Sơn",
    "Trang",
    "Yến",
)


def make_account(random: Random, number: int) -> dict[str, Any]:
    """Make one account with every part recorded, a transfer and an incident; most duties are kept."""
    name = " ".join((random.choice(_FAMILY), random.choice(_MIDDLE), random.choice(_GIVEN)))
    opened = DAY - timedelta(days=random.randrange(60, 3000))
    requested = max(opened, DAY - timedelta(days=random.randrange(30, 400)))
    detected = DAY - timedelta(days=random.randrange(10, 300))
    told = str(detected + timedelta(days=random.randrange(0, 4)))
    return {
        "id": f"tk-{number:07d}",
        "kind": "social_profile",
        "platform": "facebook",
        "url": f"https://www.facebook.com/holder{number}",
        "handle": f"holder{number}",
        "opened_on": str(opened),
        "holder": {"id": f"h-{number:07d}", "legal_name": name, "roles": ["party_member", "cadre"], "unit": "u-1"},
        "profile": {
            "display_name": name if random.random() < 0.95 else "Mây Trắng",  # noqa: PLR2004 - one in twenty
            "personal_info": True,
            "contact_info": True,
            "portrait": True,
        },
        "declaration": {
            "requested_on": str(requested),
            "declared_on": str(requested + timedelta(days=5)),
            "complete": True,
            "truthful": True,
            "reported_on": str(opened + timedelta(days=20)),
            "commitment_on": "2022-12-20",
        },
        "in_use": True,
        "last_active_on": str(DAY - timedelta(days=random.randrange(0, 50))),
        "unused_since": None,
        "closed_on": "never",
        "transfers": [
            {
                "direction": "in",
                "kind": random.choice(("receive", "borrow")),
                "on": str(DAY - timedelta(days=random.randrange(0, 500))),
                "purpose": "lawful",
                "counterparty": "h-1",
            }
        ],
        "incidents": [
            {
                "sign": random.choice(("anomaly", "loss_of_control", "misuse")),
                "detected_on": str(detected),
                "activity_stopped_on": str(detected),
                "committee_told_on": told,
                "authority_told_on": told,
                "provider_told_on": told,
                "committee_reported_on": "never",
                "resolved_on": "never",
            }
        ],
    }


def make_accounts(count: int, seed: int = 85) -> list[dict[str, Any]]:
    """Make accounts, the same for the same seed."""
    random = Random(seed)  # noqa: S311 - invented data, not secrets
    return [make_account(random, number) for number in range(count)]
