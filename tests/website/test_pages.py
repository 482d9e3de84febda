"""The built pages: every link leads somewhere, every page is in the navigation, in its language."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from builders.build_api_pages import public_names
from website.conftest import ROOT, Visit

HERE = "http://site.invalid/"


class Reading(HTMLParser):
    """What a page links to, loads, and can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, what is loaded, and ids."""
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in {"script", "img", "iframe"} and "src" in found:
            self.loaded.append(found["src"])
        if tag == "link" and found.get("rel") in {"stylesheet", "icon"}:
            self.loaded.append(found["href"])
        self.anchors |= {found["id"]} if "id" in found else set()


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Reading]:
    """Read every page once, by its path on the site."""
    return {
        str(file.relative_to(site)): Reading(file.read_text(encoding="utf-8"))
        for file in sorted(site.rglob("*.html"))
        if file.name != "404.html"
    }


def internal(path: str, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the links of a page that stay on the site, as file and anchor."""
    for link in (*reading.links, *reading.loaded):
        whole, anchor = urldefrag(urljoin(HERE + path, link))
        if whole.startswith(HERE):
            target = unquote(urlsplit(whole).path).lstrip("/")
            yield target + "index.html" * (not target or target.endswith("/")), unquote(anchor)


def test_every_link_leads_somewhere(site: Path, pages: dict[str, Reading]) -> None:
    """Each internal link and asset exists, each anchor that is named too."""
    broken = [
        f"{path}: {target}#{anchor}"
        for path, reading in pages.items()
        for target, anchor in internal(path, reading)
        if not (site / target).is_file()
        or (anchor and target in pages and anchor not in pages[target].anchors)
    ]

    assert broken == []


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Reading]) -> None:
    """No page names a script, style or picture of another host."""
    loaded = {urlsplit(each).netloc for reading in pages.values() for each in reading.loaded}

    assert loaded == {""}


def test_every_page_is_in_the_navigation(pages: dict[str, Reading]) -> None:
    """Each page of docs/ can be reached from the first page's own navigation."""
    reached = {target for target, _ in internal("index.html", pages["index.html"])}
    sources = (file.relative_to(ROOT / "docs") for file in (ROOT / "docs").rglob("*.md"))
    wanted = {
        "index.html" if str(each) == "index.md" else f"{str(each).removesuffix('.md')}/index.html"
        for each in sources
    }
    wanted = {each.replace("/index/index.html", "/index.html") for each in wanted}

    assert wanted - reached == set()


def test_what_owners_read_is_there_in_both_languages() -> None:
    """Why, documents, reasons, policies, glossary and more exist in Japanese and in English."""
    words = "documents reasons presets glossary lifecycle calendar"
    both = ["explanation/why", "playground", *(f"reference/{word}" for word in words.split())]
    wanted = [ROOT / "docs" / f"{each}{end}" for each in both for end in (".md", ".ja.md")]

    assert [page for page in wanted if not page.is_file()] == []


def test_every_public_name_is_in_the_reference(pages: dict[str, Reading]) -> None:
    """Each name that a module exports has a heading of its own on the page of its room."""
    missing = [
        name
        for name, page in public_names().items()
        if name not in pages[f"reference/api/{page.removesuffix('.md')}/index.html"].anchors
    ]

    assert len(public_names()) > 200
    assert missing == []


@pytest.mark.parametrize("path", ["", "reference/lifecycle/", "reference/documents.ja/"])
def test_a_page_asks_nothing_of_other_machines(visit: Visit, address: str, path: str) -> None:
    """A browser that opens a page talks to this machine only, and nothing breaks."""
    visit.page.goto(f"{address}/{path}", wait_until="networkidle")

    assert (visit.strangers, visit.wrong) == ([], [])


def test_the_lifecycle_is_drawn(visit: Visit, address: str) -> None:
    """The diagram is drawn by the site's own Mermaid, not left as text."""
    visit.page.goto(f"{address}/reference/lifecycle/")
    visit.page.wait_for_selector(".mermaid", state="attached")
    visit.page.wait_for_function("document.querySelector('pre.mermaid') === null")

    assert visit.strangers == []


def test_a_japanese_page_says_so(visit: Visit, address: str) -> None:
    """Screen readers are told the language of the page."""
    visit.page.goto(f"{address}/explanation/why.ja/")

    assert visit.page.evaluate("document.documentElement.lang") == "ja"


@pytest.mark.parametrize("path", ["", "reference/documents.ja/", "playground.ja/"])
def test_a_telephone_needs_no_sideways_scrolling(visit: Visit, address: str, path: str) -> None:
    """On a narrow screen wide tables scroll by themselves, the page does not."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.goto(f"{address}/{path}", wait_until="networkidle")
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

    assert visit.page.evaluate(wider) <= 1
