"""The schema of `qd85rules.toml`, which is also that of `[tool.qd85rules]`: the table of settings, in both languages.

What must not live here: the settings (`cli.settings`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.parts import BOOLEAN, DATE, Schema, spoken, titled, whole
from qd85rules.cli.settings import SETTINGS, choices_of
from qd85rules.core.text import Text
from qd85rules.intake.tablesettings import IDS, ORDERS, PATHS

if TYPE_CHECKING:
    from qd85rules.cli.settings import SettingSpec
    from qd85rules.core.text import Language

_TITLE: Final = Text("Thiết lập của qd85rules", "Settings for qd85rules")
_ABOUT: Final = Text(
    "Thiết lập trong tệp; biến môi trường và tùy chọn trên dòng lệnh mạnh hơn.",
    "Settings of a file; variables of the environment and flags are stronger.",
)
_VIETNAMESE: Final = {
    "as-of": "ngày kiểm tra, YYYY-MM-DD (mặc định: hôm nay)",
    "time-zone": "múi giờ của ngày hôm nay, khi không nêu ngày (mặc định: Asia/Ho_Chi_Minh)",
    "pack": "gói của thư viện (national, local/phu-ninh, ...) hoặc thư mục; nhiều gói thì từ dưới lên",
    "param": "giá trị tham số",
    "suffix-list": "tệp Public Suffix List mới hơn bản kèm theo",
    "paths": "tệp, thư mục, hoặc - cho đầu vào chuẩn",
    "stdin-filename": "tên mà đầu vào chuẩn sẽ có nếu là tệp",
    "input-format": "định dạng, khi tên tệp không cho biết",
    "blank-means": "ngày để trống nghĩa là gì (mặc định: unknown, hoặc như sổ ghi)",
    "blank-lists": "danh sách để trống nghĩa là gì (mặc định: unknown, hoặc như sổ ghi)",
    "exclude": "những tệp trong thư mục không kiểm tra",
    "table": "cách đọc bảng: cột bỏ qua, thứ tự ngày tháng, cách lập mã, ý nghĩa các cột",
    "per-file": "coi mỗi tệp là một sổ riêng",
    "output-format": "định dạng báo cáo; mỗi định dạng đi với một output-file (mặc định: text)",
    "output-file": "nơi ghi báo cáo của output-format cùng thứ tự; - là đầu ra chuẩn",
    "sarif-include": "báo cáo SARIF có gì ngoài vi phạm",
    "group-by": "trong văn bản và Markdown, kết quả xếp theo gì",
    "undetermined-as": "mức của kết quả chưa xác định trong SARIF",
    "lang": "ngôn ngữ của báo cáo (mặc định: vi)",
    "all": "hiện mọi kết quả: đúng quy định, không áp dụng, đã biết",
    "show-names": "hiện tên riêng, không che",
    "color": "màu (mặc định: auto)",
    "quiet": "chỉ báo thất bại trên luồng lỗi chuẩn",
    "verbose": "cho biết đã đọc những tệp nào",
    "engine": "bộ máy (mặc định: auto, hai kết luận độc lập)",
    "fail-on": "điều gì làm mã thoát là 1 (mặc định: violation)",
    "allow-undetermined": "mã thoát 0 dù có kết quả chưa xác định",
    "allow-empty": "mã thoát 0 khi không có gì để kiểm tra",
    "exit-zero": "mã thoát 0 dù tìm thấy gì; thất bại vẫn là 2",
    "waivers": "tệp danh sách miễn trừ",
    "waiver-notice-days": "báo những miễn trừ sẽ hết hạn trong bấy nhiêu ngày (mặc định: 30)",
    "baseline": "chỉ tính những kết quả mà tệp này chưa có",
}


def config_schema(lang: Language = "en") -> Schema:
    """Give the schema of a settings file."""
    body: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"description": Text(_VIETNAMESE[name], setting.help), **_value(setting)}
            for name, setting in SETTINGS.items()
        },
    }
    return cast("Schema", spoken(titled(_TITLE, _ABOUT, body), lang))


_ORDER: Final[Schema] = {
    "description": Text("thứ tự ngày, tháng, năm", "the order of day, month and year"),
    "enum": list(ORDERS),
}
_TABLE: Final[Schema] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "ignore": {
            "description": Text("các cột không đọc", "columns that are not read"),
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        },
        "dates": _ORDER,
        "id": {"description": Text("cách lập mã tài khoản", "how ids are made"), "enum": list(IDS)},
        "columns": {
            "description": Text("ý nghĩa của từng cột", "what each column holds"),
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"enum": list(PATHS)},
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            "field": {
                                "description": Text("trường của tài khoản", "a field of the account"),
                                "enum": list(PATHS),
                            },
                            "platform": {
                                "description": Text("nền tảng của các trang trong cột", "the platform of its pages"),
                                "type": "string",
                            },
                            "value": {
                                "description": Text("giá trị mà dấu trong ô muốn nói", "the value that a mark states"),
                                "type": "string",
                            },
                            "dates": _ORDER,
                        },
                        "required": ["field"],
                    },
                ]
            },
        },
    },
}
"""The settings of tables."""


def _value(setting: SettingSpec) -> Schema:
    text: Schema = {"type": "string", "minLength": 1}
    match setting.kind:
        case "switch":
            return BOOLEAN
        case "number":
            return whole(0)
        case "day":
            return DATE
        case "pairs":
            return {"type": "object"}
        case "table":
            return _TABLE
        case "word":
            return {"enum": list(choices_of(setting))}
        case "words":
            return _one_or_several({"enum": list(choices_of(setting))})
        case "texts" | "paths" | "packs":
            return _one_or_several(text)
        case _:
            return text


def _one_or_several(item: Schema) -> Schema:
    # Not `anyOf`: so a problem is told of the value that is there.
    return {"type": ["string", "array"], "items": item, "if": {"type": "string"}, "then": item}
