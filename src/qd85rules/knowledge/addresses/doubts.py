"""Why an address cannot be understood, and the sentence that tells the keeper of the register.

A note never quotes the address, which may hold a person's name.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from qd85rules.core.text import Text

__all__ = ["DOUBT_NOTES", "Doubt"]


class Doubt(StrEnum):
    """Why an address cannot be understood; stable codes."""

    EMPTY = "empty"
    SEVERAL = "several_addresses"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_WEB = "not_web"
    BAD_HOST = "bad_host"
    BAD_IDN = "bad_idn"


DOUBT_NOTES: Final = {
    Doubt.EMPTY: Text("chưa ghi địa chỉ", "no address is given"),
    Doubt.SEVERAL: Text(
        "có nhiều địa chỉ hoặc có dấu xuống dòng trong cùng một ô",
        "several addresses, or a line break, in one place",
    ),
    Doubt.NOT_AN_ADDRESS: Text("đây không phải là địa chỉ trang", "this is not the address of a page"),
    Doubt.NOT_WEB: Text(
        "địa chỉ không bắt đầu bằng `http://` hoặc `https://`",
        "the address does not begin with `http://` or `https://`",
    ),
    Doubt.BAD_HOST: Text(
        "địa chỉ thiếu tên máy chủ, hoặc tên máy chủ hay cổng không hợp lệ",
        "the address has no host, or its host or port is not valid",
    ),
    Doubt.BAD_IDN: Text(
        "tên miền có nhãn quốc tế không hợp lệ", "the domain name has an internationalised label that is not valid"
    ),
}
