"""What makes a finding of one run the same finding in another: a key made of its content.

The key has the rule, the account, the outcome, the facts that decided and, on an item, all that the register says of
it. It has no position, line, message, language or path. What is not sure to be the same finding has another key: a
question that is asked again costs less than a violation that nobody is told of.

What must not live here: comparing runs (`evidence.baseline`), and how a report writes a key (`reporters`).
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import composed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.judge.finding import Finding

_DIGEST_LENGTH: Final = 32


class Key(NamedTuple):
    """What makes two findings the same; `subject` is the kind, without the item's position."""

    account: str
    rule: str
    subject: str
    outcome: Outcome
    digest: str


def finding_key(finding: Finding, content: Mapping[str, Any] | None, rule: str | None = None) -> Key:
    """Give the key of a finding; `content` is its row's, `rule` a former id of its rule.

    A waiver does not make another finding of a violation.
    """
    subject = finding.subject.partition("[")[0].removesuffix("s")
    name = rule or finding.rule
    outcome = Outcome.VIOLATION if finding.outcome is Outcome.WAIVED else finding.outcome
    account = composed(finding.account)
    said: list[Any] = [
        name,
        account,
        subject,
        outcome.value,
        {item.fact: item.value for item in finding.evidence},
        content,
    ]
    text = composed(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
    return Key(account, name, subject, outcome, digest)
