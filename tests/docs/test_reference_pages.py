"""Documents, reasons, the lifecycle and the days of rest on paper are those of the data."""

import re
from pathlib import Path

import pytest

from builders.build_reference_pages import PAGES, reference_page
from idverify.i18n import Language

DOCS = Path(__file__).parents[2] / "docs"
ENDINGS = {Language.EN: "md", Language.JA: "ja.md"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_written_from_the_data(name: str, language: Language) -> None:
    """The page is the one that tests/builders/build_reference_pages.py writes."""
    committed = DOCS / "reference" / f"{name}.{ENDINGS[language]}"

    assert reference_page(name, language) == committed.read_text(encoding="utf-8")


def terms(name: str) -> list[str]:
    """Return the Japanese terms of a glossary, in order."""
    text = (DOCS / "reference" / name).read_text(encoding="utf-8")
    return re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)[2:]


def test_both_glossaries_have_the_same_terms() -> None:
    """What is explained in one language is explained in the other."""
    assert terms("glossary.md") == terms("glossary.ja.md")


def test_the_names_of_the_glossary_are_names_of_the_code() -> None:
    """What the glossary sets in code is a public name of the package."""
    import idverify  # noqa: PLC0415 - the names, not the room

    text = (DOCS / "reference" / "glossary.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", text))

    assert named - set(idverify.__all__) == set()
