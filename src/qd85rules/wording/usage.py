"""Usage: what a command cannot do as it was asked, and what to write instead; and how a run that failed ends."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

# How a run that failed ends.

SETTINGS_FAILED: Final = Text(
    "không dùng được cài đặt; chưa làm gì cả", "the settings cannot be used; nothing was done"
)
PACKS_FAILED: Final = Text(
    "gói quy tắc có {problems}; không kiểm tra gì cả", "{problems} in the packs; nothing was checked"
)
INPUT_FAILED: Final = Text(
    "dữ liệu vào có {problems}; không kiểm tra gì cả", "{problems} in the input; nothing was checked"
)
INTERRUPTED: Final = Text("đã bị ngắt", "interrupted")
PLEASE_REPORT: Final = Text(
    "xin hãy báo lỗi này; QD85RULES_TRACEBACK=1 cho thấy lỗi phát sinh ở đâu",
    "please report it; QD85RULES_TRACEBACK=1 shows where it arose",
)

# The command line.

ERROR: Final = Text("lỗi", "error")
HINTED: Final = Text("{said} ({hint})", "{said} ({hint})")
UNKNOWN_ARGUMENT: Final = Text(
    "`qd85 {command}` không có đối số `{flag}`", "unknown argument `{flag}` of `qd85 {command}`"
)
SEE_HELP: Final = Text("xem `qd85 {command} --help`", "see `qd85 {command} --help`")
PARAM_WITHOUT_VALUE: Final = Text(
    "`--{flag} {given}` thiếu giá trị (viết `--{flag} TÊN=GIÁ_TRỊ`)",
    "`--{flag} {given}` has no value (write `--{flag} NAME=VALUE`)",
)
NOTHING_NAMED: Final = Text(
    "không có gì để kiểm tra: nêu tệp hoặc thư mục, hoặc đặt `paths`",
    "nothing to check: name files or folders, or set `paths`",
)
UNKNOWN_PACK: Final = Text("không có gói `{pack}`", "no pack `{pack}`")
NAME_A_PACK: Final = Text("nêu một gói của thư viện hoặc một thư mục", "name a pack of the library or a folder")
NOT_A_PACK: Final = Text(
    "`{pack}` không phải gói: trong đó không có `{file}` và không có quy tắc nào",
    "`{pack}` is no pack: there is no `{file}` and no rule in it",
)
NO_PACKS: Final = Text(
    "không nêu gói nào, nên không có quy tắc để kiểm tra (gói quốc gia là `national`)",
    "no pack is named, so there is no rule to check (the national pack is `national`)",
)
NO_DAY_OF_A_CHECK: Final = Text(
    "ngày kiểm tra cuối cùng là {last}: ngày {day} có nghĩa là `never`",
    "the last day of a check is {last}: {day} stands for `never`",
)
PACKS_ARE_A_LIST: Final = Text(
    '`packs` là danh sách các gói; viết `["{pack}"]`', '`packs` is a list of packs; write `["{pack}"]`'
)
UNKNOWN_CHOICE: Final = Text(
    "`{name}` không thể là `{given}`; viết {known}", "`{name}` cannot be `{given}`; write {known}"
)
UNKNOWN_ENGINE: Final = Text("không có bộ máy `{name}`", "unknown engine `{name}`")
UNKNOWN_FORMAT: Final = Text("không có định dạng báo cáo `{name}`", "unknown output format `{name}`")
NO_DAY: Final = Text(
    "nêu ngày kiểm tra bằng `as_of`; thư viện không bao giờ xem đồng hồ",
    "say the day of the check with `as_of`; the library never reads the clock",
)
NOT_A_DAY: Final = Text(
    "`as_of` là một ngày, `datetime.date`; `{given}` thì không phải",
    "`as_of` is a day, `datetime.date`; `{given}` is none",
)
ANOTHER_DAY: Final = Text(
    "chính sách đã tính cho ngày {day}, không phải {given}", "the policy is resolved for {day}, not for {given}"
)
NOT_A_POLICY: Final = Text(
    "`policy` là kết quả của `Policy.load(...)`, không phải `{kind}`; tên gói thì viết ở `packs`",
    "`policy` is what `Policy.load(...)` gives, not `{kind}`; names of packs go to `packs`",
)
BESIDE_POLICY: Final = Text(
    "`{name}` không đi cùng `policy`, vì chính sách đã có phần ấy; nêu ở `Policy.load(...)`",
    "`{name}` does not go with `policy`, which has its own; give it to `Policy.load(...)`",
)
NO_PATHS: Final = Text("không có gì để kiểm tra: nêu tệp hoặc thư mục", "nothing to check: name files or folders")
NOT_A_REGISTER: Final = Text(
    "`check_register` nhận một dãy tài khoản, không nhận `{kind}`; một tài khoản thì dùng `check`, tệp thì dùng"
    " `check_files`",
    "`check_register` takes a sequence of accounts, not `{kind}`; for one account there is `check`, for files"
    " `check_files`",
)
NOT_A_TABLE: Final = Text(
    "`check_table` nhận khung pandas hoặc dữ liệu Arrow, không nhận `{kind}`; dãy tài khoản thì dùng `check_register`,"
    " tệp thì dùng `check_files`",
    "`check_table` takes a pandas frame or Arrow data, not `{kind}`; for a sequence of accounts there is"
    " `check_register`, for files `check_files`",
)
COLUMN_TWICE: Final = Text(
    "bảng có hai cột cho cùng một giá trị: `{name}`; bỏ bớt một cột",
    "two columns of the table are for one value: `{name}`; leave one of them out",
)
NEEDS_POLARS: Final = Text(
    "cần Polars để kiểm tra bảng dữ liệu: cài `qd85rules[bulk]`",
    "data frames need Polars: install `qd85rules[bulk]`",
)
UNKNOWN_PARAMETER: Final = Text("không có tham số `{name}`", "unknown parameter `{name}`")
WHAT_IS_KNOWN: Final = Text(
    "không có quy tắc, điều khoản, tham số, khái niệm hay dữ kiện `{name}`",
    "no rule, clause, parameter, concept or fact `{name}`",
)
NOT_BEFORE: Final = Text(
    "ngày cuối của dự báo phải sau {day}, còn {until} thì không",
    "the last day of a forecast must come after {day}, and {until} does not",
)
NO_CALENDAR: Final = Text(
    "`--previous {path}` không phải lịch đọc được", "`--previous {path}` is no calendar that can be read"
)
NOTHING_AGAINST: Final = Text(
    "các sổ của `--against` không có tài khoản nào", "there is no account in the registers of `--against`"
)
NO_RULE_UNDER_TEST: Final = Text(
    "các gói đang thử không có quy tắc `{rule}`", "no rule `{rule}` in the packs under test"
)
NOTHING_TO_FORMAT: Final = Text(
    "trong `{name}` không có gói hay quy tắc nào", "there is no pack and no rule in `{name}`"
)
NEEDS_SHTAB: Final = Text(
    "cần shtab để viết tập lệnh hoàn thành: cài `qd85rules[completion]`",
    "completion scripts need shtab: install `qd85rules[completion]`",
)

# One account of a register.

GOES_WITH_ACCOUNT: Final = Text("`--{flag}` đi với `--account TỆP`", "`--{flag}` goes with `--account FILE`")
NO_ITEM: Final = Text(
    "`{item}` không chỉ lần chuyển giao hay sự cố nào (viết `transfers[0]` hoặc `incidents[0]`)",
    "`{item}` names no item (write `transfers[0]` or `incidents[0]`)",
)
SEVERAL_ACCOUNTS: Final = Text(
    "`{file}` có {number} tài khoản; nêu một bằng `--id`: {ids}",
    "`{file}` has {number} accounts; name one with `--id`: {ids}",
)
NO_ACCOUNT: Final = Text("`{file}` không có tài khoản `{account}`", "no account `{account}` in `{file}`")
HAS_NONE: Final = Text("tài khoản `{account}` không có {what}", "the account `{account}` has no {what}")
ACCOUNT_WITH_RULE: Final = Text(
    "`--account` đi với một quy tắc; `qd85 eval` cho giá trị của `{name}`",
    "`--account` goes with a rule; `qd85 eval` gives the value of `{name}`",
)
RULE_ON_OTHER: Final = Text(
    "quy tắc `{rule}` xét {kind}, còn `{item}` thì không phải",
    "the rule `{rule}` is on the {kind}, and `{item}` is not one",
)

# Files that are written.

STANDARD_OUTPUT: Final = Text("đầu ra chuẩn", "standard output")
IS_INPUT: Final = Text(
    "{name} là tệp mà lần chạy này đọc; không ghi gì cả (nêu tệp khác để ghi)",
    "{name} is a file that this run reads; nothing was written (name another for the output)",
)
IS_DISK: Final = Text("{name} là ổ đĩa; không ghi gì cả", "{name} is a disk; nothing was written")
ONE_PLACE: Final = Text(
    "hai kết quả sẽ ghi vào một chỗ, {name}; không ghi gì cả (nêu tệp khác bằng `--output-file`)",
    "two outputs would go to one place, {name}; nothing was written (name another with `--output-file`)",
)
FILE_WITHOUT_FORMAT: Final = Text(
    "`--output-file {file}` không có `--output-format` của riêng mình",
    "`--output-file {file}` has no `--output-format` of its own",
)
ONE_ON_OUTPUT: Final = Text(
    "chỉ một báo cáo ra được đầu ra chuẩn; cho mỗi báo cáo khác một `--output-file`",
    "only one report can go to standard output; give the others an `--output-file`",
)
ONE_FILE: Final = Text(
    "hai báo cáo sẽ ghi vào một tệp; cho mỗi báo cáo một `--output-file` riêng",
    "two reports would go to one file; give each an `--output-file` of its own",
)
NOT_A_RECORD: Final = Text(
    "`{path}` đã có và không phải biên bản; `--record` không ghi đè lên tệp ấy",
    "`{path}` exists and is not a record; `--record` does not write over it",
)
NAME_BASELINE: Final = Text(
    "nêu tệp: `--baseline TỆP`, hoặc đặt `baseline`", "say which file: `--baseline FILE`, or set `baseline`"
)
PRUNE_UPDATES: Final = Text("`--prune` đi với `baseline update`", "`--prune` goes with `baseline update`")
BASELINE_EXISTS: Final = Text(
    "`{path}` đã có; `qd85 baseline update` cập nhật tệp ấy",
    "`{path}` exists already; `qd85 baseline update` brings it up to date",
)
NOTHING_TO_KEEP: Final = Text(
    "không tài khoản nào được kiểm tra, nên không có gì để ghi",
    "no account was checked, so there is nothing to keep",
)
NOT_A_FOLDER: Final = Text("`{folder}` không phải thư mục", "`{folder}` is not a folder")
WOULD_VOID: Final = Text(
    "`{file}` có [tool.qd85rules], mà qd85rules.toml bên cạnh sẽ làm mất tác dụng (thử `qd85 init THƯ_MỤC`)",
    "`{file}` has [tool.qd85rules], which a qd85rules.toml beside it would void (try `qd85 init DIR`)",
)
LEADS_OUT: Final = Text(
    "`{folder}` dẫn ra ngoài thư mục; không ghi gì cả", "`{folder}` leads out of the folder; nothing was written"
)

# What each setting is for, by its name.

SETTINGS_SAID: Final[dict[str, Text]] = {
    "as-of": Text(
        "ngày kiểm tra, YYYY-MM-DD (mặc định: hôm nay)",
        "the day of the check, YYYY-MM-DD (default: today; always stamped into the output)",
    ),
    "time-zone": Text(
        "múi giờ của ngày hôm nay, khi không nêu ngày (mặc định: Asia/Ho_Chi_Minh)",
        "where it is today, if no day is given (default: Asia/Ho_Chi_Minh)",
    ),
    "pack": Text(
        "gói của thư viện (national, local/phu-ninh, ...) hoặc thư mục; nhiều gói thì từ dưới lên",
        "a pack of the library (national, local/phu-ninh, ...) or a folder; repeat to stack, lowest first",
    ),
    "param": Text("giá trị tham số", "set a parameter; repeatable"),
    "suffix-list": Text(
        "tệp Public Suffix List mới hơn bản kèm theo", "a Public Suffix List newer than the bundled one"
    ),
    "paths": Text("tệp, thư mục, hoặc - cho đầu vào chuẩn", "files, folders, or - for standard input"),
    "stdin-filename": Text("tên mà đầu vào chuẩn sẽ có nếu là tệp", "the name standard input would have as a file"),
    "input-format": Text("định dạng, khi tên tệp không cho biết", "the format, where names do not tell it"),
    "blank-means": Text(
        "ngày để trống nghĩa là gì (mặc định: unknown, hoặc như sổ ghi)",
        "what a blank event date says (default: unknown, or as the register declares)",
    ),
    "blank-lists": Text(
        "danh sách để trống nghĩa là gì (mặc định: unknown, hoặc như sổ ghi)",
        ("what it says that transfers or incidents are left out (default: unknown, or as the register declares)"),
    ),
    "exclude": Text(
        "những tệp trong thư mục không kiểm tra", "leave files out of folders, as .gitignore does; repeatable"
    ),
    "table": Text(
        "cách đọc bảng: cột bỏ qua, thứ tự ngày tháng, cách lập mã, ý nghĩa các cột",
        "how tables are read: dates=dmy, ignore=COLUMN, id=holder+page; repeatable; more in a settings file",
    ),
    "per-file": Text("coi mỗi tệp là một sổ riêng", "take each file as a register of its own"),
    "output-format": Text(
        "định dạng báo cáo; mỗi định dạng đi với một output-file (mặc định: text)",
        "a format; repeat, each with an --output-file, to write several in one run (default: text)",
    ),
    "output-file": Text(
        "nơi ghi báo cáo của output-format cùng thứ tự; - là đầu ra chuẩn",
        "write the --output-format before it here; - is standard output",
    ),
    "sarif-include": Text("báo cáo SARIF có gì ngoài vi phạm", "what a SARIF log holds beside violations; repeatable"),
    "undetermined-as": Text("mức của kết quả chưa xác định trong SARIF", "the level of undetermined findings in SARIF"),
    "lang": Text("ngôn ngữ của báo cáo (mặc định: vi)", "the language of the output (default: vi)"),
    "all": Text(
        "hiện mọi kết quả: đúng quy định, không áp dụng, đã biết",
        "show every finding: compliant, not applicable, known",
    ),
    "group-by": Text(
        "trong văn bản và Markdown, kết quả xếp theo gì",
        "what text and Markdown put findings under (default: account)",
    ),
    "show-names": Text("hiện tên riêng, không che", "show personal names unmasked"),
    "color": Text("màu (mặc định: auto)", "colour (default: auto)"),
    "quiet": Text("chỉ báo thất bại trên luồng lỗi chuẩn", "nothing on standard error but failures"),
    "verbose": Text("cho biết đã đọc những tệp nào", "say which files were read"),
    "engine": Text("bộ máy (mặc định: auto, hai kết luận độc lập)", "default: auto, two opinions"),
    "fail-on": Text(
        "điều gì làm mã thoát là 1 (mặc định: violation)", "what makes the exit code 1 (default: violation)"
    ),
    "allow-undetermined": Text("mã thoát 0 dù có kết quả chưa xác định", "exit 0 with undetermined findings"),
    "allow-empty": Text("mã thoát 0 khi không có gì để kiểm tra", "exit 0 where there is nothing to check"),
    "exit-zero": Text(
        "mã thoát 0 dù tìm thấy gì; thất bại vẫn là 2", "exit 0 whatever was found; failures still exit 2"
    ),
    "waivers": Text("tệp danh sách miễn trừ", "a file of waivers; repeatable"),
    "waiver-notice-days": Text(
        "báo những miễn trừ sẽ hết hạn trong bấy nhiêu ngày (mặc định: 30)",
        "report waivers that end within so many days (default: 30)",
    ),
    "baseline": Text("chỉ tính những kết quả mà tệp này chưa có", "fail on findings only that this file does not know"),
}


def hinted(said: Text, near: Text | None) -> Text:
    """Add a suggestion to a sentence, where there is one."""
    return said if near is None else HINTED.filled(said=said, hint=near)
