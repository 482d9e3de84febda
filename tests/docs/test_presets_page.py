"""The page of presets is what the data says."""

from pathlib import Path

import pytest

from idverify.i18n import Language
from idverify.render.policies import render_presets_page

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize(
    ("language", "name"), [(Language.EN, "presets.md"), (Language.JA, "presets.ja.md")]
)
def test_the_page_is_written_from_the_data(language: Language, name: str) -> None:
    """The page is the one that tests/builders/build_presets_page.py writes, in each language."""
    assert render_presets_page(language) == (REFERENCE / name).read_text(encoding="utf-8")
