"""Facts and conditions in words: what decided, what a condition asks, what an answer may be."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text
from qd85rules.core.truth import Truth

DAYS_HELD: Final = {
    "==": Text("đúng {limit} ngày{name}", "exactly {limit}{name}"),
    "!=": Text("khác {limit} ngày{name}", "not {limit}{name}"),
    "<": Text("chưa đến {limit} ngày{name}", "fewer than {limit}{name}"),
    "<=": Text("không quá {limit} ngày{name}", "not more than {limit}{name}"),
    ">": Text("quá {limit} ngày{name}", "more than {limit}{name}"),
    ">=": Text("từ {limit} ngày trở lên{name}", "at least {limit}{name}"),
}
DATES_HELD: Final = {
    "==": Text("đúng {limit}", "on {limit}"),
    "!=": Text("không phải {limit}", "not on {limit}"),
    "<": Text("trước {limit}", "before {limit}"),
    "<=": Text("không sau {limit}", "not after {limit}"),
    ">": Text("sau {limit}", "after {limit}"),
    ">=": Text("không trước {limit}", "not before {limit}"),
}
SINCE: Final = Text("đã {days} kể từ {start}", "{days} since {start}")
BY_THEN: Final = Text("đến {day} thì {rest}", "by {day}, {rest}")
BETWEEN_DAYS: Final = Text("từ {start} đến {end}: {days}", "from {start} to {end}: {days}")
NAMED: Final = Text("{meaning} ({day})", "{meaning} ({day})")
NEVER: Final = Text("chưa", "not so far")
ANY_OTHER: Final = Text("giá trị khác", "anything else")
UNRECORDED: Final = Text("sổ chưa ghi", "not recorded")
IS_RECORDED: Final = Text("có ghi trong sổ", "recorded")
DAY_OF_CHECK: Final = Text("ngày kiểm tra", "the day of the check")
THAT_DAY: Final = Text("ngày xét", "the day looked at")
HOLDS: Final = {Truth.TRUE: Text("đúng", "holds"), Truth.FALSE: Text("không đúng", "does not hold")}
UP_TO: Final = Text("đến hết {day}", "up to {day}")
FROM: Final = Text("từ {day} trở đi", "from {day} on")
BETWEEN: Final = Text("từ {start} đến hết {end}", "from {start} through {end}")
ANY_DAY: Final = Text("ngày nào cũng vậy", "any day")
ALL_OF: Final = Text("đủ các điều sau:", "all of these:")
ANY_OF: Final = Text("ít nhất một trong các điều sau:", "at least one of these:")
NOT_SO: Final = Text("điều sau không đúng:", "the following does not hold:")
NOT_CONCEPT: Final = Text("không phải là: {title}", "it is not so that: {title}")
ALWAYS: Final = {True: Text("luôn luôn", "always"), False: Text("không bao giờ", "never")}
RECORDED: Final = {True: Text("sổ có ghi", "recorded"), False: Text("sổ không ghi", "not recorded")}
HAPPENED: Final = {
    True: Text("đã có, tính đến ngày kiểm tra", "has come by the day of the check"),
    False: Text("chưa có, tính đến ngày kiểm tra", "has not come by the day of the check"),
}
DAYS_BETWEEN: Final = Text("số ngày từ “{start}” đến “{end}”", "days from “{start}” to “{end}”")
ONE_OF: Final = Text("một trong: {items}", "one of: {items}")
INCLUDES: Final = Text("có “{item}”", "includes “{item}”")
CHOSEN: Final = Text("nằm trong {place}", "among {place}")
RELATIONS: Final[dict[str, dict[str, Text]]] = {
    "date": {
        "==": Text("đúng {value}", "{value}"),
        "!=": Text("khác {value}", "other than {value}"),
        "<": Text("trước {value}", "before {value}"),
        "<=": Text("không sau {value}", "not after {value}"),
        ">": Text("sau {value}", "after {value}"),
        ">=": Text("không trước {value}", "not before {value}"),
    },
    "int": {
        "==": Text("bằng {value}", "{value}"),
        "!=": Text("khác {value}", "other than {value}"),
        "<": Text("ít hơn {value}", "fewer than {value}"),
        "<=": Text("không quá {value}", "at most {value}"),
        ">": Text("nhiều hơn {value}", "more than {value}"),
        ">=": Text("từ {value} trở lên", "at least {value}"),
    },
    "value": {
        "==": Text("{value}", "{value}"),
        "!=": Text("không phải {value}", "not {value}"),
    },
}
YES: Final = Text("có", "yes")
NO: Final = Text("không", "no")
STATED_NEVER: Final = Text("chưa (ghi rõ)", "not so far (stated)")
NONE: Final = Text("không có", "none")
