"""What a register's addresses say: host, domain, suffix, script, and when two entries name the same page.

What must not live here: rules, and anything that opens a connection; an address is judged by its text alone.
"""

from __future__ import annotations

from qd85rules.knowledge.addresses.address import Address, describe_address
from qd85rules.knowledge.addresses.doubts import Doubt
from qd85rules.knowledge.addresses.page_key import handle_key, page_key, page_keys
from qd85rules.knowledge.addresses.suffix import suffix_list_version

__all__ = ["Address", "Doubt", "describe_address", "handle_key", "page_key", "page_keys", "suffix_list_version"]
