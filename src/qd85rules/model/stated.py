"""The facts that are fields of the account model, as a table.

What must not live here: derived facts (`vocabulary`) and how values are read (`rows`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from qd85rules.core.text import Text
from qd85rules.lang.types import BOOL, DATE, STRING, Type, enum_of, list_of
from qd85rules.model.account import AccountKind, Role, TransferKind
from qd85rules.model.spec import Becomes, FactSpec

if TYPE_CHECKING:
    from qd85rules.model.spec import Sensitivity, Subject

__all__ = ["STATED"]


def _field(
    name: str,
    type_: Type,
    meaning: tuple[str, str],
    question: tuple[str, str],
    *,
    event: bool = False,
    sensitive: Sensitivity | None = None,
    becomes: Becomes | None = None,
) -> FactSpec:
    section = name.partition(".")[0]
    subject: Subject = "transfer" if section == "transfer" else "incident" if section == "incident" else "account"
    return FactSpec(
        name, type_, subject, Text(*meaning), Text(*question), event=event, sensitive=sensitive, becomes=becomes
    )


_ACCOUNT: Final = (
    _field(
        "account.kind",
        enum_of(*get_args(AccountKind)),
        ("loại trang", "the kind of page"),
        ("Đây là loại trang gì?", "What kind of page is this?"),
    ),
    _field(
        "account.platform",
        STRING,
        ("nền tảng, viết thường", "the platform, in lower case"),
        ("Trang ở nền tảng nào?", "Which platform is the page on?"),
    ),
    _field(
        "account.url",
        STRING,
        ("địa chỉ trang như đã khai", "the page's address as stated"),
        ("Địa chỉ của trang là gì?", "What is the page's address?"),
        sensitive="url",
    ),
    _field(
        "account.handle",
        STRING,
        ("tên tài khoản trên nền tảng", "the account's handle on its platform"),
        ("Tên tài khoản trên nền tảng là gì?", "What is the account's handle?"),
        sensitive="handle",
    ),
    _field(
        "account.opened_on",
        DATE,
        ("ngày lập trang", "the day the page was set up"),
        ("Trang được lập ngày nào?", "On which day was the page set up?"),
    ),
    _field(
        "account.in_use",
        BOOL,
        ("chủ trang cho biết trang còn dùng hay không", "whether the holder states that the page is in use"),
        ("Chủ trang còn dùng trang này không?", "Does the holder still use this page?"),
    ),
    _field(
        "account.last_active_on",
        DATE,
        ("ngày hoạt động gần nhất đã ghi nhận", "the latest day of activity that the register records"),
        ("Lần hoạt động gần nhất là ngày nào?", "When was the page last active?"),
    ),
    _field(
        "account.unused_since",
        DATE,
        ("ngày thôi dùng trang", "the day since which the page is no longer used"),
        ("Trang thôi dùng từ ngày nào?", "Since which day is the page no longer used?"),
    ),
    _field(
        "account.closed_on",
        DATE,
        ("ngày hủy bỏ trang", "the day the page was closed"),
        ("Trang đã được hủy bỏ chưa, ngày nào?", "Has the page been closed, and on which day?"),
        event=True,
        becomes=Becomes(Text("hủy bỏ trang", "close the page")),
    ),
)

_HOLDER: Final = (
    _field(
        "holder.id",
        STRING,
        ("mã chủ trang trong sổ", "the holder's identifier in the register"),
        ("Mã của chủ trang là gì?", "What is the holder's identifier?"),
    ),
    _field(
        "holder.legal_name",
        STRING,
        ("họ và tên khai sinh", "the holder's legal name"),
        ("Họ và tên khai sinh của chủ trang là gì?", "What is the holder's legal name?"),
        sensitive="name",
    ),
    _field(
        "holder.roles",
        list_of(enum_of(*get_args(Role))),
        ("tư cách của chủ trang", "the holder's roles"),
        (
            "Chủ trang có phải là cán bộ, đảng viên, công chức hay viên chức không?",
            "Is the holder a Party member, cadre, civil servant or public employee?",
        ),
    ),
    _field(
        "holder.unit",
        STRING,
        ("đơn vị của chủ trang", "the holder's unit"),
        ("Chủ trang thuộc đơn vị nào?", "Which unit does the holder belong to?"),
    ),
)

_PROFILE: Final = (
    _field(
        "profile.display_name",
        STRING,
        ("tên hiển thị trên trang", "the name that the page shows"),
        ("Trang hiển thị tên gì?", "Which name does the page show?"),
        sensitive="name",
    ),
    _field(
        "profile.personal_info",
        BOOL,
        ("trang có thông tin cá nhân", "whether the profile gives personal information"),
        ("Trang đã có thông tin cá nhân chưa?", "Does the profile give personal information?"),
        becomes=Becomes(
            Text("ghi thông tin cá nhân trên trang", "give personal information on the profile"), value=True
        ),
    ),
    _field(
        "profile.contact_info",
        BOOL,
        ("trang có thông tin liên hệ", "whether the profile gives contact information"),
        ("Trang đã có thông tin liên hệ chưa?", "Does the profile give contact information?"),
        becomes=Becomes(
            Text("ghi thông tin liên hệ trên trang", "give contact information on the profile"), value=True
        ),
    ),
    _field(
        "profile.portrait",
        BOOL,
        ("trang có ảnh đại diện của chủ trang", "whether the profile shows the holder's portrait"),
        ("Trang đã có ảnh đại diện của chủ trang chưa?", "Does the profile show the holder's portrait?"),
        becomes=Becomes(Text("để ảnh đại diện của chủ trang", "show the holder's portrait"), value=True),
    ),
)

_DECLARATION: Final = (
    _field(
        "declaration.requested_on",
        DATE,
        (
            "ngày cấp ủy hoặc cơ quan có thẩm quyền yêu cầu khai báo",
            "the day a committee or competent body asked for the declaration",
        ),
        (
            "Cấp ủy hoặc cơ quan có thẩm quyền đã yêu cầu khai báo chưa, ngày nào?",
            "Has a committee or competent body asked for a declaration, and on which day?",
        ),
        event=True,
    ),
    _field(
        "declaration.declared_on",
        DATE,
        ("ngày khai báo theo yêu cầu", "the day the page was declared on request"),
        ("Trang đã được khai báo chưa, ngày nào?", "Has the page been declared, and on which day?"),
        event=True,
        becomes=Becomes(Text("khai báo trang với nơi yêu cầu", "declare the page to whoever asked")),
    ),
    _field(
        "declaration.complete",
        BOOL,
        ("nội dung khai có đầy đủ không", "whether the declaration is complete"),
        ("Nội dung khai báo có đầy đủ không?", "Is the declaration complete?"),
        becomes=Becomes(Text("khai bổ sung cho đầy đủ", "complete the declaration"), value=True),
    ),
    _field(
        "declaration.truthful",
        BOOL,
        ("nội dung khai có đúng sự thật không", "whether the declaration is truthful"),
        ("Nội dung khai báo có đúng sự thật không?", "Is the declaration truthful?"),
        becomes=Becomes(Text("khai lại cho đúng sự thật", "correct the declaration so that it is true"), value=True),
    ),
    _field(
        "declaration.reported_on",
        DATE,
        ("ngày báo cáo về trang đang dùng", "the day the page in use was reported"),
        ("Trang đang dùng đã được báo cáo chưa, ngày nào?", "Has the page in use been reported, and on which day?"),
        event=True,
        becomes=Becomes(Text("báo cáo trang với cấp ủy", "report the page to the committee")),
    ),
    _field(
        "declaration.commitment_on",
        DATE,
        ("ngày ký cam kết", "the day the commitment was signed"),
        ("Bản cam kết đã được ký chưa, ngày nào?", "Has the commitment been signed, and on which day?"),
        event=True,
        becomes=Becomes(Text("ký bản cam kết", "sign the commitment")),
    ),
)

_TRANSFER: Final = (
    _field(
        "transfer.direction",
        enum_of("out", "in"),
        ("chiều chuyển: đi khỏi hay về tay chủ trang", "whether the page left the holder or came to the holder"),
        ("Trang được chuyển đi hay nhận về?", "Did the page leave the holder or come to the holder?"),
    ),
    _field(
        "transfer.kind",
        enum_of(*get_args(TransferKind)),
        ("hình thức chuyển", "the kind of transfer"),
        ("Trang được chuyển theo hình thức nào?", "In which way was the page transferred?"),
    ),
    _field(
        "transfer.on",
        DATE,
        ("ngày chuyển", "the day of the transfer"),
        ("Việc chuyển diễn ra ngày nào?", "On which day did the transfer take place?"),
    ),
    _field(
        "transfer.purpose",
        enum_of("lawful", "unlawful"),
        (
            "mục đích: hợp pháp hay để làm việc trái quy định",
            "the purpose: lawful, or to act against the rules or the law",
        ),
        (
            "Nhận trang để làm gì: đúng hay trái quy định của Đảng, pháp luật của Nhà nước?",
            "For what purpose was the page taken: within or against the Party's rules and the law?",
        ),
    ),
    _field(
        "transfer.counterparty",
        STRING,
        ("mã của bên kia", "the other party's identifier"),
        ("Bên kia là ai (mã)?", "Who is the other party (identifier)?"),
    ),
)

_INCIDENT: Final = (
    _field(
        "incident.sign",
        enum_of("anomaly", "loss_of_control", "impersonation", "misuse"),
        ("dấu hiệu", "the sign"),
        ("Đó là dấu hiệu gì?", "Which sign was it?"),
    ),
    _field(
        "incident.detected_on",
        DATE,
        ("ngày phát hiện", "the day the sign was noticed"),
        ("Dấu hiệu được phát hiện ngày nào?", "On which day was the sign noticed?"),
    ),
    _field(
        "incident.activity_stopped_on",
        DATE,
        ("ngày dừng hoạt động", "the day activity on the page stopped"),
        ("Trang đã dừng hoạt động chưa, ngày nào?", "Has activity been stopped, and on which day?"),
        event=True,
        becomes=Becomes(Text("dừng hoạt động của trang", "stop activity on the page")),
    ),
    _field(
        "incident.committee_told_on",
        DATE,
        ("ngày báo cấp ủy", "the day the Party committee was told"),
        ("Đã báo cấp ủy chưa, ngày nào?", "Has the Party committee been told, and on which day?"),
        event=True,
        becomes=Becomes(Text("báo cấp ủy", "tell the Party committee")),
    ),
    _field(
        "incident.authority_told_on",
        DATE,
        ("ngày báo cơ quan chức năng", "the day the competent authority was told"),
        ("Đã báo cơ quan chức năng chưa, ngày nào?", "Has the competent authority been told, and on which day?"),
        event=True,
        becomes=Becomes(Text("báo cơ quan chức năng", "tell the competent authority")),
    ),
    _field(
        "incident.provider_told_on",
        DATE,
        ("ngày báo nhà cung cấp dịch vụ", "the day the service provider was told"),
        ("Đã báo nhà cung cấp dịch vụ chưa, ngày nào?", "Has the service provider been told, and on which day?"),
        event=True,
        becomes=Becomes(Text("báo nhà cung cấp dịch vụ", "tell the service provider")),
    ),
    _field(
        "incident.committee_reported_on",
        DATE,
        (
            "ngày cấp ủy báo cơ quan có thẩm quyền và cơ quan thông tin, truyền thông",
            "the day the committee passed the case to the competent bodies, information bodies among them",
        ),
        (
            "Cấp ủy đã báo cơ quan có thẩm quyền và cơ quan thông tin, truyền thông chưa, ngày nào?",
            "Has the committee told the competent bodies, information bodies among them, and on which day?",
        ),
        event=True,
        becomes=Becomes(Text("để cấp ủy báo tiếp vụ việc", "have the committee pass the case on")),
    ),
    _field(
        "incident.resolved_on",
        DATE,
        ("ngày giải quyết xong", "the day the incident was resolved"),
        ("Vụ việc đã giải quyết xong chưa, ngày nào?", "Has the incident been resolved, and on which day?"),
        event=True,
        becomes=Becomes(Text("giải quyết xong vụ việc", "resolve the incident")),
    ),
)

STATED: Final = (*_ACCOUNT, *_HOLDER, *_PROFILE, *_DECLARATION, *_TRANSFER, *_INCIDENT)
