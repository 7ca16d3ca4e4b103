"""The fact vocabulary: every fact that a rule may read, from the table of fields and from that of derived facts here.

A fact is a typed value of a subject, known or unknown, that follows from what the register states and from nothing
else. A few facts are *judgements*: no field of the register can state them, so they are always unknown and leave the
last word to people.

What must not live here: how a fact's value is computed (`rows`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.text import Text
from qd85rules.lang.types import BOOL, DATE, STRING, enum_of, list_of
from qd85rules.model.choices import ADDRESS_KINDS, AGREEMENTS
from qd85rules.model.paths import fields_of
from qd85rules.model.sections import SECTIONS
from qd85rules.model.spec import Ask, Becomes, FactSpec

if TYPE_CHECKING:
    from qd85rules.lang.types import Type
    from qd85rules.model.spec import Field, Subject

_AGREEMENTS: Final = tuple(choice.value for choice in AGREEMENTS)
_ADDRESS_KINDS: Final = tuple(choice.value for choice in ADDRESS_KINDS)


def _type(field: Field) -> Type:
    match field.kind:
        case "identifier" | "text" | "address":
            return STRING
        case "yes_no":
            return BOOL
        case "date" | "event" | "deadline":
            return DATE
        case "texts":
            return list_of(STRING)
        case "choice":
            return _one_of(field)
        case "choices":
            return list_of(_one_of(field))


def _one_of(field: Field) -> Type:
    return enum_of(*(choice.value for choice in field.choices))


_STATED: Final = tuple(
    FactSpec(
        field.name,
        _type(field),
        section.subject,
        field.meaning,
        field.question,
        event=field.kind == "event",
        ahead=field.kind == "deadline",
        sensitive=field.sensitive,
        becomes=None if field.becomes is None else Becomes(field.becomes, True if field.kind == "yes_no" else None),
    )
    for section in SECTIONS
    for field in fields_of(section)
    if field.question is not None
)
"""The facts of each section, in the order of its fields."""

_DERIVED: Final = (
    FactSpec(
        "account.stated_unused",
        BOOL,
        "account",
        Text("chủ trang cho biết không còn dùng trang", "the holder states that the page is no longer used"),
        Text("Chủ trang còn dùng trang này không?", "Does the holder still use this page?"),
        derivation=Text(
            "đúng khi `in_use` là false, hoặc không ghi `in_use` mà có `unused_since`; không suy từ việc trang im ắng",
            "true where `in_use` is false, or not recorded beside an `unused_since`; never inferred from silence",
        ),
        inputs=("account.in_use", "account.unused_since"),
        asks=(Ask(("account.in_use",), (True, False)), Ask(("account.unused_since",), (True,))),
    ),
    FactSpec(
        "account.is_personal",
        BOOL,
        "account",
        Text("trang là trang cá nhân", "the page is a personal one"),
        Text(
            "Trang là trang cá nhân của chủ trang, hay là trang của cơ quan, tổ chức?",
            "Is the page the holder's own, or an organisation's?",
        ),
        derivation=Text(
            "như sổ ghi; không ghi thì coi là trang cá nhân, chỉ riêng trang cộng đồng thì chưa xác định",
            "as the register states; not recorded it is taken as personal, and only of a social page it is unknown",
        ),
        inputs=("account.personal", "account.kind"),
        asks=(Ask(("account.personal",), (True, False)),),
    ),
    FactSpec(
        "account.held_since",
        DATE,
        "account",
        Text("ngày trang thành của chủ trang", "the day since which the page is the holder's"),
        Text("Trang được lập ngày nào?", "On which day was the page set up?"),
        derivation=Text(
            "ngày trang về tay chủ trang từ người khác; nếu không thì ngày lập trang",
            "the day the page came to the holder from another; else the day it was set up",
        ),
        inputs=("account.opened_on",),
        asks=(Ask(("account.opened_on",)),),
    ),
    FactSpec(
        "account.left_on",
        DATE,
        "account",
        Text("ngày trang được cho hoặc bán đi", "the day the page was given away or sold"),
        Text(
            "Trang đã được cho hoặc bán đi chưa, hay đã trở về?",
            "Is the page given away or sold, or did it come back?",
        ),
        derivation=Text(
            "ngày của lần cho hoặc bán mà trang chưa trở về; `never` khi trang vẫn của chủ trang, kể cả khi cho mượn, "
            "cho thuê, thế chấp hay sổ không ghi các lần chuyển giao; chưa xác định khi không rõ trang đã trở về chưa",
            "the day of a gift or sale from which the page has not come back; `never` where it is still the holder's: "
            "lent, rented out, pledged, or no transfers recorded; unknown where it is open whether it came back",
        ),
        event=True,
    ),
    FactSpec(
        "account.came_on",
        DATE,
        "account",
        Text("ngày trang về tay chủ trang từ người khác", "the day the page came to the holder from another"),
        Text("Trang về tay chủ trang từ người khác ngày nào?", "On which day did the page come to the holder?"),
        derivation=Text(
            "ngày của lần nhận về mà trước đó trang chưa rời chủ trang; `never` khi trang vốn của chủ trang",
            "the day of a transfer that came in without having gone out before; `never` where it was the holder's own",
        ),
        event=True,
    ),
    FactSpec(
        "account.consistent",
        BOOL,
        "account",
        Text("sổ ghi về việc dùng trang không trái nhau", "what the register says of the page's use agrees"),
        Text(
            "Sổ ghi trái nhau về việc dùng trang: điều nào đúng?",
            "The register contradicts itself on the page's use: which is right?",
        ),
        derivation=Text(
            "đúng khi không có điều nào trái nhau; chưa xác định khi sổ ghi còn dùng mà đã hủy bỏ, thôi dùng, cho hay "
            "bán, hoặc còn hoạt động sau ngày thôi dùng hay hủy bỏ",
            "true where nothing contradicts; unknown where the page is stated to be in use and closed, given up, given "
            "away or sold, or active after it was given up or closed",
        ),
        inputs=("account.in_use", "account.last_active_on", "account.unused_since", "account.closed_on"),
        contradiction=True,
    ),
    FactSpec(
        "declaration.in_order",
        BOOL,
        "account",
        Text("ngày khai báo, báo cáo không trước ngày lập trang", "no declaration or report comes before the page"),
        Text(
            "Trang được khai báo hoặc báo cáo trước ngày lập: ngày nào đúng?",
            "The page was declared or reported before it was set up: which day is right?",
        ),
        derivation=Text(
            "đúng khi không ngày nào trước ngày lập trang; nếu không thì chưa xác định",
            "true where no such day comes before the page was set up; unknown where one does",
        ),
        inputs=("account.opened_on", "declaration.declared_on", "declaration.reported_on"),
        contradiction=True,
    ),
    FactSpec(
        "declaration.earlier_answers",
        BOOL,
        "account",
        Text(
            "lần khai báo trước khi có yêu cầu đã trả lời yêu cầu ấy",
            "the declaration made before the request answers it",
        ),
        Text(
            "Trang được khai báo trước khi có yêu cầu: như vậy đã trả lời yêu cầu chưa?",
            "The page was declared before the request: does that answer it?",
        ),
        judgement=True,
    ),
    FactSpec(
        "transfer.goes_on",
        BOOL,
        "transfer",
        Text(
            "việc chuyển giao từ trước còn tiếp diễn thì thuộc quy định",
            "a transfer from before that goes on falls under the regulation",
        ),
        Text(
            "Trang được giao cho người khác từ trước Quy định 85 và chưa lấy lại: việc ấy có thuộc quy định không?",
            "The page was handed over before Regulation 85 and not taken back: does that fall under it?",
        ),
        judgement=True,
    ),
    FactSpec(
        "incident.known_on",
        DATE,
        "incident",
        Text("ngày cấp ủy biết sự việc", "the day the committee came to know"),
        Text("Cấp ủy biết sự việc ngày nào?", "On which day did the committee come to know?"),
        derivation=Text(
            "ngày cấp ủy tự biết; nếu không có thì ngày cấp ủy được báo",
            "the day the committee found out by itself; else the day it was told",
        ),
        inputs=("incident.committee_known_on", "incident.committee_told_on"),
        asks=(Ask(("incident.committee_told_on",)), Ask(("incident.committee_known_on",))),
        event=True,
    ),
    FactSpec(
        "name.on_record",
        BOOL,
        "account",
        Text(
            "tên hiển thị là một tên khác có trong hồ sơ",
            "the display name is one of the other names on the personnel file",
        ),
        Text("Tên hiển thị có trong hồ sơ của chủ trang không?", "Is the display name on the holder's personnel file?"),
        derivation=Text(
            "so như so với họ tên theo giấy tờ; sai khi hồ sơ không ghi tên nào khác",
            "compared as with the legal name; false where no other names are recorded",
        ),
        inputs=("profile.display_name", "holder.other_names"),
        asks=(Ask(("profile.display_name",), (True, False)),),
    ),
    FactSpec(
        "name.agreement",
        enum_of(*_AGREEMENTS),
        "account",
        Text("tên hiển thị và họ tên theo giấy tờ khớp nhau thế nào", "how the display name and the legal name agree"),
        Text(
            "Tên hiển thị có đúng là tên của chủ trang không?",
            "Is the display name the holder's true name?",
        ),
        derivation=Text(
            "so theo chữ và dấu tiếng Việt; chưa xác định khi không so được chắc chắn",
            "compared by Vietnamese letters and marks; unknown where the comparison is in doubt",
        ),
        inputs=("profile.display_name", "holder.legal_name"),
        asks=(Ask(("profile.display_name", "holder.legal_name"), _AGREEMENTS),),
        becomes=Becomes(
            Text("đổi tên hiển thị thành họ và tên theo giấy tờ", "change the display name to the legal name"), "exact"
        ),
    ),
    FactSpec(
        "name.part_suffices",
        BOOL,
        "account",
        Text(
            "một phần của tên có đủ để coi là chính danh không",
            "whether a part of the name is enough to count as the true name",
        ),
        Text(
            "Trang chỉ ghi một phần của tên: như vậy đã đủ chính danh chưa?",
            "The page shows only a part of the name: is that enough to identify the holder?",
        ),
        judgement=True,
    ),
    FactSpec(
        "address.kind",
        enum_of(*_ADDRESS_KINDS),
        "account",
        Text(
            "địa chỉ thuộc nền tảng, tên miền riêng, tên miền của bên cung cấp, hay địa chỉ số",
            "whether the address is on a platform, a domain of its own, a host's sub-domain, or a number",
        ),
        Text("Địa chỉ của trang là gì?", "What is the page's address?"),
        derivation=Text(
            "trang cá nhân, trang cộng đồng, kênh: nền tảng; còn lại theo URL và danh sách hậu tố công cộng; `none` "
            "khi địa chỉ không có tên miền đăng ký được",
            "profiles, pages and channels: platform; otherwise from the URL and the Public Suffix List; `none` where "
            "the address has no registrable domain",
        ),
        inputs=("account.kind", "account.url"),
        asks=(Ask(("account.url",), _ADDRESS_KINDS), Ask(("account.kind",), ("platform",))),
    ),
    FactSpec(
        "address.under_vn",
        BOOL,
        "account",
        Text("tên miền thuộc “.vn”", "whether the domain is under .vn"),
        Text("Địa chỉ của trang là gì?", "What is the page's address?"),
        derivation=Text("theo hậu tố công cộng của máy chủ trong URL", "from the public suffix of the URL's host"),
        inputs=("account.url",),
        asks=(Ask(("account.url",), (True, False)),),
        becomes=Becomes(
            Text("chuyển trang sang tên miền thuộc “.vn”", "move the site to a domain under .vn"), value=True
        ),
    ),
    FactSpec(
        "address.vietnamese_name",
        BOOL,
        "account",
        Text("tên miền viết bằng chữ tiếng Việt", "whether the domain name is in Vietnamese letters"),
        Text("Tên miền có phải là tên miền tiếng Việt không?", "Is the domain name a Vietnamese-language one?"),
        derivation=Text(
            "đúng khi nhãn có chữ chỉ tiếng Việt dùng, hoặc có chữ tiếng Việt và thuộc “.vn”; chưa xác định khi chữ "
            "ấy ngôn ngữ khác cũng dùng, hoặc nhãn có chữ dễ nhầm",
            "true where the label has a letter that only Vietnamese uses, or Vietnamese letters under .vn; unknown "
            "where other languages use those letters too, or the label has look-alikes",
        ),
        inputs=("account.url",),
        asks=(Ask(("account.url",), (True, False)),),
        becomes=Becomes(
            Text("chuyển trang sang tên miền tiếng Việt", "move the site to a domain name in Vietnamese letters"),
            value=True,
        ),
    ),
    FactSpec(
        "register.declared_by_another",
        BOOL,
        "account",
        Text(
            "người khác trong cùng sổ cũng khai trang này",
            "whether another holder in the same register declares the same page",
        ),
        Text("Ai là chủ của trang này?", "Who holds this page?"),
        derivation=Text(
            "so URL đã chuẩn hóa, hoặc nền tảng và tên tài khoản, giữa những người giữ khác nhau",
            "from the normalised URL, or platform and handle, among different holders",
        ),
        inputs=("holder.id",),
        asks=(Ask(("holder.id",), (True, False)),),
        register=True,
    ),
    FactSpec(
        "register.declared_rightly",
        BOOL,
        "account",
        Text(
            "trong các bản khai cùng một trang, bản này có đúng không",
            "among the declarations of one page, whether this one is the true one",
        ),
        Text(
            "Nhiều người cùng khai trang này: bản khai nào đúng?",
            "Several holders declare this page: whose declaration is true?",
        ),
        judgement=True,
        register=True,
    ),
)

FACTS: Final[dict[str, FactSpec]] = {spec.name: spec for spec in (*_STATED, *_DERIVED)}
"""Every fact by name, in the order of the model, derived facts last."""


def facts_for(subject: Subject) -> dict[str, Type]:
    """Give the types of the facts that a rule on one subject may read: its own and its account's."""
    return {name: spec.type for name, spec in FACTS.items() if spec.subject in {"account", subject}}
