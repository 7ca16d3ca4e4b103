"""Cases, coverage and mutants of a policy, differences between two, and what the linter says."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

CASE_LABELS: Final = {
    "expected": Text("mong đợi", "expected"),
    "actual": Text("thực tế", "actual"),
    "outcome": Text("kết luận", "outcome"),
    "missing": Text("còn thiếu", "missing"),
    "due_on": Text("đến hạn", "due on"),
    "clauses": Text("căn cứ", "clauses"),
    "evidence": Text("dữ kiện", "facts"),
    "params": Text("tham số", "parameters"),
    "as_of": Text("tính đến ngày", "as of"),
}
STATUSES: Final = {
    "passed": Text("đạt", "passed"),
    "failed": Text("không đạt", "failed"),
    "error": Text("lỗi", "error"),
}
CASE_COUNTS: Final = Text(
    "{total}: {passed} đạt, {failed} không đạt, {errors}",
    "{total}: {passed} passed, {failed} failed, {errors}",
)
COVERAGE: Final = Text("Độ phủ của điều kiện", "Coverage of conditions")
COVERAGE_COLUMNS: Final = (
    Text("Quy tắc", "Rule"),
    Text("Ca", "Cases"),
    Text("Đã thấy", "Seen"),
    Text("Tỷ lệ", "Share"),
    Text("Không thể có", "Impossible"),
)
CLAUSE: Final = Text("Điều khoản", "Clause")
WHOLE: Final = Text("Tất cả", "Whole")
LEFT_TO_SHOW: Final = Text("Còn thiếu", "Left to show")
NO_RULE: Final = Text("Điều khoản chưa có quy tắc", "Clauses without a rule")
NO_CASE: Final = Text("Quy tắc chưa có ca", "Rules without a case")
ASPECTS: Final[dict[str, Text]] = {
    "true": Text("đúng", "true"),
    "false": Text("sai", "false"),
    "unknown": Text("chưa rõ", "unknown"),
    "decides true": Text("một mình quyết định khi đúng", "alone decisive when true"),
    "decides false": Text("một mình quyết định khi sai", "alone decisive when false"),
}
MUTATION_SCORE: Final = Text(
    "Gói {pack}: {killed}/{counted} biến thể bị phát hiện ({share}); {equivalent} tương đương, không tính",
    "Pack {pack}: {killed}/{counted} mutants killed ({share}); {equivalent} equivalent, not counted",
)
MODALITY_HINT: Final = Text(
    "ví dụ của quy tắc không nói được điều này: với ví dụ, khuyến nghị cũng là `violation`; hãy viết trường hợp vào "
    "tệp .qd85test.yaml",
    "no example of a rule can tell: to an example a recommendation is a `violation` too; write the case in a "
    ".qd85test.yaml file",
)
SURVIVED: Final = Text("CÒN SỐNG", "SURVIVED")
TOLD_APART: Final = Text(
    "tài khoản phân biệt được, theo {rule}: {one} → {two}, ngày {day}",
    "an account that tells them apart, by {rule}: {one} → {two}, as of {day}",
)
NOT_DECIDED: Final = Text("chưa quyết định được: {reason}", "not decided: {reason}")
RULE_KINDS: Final[dict[str, Text]] = {
    "unchanged": Text(
        "không đổi, đã chứng minh với mọi tài khoản vào mọi ngày", "unchanged, proved over all accounts on every day"
    ),
    "stricter": Text("chặt hơn", "stricter"),
    "looser": Text("lỏng hơn", "looser"),
    "both": Text("chặt hơn với tài khoản này, lỏng hơn với tài khoản khác", "stricter for some, looser for others"),
    "new": Text("mới", "new"),
    "gone": Text("không còn", "gone"),
    "not_decided": Text("chưa quyết định được", "not decided"),
}
RULE_KINDS_COUNTED: Final[dict[str, Text]] = {
    **RULE_KINDS,
    "unchanged": Text("không đổi", "unchanged"),
    "both": Text("vừa chặt hơn vừa lỏng hơn", "both"),
}
DIFF_HEADINGS: Final = {
    "changes": Text("Thay đổi của chính sách", "Policy changes"),
    "parameters": Text("Tham số", "Parameters"),
    "concepts": Text("Khái niệm", "Concepts"),
    "clauses": Text("Điều khoản", "Clauses"),
    "packs": Text("Gói quy tắc", "Packs"),
    "register": Text("Trên sổ", "Register"),
    "rule": Text("quy tắc", "rule"),
    "change": Text("thay đổi", "change"),
    "account": Text("tài khoản", "account"),
    "before": Text("trước", "before"),
    "after": Text("sau", "after"),
    "cited": Text("căn cứ", "clauses"),
}
DIFF_SAID: Final = {
    "same": Text(
        "không có gì khác: {number} quy tắc, tính theo ngày {day}", "no difference: {number} rules, as of {day}"
    ),
    "tally": Text("{number} quy tắc: {counts}; tính theo ngày {day}", "{number} rules: {counts}, as of {day}"),
    "nothing": Text("không có", "nothing"),
    "not_decided": Text("chưa quyết định được: {reason}", "not decided: {reason}"),
    "dropped": Text("không còn dẫn {clause}", "cites {clause} no longer"),
    "added": Text("dẫn thêm {clause}", "cites {clause} as well"),
    "cites": Text("dẫn {clauses}", "cites {clauses}"),
    "new": Text("kết quả là {word}, ví dụ", "is a {word}, for example"),
    "gone": Text("trước đây là {word}, ví dụ", "was a {word}, for example"),
    "stricter": Text("chặt hơn, ví dụ (trước là {before})", "stricter, for example ({before} before)"),
    "looser": Text("lỏng hơn, ví dụ (trước là {before})", "looser, for example ({before} before)"),
    "relabelled": Text("đổi tên gọi, ví dụ (trước là {before})", "relabelled, for example ({before} before)"),
    "case": Text("{after}, trước là {before}", "{after}, was {before}"),
    "outcomes": Text(
        "{changed}/{total} kết quả thay đổi, trong {accounts}; trước theo hàng, sau theo cột",
        "{changed} of {total} outcomes change in {accounts}; before in rows, after in columns",
    ),
    "errors": Text("không tính {number} bản ghi có lỗi", "not counted: records with errors, {number} of them"),
    "trifles": Text(
        "chỉ đếm, không liệt kê {number} kết quả của quy tắc mới hoặc bị bỏ mà không đòi hỏi gì",
        "only counted: outcomes of rules that come or go and ask for nothing, {number} of them",
    ),
    "more": Text("còn {number} kết quả thay đổi nữa, xem báo cáo JSON", "{number} more changes: see the JSON report"),
}
NO_SUCH_RULE: Final = Text("không có quy tắc", "no rule")
SEVERITIES: Final[dict[str, Text]] = {
    "error": Text("lỗi", "error"),
    "warning": Text("cảnh báo", "warning"),
    "note": Text("lưu ý", "note"),
}
HELP: Final = Text("cách sửa", "help")
MEANING: Final = Text("nghĩa là", "meaning")
DOCS: Final = Text("tài liệu", "docs")
SHOWN_BY: Final = Text("tài khoản cho thấy điều đó", "an account that shows it")
RECORDED: Final = Text("cũng tài khoản ấy khi ghi thêm", "the same account with more recorded")
NOT_PROVED: Final = Text(
    "chưa chứng minh gì vì thiếu Z3: cài bằng `pip install 'qd85rules[analysis]'`, hoặc chọn --no-proofs",
    "nothing was proved, for Z3 is missing: `pip install 'qd85rules[analysis]'` installs it; or choose --no-proofs",
)
NOT_PROVED_BECAUSE: Final = {
    "the time allowed for this question is up": Text(
        "đã hết thời gian dành cho câu hỏi này", "the time allowed for this question is up"
    ),
    "no account could be made that shows it": Text(
        "không dựng được tài khoản nào cho thấy điều đó", "no account could be made that shows it"
    ),
    "the account found does not behave so when it is run": Text(
        "tài khoản tìm được không cho kết quả như vậy khi chạy", "the account found does not behave so when it is run"
    ),
}
LINT_MEANINGS: Final = {
    "QL001": Text("không tài khoản nào thuộc phạm vi của quy tắc", "no account is in the scope of the rule"),
    "QL002": Text("quy tắc có áp dụng nhưng không ai có thể vi phạm", "the rule applies, but nobody can break it"),
    "QL003": Text("quy tắc có áp dụng nhưng không ai có thể làm đúng", "the rule applies, but nobody can keep it"),
    "QL004": Text(
        "dù ghi gì vào sổ, kết quả vẫn là chưa xác định", "whatever a register says, the outcome stays undetermined"
    ),
    "QL005": Text(
        "quy tắc dựa vào nhận định dành cho con người; đúng chủ ý thì không phải sửa",
        "the rule rests on a judgement that is left to people; nothing is to mend where that is meant",
    ),
    "QL006": Text(
        "`applies_when` đúng với mọi tài khoản, bỏ đi cũng vậy",
        "`applies_when` holds of every account and may be left out",
    ),
    "QL007": Text(
        "quy tắc vượt giới hạn của bộ máy thứ hai nên chỉ một bộ máy xét",
        "the rule is beyond the second engine's bounds, so that one engine alone judges it",
    ),
    "QL008": Text(
        "một phần của điều kiện không bao giờ đúng; nền tảng được so bằng chữ thường",
        "a part of a condition can never hold; platforms are compared in small letters",
    ),
    "QL101": Text("hai quy tắc cho cùng một kết quả với mọi tài khoản", "two rules come out the same on every account"),
    "QL102": Text(
        "hễ vi phạm quy tắc này là vi phạm cả quy tắc kia", "whoever breaks this rule breaks the other as well"
    ),
    "QL103": Text(
        "có tài khoản thuộc phạm vi của cả hai quy tắc mà không thể làm đúng cả hai",
        "some account is in the scope of both rules and cannot keep both",
    ),
    "QL201": Text(
        "để trống dữ kiện thì thoát được vi phạm mà ghi đủ sẽ lộ ra",
        "who leaves a fact out escapes a violation that stating it would show",
    ),
    "QL202": Text(
        "để trống dữ kiện thì thành vi phạm, ghi đủ thì không",
        "who leaves a fact out stands accused, who states it does not",
    ),
    "QL301": Text("không quy tắc nào dùng khái niệm này", "no rule uses the concept"),
    "QL302": Text("không quy tắc nào dùng tham số này", "no rule uses the parameter"),
    "QL303": Text("không ngày nào tham số lấy giá trị này", "on no day has the parameter this value"),
    "QL401": Text(
        "quy tắc không dẫn điều khoản nào mà phần mềm được kiểm tra", "the rule cites no clause that software may check"
    ),
    "QL402": Text("chưa có quy tắc nào thực hiện điều khoản này", "no rule carries out the clause yet"),
    "QL403": Text(
        "đã lâu chưa đối chiếu gói quy tắc với văn bản gốc", "the pack was long not compared with its sources"
    ),
    "QL404": Text("quy tắc chưa có ví dụ nào", "the rule has no example"),
    "QL501": Text("có tài khoản trái với điều mà gói khẳng định", "an account is against what the pack claims"),
    "QL900": Text(
        "câu hỏi chưa có lời đáp nên không kết luận gì; --timeout cho thêm thời gian",
        "a question has no answer yet, so nothing is concluded; --timeout allows more time",
    ),
}
"""What each finding of the linter means; shown where the finding itself is not in the reader's language."""
LINK_NOT_FOLLOWED: Final = Text(
    "`{place}` là liên kết tượng trưng, không được theo; nội dung của nó không được so sánh",
    "`{place}` is a symbolic link, which is not followed; what it leads to is not compared",
)
SUBMODULE: Final = Text(
    "`{place}` là mô-đun con của Git; nội dung của nó không được so sánh",
    "`{place}` is a submodule; what it holds is not compared",
)
SINCE: Final = Text("{value} từ {day}", "{value} from {day}")
