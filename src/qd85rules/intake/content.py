"""What a register may hold, whatever its format: a header, and accounts one below another.

What must not live here: any format's grammar (`yamlfile`, `jsonfile`), and the account model's own checks
(`model.admission`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from qd85rules.core.diagnostics import Diagnostic, suggestion
from qd85rules.core.text import Text
from qd85rules.intake.record import Record
from qd85rules.model.paths import ACCOUNT_KEYS
from qd85rules.model.spec import BlankLists, BlankMeans
from qd85rules.source.decoding import problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.source.places import Placed

__all__ = ["ACCOUNTS_KEY", "HEADER_KEYS", "Content", "Item", "header_problems", "role_of"]

ACCOUNTS_KEY: Final = "accounts"
HEADER_KEYS: Final = ("blank_lists", "blank_means", "name", "personal", "schema_version")

_BLANK_LISTS: Final = get_args(BlankLists)
_BLANK_MEANS: Final = get_args(BlankMeans)
_SCHEMA_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Item:
    """One entry where an account is expected, with its places."""

    offset: int
    value: object
    places: Placed


@dataclass(slots=True)
class Content:
    """What a whole file holds; problems with their offset, so that they can be put in order."""

    header: dict[str, Any] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    problems: list[tuple[int, Diagnostic]] = field(default_factory=list)

    def take_header(self, values: dict[str, Any], places: Placed, offset: int) -> None:
        """Add header keys, checked; a key that another document gave otherwise is a problem."""
        for key, value in values.items():
            found = header_problems(key, value, places)
            if not found and self.header.get(key, value) != value:
                message = (f"`{key}` đã có giá trị khác ở trên", f"`{key}` has another value above")
                found = [problem("header-conflict", *message, places.span((key,)))]
            self.problems.extend((offset, diagnostic) for diagnostic in found)
            if not found:
                self.header[key] = value

    def records(self) -> Iterator[Record]:
        """Give the entries that are accounts; the others become problems at once."""
        accounts = []
        for item in self.items:
            if isinstance(item.value, dict):
                accounts.append((item.value, item.places))
            else:
                message = ("chỗ này phải là một tài khoản", "an account is expected here")
                help_text = Text("viết các khóa của tài khoản, ít nhất là `id`", "write its keys, at least `id`")
                span = item.places.span(())
                self.problems.append((item.offset, problem("not-an-account", *message, span, help=help_text)))
        return (Record(index, data, places) for index, (data, places) in enumerate(accounts))


def role_of(mapping: dict[str, Any]) -> Literal["register", "header", "account", "stranger"]:
    """Tell what a mapping that stands alone is; a header has no accounts, a stranger no key that a register knows."""
    if ACCOUNTS_KEY in mapping:
        return "register"
    if mapping and all(key in HEADER_KEYS for key in mapping):
        return "header"
    return "account" if any(key in ACCOUNT_KEYS for key in mapping) else "stranger"


def header_problems(key: str, value: object, places: Placed) -> list[Diagnostic]:
    """Check one header key."""
    if key not in HEADER_KEYS:
        name = shown(key)
        help_text = suggestion(key, (*HEADER_KEYS, ACCOUNTS_KEY)) or Text(
            f"các khóa được nhận: {', '.join((*HEADER_KEYS, ACCOUNTS_KEY))}",
            f"the keys are {', '.join((*HEADER_KEYS, ACCOUNTS_KEY))}",
        )
        message = (f"sổ không có khóa `{name}`", f"a register has no key `{name}`")
        return [problem("unknown-header-key", *message, places.key_span((key,)), help=help_text)]
    wrong: tuple[str, str] | None = None
    if key == "blank_means" and value not in _BLANK_MEANS:
        wrong = ("`blank_means` là `unknown` hoặc `never`", "`blank_means` is `unknown` or `never`")
    elif key == "blank_lists" and value not in _BLANK_LISTS:
        wrong = ("`blank_lists` là `unknown` hoặc `none`", "`blank_lists` is `unknown` or `none`")
    elif key == "personal" and value is not True:
        # An organisation's page among them has to be told apart one by one.
        wrong = (
            "`personal` ở đầu sổ chỉ có thể là `true`; trang của tổ chức thì ghi ở từng trang",
            "`personal` of a register is `true`; say of each page that it is an organisation's",
        )
    elif key == "schema_version" and (value != _SCHEMA_VERSION or isinstance(value, bool)):
        wrong = (f"`schema_version` là {_SCHEMA_VERSION}", f"`schema_version` is {_SCHEMA_VERSION}")
    elif key == "name" and not isinstance(value, str):
        wrong = ("`name` phải là chữ", "`name` must be text")
    return [problem("header-value", *wrong, places.span((key,)))] if wrong is not None else []
