"""A real browser without a window: the machine's Chromium, driven over its own protocol."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Lend the browser; where there is none the test is skipped, and in CI it fails."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        why = f"no browser found under the names {', '.join(NAMES)}: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as player:
        # Without its own sandbox, which does not start for root in a container.
        browser = player.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
