"""Pages for a browser: what the HTML report and the summary say beside what rules, clauses and facts do."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text
from qd85rules.wording import reports
from qd85rules.wording.verdicts import ACT_BEFORE, FIELDS, OR

LANGUAGE_NAMES: Final = {"vi": "Tiếng Việt", "en": "English"}

MEANINGS: Final[dict[str, Text]] = {
    "violation": Text(
        "Dữ kiện trong sổ cho thấy trái với điều khoản được dẫn.",
        "What the register states is against the clause cited.",
    ),
    "recommendation": Text(
        "Chưa làm theo một điều nên làm; không tính là vi phạm.",
        "Something advisable has not been done; it does not count as a violation.",
    ),
    "undetermined": Text(
        "Sổ còn thiếu dữ kiện nên không kết luận; hãy hỏi rồi bổ sung.",
        "The register lacks a fact, so nothing is concluded; ask, then complete it.",
    ),
    "due": Text(
        "Hiện chưa vi phạm, nhưng sẽ vi phạm vào ngày đã nêu nếu mọi việc giữ nguyên.",
        "No violation yet, but there will be one on the day given if all stays as it is.",
    ),
    "waived": Text(
        "Vi phạm đã được người có thẩm quyền cho miễn đến một ngày nhất định.",
        "A violation set aside, by someone entitled to, until a certain day.",
    ),
    "compliant": Text("Dữ kiện cho thấy đúng điều khoản.", "What the register states is in keeping with the clause."),
    "not_applicable": Text(
        "Quy tắc không áp dụng cho trang này, hoặc lúc đó chưa có hiệu lực.",
        "The rule does not apply to this page, or was not yet in force.",
    ),
}
"""What each kind of finding means, in one sentence."""

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


ITEMS: Final[dict[str, Text]] = {
    "transfers": Text("lần chuyển thứ {number}", "transfer {number}"),
    "incidents": Text("sự cố thứ {number}", "incident {number}"),
}
"""One item of an account, as the register counts it."""

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
    "fingerprint": Text("Mã nhận dạng chính sách", "Policy fingerprint"),
    "params": Text("Mọi tham số của chính sách", "All parameters of the policy"),
    "masked": Text(
        "Tên, tên tài khoản và địa chỉ trang đã được che bớt.", "Names, handles and page addresses are masked."
    ),
    "unmasked": Text(
        "Báo cáo này có tên thật và địa chỉ trang không che; chỉ chuyển cho người có trách nhiệm.",
        "This report shows names and addresses unmasked; hand it only to those responsible.",
    ),
    "figures": Text("Tổng hợp", "Summary"),
    "people": Text("Người", "People"),
    "units": Text("Đơn vị", "Units"),
    "pages": Text("Trang", "Pages"),
    "of_people": Text("{pages} trang, {units} đơn vị", "{pages} pages, {units} units"),
    "violation_people": Text("Có dấu hiệu vi phạm", "With apparent violations"),
    "of_violation": Text("{number} vi phạm", "violations: {number}"),
    "undetermined_people": Text("Cần hỏi thêm", "To be asked"),
    "of_undetermined": Text("{number} điều chưa xác định", "open points: {number}"),
    "due_people": Text("Sắp đến hạn", "With something due"),
    "of_due": Text("{number} việc, trước ngày {day}", "{number}, the first before {day}"),
    "clear_people": Text("Không có gì phải xử lý", "With nothing to do"),
    "besides": Text("Ngoài ra", "Besides"),
    "by_unit": Text("Theo đơn vị", "By unit"),
    "unit": Text("Đơn vị", "Unit"),
    "no_unit": Text("Sổ không ghi đơn vị", "No unit stated"),
    "by_unit_note": Text(
        "Đếm theo người; một người có thể được tính ở nhiều cột.",
        "People are counted; one may count in several columns.",
    ),
    "more_units": Text("Xem {number} đơn vị còn lại", "The other {number} units"),
    "background": Text("Để đọc báo cáo này", "Reading this report"),
    "meanings": Text("Các kết quả nghĩa là gì", "What the outcomes mean"),
    "errors": reports.UNCHECKED,
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
    "findings": Text("Các kết quả", "Findings"),
    "nothing": reports.NOTHING,
    "filters": Text("Lọc và tìm", "Filter and search"),
    "search": Text("Tìm", "Search"),
    "search_hint": Text(
        "Mã hoặc tên người (nếu hiện), đơn vị, trang, nội dung; gõ có dấu hay không dấu đều được.",
        "Person by id or name (where shown), unit, page, content; Vietnamese with or without marks.",
    ),
    "more_filters": Text("Lọc thêm", "More filters"),
    "outcome": Text("Kết quả", "Outcome"),
    "topic": Text("Chủ đề", "Topic"),
    "clause": Text("Điều khoản", "Clause"),
    "pack": Text("Gói quy tắc", "Pack"),
    "sort": Text("Xếp theo", "Sort by"),
    "reset": Text("Bỏ lọc", "Clear filters"),
    "rule": Text("Nội dung", "Finding"),
    "person": Text("Người", "Person"),
    "account": Text("Trang", "Page"),
    "due_on": Text("Thời hạn", "Due"),
    "caption": Text(
        "Mỗi dòng là một kết quả. Nhấn vào nội dung để xem căn cứ và dữ kiện; nhấn vào tiêu đề cột để xếp lại.",
        "Each row is one finding. Press its title to see the clauses and facts; press a column heading to sort.",
    ),
    "rules": Text("Quy tắc và điều khoản được dẫn", "Rules and clauses cited"),
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

CITATION: Final[dict[str, Text]] = {
    "document": Text("Văn bản", "Document"),
    "issuer": Text("Cơ quan ban hành", "Issuer"),
    "date": Text("Chắc chắn có hiệu lực từ", "Certainly in force from"),
    "no_date": Text("nguồn không nêu ngày", "the source states no day"),
    "locator": Text("Vị trí trong nguồn", "Place in the source"),
    "sources": Text("Nguồn và mã băm", "Source and digests"),
    "clause_id": Text("Mã điều khoản", "Id of the clause"),
    "relay": Text("Nguồn đã đọc", "Source read"),
    "digest": Text("Mã băm của nguồn", "Digest of the source"),
    "passage_digest": Text("Mã băm của đoạn được dẫn", "Digest of the passage"),
    "joint": Text("Dẫn chung", "Joint attribution"),
    "joint_note": Text(
        "Nguồn không nói rõ điều này nằm ở văn bản nào trong các văn bản trên.",
        "The source does not say which of these documents states this.",
    ),
}
"""Labels of what is known of a clause."""

SCRIPT: Final[dict[str, Text]] = {
    **FIELDS,
    **CITATION,
    **{
        name: PAGE[name]
        for name in ("title", "outcome", "topic", "account", "pack", "person", "unit", "no_unit", "pages", "due_on")
    },
    "all": Text("Tất cả", "All"),
    "shown": Text("Đang hiện {shown} trong {total} kết quả.", "Showing {shown} of {total} findings."),
    "shown_filtered": Text(
        "{found} kết quả khớp bộ lọc, trong tổng số {total}; đang hiện {shown}.",
        "{found} of {total} findings match the filter; showing {shown}.",
    ),
    "none_found": Text("Không có kết quả nào khớp bộ lọc.", "No finding matches the filter."),
    "more": Text("Xem thêm {number} kết quả", "Show {number} more findings"),
    "rule_title": PAGE["rule"],
    "rule": Text("Quy tắc", "Rule"),
    "technical": Text("Quy tắc, tham số, tên dữ kiện", "Rule, parameters, names of facts"),
    "ascending": Text("tăng dần", "ascending"),
    "descending": Text("giảm dần", "descending"),
    "or": OR,
    "act_before": ACT_BEFORE,
    "params_note": Text(
        "Do gói quy tắc đặt, vì văn bản để ngỏ.", "Set by the rule packs, because the text leaves it open."
    ),
    "reason": Text("Lý do", "Reason"),
    "approver": Text("Người duyệt", "Approved by"),
    "authority": Text("Căn cứ cho miễn", "On the authority of"),
    "expires_on": Text("Miễn đến hết ngày", "Waived through"),
    "permalink": Text("Liên kết đến kết quả này", "Link to this finding"),
}
"""What the script says, beside texts of rules and clauses."""

SUMMARY: Final[dict[str, Text]] = {
    "summary": Text("Tóm tắt kết quả kiểm tra trang cá nhân", "Summary of the check of personal pages"),
    "in_numbers": Text("Số liệu chung", "In numbers"),
    "first_due": Text("việc đầu tiên trước ngày {day}", "the first before {day}"),
    "other_units": Text("{number} đơn vị khác", "{number} other units"),
    "by_rule": Text("Theo nội dung, số người", "By content, in people"),
    "more_rules": Text("Còn {number} nội dung nữa, xem báo cáo đầy đủ.", "{number} more are in the full report."),
    "of_duty": Text("{number} người", "people: {number}"),
    "more_due": Text(
        "Còn {number} việc đến hạn sau đó, xem báo cáo đầy đủ.", "{number} that come due later are in the full report."
    ),
    "waived_note": Text("Đang được miễn: {number}.", "Set aside by waivers: {number}."),
    "incomplete": Text(
        "Chưa đầy đủ: {number} chỗ trong dữ liệu không đọc được hoặc sai, nên chưa được xét.",
        "Incomplete: {number} problems in the input were found, and what they concern was not judged.",
    ),
    "apparent": Text(
        "“Dấu hiệu vi phạm” là kết luận từ những gì sổ ghi; chưa phải kết luận của người có thẩm quyền.",
        "An apparent violation follows from what the register states; it is not the decision of those responsible.",
    ),
    "nameless": Text("Bản tóm tắt không nêu tên người.", "The summary names nobody."),
    "prepared_by": Text("Người lập", "Prepared by"),
    "head_of_office": Text("Thủ trưởng đơn vị", "Head of the office"),
}
"""What the summary for a superior says, beside the words of the page."""
