"""What is shown, put into a real page of a real browser: nothing runs, everything can be read."""

import os
from collections.abc import Iterator
from shutil import which
from typing import Any

import pytest

from idverify.i18n import Language
from idverify.render.notebook import show
from support.display_samples import RESULTS

sync_api = pytest.importorskip("playwright.sync_api", reason="`python3 dev.py notebooks` has it")
CHROMIUM = next(filter(None, map(which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAGE = """<!doctype html><meta charset="utf-8"><title>quiet</title>
<body style="color: {text}; background: {ground}">{shown}"""
THEMES = {"light": ("rgb(20, 20, 20)", "#ffffff"), "dark": ("rgb(238, 238, 238)", "#111111")}


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """Open a page of Chromium; without it there is nothing to test, except where CI promises it."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no chromium on PATH: .ci/run installs it")
        pytest.skip("no chromium on PATH")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def test_markup_runs_where_nothing_escapes_it(page: Any) -> None:  # noqa: ANN401
    """The attack works: put in raw, it renames the page. So the next test can fail."""
    page.set_content(
        PAGE.format(text="", ground="", shown="<script>document.title='owned'</script>")
    )

    assert page.title() == "owned"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("value", RESULTS, ids=lambda value: type(value).__name__)
def test_no_markup_runs(page: Any, value: object, language: Language) -> None:  # noqa: ANN401
    """Names made of scripts and of pictures that fail are text: no element comes of them."""
    shown = show(value, language)._repr_html_()
    page.set_content(PAGE.format(text="", ground="", shown=shown))
    page.wait_for_timeout(20)

    assert page.title() == "quiet"
    assert page.locator("script, img").count() == 0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("value", RESULTS, ids=lambda value: type(value).__name__)
def test_text_has_the_colour_of_the_page(page: Any, value: object, theme: str) -> None:  # noqa: ANN401
    """On light and on dark the text stays that of the page, on a ground that lets it through."""
    text, ground = THEMES[theme]
    page.set_content(PAGE.format(text=text, ground=ground, shown=show(value)._repr_html_()))
    cells = page.locator("td, th, p, h4").all()
    styles = [cell.evaluate(LOOKS) for cell in cells]

    assert styles
    assert {style["color"] for style in styles} == {text}
    assert all(style["alpha"] <= MOST for style in styles)


#: How opaque the ground under a text may be before it matters what the page's ground is.
MOST = 0.6
LOOKS = """cell => {
  const style = getComputedStyle(cell);
  const parts = style.backgroundColor.match(/[\\d.]+/g).map(Number);
  return {color: style.color, alpha: parts.length > 3 ? parts[3] : 1};
}"""
