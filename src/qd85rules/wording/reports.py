"""Reports: headings and stamps, what is left out, and what a tool is told beside findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.core.text import Language

HEADLINE: Final = Text("Kiểm tra trang cá nhân theo quy định, tính đến {day}", "Check of personal pages as of {day}")
POLICY: Final = Text("Gói quy tắc: {packs}  ·  {fingerprint}", "Packs: {packs}  ·  {fingerprint}")
ENGINES: Final = {
    1: Text("Bộ máy: {names}", "Engine: {names}"),
    2: Text(
        "Bộ máy: {names}, độc lập và khớp nhau ở mọi kết luận",
        "Engines: {names}, independent and agreed on every verdict",
    ),
}
REFERENCE_ALONE: Final = Text(
    "Chỉ bộ máy reference xét, vì vượt giới hạn của durable: {rules}.",
    "Judged by the engine reference alone, being beyond the bounds of durable: {rules}.",
)
NOTHING: Final = Text("Không có gì phải báo.", "Nothing to report.")
UNCHECKED: Final = Text("Dữ liệu không kiểm tra được", "Input that could not be checked")
REMARKS: Final = Text("Miễn trừ và danh sách nền", "Waivers and baseline")
KNOWN_LEFT_OUT: Final = Text(
    "{number} mục đã có trong danh sách nền nên không nêu lại; --all để xem.",
    "Findings that the baseline knows are not shown again: {number}; --all shows them.",
)
WAIVER: Final = Text(
    "{reason} — {approver}, theo {authority}, đến hết {day}", "{reason} — {approver}, by {authority}, through {day}"
)
OUTCOME_AND_COUNT: Final = Text("Kết quả | Số lượng", "Outcome | Count")
ACCOUNTS_CHECKED: Final = Text("tài khoản được kiểm tra", "accounts checked")
INPUT_ERRORS: Final = Text("lỗi dữ liệu", "input errors")
STAMP: Final = Text(
    "Gói quy tắc {packs}, dấu vân {fingerprint}, bộ máy {engines}.",
    "Packs {packs}, fingerprint {fingerprint}, engine {engines}.",
)
DETAILS: Final = Text("Căn cứ và dữ kiện", "Clauses and facts")
MORE_ACCOUNTS: Final = Text(
    "Còn {number} tài khoản nữa có kết quả không nêu ở đây vì báo cáo quá dài.",
    "The findings on {number} more accounts are left out here, because the report would be too long.",
)
MORE_GROUPS: Final = Text(
    "Còn {number} đề mục nữa không nêu ở đây vì báo cáo quá dài.",
    "{number} more headings are left out here, because the report would be too long.",
)
MORE_ERRORS: Final = Text("Còn {number} lỗi nữa không nêu ở đây.", "{number} more errors are left out here.")
MORE_REMARKS: Final = Text("Còn {number} mục nữa không nêu ở đây.", "{number} more are left out here.")
FORECAST: Final = Text(
    "Dự báo đến hết ngày {until}, nếu các trang vẫn như sổ ghi ngày {day}",
    "Forecast through {until}, were every account left as it is on {day}",
)
DAY_IN: Final = Text("{day}, sau {days}", "{day}, in {days}")
NOTHING_CHANGES: Final = Text("Không có gì thay đổi đến hết ngày ấy.", "Nothing changes through that day.")
ACCOUNT: Final = Text("Tài khoản", "Account")
LAST_DAY: Final = Text("Hạn cuối", "Last day")
CHANGED: Final = Text(
    "{name} = {after} từ ngày này, trước đó là {before}", "{name} = {after} from this day, {before} before"
)
NOW: Final = Text("Ngày {day}: {parts}.", "On {day}: {parts}.")
COMES: Final = Text("Sẽ đến: {parts}.", "To come: {parts}.")
CALENDAR: Final = Text("Dự báo theo Quy định 85-QĐ/TW", "Forecast by Regulation 85-QĐ/TW")
CALENDAR_POLICY: Final = Text("Gói quy tắc {packs}, tính từ ngày {day}.", "Packs {packs}, as of {day}.")
TRUNCATED_TEXT: Final = Text(
    "có {total} kết quả, chỉ ghi {kept} kết quả nghiêm trọng nhất", "of {total} results the gravest {kept} are kept"
)
SRCROOT: Final = Text("thư mục gốc của kho mã", "the root of the repository")
MORE_NOTICES: Final = Text(
    "còn {error} lỗi, {warning} cảnh báo và {note} lưu ý nữa, xem bản tóm tắt của bước này",
    "{error} more errors, {warning} more warnings and {note} more notices: see the summary of this step",
)


def reference_alone(rules: Sequence[str], lang: Language) -> str:
    """Name the rules on which there is one opinion only; empty where there are none."""
    return REFERENCE_ALONE[lang].format(rules=", ".join(rules)) if rules else ""
