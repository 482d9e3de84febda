"""What the page "Try it" answers, without a browser; tests/website looks at the page itself."""

import importlib.util
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from idverify.catalogue.documents import DOCUMENTS
from idverify.model.documents import DocumentKind
from idverify.presets import PRESETS

SOURCE = Path(__file__).parents[2] / "docs" / "assets" / "playground.py"
DAY = date(2026, 9, 17)


@pytest.fixture(scope="module")
def page() -> ModuleType:
    """Load the script as the browser does."""
    spec = importlib.util.spec_from_file_location("playground", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Form(HTMLParser):
    """The values of a form that nobody has touched, as a browser would send them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is filled in, checked or selected."""
        found = {name: value or "" for name, value in attrs}
        if tag == "input" and (found["type"] != "checkbox" or "checked" in found):
            self.values[found["name"]] = found["value"]
        if tag == "select":
            self.select = found["name"]
            self.values[self.select] = ""
        if tag == "option" and "selected" in found:
            self.values[self.select] = found["value"]


LISTED = [
    (policy.code, ",".join(kind for kind in DocumentKind if kind in line.kinds))
    for policy in PRESETS
    for line in policy.accept_list
]


@pytest.mark.parametrize(("policy", "chosen"), LISTED)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_untouched_form_is_in_order(
    page: ModuleType, policy: str, chosen: str, language: str
) -> None:
    """What stands in the fields at first is accepted, but for kinds whose time is over."""
    filled = Form(page.profile(chosen, language) + page.fields(chosen, str(DAY), language)).values
    values = {**filled, "policy": policy, "documents": chosen, "received_on": str(DAY)}
    found = page.findings(values, language)
    usable = all(DAY in DOCUMENTS[DocumentKind(kind)].usable_period for kind in chosen.split(","))

    assert ('class="verdict accepted"' in found) is usable
    assert ("document.not_yet_or_no_longer_accepted" in found) is not usable


@pytest.mark.parametrize(
    ("language", "says"), [("ja", "国民の休日"), ("en", "citizens&#x27; holiday")]
)
def test_a_deadline_says_which_days_it_skipped(page: ModuleType, language: str, says: str) -> None:
    """The due day and each skipped day with its reason, in the language of the page."""
    values = {"received": "2026-09-17T10:00", "business_days": "5", "calendar": "japan"}
    found = page.deadline(values, language)

    assert "2026-09-29" in found
    assert says in found


@pytest.mark.parametrize("wrong", [{"received": ""}, {"business_days": "0"}, {"cutoff": "noon"}])
def test_what_cannot_be_read_is_said(page: ModuleType, wrong: dict[str, str]) -> None:
    """A form half filled is answered with a sentence."""
    values = {"received": "2026-09-17T10:00", "business_days": "5", "calendar": "japan", **wrong}

    assert "Please check what you entered" in page.deadline(values, "en")


def test_what_is_typed_is_escaped(page: ModuleType) -> None:
    """Markup in a field is text in the answer."""
    chosen = "drivers_license"
    filled = Form(page.profile(chosen, "en") + page.fields(chosen, str(DAY), "en")).values
    typed = {"profile.address": "東京都千代田区<b>1-1", "received_on": str(DAY)}
    values = {**filled, **typed, "policy": "crowdworks_article", "documents": chosen}

    assert "&lt;b&gt;" in page.findings(values, "en")
    assert "<b>" not in page.findings(values, "en")
