"""The built site, a server for it that listens on this machine only, and a browser to look.

`python3 dev.py docs` builds before it tests. Without the built site or a browser these tests
are skipped; where CI is set, that is a failure.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from attrs import field, frozen
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build" / "site"
#: Where distributions put it.
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def lacking(what: str) -> None:
    """Fail where a gate runs, and skip at home."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def site() -> Path:
    """Give the folder of the built site."""
    if not (SITE / "index.html").exists():
        lacking("the site is not built: python3 dev.py docs")
    return SITE


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the site on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine, without a window."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        lacking("chromium is missing; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@frozen
class Visit:
    """A page looked at, with all that it asked for and all that went wrong."""

    page: Page
    asked: list[str] = field(factory=list)
    wrong: list[str] = field(factory=list)

    @property
    def strangers(self) -> list[str]:
        """What was asked of another machine."""
        return [url for url in self.asked if not url.startswith(("http://127.0.0.1:", "blob:"))]


def _note(seen: Visit, said: ConsoleMessage) -> None:
    if said.type == "error":
        seen.wrong.append(said.text)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Give a new window in light mode; other contexts are the test's own."""
    with browser.new_context(color_scheme="light") as context:
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: seen.asked.append(request.url))
        seen.page.on("pageerror", lambda error: seen.wrong.append(str(error)))
        seen.page.on("console", lambda said: _note(seen, said))
        yield seen
