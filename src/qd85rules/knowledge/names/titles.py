"""Forms of address and titles that people write beside a name.

How they are found in a name is in `readings`. Kinship words that make the name someone else's (mẹ, vợ, con, cháu) are
left out on purpose: "Mẹ Nguyễn Văn An" is another person.
"""

from __future__ import annotations

from typing import Final

OPENINGS: Final = (
    "ông", "bà", "anh", "chị", "em", "cô", "dì", "chú", "bác", "cậu", "thầy", "bé", "sư cô", "đại đức", "công an",
    "chiến sĩ", "trung sĩ",
)  # fmt: skip
"""Forms of address and titles that are given names as well (Công An, Đại Đức), so they count only before a name."""

TITLES: Final = (
    # Forms of address
    "đồng chí", "đ/c", "đc", "thầy giáo", "cô giáo", "nhà giáo", "nhà giáo nhân dân", "nhà giáo ưu tú", "ngnd",
    "ngưt", "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "doctor", "lawyer", "official", "real",
    # Degrees and academic ranks
    "giáo sư", "gs", "phó giáo sư", "pgs", "tiến sĩ", "tiến sĩ khoa học", "ts", "tskh", "thạc sĩ", "ths", "th s",
    "cử nhân", "cn", "nghiên cứu sinh", "ncs", "phd", "ph d", "msc", "mba", "md", "llm", "giảng viên",
    "giảng viên chính", "giáo viên",
    # Professions
    "bác sĩ", "bs", "bác sĩ chuyên khoa", "bscki", "bsckii", "bsck", "thầy thuốc nhân dân", "thầy thuốc ưu tú",
    "ttnd", "ttưt", "y sĩ", "y tá", "điều dưỡng", "hộ sinh", "dược sĩ", "ds", "nha sĩ", "luật sư", "ls", "luật gia",
    "thẩm phán", "kiểm sát viên", "công chứng viên", "kỹ sư", "ks", "kiến trúc sư", "kts", "kế toán",
    "kế toán trưởng", "chuyên gia", "chuyên viên", "doanh nhân", "nhà báo", "phóng viên", "biên tập viên", "nhà văn",
    "nhà thơ", "nhạc sĩ", "ca sĩ", "họa sĩ", "diễn viên", "đạo diễn", "nghệ sĩ", "nghệ sĩ nhân dân", "nsnd",
    "nghệ sĩ ưu tú", "nsưt", "nghệ nhân", "linh mục", "mục sư", "thượng tọa", "hòa thượng", "ni sư",
    # Offices
    "bí thư", "phó bí thư", "chủ tịch", "phó chủ tịch", "pct", "tổng giám đốc", "giám đốc", "gđ", "phó giám đốc",
    "pgđ", "hiệu trưởng", "phó hiệu trưởng", "trưởng ban", "phó ban", "phó trưởng ban", "trưởng phòng", "phó phòng",
    "phó trưởng phòng", "trưởng khoa", "phó trưởng khoa", "trưởng thôn", "bộ trưởng", "thứ trưởng", "đại biểu",
    "đại biểu quốc hội", "đbqh", "đảng viên", "cán bộ", "bộ đội", "cựu chiến binh", "ccb",
    # Ranks
    "đại tướng", "thượng tướng", "trung tướng", "thiếu tướng", "đại tá", "thượng tá", "trung tá", "thiếu tá",
    "đại úy", "thượng úy", "trung úy", "thiếu úy", "thượng sĩ", "hạ sĩ",
)  # fmt: skip
"""Titles of one or more words; they count before and after a name. The one-word ones are no one's given name."""
