"""What the HTML report says, in both languages.

What must not live here: words shared with other reports (`sentences`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.wording.verdicts import FIELDS, OUTCOMES, RECOMMENDATION

if TYPE_CHECKING:
    from qd85rules.judge.report import Finding

__all__ = [
    "KINDS",
    "PAGE",
    "SCRIPT",
    "TOPICS",
    "Kind",
    "capital",
    "kind_of",
    "topic_words",
]


def capital(text: Text) -> Text:
    """Begin a text with a capital letter."""
    return Text(text.vi[:1].upper() + text.vi[1:], text.en[:1].upper() + text.en[1:])


def kind_of(finding: Finding) -> str:
    """Name a finding's kind: its outcome, or `recommendation` for a broken `should` rule."""
    return "recommendation" if finding.is_recommendation else finding.outcome.value


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its word, a mark so that colour is never alone in telling kinds apart, and what it means."""

    name: str
    word: Text
    mark: str
    meaning: Text


def _kind(name: str, word: Text, mark: str, meaning: Text) -> tuple[str, Kind]:
    return name, Kind(name, capital(word), mark, meaning)


KINDS: Final[dict[str, Kind]] = dict(
    (
        _kind(
            "violation",
            OUTCOMES[Outcome.VIOLATION],
            "✗",
            Text(
                "Dữ kiện trong sổ cho thấy trái với điều khoản được dẫn.",
                "What the register states is against the clause cited.",
            ),
        ),
        _kind(
            "recommendation",
            RECOMMENDATION,
            "△",
            Text(
                "Chưa làm theo một điều nên làm; không tính là vi phạm.",
                "Something advisable has not been done; it does not count as a violation.",
            ),
        ),
        _kind(
            "undetermined",
            OUTCOMES[Outcome.UNDETERMINED],
            "?",
            Text(
                "Sổ còn thiếu dữ kiện nên không kết luận; hãy hỏi rồi bổ sung.",
                "The register lacks a fact, so nothing is concluded; ask, then complete it.",
            ),
        ),
        _kind(
            "due",
            OUTCOMES[Outcome.DUE],
            "◷",
            Text(
                "Hiện chưa vi phạm, nhưng sẽ vi phạm vào ngày đã nêu nếu mọi việc giữ nguyên.",
                "No violation yet, but there will be one on the day given if all stays as it is.",
            ),
        ),
        _kind(
            "waived",
            OUTCOMES[Outcome.WAIVED],
            "○",
            Text(
                "Vi phạm đã được người có thẩm quyền cho miễn đến một ngày nhất định.",
                "A violation set aside, by someone entitled to, until a certain day.",
            ),
        ),
        _kind(
            "compliant",
            OUTCOMES[Outcome.COMPLIANT],
            "✓",
            Text("Dữ kiện cho thấy đúng điều khoản.", "What the register states is in keeping with the clause."),
        ),
        _kind(
            "not_applicable",
            OUTCOMES[Outcome.NOT_APPLICABLE],
            "·",
            Text(
                "Quy tắc không áp dụng cho trang này, hoặc lúc đó chưa có hiệu lực.",
                "The rule does not apply to this page, or was not yet in force.",
            ),
        ),
    )
)
"""The kinds of findings, the gravest first."""

TOPICS: Final[dict[str, Text]] = {
    "identity": Text("Tên thật", "True name"),
    "declaration": Text("Khai báo và báo cáo", "Declaring and reporting"),
    "domain": Text("Tên miền", "Domain name"),
    "dormant": Text("Trang bỏ không", "Unused pages"),
    "transfer": Text("Chuyển trang", "Passing pages on"),
    "compromised": Text("Trang gặp sự cố", "Compromised pages"),
    "commitment": Text("Cam kết", "Commitment"),
}
"""Titles of the topics of the packs that come with the library; a topic of another pack goes by its name."""


def topic_words(topic: str) -> Text:
    """Give the title of a topic."""
    return TOPICS.get(topic, Text(topic, topic))


PAGE: Final[dict[str, Text]] = {
    "title": Text("Kiểm tra trang cá nhân theo quy định", "Check of personal pages"),
    "as_of": Text("Tính đến ngày", "As of"),
    "skip": Text("Đến danh sách kết quả", "Skip to the findings"),
    "language": Text("Ngôn ngữ", "Language"),
    "stamp": Text("Về lần kiểm tra này", "About this check"),
    "packs": Text("Gói quy tắc", "Rule packs"),
    "engines": Text("Bộ máy suy luận", "Engines"),
    "agreed": Text("độc lập, khớp nhau ở mọi kết luận", "independent, agreed on every verdict"),
    "inputs": Text("Sổ đã đọc", "Registers read"),
    "more_inputs": Text("và {number} tệp nữa", "and {number} more files"),
    "accounts": Text("Tài khoản", "Accounts"),
    "fingerprint": Text("Mã nhận dạng chính sách", "Policy fingerprint"),
    "params": Text("Mọi tham số của chính sách", "All parameters of the policy"),
    "masked": Text(
        "Tên, tên tài khoản và địa chỉ trang đã được che bớt.", "Names, handles and page addresses are masked."
    ),
    "unmasked": Text(
        "Báo cáo này có tên thật và địa chỉ trang không che; chỉ chuyển cho người có trách nhiệm.",
        "This report shows names and addresses unmasked; hand it only to those responsible.",
    ),
    "tally": Text("Tổng hợp", "Tally"),
    "background": Text("Để đọc báo cáo này", "Reading this report"),
    "meanings": Text("Các kết quả nghĩa là gì", "What the outcomes mean"),
    "errors": Text("Dữ liệu không kiểm tra được", "Input that could not be checked"),
    "errors_lead": Text(
        "Báo cáo chưa đầy đủ: những chỗ dưới đây không đọc được hoặc sai, nên chưa được xét.",
        "This report is incomplete: what is listed here could not be read or is wrong, and was not judged.",
    ),
    "due": Text("Sắp đến hạn nhất", "Due soonest"),
    "due_all": Text("Xem cả {number} việc sắp đến hạn", "See all {number} that are due"),
    "before": Text("trước ngày", "before"),
    "day_left": Text("còn 1 ngày", "1 day left"),
    "days_left": Text("còn {number} ngày", "{number} days left"),
    "charts": Text("Kết quả theo chủ đề và theo điều khoản", "Outcomes by topic and by clause"),
    "by_topic": Text("Theo chủ đề", "By topic"),
    "by_clause": Text("Theo điều khoản", "By clause"),
    "by_clause_note": Text(
        "Kết quả dẫn nhiều điều khoản được tính ở từng điều khoản.",
        "A finding that cites several clauses counts under each of them.",
    ),
    "left_out_note": Text(
        "Biểu đồ không tính những quy tắc không áp dụng.", "Rules that do not apply are left out of the charts."
    ),
    "numbers": Text("Số liệu của biểu đồ", "The chart in numbers"),
    "total": Text("Tổng", "Total"),
    "legend": Text("Chú giải", "Legend"),
    "findings": Text("Các kết quả", "Findings"),
    "nothing": Text("Không có gì phải báo.", "Nothing to report."),
    "filters": Text("Lọc và tìm", "Filter and search"),
    "search": Text("Tìm", "Search"),
    "search_hint": Text(
        "Tài khoản, quy tắc, điều khoản, dữ kiện; gõ có dấu hay không dấu đều được.",
        "Account, rule, clause, fact; Vietnamese with or without marks.",
    ),
    "outcome": Text("Kết quả", "Outcome"),
    "topic": Text("Chủ đề", "Topic"),
    "clause": Text("Điều khoản", "Clause"),
    "pack": Text("Gói quy tắc", "Pack"),
    "sort": Text("Xếp theo", "Sort by"),
    "reset": Text("Bỏ lọc", "Clear filters"),
    "rule": Text("Nội dung", "Finding"),
    "account": Text("Tài khoản", "Account"),
    "due_on": Text("Thời hạn", "Due"),
    "caption": Text(
        "Mỗi dòng là một kết quả. Nhấn vào nội dung để xem căn cứ và dữ kiện; nhấn vào tiêu đề cột để xếp lại.",
        "Each row is one finding. Press its title to see the clauses and facts; press a column heading to sort.",
    ),
    "cited": Text("Các điều khoản được dẫn", "Clauses cited"),
    "no_script": Text(
        "Trình duyệt đang tắt JavaScript: dưới đây là toàn bộ kết quả ở dạng danh sách, không có phần lọc và xếp.",
        "JavaScript is off: all findings follow as a plain list, without filtering and sorting.",
    ),
    "made_by": Text(
        "Báo cáo do qd85rules lập từ những gì sổ ghi; phần mềm không mở trang, không đọc bài đăng, không thay kết luận "
        "của người có thẩm quyền.",
        "Made by qd85rules from what the register states; the software opens no page, reads no post, and does not "
        "replace the decision of those responsible.",
    ),
}
"""What the page itself says."""

SCRIPT: Final[dict[str, Text]] = {
    **FIELDS,
    "title": PAGE["title"],
    "all": Text("Tất cả", "All"),
    "shown": Text("Đang hiện {shown} trong {total} kết quả.", "Showing {shown} of {total} findings."),
    "shown_filtered": Text(
        "{found} kết quả khớp bộ lọc, trong tổng số {total}; đang hiện {shown}.",
        "{found} of {total} findings match the filter; showing {shown}.",
    ),
    "none_found": Text("Không có kết quả nào khớp bộ lọc.", "No finding matches the filter."),
    "more": Text("Xem thêm {number} kết quả", "Show {number} more findings"),
    "outcome": PAGE["outcome"],
    "topic": PAGE["topic"],
    "account": PAGE["account"],
    "rule_title": PAGE["rule"],
    "rule": Text("Quy tắc", "Rule"),
    "pack": PAGE["pack"],
    "ascending": Text("tăng dần", "ascending"),
    "descending": Text("giảm dần", "descending"),
    "or": Text(" hoặc ", " or "),
    "act_before": Text("làm trước ngày {day}", "act before {day}"),
    "params_note": Text(
        "Do gói quy tắc đặt, vì văn bản để ngỏ.", "Set by the rule packs, because the text leaves it open."
    ),
    "document": Text("Văn bản", "Document"),
    "issuer": Text("Cơ quan ban hành", "Issuer"),
    "date": Text("Chắc chắn có hiệu lực từ", "Certainly in force from"),
    "no_date": Text("nguồn không nêu ngày", "the source states no day"),
    "relay": Text("Nguồn đã đọc", "Source read"),
    "locator": Text("Vị trí trong nguồn", "Place in the source"),
    "digest": Text("Mã băm của nguồn", "Digest of the source"),
    "passage_digest": Text("Mã băm của đoạn được dẫn", "Digest of the passage"),
    "joint": Text("Dẫn chung", "Joint attribution"),
    "joint_note": Text(
        "Nguồn không nói rõ điều này nằm ở văn bản nào trong các văn bản trên.",
        "The source does not say which of these documents states this.",
    ),
    "reason": Text("Lý do", "Reason"),
    "approver": Text("Người duyệt", "Approved by"),
    "authority": Text("Căn cứ cho miễn", "On the authority of"),
    "expires_on": Text("Miễn đến hết ngày", "Waived through"),
    "permalink": Text("Liên kết đến kết quả này", "Link to this finding"),
}
"""What the script says, beside texts of rules and clauses."""
