"""Schemas: what editors show beside the keys of a file, and what programs read of a result."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

# An account.

ACCOUNT: Final = Text("Một trang hay tài khoản của qd85rules", "An account for qd85rules")
NEVER_WHERE_HAS_NOT: Final = Text("; ghi `never` nếu chưa xảy ra", "; `never` where it has not happened")
NOT_RECORDED: Final = Text("sổ không ghi", "not recorded")

# What an expression is for an account.

VALUE_EXPRESSION: Final = Text("Giá trị của một biểu thức", "The value of an expression")
VALUE_EXPRESSION_EACH_ITS: Final = Text(
    "Giá trị của một biểu thức và của từng phần, điều gì chưa rõ và vì sao.",
    "The value of an expression and of each of its parts, what is unknown and why.",
)
VERSION_SHAPE_GROWS_ADDITIONS: Final = Text(
    "Phiên bản; chỉ thêm, không bớt.", "The version of this shape, which grows by additions only."
)
DAY_TODAY: Final = Text("Ngày mà `today` chỉ đến.", "The day that `today` is.")
PACKS_LOWEST_FIRST: Final = Text("Các gói, thấp trước.", "The packs, lowest first.")
ONE_EACH_SUBJECT: Final = Text("Mỗi chủ thể một mục.", "One for each subject.")
WHAT_WRONG_WITH_EXPRESSION: Final = Text(
    "Lỗi của biểu thức hoặc của sổ.", "What is wrong with the expression or the register."
)
EXIT_CODE: Final = Text("Mã thoát.", "The exit code.")
ACCOUNT_ID_NULL_NOBODY: Final = Text("Mã tài khoản; `null` khi không có.", "The account's id; `null` for nobody.")
ACCOUNT_TRANSFERS: Final = Text("`account`, hoặc như `transfers[0]`.", "`account`, or as `transfers[0]`.")
EXPRESSION_RULE_EACH_CONDITION: Final = Text(
    "Biểu thức; với quy tắc là từng điều kiện.", "The expression; of a rule, each condition."
)
CONCEPTS_ARE_RELIED: Final = Text("Các khái niệm được dùng đến.", "The concepts that are relied on.")
PARAMETERS_ARE_READ: Final = Text("Các tham số được đọc.", "The parameters that are read.")
FACTS_ARE_UNKNOWN_WHY: Final = Text("Dữ kiện chưa rõ và vì sao.", "The facts that are unknown, and why.")
WHAT_TEXT: Final = Text("Biểu thức này là gì.", "What this text is.")
TEXT_WRITTEN: Final = Text("Biểu thức như được viết.", "The text as it is written.")
ITS_FILE_PLACE: Final = Text("Tệp và chỗ của nó.", "Its file and place.")
ITS_PARTS_EACH_BEFORE: Final = Text(
    "Các phần, phần lớn trước phần nhỏ.", "Its parts, each before those that it is made of."
)
PART_WRITTEN: Final = Text("Phần này như được viết.", "The part as it is written.")
KIND_PART: Final = Text("Loại của phần này.", "The kind of part.")
ITS_NAME_IF_HAS: Final = Text("Tên, nếu có.", "Its name, if it has one.")
HOW_MANY_PARTS_STANDS: Final = Text("Số tầng ở trên nó.", "How many parts it stands within.")
WHERE_STARTS_TEXT_FROM: Final = Text("Vị trí đầu trong biểu thức, từ 0.", "Where it starts in the text, from 0.")
WHERE_ENDS_EXCLUSIVE: Final = Text("Vị trí ngay sau nó.", "Where it ends, exclusive.")
LINE_FROM: Final = Text("Dòng, từ 1.", "The line, from 1.")
COLUMN_FROM: Final = Text("Cột, từ 1.", "The column, from 1.")
LINE_ITS_END: Final = Text("Dòng cuối.", "The line of its end.")
COLUMN_AFTER: Final = Text("Cột ngay sau nó.", "The column after it.")
ITS_TYPE: Final = Text("Kiểu.", "Its type.")
WHETHER_ITS_VALUE_KNOWN: Final = Text("Giá trị có rõ không.", "Whether its value is known.")
ITS_VALUE_NULL_WHERE: Final = Text(
    "Giá trị; `null` khi chưa rõ; ngày viết theo ISO hoặc `never`; tên người được che.",
    "Its value; `null` where it is unknown; a day in ISO form or `never`; personal names masked.",
)
WHETHER_DECIDES_WHOLE_LEAVES: Final = Text(
    "Có quyết định kết quả không.", "Whether it decides the whole, or leaves it so."
)
WHERE_FACT_STANDS_REGISTER: Final = Text("Dữ kiện đứng ở đâu trong sổ.", "Where a fact stands in the register.")
PARAMETER_NAME: Final = Text("Tên tham số.", "The parameter's name.")
ITS_VALUE: Final = Text("Giá trị.", "Its value.")
WHO_SET: Final = Text("Ai đặt giá trị ấy.", "Who set it.")
CONCEPT_NAME: Final = Text("Tên khái niệm.", "The concept's name.")
ITS_PACK: Final = Text("Gói của nó.", "Its pack.")
WORDS: Final = Text("Nói bằng lời.", "In words.")
ITS_OWN_TEXT_THEN: Final = Text(
    "Biểu thức của nó, rồi những gì các gói thêm vào.", "Its own text, then what packs add to it."
)
FACT: Final = Text("Dữ kiện.", "The fact.")
STABLE_CODE_REASON: Final = Text("Mã lý do, không đổi.", "The stable code of the reason.")
REASON: Final = Text("Lý do.", "The reason.")
WHAT_ASK: Final = Text("Cần hỏi gì.", "What to ask.")
NEAREST_PLACE_REGISTER: Final = Text("Chỗ gần nhất trong sổ.", "The nearest place in the register.")

# A forecast.

FORECAST: Final = Text("Dự báo của qd85rules", "A forecast of qd85rules")
WHAT_COMES_BE_VIOLATED: Final = Text(
    "Những gì sẽ thành vi phạm hay chưa xác định nếu các tài khoản giữ nguyên, và vào ngày nào.",
    "What comes to be violated or undetermined were every account left as it is, and on which day.",
)
DAY_FROM_FORECAST_LOOKS: Final = Text("Ngày mà dự báo bắt đầu.", "The day from which the forecast looks ahead.")
LAST_DAY_FORECAST: Final = Text("Ngày cuối của dự báo.", "The last day of the forecast.")
COUNTS: Final = Text("Các con số.", "The counts.")
WHAT_COMES_DAY: Final = Text("Những gì sẽ đến, theo ngày.", "What comes, by day.")
DAY_COMES: Final = Text("Ngày mà kết quả thay đổi.", "The day on which it comes.")
LAST_DAY_THERE_STILL: Final = Text("Ngày cuối còn kịp xử lý.", "The last day on which there is still time to act.")
OUTCOME_DAY_BEFORE: Final = Text("Kết quả vào ngày trước đó.", "The outcome on the day before.")
PARAMETERS_TAKE_ANOTHER_VALUE: Final = Text(
    "Những tham số đổi giá trị đúng ngày ấy.", "Parameters that take another value on the day itself."
)
WHAT_CHECK_DAY_WOULD: Final = Text(
    "Kết quả mà một lần kiểm tra vào ngày ấy sẽ báo.", "What a check on that day would report."
)
HOW_MANY_ACCOUNTS_WERE: Final = Text("Số tài khoản được xét.", "How many accounts were looked at.")
FINDINGS_EACH_OUTCOME_FIRST: Final = Text(
    "Số kết quả mỗi loại vào ngày đầu.", "Findings of each outcome on the first day."
)
HOW_MANY_EACH_OUTCOME: Final = Text("Số kết quả sẽ đến, mỗi loại.", "How many of each outcome come.")
HOW_MANY_ERRORS_INPUT: Final = Text("Số lỗi của dữ liệu vào.", "How many errors the input has.")
ITS_VALUE_BEFORE_DAY: Final = Text("Giá trị trước ngày ấy.", "Its value before that day.")
ITS_VALUE_FROM_DAY: Final = Text("Giá trị từ ngày ấy.", "Its value from that day on.")

# Shared.

VIETNAMESE: Final = Text("Bằng tiếng Việt.", "In Vietnamese.")
ENGLISH: Final = Text("Bằng tiếng Anh.", "In English.")

# A register.

REGISTER: Final = Text("Sổ trang cá nhân của qd85rules", "A register for qd85rules")
LIST_ACCOUNTS_KEY_ACCOUNTS: Final = Text(
    "Danh sách trang, hoặc khóa `accounts` có danh sách ấy, hoặc chỉ một trang.",
    "A list of accounts, the key `accounts` with such a list, or one account.",
)
ACCOUNTS_REGISTER: Final = Text("Các trang trong sổ.", "The accounts of the register.")
WHAT_BLANK_DATE_SAYS: Final = Text(
    "Ô ngày để trống nghĩa là gì, với những việc có thể chưa xảy ra.",
    "What a blank date says, of what may not have happened.",
)
WHAT_SAYS_TRANSFERS_INCIDENTS: Final = Text(
    "Không ghi các lần chuyển giao hay các sự cố nghĩa là gì.", "What it says that transfers or incidents are left out."
)
EVERY_PAGE_REGISTER_ITS: Final = Text(
    "Mọi trang trong sổ là trang cá nhân của chủ trang.", "Every page of the register is its holder's own."
)
REGISTER_NAME: Final = Text("Tên sổ.", "The register's name.")
VERSION_WAY_REGISTERS_ARE: Final = Text(
    "Phiên bản của cách ghi sổ.", "The version of the way in which registers are written."
)
HAS_NOT_HAPPENED: Final = Text("chưa xảy ra", "it has not happened")
THERE_NONE: Final = Text("không có lần nào, sự cố nào", "there is none")

# Settings of a file.

SETTINGS: Final = Text("Thiết lập của qd85rules", "Settings for qd85rules")
SETTINGS_FILE_VARIABLES_ENVIRONMENT: Final = Text(
    "Thiết lập trong tệp; biến môi trường và tùy chọn trên dòng lệnh mạnh hơn.",
    "Settings of a file; variables of the environment and flags are stronger.",
)
ORDER_DAY_MONTH_YEAR: Final = Text("thứ tự ngày, tháng, năm", "the order of day, month and year")
COLUMNS_ARE_NOT_READ: Final = Text("các cột không đọc", "columns that are not read")
HOW_IDS_ARE_MADE: Final = Text("cách lập mã tài khoản", "how ids are made")
WHAT_EACH_COLUMN_HOLDS: Final = Text("ý nghĩa của từng cột", "what each column holds")
FIELD_ACCOUNT: Final = Text("trường của tài khoản", "a field of the account")
PLATFORM_ITS_PAGES: Final = Text("nền tảng của các trang trong cột", "the platform of its pages")
VALUE_MARK_STATES: Final = Text("giá trị mà dấu trong ô muốn nói", "the value that a mark states")

# Questions.

OPEN_QUESTIONS: Final = Text("Câu hỏi còn bỏ ngỏ của qd85rules", "Open questions of qd85rules")
WHAT_ASK_SO_WHAT: Final = Text(
    "Những gì cần hỏi để kết luận điều chưa xác định, mỗi câu một lần, theo đơn vị và chủ trang.",
    "What to ask so that what is undetermined is decided, each question once, by unit and holder.",
)
QUESTIONS_ORDER_ASK_THEM: Final = Text(
    "Các câu hỏi, theo thứ tự nên hỏi.", "The questions, in the order in which to ask them."
)
ACCOUNT_ID: Final = Text("Mã tài khoản.", "The account's id.")
ACCOUNT_ITEM_TRANSFERS: Final = Text("Mục của tài khoản, như transfers[0].", "The account's item, as transfers[0].")
FACT_MISSING: Final = Text("Dữ kiện còn thiếu.", "The fact that is missing.")
QUESTION: Final = Text("Câu hỏi.", "The question.")
WHAT_MAY_BE_ANSWERED: Final = Text("Có thể trả lời gì, bằng lời.", "What may be answered, in words.")
REGISTER_WRITES_NONE_DAY: Final = Text(
    "Có thể trả lời gì, như sổ ghi; rỗng là ngày hoặc chữ.", "As a register writes it; none: a day or text."
)
RULES_ANSWER_DECIDES_ALONE: Final = Text("Các quy tắc chỉ cần câu này.", "The rules that this answer decides alone.")
EVERY_RULE_WAITS_ANSWER: Final = Text("Mọi quy tắc đang chờ câu này.", "Every rule that waits for this answer.")
HOLDER_ID: Final = Text("Mã chủ trang.", "The holder's id.")
HOLDER_UNIT: Final = Text("Đơn vị của chủ trang.", "The holder's unit.")
HOW_MANY_QUESTIONS_THERE: Final = Text("Số câu hỏi.", "How many questions there are.")
HOW_MANY_FINDINGS_ARE: Final = Text("Số kết quả chưa xác định.", "How many findings are undetermined.")
