"""The HTML report is there for everyone: names, roles, landmarks, headings, contrast."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.pages import example_report, hostile_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.chromium import Tab

    Shown = Callable[..., str]

NAMED = {
    "button",
    "checkbox",
    "combobox",
    "heading",
    "image",
    "link",
    "region",
    "search",
    "searchbox",
    "table",
    "columnheader",
    "rowheader",
    "DisclosureTriangle",
}
BROKEN_REFERENCES = """
[...document.querySelectorAll('[aria-labelledby], [aria-describedby], [aria-controls], [for]')].flatMap((node) =>
  ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'].flatMap((name) =>
    (node.getAttribute(name) ?? '').split(' ').filter((id) => id && !document.getElementById(id))))
"""
# Contrast as WCAG 2 defines it, of every visible text against the nearest background that is painted.
POOR_CONTRAST = """
(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility()) continue;
    if (node.closest(':disabled, .for-readers, script')) continue;
    const style = getComputedStyle(node);
    const front = light(channels(node.closest('svg') ? style.fill : style.color));
    const back = light(ground(node));
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (ratio < 4.5) poor.push([ratio.toFixed(2), node.className, texts.currentNode.data.slice(0, 40)]);
  }
  return poor;
})()
"""


def role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def readable(tab: Tab) -> list[dict[str, Any]]:
    """Give what a screen reader is told of, in its order."""
    return [node for node in tab.send("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]


def unfold(tab: Tab) -> None:
    tab.run("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    for number in (1, 9, 20):
        tab.run(f"document.querySelectorAll('#rows .title')[{number}]?.click()")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_has_a_name(tab: Tab, shown: Shown, lang: str) -> None:
    tab.go(shown(example_report(), lang=lang))
    unfold(tab)

    nodes = readable(tab)

    assert {role(node) for node in nodes} >= NAMED
    assert [role(node) for node in nodes if role(node) in NAMED and not name(node)] == []


def test_the_landmarks_are_there_once(tab: Tab, shown: Shown) -> None:
    tab.go(shown(example_report()))

    roles = Counter(role(node) for node in readable(tab))

    assert {landmark: roles[landmark] for landmark in ("banner", "main", "search", "contentinfo", "status")} == {
        "banner": 1,
        "main": 1,
        "search": 1,
        "contentinfo": 1,
        "status": 1,
    }


def test_the_headings_form_an_outline(tab: Tab, shown: Shown) -> None:
    tab.go(shown(hostile_report()))
    unfold(tab)

    levels: list[int] = tab.run(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((node) => node.checkVisibility())"
        ".map((node) => Number(node.tagName[1]))"
    )

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_id_occurs_twice_and_no_reference_leads_nowhere(tab: Tab, shown: Shown) -> None:
    tab.go(shown(example_report()))
    unfold(tab)

    ids = Counter(tab.run("[...document.querySelectorAll('[id]')].map((node) => node.id)"))

    assert [found for found, times in ids.items() if times > 1] == []
    assert tab.run(BROKEN_REFERENCES) == []


def test_the_charts_stand_in_tables_as_well(tab: Tab, shown: Shown) -> None:
    tab.go(shown(example_report()))
    unfold(tab)

    charts = tab.run("[...document.querySelectorAll('.bars[role=img]')].map((bars) => bars.closest('figure').id)")
    assert charts == ["by-topic-chart", "by-clause-chart"]
    for chart in charts:
        bars = tab.run(f"document.querySelectorAll('#{chart} .bars .label').length")
        rows = tab.run(f"document.querySelectorAll('#{chart} .numbers-table tbody tr').length")
        assert bars == rows > 0


def test_a_new_number_of_findings_is_announced(tab: Tab, shown: Shown) -> None:
    tab.go(shown(example_report()))
    before = announced(tab)

    tab.click("#outcomes input[value=due]")

    assert announced(tab) != before
    assert announced(tab).startswith(str(len(example_report().due)))


def announced(tab: Tab) -> str:
    nodes = readable(tab)
    [status] = [node for node in nodes if role(node) == "status"]
    return " ".join(name(node) for node in nodes if node.get("parentId") == status["nodeId"])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(tab: Tab, shown: Shown, dark: bool) -> None:  # noqa: FBT001 - a parameter of the table
    tab.emulate(dark=dark)
    tab.go(shown(hostile_report() if dark else example_report()))
    ground = tab.run("getComputedStyle(document.body).backgroundColor")
    unfold(tab)

    assert (sum(map(int, ground[4:-1].split(","))) < 200) is dark
    assert tab.run(POOR_CONTRAST) == []


def test_the_measure_of_contrast_finds_grey_on_grey(tab: Tab, shown: Shown) -> None:
    tab.go(shown(example_report()))

    tab.run("document.querySelector('h1').style.color = 'rgb(190, 190, 190)'")

    assert len(tab.run(POOR_CONTRAST)) == 1


def test_colour_is_never_alone(tab: Tab, shown: Shown) -> None:
    tab.go(shown(example_report()))

    fills = tab.run("[...document.querySelectorAll('.bars rect')].map((bar) => bar.getAttribute('fill'))")
    numbers = tab.run("[...document.querySelectorAll('.bars .numbers')].map((text) => text.textContent)")

    patterns = tab.run(
        "[...document.querySelectorAll('pattern')].map((tile) => tile.querySelector('path')?.getAttribute('d'))"
    )
    assert len(set(patterns)) == len(patterns) == 7
    assert all(fill.startswith("url(#p-") for fill in fills)
    assert all(any(mark in text for mark in "✗△?◷") for text in numbers)
