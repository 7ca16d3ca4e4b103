"""Drives a headless Chromium through its own debugging pipe, so that tests need the browser and nothing else.

What must not live here: pages, assertions about pages.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["NAMES", "VARIABLE", "Browser", "Tab", "find_chromium"]

VARIABLE: Final = "QD85RULES_CHROMIUM"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--no-default-browser-check",
    "--remote-debugging-pipe",
    "--lang=en",
    "--window-size=1280,900",
)
_PATIENCE_S: Final = 60.0
_KEYS: Final[dict[str, tuple[int, str]]] = {
    # Key: its virtual code, and the character that it types.
    "Tab": (9, ""),
    "Enter": (13, "\r"),
    " ": (32, " "),
    "ArrowUp": (38, ""),
    "ArrowDown": (40, ""),
}
# The pipe must be file descriptors 3 and 4 of the browser itself.
_LAUNCHER: Final = """\
import os, sys
reads, writes = (os.dup(int(number)) for number in sys.argv[1:3])
high = os.dup2(reads, 60), os.dup2(writes, 61)
os.dup2(60, 3); os.dup2(61, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def find_chromium() -> str | None:
    """Find a Chromium: the one that the environment names, else the first on the path; `None` where there is none."""
    named = os.environ.get(VARIABLE)
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


class Browser:
    """A browser of its own, with an empty profile."""

    def __init__(self, program: str, profile: Path) -> None:
        commands, self._write = os.pipe()
        self._read, answers = os.pipe()
        self._log = (profile / "stderr.log").open("wb")
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", _LAUNCHER, str(commands), str(answers)),
                *(program, *_FLAGS, f"--user-data-dir={profile / 'profile'}", "about:blank"),
            ],
            pass_fds=(commands, answers),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
        )
        os.close(commands)
        os.close(answers)
        self._unread = b""
        self._number = 0
        self._events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the browser, politely first."""
        try:
            self.send("Browser.close")
            self._process.wait(10)
        except (OSError, pytest.fail.Exception, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        for descriptor in (self._read, self._write):
            os.close(descriptor)
        self._log.close()

    def send(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        """Send a command and wait for its answer; events that come before it are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    pytest.fail(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self._events.append(answer)

    def events(self, session: str) -> Iterator[dict[str, Any]]:
        """Give the events of one tab so far, and forget them."""
        # An answer comes after the events before it, so that asking anything brings in what is on the way.
        self.send("Runtime.evaluate", session, expression="0")
        mine = [event for event in self._events if event.get("sessionId") == session]
        self._events = [event for event in self._events if event.get("sessionId") != session]
        yield from mine

    def open(self) -> Tab:
        """Open an empty tab in a context of its own."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        target = self.send("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Tab(self, session, context)

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + _PATIENCE_S
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._read], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                pytest.fail("the browser does not answer")
            part = os.read(self._read, 1 << 20)
            if not part:
                pytest.fail("the browser has gone")
            self._unread += part
        message, _, self._unread = self._unread.partition(b"\0")
        decoded: dict[str, Any] = json.loads(message)
        return decoded


class Tab:
    """One page, with what it asks for and complains of."""

    def __init__(self, browser: Browser, session: str, context: str) -> None:
        self._browser = browser
        self._session = session
        self._context = context
        self._seen: list[dict[str, Any]] = []
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command of the debugging protocol to this tab."""
        return self._browser.send(method, self._session, **params)

    def close(self) -> None:
        """Close the tab with all that it stored."""
        self._browser.send("Target.disposeBrowserContext", browserContextId=self._context)

    def go(self, address: str) -> None:
        """Open a page, and wait until it has been read to its end."""
        # A step within a page loads nothing; an empty page between makes every step a load.
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=address)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page gives
        """Evaluate an expression in the page; promises are waited for, values come back as plain data."""
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            pytest.fail(answer["exceptionDetails"]["exception"].get("description", expression))
        return answer["result"].get("value")

    def wait(self, condition: str) -> None:
        """Wait until an expression becomes true in the page."""
        until = time.monotonic() + _PATIENCE_S
        while not self.run(condition):
            if time.monotonic() > until:
                pytest.fail(f"never became true: {condition}")
            time.sleep(0.02)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press and release a key."""
        number, types = _KEYS[key]
        params = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": number}
        modifiers = 8 if shift else 0
        down = {"type": "keyDown", "text": types} if types else {"type": "rawKeyDown"}
        self.send("Input.dispatchKeyEvent", **down, **params, modifiers=modifiers)
        self.send("Input.dispatchKeyEvent", type="keyUp", **params, modifiers=modifiers)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.send("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """Click the middle of an element, as a pointer would, wherever it stands in the page."""
        quoted = json.dumps(selector)
        self.run(f"document.querySelector({quoted}).scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = self.run(
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])"
            f"(document.querySelector({quoted}).getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def emulate(self, *, media: str = "", dark: bool = False, width: int = 1280, height: int = 900) -> None:
        """Choose paper or screen, dark or light, and the size of the window."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def events(self, method: str) -> list[dict[str, Any]]:
        """Give what happened so far, of one kind."""
        self._seen += self._browser.events(self._session)
        return [event["params"] for event in self._seen if event["method"] == method]

    def requests(self) -> list[str]:
        """List the address of everything that pages asked for."""
        return [event["request"]["url"] for event in self.events("Network.requestWillBeSent")]

    def complaints(self) -> list[str]:
        """List uncaught errors, dialogs, and what the browser or the page wrote into the console."""
        thrown = [str(event["exceptionDetails"]) for event in self.events("Runtime.exceptionThrown")]
        dialogs = [str(event) for event in self.events("Page.javascriptDialogOpening")]
        logged = [event["entry"]["text"] for event in self.events("Log.entryAdded")]
        written = [str(event["args"]) for event in self.events("Runtime.consoleAPICalled")]
        return thrown + dialogs + logged + written
