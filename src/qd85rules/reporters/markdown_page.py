"""A page in Markdown: findings as items, their parts as items below, details folded away.

What must not live here: making text safe for Markdown (`markdown_text`), what stands on a page (`finding_page`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.reporters.markdown_text import code, prose
from qd85rules.wording import reports as say

if TYPE_CHECKING:
    from qd85rules.core.text import Language, Text
    from qd85rules.reporters.page import Mark


class MarkdownPage:
    """Lines of Markdown, in one language."""

    arrow: Final = "→"

    def __init__(self, lang: Language) -> None:
        self.lang: Final = lang
        self._lines: list[str] = []
        self._details: list[str] = []

    def render(self) -> str:
        """Give all lines as one text, without a line break at the end."""
        self._unfold()
        return "\n".join(self._lines)

    def heading(self, text: str, *, is_name: bool = True) -> None:
        """Add a text that stands over others: a name, set apart as code, or a sentence."""
        self._unfold()
        self._lines += ["", f"### {code(text) if is_name else prose(text)}"]

    def name(self, text: str) -> str:
        """Set a name apart as code, as `page.Sheet` says; `prose` reads it so."""
        return text if "`" in text else f"`{text}`"

    def item(self, mark: Mark, word: str, subject: str, text: str, tail: str) -> None:
        """Add an item of a list, as `page.Sheet` says."""
        self._unfold()
        about = f" {code(subject)}" if subject else ""
        self._lines += ["", f"- {mark.sign} **{prose(word)}**{about} {prose(text)} {code(tail)}"]

    def part(self, label: Text, *texts: str, is_detail: bool = False) -> None:
        """Add texts of an item, as `page.Sheet` says."""
        lines = self._details if is_detail else self._lines
        lines += [f"  - {label[self.lang]}: {prose(text)}" for text in texts if text]

    def named_part(self, label: Text, *texts: tuple[str, str]) -> None:
        """Add named details of an item, as `page.Sheet` says."""
        self._details += [f"  - {label[self.lang]}: {code(name)} {prose(text)}" for name, text in texts]

    def _unfold(self) -> None:
        """Put the details of the last item behind its other parts."""
        if self._details:
            # HTML ends at the empty line; what follows is Markdown again, inside the fold.
            fold = f"  <details><summary>{say.DETAILS[self.lang]}</summary>"
            self._lines += ["", fold, "", *self._details, "", "  </details>"]
        self._details = []
