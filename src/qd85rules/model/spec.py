"""What the tables of fields and facts say of one field, one section, one value and one fact.

What must not live here: fields (`fields`), derived facts (`vocabulary`) and how they are computed (`rows`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from qd85rules.core.text import Text
    from qd85rules.core.values import Value
    from qd85rules.lang.types import Type

Subject = Literal["account", "transfer", "incident"]
SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
SUBJECT_FORM: Final = r"(account|(transfers|incidents)\[(0|[1-9][0-9]*)\])"
"""How a verdict names what it is about: the account, or one of its items by position."""
Sensitivity = Literal["name", "handle", "url"]
"""How reports mask a value."""
FieldKind = Literal[
    "identifier", "text", "texts", "address", "yes_no", "date", "event", "deadline", "choice", "choices"
]
"""What a field holds.

An `event` is a date that may say `never`, a `deadline` one that may lie after the day of the check. `choices` are
several values of a closed set, `texts` any number of texts, of which there is none where nothing is recorded.
"""
DATED: Final = frozenset({"date", "event", "deadline"})
"""The kinds of field that hold a day."""


BlankMeans = Literal["unknown", "never"]
BlankLists = Literal["unknown", "none"]


@dataclass(frozen=True, slots=True)
class Blanks:
    """What a register says where its accounts leave something out.

    `means` is of event dates, `lists` of transfers and incidents; both unknown unless the register declares otherwise.
    `personal` says that every page is its holder's own.
    """

    means: BlankMeans = "unknown"
    lists: BlankLists = "unknown"
    personal: bool = False


NOTHING_SAID: Final = Blanks()
"""What a register says that declares nothing of its blanks."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A way to learn a derived fact: the fields to ask for, and the values that it can take once they are known.

    `None`: any value of its type.
    """

    fields: tuple[str, ...]
    values: tuple[Value, ...] | None = None


@dataclass(frozen=True, slots=True)
class Becomes:
    """What somebody can still make of a fact from the day of the check on, and the act that does it.

    `value` is `None` for an event that has not happened: it can happen on the day of the check, and on no day before.
    """

    act: Text
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed set: its label, and the words for it in a cell beside itself.

    `direction` and `counterpart` are for kinds of transfer: which way the page goes, and the same act the other way.
    """

    value: str
    label: Text
    words: tuple[str, ...] = ()
    direction: Literal["out", "in"] | None = None
    counterpart: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the account: `key` leads to it from the account, which is a section without a key.

    A section whose subject is not the account is a list. `columns` name the one column that holds the whole list,
    `sheets` the sheet with a row for each item: names in each language, the first one preferred, between them ` | `.
    """

    name: str
    key: str
    model: str
    about: str
    meaning: Text
    subject: Subject = "account"
    columns: Text | None = None
    sheets: Text | None = None

    @property
    def is_list(self) -> bool:
        """Whether the account has any number of these."""
        return self.subject != "account"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the account.

    Args:
        name: section and key, as rules name the fact.
        meaning: what it says.
        question: what to ask where it is missing; `None` for what every account must have, which is no fact.
        columns: names of its column in each language, the first one preferred, between them ` | `.
        kind: what it holds.
        choices: the values of a closed set.
        examples: values that strategies and proofs draw, the plainest first.
        sensitive: how reports mask it; an input error quotes nothing of it.
        unquoted: whether an input error quotes nothing of it although reports show it.
        not_before: keys of dates in the same section that this one may not come before.
        implies: key of an event in the same section that has happened where this field is stated.
        becomes: the act that makes it true, or the event happen; `None` for what nobody can change any more, such as
            a transfer, and for what a holder does not change in order to comply, such as roles.
    """

    name: str
    meaning: Text
    question: Text | None
    columns: Text
    kind: FieldKind = "text"
    choices: tuple[Choice, ...] = ()
    examples: tuple[str, ...] = ()
    sensitive: Sensitivity | None = None
    unquoted: bool = False
    not_before: tuple[str, ...] = ()
    implies: str | None = None
    becomes: Text | None = None

    @property
    def section(self) -> str:
        """The name of its section."""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        """Its key within the section."""
        return self.name.partition(".")[2]

    @property
    def is_personal(self) -> bool:
        """Whether no input error may quote it."""
        return self.sensitive is not None or self.unquoted


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact.

    `inputs` are the fields (as facts) that a derived fact is computed from, empty for a field of the model; `asks` are
    the ways to learn the derived fact when it is unknown; `event` says that the date may be `never`; `ahead` that it
    may lie after the day of the check; `judgement` that it is always unknown; `contradiction` that
    it is true, or unknown where the record contradicts itself; `register` that it exists only where a
    whole register is checked; `question` is what to ask when it is missing; `becomes` is `None` where no act changes
    it.
    """

    name: str
    type: Type
    subject: Subject
    meaning: Text
    question: Text
    derivation: Text | None = None
    inputs: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    event: bool = False
    ahead: bool = False
    judgement: bool = False
    contradiction: bool = False
    register: bool = False
    sensitive: Sensitivity | None = None
    becomes: Becomes | None = None
