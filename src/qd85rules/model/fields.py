"""Every field of the account, in one table: all that is known of a field stands in its row, and nowhere else.

The model (`account`, written by `make fields`), the facts, the columns of tables, the order of dates, masking,
schemas, strategies and reference pages all follow from these rows.

What must not live here: sections (`sections`), closed sets and examples (`choices`), what pydantic makes of a kind of
field (`validation`), facts that are derived from fields (`vocabulary`). Nothing here imports pydantic.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from qd85rules.core.text import Text
from qd85rules.model.choices import ACCOUNT_KINDS, ADDRESSES, DIRECTIONS, NAMES, PURPOSES, ROLES, SIGNS, TRANSFER_KINDS
from qd85rules.model.spec import Field

_yes_no = partial(Field, kind="yes_no")
_date = partial(Field, kind="date")
_event = partial(Field, kind="event")
_choice = partial(Field, kind="choice")

FIELDS: Final = (
    Field(
        "account.id",
        Text("Mã của trang, duy nhất trong sổ.", "The page's id, unique in the register."),
        None,
        Text("Mã tài khoản | Mã | Mã trang | Mã số | Mã TK", "Account id | Account"),
        kind="identifier",
    ),
    _choice(
        "account.kind",
        Text("loại trang", "the kind of page"),
        Text("Đây là loại trang gì?", "What kind of page is this?"),
        Text("Loại trang | Loại tài khoản | Loại", "Account kind"),
        choices=ACCOUNT_KINDS,
    ),
    _yes_no(
        "account.personal",
        Text("trang là trang cá nhân của chủ trang", "the page is the holder's own, not an organisation's"),
        Text(
            "Trang là trang cá nhân của chủ trang, hay là trang của cơ quan, tổ chức?",
            "Is the page the holder's own, or an organisation's?",
        ),
        Text("Trang cá nhân | Là trang cá nhân | Của cá nhân", "Personal page"),
    ),
    Field(
        "account.platform",
        Text("nền tảng, viết thường", "the platform, in lower case"),
        Text("Trang ở nền tảng nào?", "Which platform is the page on?"),
        Text("Nền tảng | Mạng xã hội | Nền tảng mạng xã hội | Tên nền tảng", "Platform name"),
        examples=("facebook", "tiktok", "youtube"),
    ),
    Field(
        "account.url",
        Text("địa chỉ trang như đã khai", "the page's address as stated"),
        Text("Địa chỉ của trang là gì?", "What is the page's address?"),
        Text("Địa chỉ trang | Địa chỉ | Đường dẫn | Liên kết | Link trang", "Page address | Link | Address"),
        kind="address",
        examples=ADDRESSES,
        sensitive="url",
    ),
    Field(
        "account.handle",
        Text("tên tài khoản trên nền tảng", "the account's handle on its platform"),
        Text("Tên tài khoản trên nền tảng là gì?", "What is the account's handle?"),
        Text("Tên tài khoản | Tên người dùng | Tên đăng nhập", "User name | Username"),
        examples=("vi-du-1", "vi-du-2"),
        sensitive="handle",
    ),
    _date(
        "account.opened_on",
        Text("ngày lập trang", "the day the page was set up"),
        Text("Trang được lập ngày nào?", "On which day was the page set up?"),
        Text("Ngày mở | Ngày lập | Ngày lập trang | Ngày tạo", "Opening date"),
    ),
    Field(
        "holder.id",
        Text("mã chủ trang trong sổ", "the holder's identifier in the register"),
        Text("Mã của chủ trang là gì?", "What is the holder's identifier?"),
        Text("Mã chủ trang | Mã người giữ trang | Mã chủ tài khoản | Mã cán bộ | Mã đảng viên", "Holder number"),
        kind="identifier",
        examples=("vd-1", "vd-2", "vd-3"),
    ),
    Field(
        "holder.legal_name",
        Text("họ và tên theo giấy tờ", "the holder's legal name"),
        Text("Họ và tên theo giấy tờ của chủ trang là gì?", "What is the holder's legal name?"),
        Text(
            "Họ và tên | Họ và tên theo giấy tờ | Họ và tên khai sinh | Họ tên | Tên khai sinh | Tên thật",
            "Legal name | Full name",
        ),
        examples=NAMES,
        sensitive="name",
    ),
    Field(
        "holder.other_names",
        Text("các tên khác có trong hồ sơ của chủ trang", "the holder's other names on the personnel file"),
        Text("Hồ sơ của chủ trang có những tên nào khác?", "Which other names has the holder on file?"),
        Text("Tên khác | Tên gọi khác | Bí danh | Bút danh", "Other names"),
        kind="texts",
        examples=("Mây Chiều", "Ma Văn Kháng"),
        sensitive="name",
    ),
    Field(
        "holder.roles",
        Text("chủ trang là", "the holder's roles"),
        Text(
            "Chủ trang có phải là cán bộ, đảng viên, công chức hay viên chức không?",
            "Is the holder a Party member, cadre, civil servant or public employee?",
        ),
        Text("Vai trò | Tư cách | Diện | Đối tượng | Diện đối tượng", "Roles"),
        kind="choices",
        choices=ROLES,
    ),
    Field(
        "holder.unit",
        Text("đơn vị của chủ trang", "the holder's unit"),
        Text("Chủ trang thuộc đơn vị nào?", "Which unit does the holder belong to?"),
        Text("Đơn vị | Cơ quan | Cơ quan, đơn vị | Đơn vị công tác", "Unit"),
        examples=("vi-du/mot", "vi-du/hai", "vi-du/ba"),
        unquoted=True,
    ),
    Field(
        "profile.display_name",
        Text("tên hiển thị trên trang", "the name that the page shows"),
        Text("Trang hiển thị tên gì?", "Which name does the page show?"),
        Text("Tên hiển thị | Tên hiển thị trên trang | Tên trang", "Display name"),
        examples=NAMES,
        sensitive="name",
    ),
    _yes_no(
        "profile.true_name_stated",
        Text(
            "trang hoặc thông tin đăng ký với nhà cung cấp có ghi tên thật",
            "the page, or its registration with the provider, gives the true name",
        ),
        Text(
            "Trang, hoặc thông tin đăng ký với nhà cung cấp, có ghi tên thật của chủ trang không?",
            "Does the page, or its registration with the provider, give the holder's true name?",
        ),
        Text("Có ghi tên thật | Đã ghi tên thật | Đăng ký bằng tên thật", "True name stated"),
        becomes=Text("ghi tên thật trên trang hoặc khi đăng ký", "give the true name on the page or when registering"),
    ),
    _yes_no(
        "profile.personal_info",
        Text("trang có thông tin cá nhân", "the profile gives personal information"),
        Text("Trang đã có thông tin cá nhân chưa?", "Does the profile give personal information?"),
        Text("Có thông tin cá nhân | Thông tin cá nhân", "Personal info"),
        becomes=Text("ghi thông tin cá nhân trên trang", "give personal information on the profile"),
    ),
    _yes_no(
        "profile.contact_info",
        Text("trang có thông tin liên hệ", "the profile gives contact information"),
        Text("Trang đã có thông tin liên hệ chưa?", "Does the profile give contact information?"),
        Text("Có thông tin liên hệ | Thông tin liên hệ", "Contact info"),
        becomes=Text("ghi thông tin liên hệ trên trang", "give contact information on the profile"),
    ),
    _yes_no(
        "profile.portrait",
        Text("trang có ảnh đại diện", "the profile shows a profile picture"),
        Text("Trang đã có ảnh đại diện chưa?", "Does the profile show a profile picture?"),
        Text("Có ảnh đại diện | Ảnh đại diện | Có ảnh chân dung | Ảnh chân dung", "Profile picture | Portrait"),
        becomes=Text("để ảnh đại diện", "show a profile picture"),
    ),
    _event(
        "declaration.requested_on",
        Text(
            "ngày cấp ủy hoặc cơ quan có thẩm quyền yêu cầu khai báo",
            "the day a committee or competent body asked for the declaration",
        ),
        Text(
            "Cấp ủy hoặc cơ quan có thẩm quyền đã yêu cầu khai báo chưa, ngày nào?",
            "Has a committee or competent body asked for a declaration, and on which day?",
        ),
        Text(
            "Ngày yêu cầu kê khai | Ngày được yêu cầu kê khai | Ngày yêu cầu khai báo | Ngày được yêu cầu khai báo",
            "Requested on",
        ),
    ),
    Field(
        "declaration.due_by",
        Text("ngày cuối cùng mà yêu cầu khai báo ấn định", "the last day that the request itself set"),
        Text("Yêu cầu khai báo ấn định ngày cuối cùng nào?", "Which last day did the request set?"),
        Text("Hạn khai báo | Thời hạn khai báo | Hạn kê khai", "Due by"),
        kind="deadline",
        not_before=("requested_on",),
        implies="requested_on",
    ),
    _event(
        "declaration.declared_on",
        Text("ngày khai báo theo yêu cầu", "the day the page was declared on request"),
        Text("Trang đã được khai báo chưa, ngày nào?", "Has the page been declared, and on which day?"),
        Text("Ngày kê khai | Ngày khai báo", "Declared on"),
        becomes=Text("khai báo trang với nơi yêu cầu", "declare the page to whoever asked"),
    ),
    _yes_no(
        "declaration.complete",
        Text("nội dung khai báo đầy đủ", "the declaration is complete"),
        Text("Nội dung khai báo có đầy đủ không?", "Is the declaration complete?"),
        Text("Kê khai đầy đủ | Khai báo đầy đủ", "Declared completely"),
        becomes=Text("khai bổ sung cho đầy đủ", "complete the declaration"),
    ),
    _yes_no(
        "declaration.truthful",
        Text("nội dung khai báo đúng sự thật", "the declaration is truthful"),
        Text("Nội dung khai báo có đúng sự thật không?", "Is the declaration truthful?"),
        Text("Kê khai trung thực | Khai báo trung thực | Khai báo đúng sự thật", "Declared truthfully"),
        becomes=Text("khai lại cho đúng sự thật", "correct the declaration so that it is true"),
    ),
    _event(
        "declaration.reported_on",
        Text("ngày báo cáo về trang đang dùng", "the day the page in use was reported"),
        Text("Trang đang dùng đã được báo cáo chưa, ngày nào?", "Has the page in use been reported, and on which day?"),
        Text("Ngày báo cáo | Ngày báo cáo trang | Ngày báo cáo cấp ủy", "Reported on"),
        becomes=Text("báo cáo trang với cấp ủy", "report the page to the committee"),
    ),
    _yes_no(
        "declaration.report_truthful",
        Text("nội dung báo cáo đúng sự thật", "the report is truthful"),
        Text("Nội dung báo cáo về trang có đúng sự thật không?", "Is the report on the page truthful?"),
        Text("Báo cáo trung thực | Báo cáo đúng sự thật", "Reported truthfully"),
        becomes=Text("báo cáo lại cho đúng sự thật", "correct the report so that it is true"),
    ),
    _event(
        "declaration.commitment_on",
        Text("ngày cam kết", "the day the commitment was made"),
        Text("Chủ trang đã cam kết chưa, ngày nào?", "Has the commitment been made, and on which day?"),
        Text("Ngày cam kết | Ngày ký cam kết", "Commitment on"),
        becomes=Text("cam kết", "make the commitment"),
    ),
    _yes_no(
        "account.in_use",
        Text("chủ trang cho biết trang còn dùng", "the holder states that the page is in use"),
        Text("Chủ trang còn dùng trang này không?", "Does the holder still use this page?"),
        Text("Đang sử dụng | Đang dùng | Còn sử dụng", "Still in use"),
    ),
    _date(
        "account.last_active_on",
        Text("ngày hoạt động gần nhất đã ghi nhận", "the latest day of activity that the register records"),
        Text("Lần hoạt động gần nhất là ngày nào?", "When was the page last active?"),
        Text("Ngày hoạt động gần nhất | Ngày hoạt động cuối | Lần hoạt động cuối", "Last active"),
        not_before=("opened_on",),
    ),
    _date(
        "account.unused_since",
        Text("ngày thôi dùng trang", "the day since which the page is no longer used"),
        Text("Trang thôi dùng từ ngày nào?", "Since which day is the page no longer used?"),
        Text("Không sử dụng từ ngày | Không sử dụng từ | Không dùng từ | Ngày thôi dùng", "Not used since"),
        not_before=("opened_on",),
    ),
    _event(
        "account.closed_on",
        Text("ngày hủy bỏ trang", "the day the page was closed"),
        Text("Trang đã được hủy bỏ chưa, ngày nào?", "Has the page been closed, and on which day?"),
        Text("Ngày đóng | Ngày đóng trang | Ngày hủy bỏ | Ngày hủy bỏ trang", "Closing date"),
        not_before=("opened_on", "unused_since"),
        becomes=Text("hủy bỏ trang", "close the page"),
    ),
    _choice(
        "transfer.direction",
        Text("chiều chuyển giao", "the direction of the transfer"),
        Text("Trang được chuyển đi hay nhận về?", "Did the page leave the holder or come to the holder?"),
        Text("Chiều | Chiều chuyển giao | Chiều chuyển | Hướng", "Direction"),
        choices=DIRECTIONS,
    ),
    _choice(
        "transfer.kind",
        Text("hình thức chuyển giao", "the kind of transfer"),
        Text("Trang được chuyển theo hình thức nào?", "In which way was the page transferred?"),
        Text("Hình thức | Hình thức chuyển giao | Hình thức chuyển", "Transfer kind"),
        choices=TRANSFER_KINDS,
    ),
    _date(
        "transfer.on",
        Text("ngày chuyển giao", "the day of the transfer"),
        Text("Việc chuyển diễn ra ngày nào?", "On which day did the transfer take place?"),
        Text("Ngày | Ngày chuyển giao | Ngày chuyển", "Date"),
    ),
    _choice(
        "transfer.purpose",
        Text(
            "mục đích: hợp pháp hay để làm việc trái quy định",
            "the purpose: lawful, or to act against the rules or the law",
        ),
        Text(
            "Nhận trang để làm gì: đúng hay trái quy định của Đảng, pháp luật của Nhà nước?",
            "For what purpose was the page taken: within or against the Party's rules and the law?",
        ),
        Text("Mục đích", "Purpose"),
        choices=PURPOSES,
    ),
    Field(
        "transfer.counterparty",
        Text("mã của bên kia", "the other party's identifier"),
        Text("Bên kia là ai (mã)?", "Who is the other party (identifier)?"),
        Text("Bên kia | Mã bên kia | Người giao hoặc nhận", "Other party"),
        kind="identifier",
        examples=("vi-du-1", "vi-du-2", "vi-du-3"),
        unquoted=True,
    ),
    _event(
        "transfer.returned_on",
        Text("ngày trang trở về", "the day the page came back"),
        Text("Trang đã trở về với chủ trang chưa, ngày nào?", "Has the page come back, and on which day?"),
        Text("Ngày trả lại | Ngày trở về | Ngày nhận lại", "Returned on"),
        not_before=("on",),
        becomes=Text("lấy lại trang", "take the page back"),
    ),
    _choice(
        "incident.sign",
        Text("dấu hiệu", "the sign"),
        Text("Đó là dấu hiệu gì?", "Which sign was it?"),
        Text("Dấu hiệu", "Sign"),
        choices=SIGNS,
    ),
    _date(
        "incident.detected_on",
        Text("ngày phát hiện", "the day the sign was noticed"),
        Text("Dấu hiệu được phát hiện ngày nào?", "On which day was the sign noticed?"),
        Text("Ngày phát hiện", "Detected on"),
    ),
    _event(
        "incident.committee_known_on",
        Text("ngày cấp ủy tự biết sự việc", "the day the committee found out by itself"),
        Text("Cấp ủy có tự biết sự việc không, ngày nào?", "Did the committee find out by itself, and on which day?"),
        Text("Ngày cấp ủy biết | Ngày cấp ủy tự biết", "Committee known on"),
    ),
    _event(
        "incident.activity_stopped_on",
        Text("ngày dừng hoạt động", "the day activity on the page stopped"),
        Text("Trang đã dừng hoạt động chưa, ngày nào?", "Has activity been stopped, and on which day?"),
        Text("Ngày dừng hoạt động | Ngày ngừng hoạt động", "Stopped on"),
        becomes=Text("dừng hoạt động của trang", "stop activity on the page"),
    ),
    _event(
        "incident.committee_told_on",
        Text("ngày báo cấp ủy", "the day the Party committee was told"),
        Text("Đã báo cấp ủy chưa, ngày nào?", "Has the Party committee been told, and on which day?"),
        Text("Ngày báo cấp ủy", "Committee told on"),
        not_before=("detected_on",),
        becomes=Text("báo cấp ủy", "tell the Party committee"),
    ),
    _event(
        "incident.authority_told_on",
        Text("ngày báo cơ quan chức năng", "the day the competent authority was told"),
        Text("Đã báo cơ quan chức năng chưa, ngày nào?", "Has the competent authority been told, and on which day?"),
        Text("Ngày báo cơ quan chức năng", "Authority told on"),
        not_before=("detected_on",),
        becomes=Text("báo cơ quan chức năng", "tell the competent authority"),
    ),
    _event(
        "incident.provider_told_on",
        Text("ngày báo nhà cung cấp dịch vụ", "the day the service provider was told"),
        Text("Đã báo nhà cung cấp dịch vụ chưa, ngày nào?", "Has the service provider been told, and on which day?"),
        Text("Ngày báo nhà cung cấp | Ngày báo nhà cung cấp dịch vụ", "Provider told on"),
        not_before=("detected_on",),
        becomes=Text("báo nhà cung cấp dịch vụ", "tell the service provider"),
    ),
    _event(
        "incident.committee_reported_on",
        Text("ngày cấp ủy báo cáo cơ quan có thẩm quyền", "the day the committee reported to the competent bodies"),
        Text(
            "Cấp ủy đã báo cáo các cơ quan chức năng có thẩm quyền chưa, ngày nào?",
            "Has the committee reported to the competent bodies, and on which day?",
        ),
        Text("Ngày cấp ủy báo cáo", "Committee reported on"),
        becomes=Text("để cấp ủy báo cáo cơ quan có thẩm quyền", "have the committee report to the competent bodies"),
    ),
    _event(
        "incident.information_body_told_on",
        Text(
            "ngày cấp ủy thông báo cơ quan thông tin, truyền thông",
            "the day the committee told the information and communications body",
        ),
        Text(
            "Cấp ủy đã thông báo cơ quan thông tin, truyền thông có liên quan chưa, ngày nào?",
            "Has the committee told the information and communications body concerned, and on which day?",
        ),
        Text("Ngày thông báo cơ quan thông tin, truyền thông | Ngày báo cơ quan thông tin", "Information body told on"),
        becomes=Text(
            "để cấp ủy thông báo cơ quan thông tin, truyền thông",
            "have the committee tell the information and communications body",
        ),
    ),
    _event(
        "incident.resolved_on",
        Text("ngày giải quyết xong", "the day the incident was resolved"),
        Text("Vụ việc đã giải quyết xong chưa, ngày nào?", "Has the incident been resolved, and on which day?"),
        Text("Ngày khắc phục | Ngày xử lý xong | Ngày giải quyết xong", "Resolved on"),
        not_before=("detected_on",),
        becomes=Text("giải quyết xong vụ việc", "resolve the incident"),
    ),
)
"""Every field, in the order of the account."""
