"""The table of sources: each key leads to one page."""

import re
from datetime import date
from pathlib import Path

import pytest

import idverify.catalogue
from idverify.catalogue.sources import SOURCES, cite
from idverify.citations import Citation, Confidence
from idverify.errors import InvalidValueError
from idverify.policy.validity import PROVISIONS
from idverify.presets import PRESETS

CITED = {
    key
    for folder in idverify.catalogue.__path__
    for module in Path(folder).glob("*.py")
    for key in re.findall(r'\bcite\(\s*"([^"]+)"', module.read_text(encoding="utf-8"))
}


def test_every_key_that_is_cited_exists() -> None:
    """The catalogues cite no key that the table does not have."""
    assert not CITED - set(SOURCES)
    assert len(CITED) > 70


@pytest.mark.parametrize("key", SOURCES)
def test_every_source_has_title_and_address(key: str) -> None:
    """Each row says what the page is and where it stands."""
    title, url = SOURCES[key]

    assert title.strip() == title != ""
    assert re.fullmatch(r"https?://[^\s/]+\.[^\s/]+/\S*", url)


def test_titles_and_addresses_are_unique() -> None:
    """One page has one key."""
    assert len(SOURCES) == len({title for title, _ in SOURCES.values()})
    assert len(SOURCES) == len({url for _, url in SOURCES.values()})


def test_citing_keeps_the_statement_and_how_sure_we_are() -> None:
    """A citation has the page's title and address, the statement, the day and the confidence."""
    title, url = SOURCES["CWb2"]

    assert Citation(
        title, "upload limits", url, read_on=date(2026, 11, 23), confidence=Confidence.ARTICLE
    ) == cite("CWb2", "upload limits", Confidence.ARTICLE)


def test_a_citation_is_confirmed_unless_said_otherwise() -> None:
    """Without a word on how sure we are, a citation counts as confirmed."""
    assert cite("CW1").confidence is Confidence.CONFIRMED


def test_an_unknown_key_is_refused() -> None:
    """A key without a row is refused with what to do about it."""
    with pytest.raises(
        InvalidValueError, match="no source has the key 'CW99': add a row to SOURCES"
    ):
        cite("CW99")


@pytest.mark.parametrize("key", ["SAYAMA", "IURIS19", "HOURITSU", "OCS"])
def test_what_was_read_as_an_excerpt_says_so_and_confirms_nothing_alone(key: str) -> None:
    """The title says it in both languages, and no provision or preset counts it as confirmed."""
    source = cite(key)
    provisions = [c for p in PROVISIONS for c in p.citations]
    policies = [c for p in PRESETS for rule in p.rules for c in rule.citations]
    lists = [c for p in PRESETS for line in p.accept_list for c in line.citations]
    cited = [c for c in (*provisions, *policies, *lists) if c.url == source.url]

    assert ("(read as an excerpt)" in source.title, "抜粋で閲覧" in source.title_ja) == (True, True)
    assert cited
    assert Confidence.CONFIRMED not in {c.confidence for c in cited}
