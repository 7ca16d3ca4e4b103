"""What does not fit in the files of a pack, and what to do about it."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

EXISTS_IN_PACK: Final = Text("gói `{pack}` đã có {kind} `{name}`", "the pack `{pack}` has a {kind} `{name}` already")
NO_ID: Final = Text("{name} không phải mã {kind}", "{name} is no id for a {kind}")
SETTINGS_OVERLAP: Final = Text(
    "giá trị {before} và giá trị {after} cùng có hiệu lực trong những ngày nào đó",
    "the settings {before} and {after} hold on the same days",
)
FROM_DAY: Final = Text("từ {day}", "from {day}")
OF_ALWAYS: Final = Text("không hạn", "of always")
RULE_NAMES_READING: Final = Text(
    "quy tắc nêu cách đọc mà không có chiều ngược lại: `{rule}` và cách đọc {number}",
    "the rule names the reading, not the other way: `{rule}` and reading {number}",
)
READING_NAMES_RULE: Final = Text(
    "cách đọc nêu quy tắc mà không có chiều ngược lại: `{rule}` và cách đọc {number}",
    "the reading names the rule, not the other way: `{rule}` and reading {number}",
)
SET_IT_UNDER: Final = Text("ghi dưới `{place}:`", "set it under `{place}:` instead")
ADD_TO_IT_UNDER: Final = Text("ghi thêm dưới `{place}:`", "add to it under `{place}:` instead")
EXISTS: Final = Text("đã có {kind} `{name}`", "the {kind} `{name}` exists already")
LIVING_ID: Final = Text(
    "`{former}` đang là mã của một quy tắc, nên không phải mã cũ của `{rule}`",
    "`{former}` is the id of a rule, so it is no former id of `{rule}`",
)
CLAIMED_TWICE: Final = Text(
    "`{one}` và `{other}` cùng nhận `{former}` là mã cũ",
    "`{former}` is claimed as a former id by `{one}` and by `{other}`",
)
CONCEPTS_IN_A_CIRCLE: Final = Text("các khái niệm đi vòng tròn: {way}", "concepts go round in a circle: {way}")
ID_HINT: Final = Text(
    "dùng chữ nhỏ không dấu, chữ số và gạch nối; mã điều có các phần nối bằng `/`, như `qd85/member/6`",
    "use small letters, digits and hyphens; a clause id has its parts joined by `/`, as in `qd85/member/6`",
)
ANOTHER_ID: Final = Text("đặt mã khác", "give this one another id")
TAKE_YEAR_OUT: Final = Text("bỏ `year`", "take `year` out")
YEAR_SAID: Final = Text("ngày đã nói rõ năm", "the date says the year already")
STATUS_NOTE: Final = Text(
    "văn bản có thay đổi thì cần `status_note` nói biết từ đâu",
    "what became of a document needs a `status_note` that tells how it is known",
)
ONLY_REPLACED: Final = Text(
    "chỉ văn bản đã được thay thế mới có ngày cuối", "only a document that another text replaced has a last day"
)
SET_REPLACED: Final = Text("ghi `status: replaced`, hoặc bỏ khóa này", "set `status: replaced`, or take this out")
BEFORE_DOCUMENT: Final = Text("ngày này trước ngày của văn bản", "this day is before the date of the document")
ATTRIBUTION: Final = Text(
    "xuất xứ chung cần nhiều văn bản, xuất xứ riêng chỉ cần một",
    "a joint attribution needs several documents, a single one just one",
)
REASON_FOR_PEOPLE: Final = Text(
    "điều để con người xem xét thì nêu `reason`, và chỉ điều ấy",
    "a clause left to people gives its `reason`, and only such a clause",
)
PASSAGE_ENDS: Final = Text("đoạn phải kết thúc sau chỗ bắt đầu", "a passage ends after it starts")
NOT_RELAYED: Final = Text("nguồn `{relay}` không thuật lại `{name}`", "the relay `{relay}` does not relate `{name}`")
ADD_TO_READS: Final = Text("thêm `{name}` vào `reads` của nguồn", "add `{name}` to the `reads` of the relay")
BEFORE_DATE_OF: Final = Text("ngày này trước ngày của `{name}`", "this day is before the date of `{name}`")
WRONG_SUBJECT: Final = Text(
    "quy tắc về {subject} không đọc được `{fact}`", "a rule on the {subject} cannot read `{fact}`"
)
SETTINGS_ALREADY: Final = Text(
    "tham số `{name}` đã có giá trị của gói này dưới `parameters:`",
    "the parameter `{name}` has settings of this pack under `parameters:` already",
)
ALL_IN_ONE_PLACE: Final = Text("viết tất cả ở một chỗ", "write all of them in one place")
NOT_A_CONDITION: Final = Text(
    "khái niệm `{name}` không phải điều kiện nên không mở rộng được",
    "the concept `{name}` is no condition, so nothing can widen it",
)
RULE_EXISTS: Final = Text("đã có quy tắc `{id}`, ở {place}", "the rule `{id}` exists already, in {place}")
NO_NUMBER: Final = Text("{name} không phải số của cách đọc", "{name} is no number of a reading")
WRITE_A_NUMBER: Final = Text('viết như `"7":`', 'write it as `"7":`')
READING_EXISTS: Final = Text("gói `{pack}` đã có cách đọc {number}", "the pack `{pack}` has a reading {number} already")
ANOTHER_NUMBER: Final = Text("đặt số khác", "give this one another number")
NO_SUCH_READING: Final = Text(
    "`{rule}` nêu cách đọc {number}, mà không gói nào có", "`{rule}` names a reading {number} that no pack has"
)
IN_BOTH: Final = Text("nêu ở cả hai, hoặc không ở đâu", "name it in both, or in neither")
LEFT_TO_PEOPLE: Final = Text("`{clause}` để con người xem xét", "`{clause}` is left to people")
CITE_ANOTHER: Final = Text(
    "dẫn một điều có `outcome: check`; phần mềm không kết luận về những điều khác",
    "cite a clause with the outcome `check`; software never judges the others",
)
NO_DATE_OF: Final = Text("`{name}` không phải một ngày của {subject}", "`{name}` is no date of the {subject}")
A_DATE_FACT: Final = Text("nêu một dữ kiện ngày của {subject}", "name a date fact of the {subject}")
OUT_OF_FORMER: Final = Text("bỏ nó khỏi `deprecated_ids`", "take it out of `deprecated_ids`")
LEAVE_IT: Final = Text("để nó lại cho quy tắc đã thay nó", "leave it to the rule that took its place")
WIDENING_ADDS: Final = Text(
    "phần mở rộng tự nó đã thêm vào khái niệm: bỏ khái niệm ấy khỏi `when`",
    "a widening adds to the concept by itself: leave the concept out of its `when`",
)
OUT_OF_THE_CIRCLE: Final = Text("đưa một khái niệm ra khỏi vòng", "take one of them out of the circle")
IN_QUOTES: Final = Text('ghi điều kiện trong dấu nháy: `"{value}"`', 'write a condition in quotes: `"{value}"`')
UNTIL_OF_EARLIER: Final = Text(
    "ghi `until:` là ngày cuối của giá trị trước", "write `until:` with the last day of the earlier one"
)
ENDS_BEFORE: Final = Text(
    "giá trị hết hiệu lực ngày {until}, trước khi bắt đầu", "the setting ends on {until}, before it begins"
)
NAME_A_PLACE: Final = Text("nêu ít nhất phần, mục hay đoạn", "name at least the part, item or paragraph")
NO_PLACE: Final = Text("chưa nêu vị trí nào", "the locator says nothing")
TOGETHER: Final = Text("`outcome()` và `rules:` đi với nhau", "`outcome()` and `rules:` go together")
TOGETHER_HELP: Final = Text('viết `outcome("chủ-đề/quy-tắc")`', 'write `outcome("topic/rule")`')
NO_RULE: Final = Text("không quy tắc nào được nêu ở đây", "no rule is named here")
NO_RULE_HELP: Final = Text("ghi mã, hoặc mẫu như `transfer/*`", "write ids, or patterns as `transfer/*`")
AT_ONCE: Final = Text("điều này vừa về việc chuyển trang vừa về sự cố", "this is about transfers and incidents at once")
AT_ONCE_HELP: Final = Text("tách thành hai điều", "write two properties")
