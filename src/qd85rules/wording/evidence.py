"""What people keep beside a register: waivers, baselines and records, and what becomes of them in a run."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

EXPIRED: Final = Text(
    "miễn trừ `{rule}` cho `{account}` đã hết hạn ngày {day}, không còn che {number} vi phạm",
    "the waiver of `{rule}` for `{account}` expired on {day} and no longer covers its findings ({number})",
)
UNREADABLE: Final = Text(
    "miễn trừ `{rule}` cho `{account}` không có ngày cuối đọc được nên coi như đã hết hạn",
    "the waiver of `{rule}` for `{account}` has no last day that can be read and counts as expired",
)
EXPIRING: Final = Text(
    "miễn trừ `{rule}` cho `{account}` sắp hết hạn, ngày cuối là {day}",
    "the waiver of `{rule}` for `{account}` ends soon; its last day is {day}",
)
UNUSED: Final = Text(
    "miễn trừ `{rule}` cho `{account}` không dùng đến: không có vi phạm nào như vậy",
    "the waiver of `{rule}` for `{account}` is unused: there is no such violation",
)
GONE: Final = Text(
    "{number} mục đã biết không còn trong sổ; cập nhật danh sách nền",
    "{number} known findings are gone; update the baseline",
)
WAIVED_BY: Final = Text("{reason} ({approver}, theo {authority})", "{reason} ({approver}, by {authority})")
NOTHING_CHECKED: Final = Text("không có tài khoản nào được kiểm tra", "no account was checked")
LOOK_AT_PATHS: Final = Text("xem lại đường dẫn và nội dung sổ", "look at the paths and at what the registers hold")
LAID_OUT_ANEW: Final = Text(
    "biên bản đã được trình bày lại: khoảng trắng, ngắt dòng hoặc thứ tự khóa khác, nội dung vẫn thế",
    "the record has been laid out anew: other white space, line breaks or order of keys, the same content",
)
TOOL_VERSION: Final = Text("phiên bản công cụ", "the version of the tool")
MEANING_DIFFERS: Final = Text(
    "ý nghĩa của chính sách đã khác: dấu vân khác", "the meaning of the policy differs: its fingerprint"
)
MEANING_DIFFERS_UNSEEN: Final = Text(
    "dấu vân của chính sách khác dù các tệp và tham số vẫn thế: công cụ hiểu chúng khác đi",
    "the policy's fingerprint differs though its files and parameters do not: the tool reads them differently",
)
SUFFIX_LIST: Final = Text("danh sách đuôi tên miền", "the public suffix list")
THE_PACK: Final = Text("gói `{name}`", "the pack `{name}`")
PACK_VERSION: Final = Text("phiên bản của gói `{name}`", "the version of the pack `{name}`")
PACK_FILE: Final = Text("tệp `{file}` của gói `{pack}`", "the file `{file}` of the pack `{pack}`")
THE_PARAMETER: Final = Text("tham số `{name}`", "the parameter `{name}`")
THE_INPUT: Final = Text("dữ liệu vào", "the input")
THE_WAIVERS: Final = Text("tệp miễn trừ", "the file of waivers")
THE_BASELINE: Final = Text("danh sách nền", "the baseline")
NO_SECOND_OPINION: Final = Text(
    ": Python này không có durable-rules, nên không có ý kiến thứ hai",
    ": this Python has no durable-rules, so there is no second opinion",
)
ENGINE_IS: Final = Text("bộ máy là {new}, không phải {old}{why}", "the engine is {new}, not {old}{why}")
THE_RULE: Final = Text("quy tắc `{rule}`", "the rule `{rule}`")
THE_ACCOUNT: Final = Text("tài khoản `{name}`", "the account `{name}`")
SAME_OUTCOME: Final = Text(
    "tài khoản `{place}`, quy tắc `{rule}`: kết quả như cũ, nhưng ngày đến hạn, căn cứ hoặc dữ kiện còn thiếu đã khác",
    "the account `{place}` under the rule `{rule}`: the same outcome, but another due day, clauses or missing facts",
)
ALL_OUTCOMES: Final = Text("mã băm của mọi kết quả", "the digest of every outcome")
OUTCOME_IS: Final = Text(
    "tài khoản `{place}`, quy tắc `{rule}`: {now}, biên bản ghi {recorded}",
    "the account `{place}` under the rule `{rule}`: {now}, recorded as {recorded}",
)
NOT_THERE: Final = Text("không có", "not there")
THE_NUMBER: Final = Text("số `{name}`", "the number of `{name}`")
THE_COMPARISON: Final = Text("phép so với danh sách nền", "the comparison with the baseline")
THE_EXIT_CODE: Final = Text("mã thoát", "the exit code")
THE_PART: Final = Text("mục `{key}`", "the part `{key}`")
IS_RECORDED_AS: Final = Text("{what} là {now}, biên bản ghi {recorded}", "{what} is {now}, recorded as {recorded}")
NOT_IN_THE_RECORD: Final = Text("{what} không có trong biên bản", "{what} is not in the record")
HAS_GONE: Final = Text("{what} không còn", "{what} has gone")
NAMED: Final = Text("{what} `{name}`", "{what} `{name}`")
NO_REASON: Final = Text("", "")
RECORD_TOO_NEW: Final = Text(
    "biên bản có `schema_version: {version}`, mới hơn công cụ này",
    "the record has `schema_version: {version}`, later than this tool knows",
)
NEWER_TOOL: Final = Text(
    "dùng bản công cụ đã ghi nó hoặc mới hơn", "use the version of the tool that wrote it, or a later one"
)
NOT_A_RECORD: Final = Text("không phải biên bản kiểm tra", "not an evidence record")
WRITES_RECORDS: Final = Text("`qd85 check --record TỆP` ghi biên bản", "`qd85 check --record FILE` writes one")
RECORD_CHANGED: Final = Text(
    "biên bản đã bị sửa sau khi ghi: niêm phong không khớp",
    "the record has been changed since it was written: its seal does not fit",
)
THE_ORIGINAL: Final = Text("lấy lại biên bản gốc", "take the record from where the original is kept")
NO_VALUE: Final = Text("tham số này không có giá trị trong `params`", "this parameter has no value under `params`")
NO_SUCH_INPUT: Final = Text("không có sổ nào mang số này", "there is no input of this number")
LETTER_FOR_EACH: Final = Text(
    "cần một chữ cho mỗi quy tắc về `{kind}`", "expected one letter for each rule on `{kind}`"
)
STANDARD_INPUT_AGAIN: Final = Text(
    "đưa lại dữ liệu ấy qua đầu vào chuẩn, hoặc nêu thư mục có nó bằng `--inputs`",
    "give the same data on standard input again, or name a folder that has it with `--inputs`",
)
SAME_FOLDER: Final = Text(
    "chạy ở thư mục cũ, hoặc nêu thư mục có tệp này bằng `--inputs`",
    "run in the same folder, or name a folder that has the file with `--inputs`",
)
INPUT_NOT_FOUND: Final = Text("không tìm thấy dữ liệu vào của biên bản", "an input of the record is not to be found")
ENTRY_TWICE: Final = Text("mục {number} của `findings` lặp lại", "item {number} of `findings` stands there twice")
ENTRY_NOT_VALID: Final = Text(
    "mục {number} của `findings` không hợp lệ: {why}", "item {number} of `findings` is not valid: {why}"
)
BASELINE_WRITES: Final = Text("chạy `qd85 baseline {command}` để tạo", "`qd85 baseline {command}` writes it")
COVERS_VIOLATIONS: Final = Text(
    "kết luận ở đây là chưa xác định; miễn chỉ áp dụng cho vi phạm",
    "the finding here is undetermined, and a waiver covers violations only",
)
NAME_THE_ITEM: Final = Text("nêu điều cho biết là lần chuyển hay sự cố nào", "name what tells the transfer or incident")
NO_SUCH_RULE: Final = Text("các gói không có quy tắc này", "the packs have no such rule")
NO_SUCH_RULE_BUT: Final = Text(f"{NO_SUCH_RULE.vi}; {{near}}", f"{NO_SUCH_RULE.en}; {{near}}")
NOT_A_BASELINE: Final = Text("không phải danh sách nền có {wanted}", "not a baseline with {wanted}")
NO_FINDINGS: Final = Text("thiếu danh sách `findings`", "the list `findings` is missing")
A_PARAMETER_VALUE: Final = Text("giá trị của một tham số", "a value of a parameter")
