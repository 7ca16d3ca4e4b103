"""Clauses, rules, parameters and facts, as explanations and the reference pages tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.text import Text
from qd85rules.wording.facts import DAY_OF_CHECK
from qd85rules.wording.verdicts import JOINT

if TYPE_CHECKING:
    from collections.abc import Mapping

LABELS: Final[dict[str, Text]] = {
    "about": Text("Nội dung", "About"),
    "applies": Text("Áp dụng khi", "Applies when"),
    "asked": Text("Câu hỏi", "Question"),
    "attribution": Text("Xuất xứ", "Attribution"),
    "basis": Text("Dựa trên", "Rests on"),
    "bounds": Text("Giới hạn", "Bounds"),
    "choices": Text("Lựa chọn", "Choices"),
    "clauses": Text("Căn cứ", "Clauses"),
    "concepts": Text("Khái niệm", "Concepts"),
    "condition": Text("Điều kiện", "Condition"),
    "derivation": Text("Cách suy ra", "Derivation"),
    "digest": Text("Mã băm", "Digest"),
    "document": Text("Văn bản", "Document"),
    "examples": Text("Ví dụ", "Examples"),
    "facts": Text("Dữ kiện", "Facts"),
    "fate": Text("Xử lý", "Fate"),
    "field": Text("Trong sổ", "In a register"),
    "file": Text("Tệp", "File"),
    "force": Text("Tính chất", "Force"),
    "former": Text("Tên cũ", "Former ids"),
    "helped_by": Text("Giúp hiểu", "Helps to read"),
    "in_force": Text("Áp dụng", "Counts"),
    "kind": Text("Loại", "Kind"),
    "locator": Text("Vị trí", "Where"),
    "meaning": Text("Ý nghĩa", "Meaning"),
    "message": Text("Thông báo", "Message"),
    "note": Text("Ghi chú", "Note"),
    "owner": Text("Phụ trách", "Kept by"),
    "parameters": Text("Tham số", "Parameters"),
    "rationale": Text("Lý do", "Rationale"),
    "readings": Text("Cách đọc", "Readings"),
    "relay": Text("Nguồn", "Source"),
    "remedy": Text("Cách xử lý", "Remedy"),
    "rules": Text("Quy tắc", "Rules"),
    "set_by": Text("Ai được đặt", "Who sets it"),
    "status": Text("Tình trạng", "Status"),
    "summary": Text("Tóm tắt", "Summary"),
    "timeline": Text("Theo ngày", "By day"),
    "type": Text("Kiểu", "Type"),
    "value": Text("Giá trị", "Value"),
    "values": Text("Các giá trị", "Values"),
    "violated": Text("Vi phạm khi", "Broken when"),
    "widened": Text("Mở rộng", "Widened"),
    "words": Text("Diễn giải", "In words"),
}
PERIODS: Final = {
    (False, False): Text("luôn luôn: {value}", "always: {value}"),
    (True, False): Text("từ {first}: {value}", "from {first}: {value}"),
    (False, True): Text("đến hết {last}: {value}", "until {last}: {value}"),
    (True, True): Text("từ {first} đến hết {last}: {value}", "from {first} until {last}: {value}"),
}
"""A value on the days of a period, by whether it has a first and a last day."""

PHRASES: Final[dict[str, Text]] = {
    "advisory": Text("cách làm được kể lại, không phải mệnh lệnh", "practice that a source reports, not an order"),
    "always": Text("luôn luôn", "always"),
    "check": Text("quy tắc kiểm tra", "checked by rules"),
    "day_of_check": DAY_OF_CHECK,
    "event": Text("ghi `never` nếu chưa xảy ra", "`never` where it has not happened"),
    "in_force": Text("từ {day}, tính theo {event}", "from {day}, by {event}"),
    "in_force_since": Text(
        "từ ngày ban hành {day} (nguồn không nêu ngày có hiệu lực)",
        "from its day of issue, {day} (the source names no effective day)",
    ),
    "helps": Text("giúp hiểu {clauses}", "helps to read {clauses}"),
    "helps_only": Text("Luật công giúp hiểu văn bản", "Public law that helps to read the texts"),
    "joint": Text(f"chung: {JOINT.vi}", f"joint: {JOINT.en}"),
    "judgement": Text(
        "luôn chưa xác định: không ô nào của sổ nói được điều này, phải có người xem",
        "always unknown: no field of a register states it, a person has to look",
    ),
    "moved_to": Text("nay ở ký tự {found}, trước ở {start}", "now at character {found}, before at {start}"),
    "named_only": Text("Văn bản chỉ được nhắc tên", "Documents that are only named"),
    "named_in": Text("được nhắc trong nguồn {relays}", "named in source {relays}"),
    "no_date": Text("không nguồn nào nêu ngày", "no source states a day"),
    "no_file": Text("không có tệp nào của nguồn này", "no file of this source"),
    "no_rules": Text("chưa có quy tắc nào", "no rule yet"),
    "pack": Text("gói {pack}", "pack {pack}"),
    "people": Text("để con người xem xét", "left to people"),
    "read_as": Text("tệp {path}", "file {path}"),
    "register_fact": Text("chỉ có khi kiểm tra cả sổ", "exists only where a whole register is checked"),
    "register_rule": Text("chỉ xét khi kiểm tra cả sổ", "judged only where a whole register is checked"),
    "relay": Text("nguồn {relay}", "source {relay}"),
    "secret": Text(
        "Theo nguồn 001, Quy định 85 và Hướng dẫn 99 đều là tài liệu mật. Danh mục này chỉ dựa trên các bản công khai "
        "dưới đây thuật lại hai văn bản, bằng lời của chúng tôi; xin đừng đóng góp nguyên văn hai văn bản hay bản "
        "thuật lại không rõ nguồn gốc.",
        "Source 001 says that Regulation 85 and Guidance 99 are both classified (tài liệu mật). This catalogue rests "
        "only on the public texts below, which relay them, and is in our own words; please contribute neither the "
        "text of the two nor relays of unclear origin.",
    ),
    "single": Text("riêng: của một văn bản này", "single: of this document alone"),
    "sources": Text("Nguồn đã đọc", "Sources"),
    "tally": Text(
        "Số điều: {all}; quy tắc kiểm tra: {checked}; để con người xem xét: {people}",
        "Clauses: {all}; checked by rules: {checked}; left to people: {people}",
    ),
    "value_default": Text("mặc định của gói {pack}", "default of the pack {pack}"),
    "value_given": Text("đặt ở dòng lệnh", "set on the command line"),
    "value_pack": Text("gói {pack} đặt", "set by the pack {pack}"),
    "value_unset": Text("chưa đặt", "not set"),
    "verified": Text(
        "Số nguồn: {relays}; số điều: {clauses}; vẫn như cũ: {same}{others}",
        "Sources: {relays}; clauses: {clauses}; the same: {same}{others}",
    ),
    "widens": Text(
        "mở rộng khái niệm {concepts} (số quy tắc dùng đến: {number})",
        "widens the concept {concepts} (rules that rely on it: {number})",
    ),
    "widening": Text("gói {pack} mở rộng, theo {clauses}", "widened by the pack {pack}, by {clauses}"),
    "widening_since": Text("từ ngày {day}", "from the day {day}"),
}
ATTRIBUTIONS: Final[dict[str, Text]] = {
    "single": Text("xuất xứ riêng", "single"),
    "joint": Text("xuất xứ chung", "joint"),
}
REASONS: Final[dict[str, Text]] = {
    "umbrella": Text("nghĩa vụ chung", "umbrella"),
    "speech": Text("lời nói, nội dung", "speech"),
    "process": Text("công việc của tổ chức", "process"),
}
FORCES: Final[dict[str, Text]] = {"binding": Text("bắt buộc", "binding"), "advisory": PHRASES["advisory"]}
STATUSES: Final[dict[str, Text]] = {
    "issued": Text("đã ban hành", "issued"),
    "issuer_dissolved": Text("nơi ban hành không còn", "its issuer no longer exists"),
    "replaced": Text("đã được thay thế", "replaced"),
}
SUBJECTS: Final[dict[str, Text]] = {
    "account": Text("xét từng tài khoản", "judges each account"),
    "transfer": Text("xét từng lần chuyển trang", "judges each transfer"),
    "incident": Text("xét từng sự cố", "judges each incident"),
}
STATES: Final[dict[str, Text]] = {
    "same": Text("vẫn như cũ", "the same"),
    "differs": Text("khác", "differs"),
    "moved": Text("đã dời chỗ", "moved"),
    "missing": Text("thiếu", "missing"),
}
TYPES: Final[dict[str, Text]] = {
    "bool": Text("đúng hoặc sai", "true or false"),
    "int": Text("số nguyên", "whole number"),
    "string": Text("chuỗi", "text"),
    "date": Text("ngày", "date"),
}
LIST_OF: Final = Text("danh sách: {element}", "list: {element}")
ONE_OF_MEMBERS: Final = Text("một trong: {members}", "one of: {members}")
BELOW: Final = Text("một trong các giá trị dưới đây", "one of the values below")
BASES: Final[dict[str, Text]] = {
    "text": Text("lời của văn bản", "the words of the text"),
    "reading": Text("một cách đọc lời của văn bản", "a reading of the words of the text"),
    "local": Text("một văn bản địa phương", "a local text"),
}
ALSO_HELD: Final = Text("Ý kiến khác: {text}", "Also held: {text}")
WHY: Final = Text("Vì sao: {text}", "Why: {text}")
REVIEWED: Final = Text("{owner}, đối chiếu với nguồn ngày {day}", "{owner}, compared with the sources on {day}")
STEPS: Final = {
    "part": Text("phần {n}", "part {n}"),
    "list": Text("danh sách thứ {nth}", "{nth} list"),
    "item": Text("mục {n}", "item {n}"),
    "bullet": Text("gạch đầu dòng thứ {nth}", "{nth} bullet"),
    "paragraph": Text("đoạn {n}", "paragraph {n}"),
    "sentence": Text("câu thứ {nth}", "{nth} sentence"),
}
NTH: Final = tuple(
    Text(vi, en)
    for vi, en in (
        ("nhất", "first"), ("hai", "second"), ("ba", "third"), ("tư", "fourth"), ("năm", "fifth"),
        ("sáu", "sixth"), ("bảy", "seventh"), ("tám", "eighth"), ("chín", "ninth"), ("mười", "tenth"),
    )
)  # fmt: skip


def place_in_words(steps: Mapping[str, int | str | None]) -> Text:
    """Say where a passage stands, from the outside in; `steps` has a number or a name for each of `STEPS`."""
    told = [STEPS[name].filled(n=step, nth=_nth(step)) for name, step in steps.items() if step is not None]
    return Text(", ".join(one.vi for one in told), ", ".join(one.en for one in told))


def _nth(step: int | str) -> Text:
    return NTH[step - 1] if isinstance(step, int) and step <= len(NTH) else Text(str(step), f"no. {step}")
