"""What is wrong with a file of cases, and what to do about it."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

NOUNS: Final = {
    "transfer": Text("lần chuyển", "transfer"),
    "incident": Text("sự cố", "incident"),
    "account": Text("tài khoản", "account"),
}
ROW_LENGTH: Final = Text("dòng có {cells}, bảng có {columns}", "the row has {cells}, the table {columns}")
OTHER_CASE: Final = Text("ca kia ở dòng {line}", "the other one is on line {line}")
CASE_EXISTS: Final = Text("đã có ca `{name}`", "the case `{name}` exists already")
ADD_DAY: Final = Text("thêm `as_of:` vào ca hoặc vào tệp", "add `as_of:` to the case or to the file")
NO_DAY: Final = Text("thiếu ngày kiểm tra", "no day to check on")
ADD_EXPECT: Final = Text("thêm `expect:` với một quy tắc hay một điều", "add `expect:` with a rule or a clause")
EXPECTS_NOTHING: Final = Text("ca không mong đợi gì", "the case expects nothing")
WRITE_NULL: Final = Text(
    "ghi `null` ở chỗ không ghi hay không mong đợi gì", "write `null` where nothing is recorded or expected"
)
NAME_A_COLUMN: Final = Text(
    "nêu một quy tắc, một điều, `name`, `as_of`, `params.TÊN`, hoặc một trường như `transfers[0].on`",
    "name a rule, a clause, `name`, `as_of`, `params.NAME`, or a field such as `transfers[0].on`",
)
UNKNOWN_COLUMN: Final = Text("không có cột `{name}`", "unknown column `{name}`")
SKIPS_AN_ITEM: Final = Text("`{column}` bỏ cách một mục", "`{column}` skips an item")
COUNT_FROM_ZERO: Final = Text("đếm từ `[0]`, từng mục một", "count from `[0]`, one by one")
LIST_FOR_ITEMS: Final = Text(
    "danh sách chỉ dành cho quy tắc về lần chuyển hay sự cố", "a list is for rules on transfers or incidents"
)
ONE_OUTCOME: Final = Text("viết một kết quả", "write one outcome")
THE_PACKS: Final = Text("các gói ở đây: {listed}", "the packs are {listed}")
NO_TARGET: Final = Text("không có quy tắc hay điều `{name}`", "no rule or clause `{name}`")
OWN_IDS: Final = Text("đặt `id` riêng cho mỗi tài khoản trong `others`", "give each of `others` its own `id`")
SAME_ID: Final = Text("hai tài khoản trùng mã", "two accounts of the case have one id")
JUDGES_NOTHING: Final = Text(
    "không quy tắc nào dẫn `{name}` xét gì trong tài khoản này",
    "no rule that cites `{name}` judges anything in this account",
)
CITE_A_RULE: Final = Text(
    "dẫn một điều có quy tắc kiểm tra, và cho tài khoản có điều để xét",
    "cite a clause that a rule carries out, and give the account what the rule judges",
)
NEVER_TOUCHES: Final = Text(
    "ca không đụng đến `{name}`: tài khoản không có {noun}",
    "the case never touches `{name}`: the account has no {noun}",
)
ADD_ONE_UNDER: Final = Text("thêm dưới `{subject}s:`", "add one under `{subject}s:`")
TOO_FEW_ITEMS: Final = Text(
    "tài khoản có {number}, danh sách mong đợi nhiều hơn", "the account has {number}, the list expects more"
)
ADD_OR_SHORTEN: Final = Text("thêm {noun}, hoặc rút ngắn danh sách", "add the {noun}, or shorten the list")
JUDGES_SEVERAL: Final = Text("`{name}` xét {number} ở đây", "`{name}` judges {number} here")
AN_OUTCOME_FOR_EACH: Final = Text(
    "viết danh sách, mỗi {noun} một kết quả; `null` nếu thế nào cũng được",
    "write a list with an outcome for each {noun}; `null` for any",
)
