"""The HTML report shows any text and obeys none, and asks nobody for anything."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules.core.text import plain
from tests.browser.pages import PAYLOADS, example_report, hostile_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser.chromium import Tab

    Shown = Callable[..., str]

OBEDIENT = (
    "img, iframe, object, embed, base, form, meta[http-equiv=refresh], link[rel=stylesheet], "
    "[onload], [onerror], [onmouseover], [srcdoc], [src], [style]"
)
FOREIGN_LINKS = (
    "[...document.querySelectorAll('[href]')].map((node) => node.getAttribute('href')).filter((to) => to[0] !== '#')"
)


def open_everything(tab: Tab) -> None:
    for selector in ("#rows .title", "details:not([open]) summary"):
        tab.run(f"document.querySelectorAll('{selector}').forEach((node) => node.click())")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_hostile_text_is_shown_and_not_obeyed(tab: Tab, shown: Shown, lang: str) -> None:
    address = shown(hostile_report(), lang=lang, show_names=True, inputs=PAYLOADS)

    tab.go(address)
    open_everything(tab)
    tab.click(f"[data-lang={'en' if lang == 'vi' else 'vi'}]")
    tab.run("document.querySelectorAll('*').forEach((node) => node.dispatchEvent(new Event('mouseover')))")

    assert tab.complaints() == []
    assert tab.requests() == [address]
    assert tab.run(f"document.querySelectorAll({OBEDIENT!r}).length") == 0
    assert tab.run("document.scripts.length") == 2
    assert tab.run(FOREIGN_LINKS) == ["data:,"]
    details = tab.run("[...document.querySelectorAll('#rows .details')].map((row) => row.textContent)")
    heads = tab.run("[...document.querySelectorAll('#rows .c-account')].map((cell) => cell.textContent)")
    problems = tab.run("document.querySelector('.errors').textContent")
    for payload in PAYLOADS:
        text = plain(payload)
        assert any(head.startswith(f"{text}, {text}") for head in heads)
        # Five facts, a parameter's name and value, a question, a note, three parts of the waiver, the place twice.
        assert max(told.count(text.replace('"', '\\"')) + told.count(text) for told in details) >= 13
        assert problems.count(text) >= 3


def test_hostile_text_is_not_obeyed_without_script_either(tab: Tab, shown: Shown) -> None:
    address = shown(hostile_report(), show_names=True, inputs=PAYLOADS)
    tab.send("Emulation.setScriptExecutionDisabled", value=True)

    tab.go(address)

    assert tab.requests() == [address]
    assert tab.run(f"document.querySelectorAll({OBEDIENT!r}).length") == 0
    assert tab.run(FOREIGN_LINKS) == ["data:,"]
    listed = tab.run("document.querySelector('noscript').textContent")
    assert [payload for payload in PAYLOADS if plain(payload) not in listed] == []


HOSTILE_ADDRESSES = {
    "markup": "q=<img src=nowhere onerror=console.log(1)>&clause=<script>console.log(2)</script>",
    "unknown choices": "outcome=__proto__,constructor&sort=__proto__&dir=up&lang=xx&topic=__proto__",
    "broken escapes": "q=%E0%A4%A&finding=%",
    "selector": 'finding="],[x="&q="],[x="',
}


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES.values(), ids=HOSTILE_ADDRESSES)
def test_no_address_harms_the_page(tab: Tab, shown: Shown, address: str) -> None:
    tab.go(f"{shown(example_report())}#{address}")

    tab.click("#reset")

    assert tab.run("document.querySelectorAll('#rows .finding').length") == len(example_report().findings)
    assert tab.complaints() == []


def test_the_page_forbids_itself_what_it_never_does(tab: Tab, shown: Shown) -> None:
    tab.go(shown(example_report()))

    attempt = "try { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); } catch ({ name }) { return name; }"
    refused = tab.run(f"(() => {{ {attempt} }})()")
    tab.run("document.body.append(Object.assign(document.createElement('img'), {src: 'https://evil.example/x'}))")

    assert refused == "TypeError"
    assert any("Content Security Policy" in text for text in tab.complaints())


CARELESS = {
    "an error handler": ("<img src=nowhere onerror=console.log(1)>", "complaints"),
    "a script": ("<script>console.log(1)</script>", "complaints"),
    "a picture": ("<img src='https://evil.invalid/x.png'>", "requests"),
    "a style sheet": ("<link rel=stylesheet href='https://evil.invalid/x.css'>", "requests"),
}


@pytest.mark.parametrize(("markup", "notice"), CARELESS.values(), ids=CARELESS)
def test_a_careless_page_would_be_noticed(tab: Tab, tmp_path: Path, markup: str, notice: str) -> None:
    page = tmp_path / "careless.html"
    page.write_text(f"<!DOCTYPE html><title>x</title>{markup}", encoding="utf-8")

    tab.go(page.as_uri())

    noticed: list[Any] = [item for item in getattr(tab, notice)() if item != page.as_uri()]
    assert noticed


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and remembers what was asked for."""

    def __init__(self, asked: list[str], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - those of the base class
        self.asked = asked
        super().__init__(*args, **kwargs)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        del format
        self.asked.append(str(args[0]))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve the test's folder; gives its address and the requests so far."""
    asked: list[str] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, asked, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_a_server_is_asked_for_the_page_and_nothing_else(tab: Tab, shown: Shown, served: tuple[str, list[str]]) -> None:
    root, asked = served
    shown(example_report())

    tab.go(f"{root}/report.html")
    open_everything(tab)
    tab.click("[data-lang=en]")
    tab.send("Page.printToPDF")

    assert asked == ["GET /report.html HTTP/1.1"]
    assert tab.requests() == [f"{root}/report.html"]
