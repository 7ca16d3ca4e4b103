"""A vocabulary for random conditions, and random rows and parameters that fit it, any value of which may be unknown.

What must not live here: conditions (`strategies_lang.py`) and laws.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.lang.typecheck import TypeEnv
from qd85rules.lang.types import BOOL, DATE, INT, STRING, Type, enum_of, list_of

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from qd85rules.core.values import Row, Value

__all__ = ["ENV", "params", "rows", "todays"]

_KIND: Final = enum_of("give", "lend", "rent_out", "sell", "pledge")
_ROLE: Final = enum_of("cadre", "worker", "lend")

ENV: Final = TypeEnv(
    facts={
        "account.in_use": BOOL,
        "complete": BOOL,
        "followers": INT,
        "posts": INT,
        "account.opened_on": DATE,
        "closed_on": DATE,
        "platform": STRING,
        "handle": STRING,
        "transfer.kind": _KIND,
        "transfer.other": _KIND,
        "role": _ROLE,
        "holder.roles": list_of(_ROLE),
        "tags": list_of(STRING),
    },
    params={"strict": BOOL, "days": INT, "since": DATE, "word": STRING, "kind": _KIND, "words": list_of(STRING)},
)

_ORDINALS: Final = st.dates(date(2021, 12, 30), date(2026, 1, 2)).map(date.toordinal)
_TEXTS: Final = st.sampled_from(["", "a", "lend", "Lend", "cadre", " ", '"', "'", "\\", "\n", "Phú Ninh", "🐱"])

todays: Final = _ORDINALS


def _values(found: Type) -> SearchStrategy[Value]:
    match found.kind:
        case "bool":
            return st.booleans()
        case "int":
            return st.integers(-3, 400) | st.sampled_from([-(2**63), 1 - 2**63, 2**63 - 1])
        case "date":
            return _ORDINALS | st.sampled_from([1, NEVER])
        case "string":
            return _texts(found)
        case "list":
            return st.lists(_texts(found.element or STRING), max_size=3).map(_tuple)


def _texts(found: Type) -> SearchStrategy[str]:
    return _TEXTS if found.members is None else st.sampled_from(found.members)


def _tuple(elements: list[str]) -> tuple[str, ...]:
    return tuple(elements)


def rows() -> SearchStrategy[Row]:
    """Give rows in which about a third of the facts is unknown."""
    return st.fixed_dictionaries(
        {name: st.one_of(st.just(UNKNOWN), _values(found), _values(found)) for name, found in ENV.facts.items()}
    )


def params() -> SearchStrategy[dict[str, Value]]:
    """Give values of all parameters; now and then one has none."""
    return st.fixed_dictionaries(
        {name: st.one_of(*[_values(found)] * 5, st.just(UNKNOWN)) for name, found in ENV.params.items()}
    )
