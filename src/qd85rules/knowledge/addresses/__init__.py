"""What a register's addresses say: host, domain, suffix, script, and when two entries name the same page.

In comes the text of an address; out comes an `Address`, and keys by which two entries meet that name one page.

- `url` reads the text, `host` its host, `suffix` the registered domain; `address` puts together what they say.
- `platforms` finds the platform that a host belongs to, in `platform_table`.
- `look_alikes` and `vietnamese` look at the letters of a domain; `doubts` says why an address cannot be understood.
- `page_key` makes the keys.

INVARIANT: an address is judged by its text alone; nothing opens a connection.
"""

from __future__ import annotations

from qd85rules.knowledge.addresses.address import Address, describe_address
from qd85rules.knowledge.addresses.doubts import AddressDoubt
from qd85rules.knowledge.addresses.page_key import handle_key, page_key, page_keys
from qd85rules.knowledge.addresses.suffix import suffix_list_version

__all__ = ["Address", "AddressDoubt", "describe_address", "handle_key", "page_key", "page_keys", "suffix_list_version"]
