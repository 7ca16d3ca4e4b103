"""Accounts that tests share, and a strategy for partly recorded ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

DAY: Final = date(2024, 11, 1)

FULL: Final[dict[str, Any]] = {
    "id": "cb-0142/facebook",
    "kind": "social_profile",
    "platform": "facebook",
    "url": "https://www.facebook.com/nguyenvanan",
    "handle": "nguyenvanan",
    "opened_on": "2023-05-02",
    "holder": {
        "id": "cb-0142",
        "legal_name": "Nguyễn Văn An",
        "roles": ["party_member", "cadre"],
        "unit": "phu-tho/phu-ninh",
    },
    "profile": {"display_name": "Nguyễn Văn An", "personal_info": True, "contact_info": True, "portrait": True},
    "declaration": {
        "requested_on": "2024-03-01",
        "declared_on": "2024-03-05",
        "complete": True,
        "truthful": True,
        "reported_on": "2024-03-05",
        "commitment_on": "2022-12-20",
    },
    "in_use": True,
    "last_active_on": "2024-10-28",
    "unused_since": None,
    "closed_on": None,
    "transfers": [
        {"direction": "out", "kind": "lend", "on": "2024-06-01", "purpose": None, "counterparty": "cb-0099"},
    ],
    "incidents": [
        {
            "sign": "loss_of_control",
            "detected_on": "2024-09-01",
            "activity_stopped_on": "2024-09-01",
            "committee_told_on": "2024-09-01",
            "authority_told_on": None,
            "provider_told_on": "2024-09-02",
            "committee_reported_on": None,
            "resolved_on": None,
        },
    ],
}
"""The account that the design of the model shows."""


def _day(*, never: bool = False) -> st.SearchStrategy[str | None]:
    # Close to the day of the check and to the days from which the texts are in force, where verdicts turn.
    near = st.sampled_from([DAY, date(2022, 10, 7), date(2023, 3, 20), date(2024, 10, 20)])
    days = st.builds(lambda day, back: str(day - timedelta(days=back)), near, st.integers(0, 40))
    return st.one_of(st.none(), days, *([st.just("never")] if never else []))


def _maybe(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from([None, *values])


_YES_OR_NO: Final = st.one_of(st.none(), st.booleans())

_TRANSFERS: Final = st.one_of(
    [
        st.fixed_dictionaries(
            {
                "direction": _maybe(direction),
                "kind": _maybe(*kinds),
                "on": _day(),
                "purpose": _maybe("lawful", "unlawful"),
            }
        )
        for direction, kinds in (
            ("out", ("give", "lend", "rent_out", "sell", "pledge")),
            ("in", ("receive", "borrow", "rent", "buy", "take_in_pledge")),
        )
    ]
)
_INCIDENTS: Final = st.fixed_dictionaries(
    {
        "sign": _maybe("anomaly", "loss_of_control", "impersonation", "misuse"),
        "detected_on": _day(),
        "activity_stopped_on": _day(never=True),
        "committee_told_on": _day(never=True),
        "authority_told_on": _day(never=True),
        "provider_told_on": _day(never=True),
        "committee_reported_on": _day(never=True),
    }
)

accounts: Final = st.fixed_dictionaries(
    {
        "id": st.just("a"),
        "kind": _maybe("website", "blog", "social_profile", "other"),
        "url": _maybe("https://an.vn/", "https://an.example.com/", "https://ăn-trưa.vn", "https://an.wordpress.com"),
        "opened_on": _day(),
        "holder": st.fixed_dictionaries(
            {
                "legal_name": _maybe("Trần Thị Hòa"),
                "roles": st.one_of(
                    st.none(),
                    st.lists(st.sampled_from(["party_member", "cadre", "civil_servant", "worker"]), unique=True),
                ),
            }
        ),
        "profile": st.fixed_dictionaries(
            {
                "display_name": _maybe(
                    "Trần Thị Hòa", "Tran Thi Hoa", "Trần Thị Hóa", "Hòa", "Mây Trắng", "Trần Thi Hòa"
                ),
                "personal_info": _YES_OR_NO,
                "contact_info": _YES_OR_NO,
                "portrait": _YES_OR_NO,
            }
        ),
        "declaration": st.fixed_dictionaries(
            {
                "requested_on": _day(never=True),
                "declared_on": _day(never=True),
                "complete": _YES_OR_NO,
                "truthful": _YES_OR_NO,
                "reported_on": _day(never=True),
                "commitment_on": _day(never=True),
            }
        ),
        "in_use": _YES_OR_NO,
        "last_active_on": _day(),
        "unused_since": _day(),
        "closed_on": _day(never=True),
        "transfers": st.lists(_TRANSFERS, max_size=2),
        "incidents": st.lists(_INCIDENTS, max_size=2),
    }
)
"""Accounts with any part of their facts recorded; some contradict themselves in time, and are refused."""
