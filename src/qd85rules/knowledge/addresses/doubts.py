"""Why an address cannot be understood.

What must not live here: the sentences that tell the keeper of the register (`wording.names`).
"""

from __future__ import annotations

from enum import StrEnum


class AddressDoubt(StrEnum):
    """Why an address cannot be understood; stable codes."""

    EMPTY = "empty"
    SEVERAL = "several_addresses"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_WEB = "not_web"
    BAD_HOST = "bad_host"
    BAD_IDN = "bad_idn"
