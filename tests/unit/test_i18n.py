"""Texts in Japanese or English, and never in a third language."""

from datetime import date

import pytest

from idverify.calendar.deadline import Uncertainty
from idverify.i18n import Label, Language
from idverify.matching import compare_name
from idverify.matching.changes import ProfileChange

UNCERTAINTY = Uncertainty(2028, date(2027, 2, 1))
[TYPO] = compare_name("見本 花子", "見木 花子").differences


@pytest.mark.parametrize(("language", "expected"), [(Language.JA, "裏面"), (Language.EN, "back")])
def test_a_text_is_in_the_chosen_language(language: Language, expected: str) -> None:
    """`Label.text` and `Language.choose` choose in the same way."""
    assert Label("裏面", "back").text(language) == language.choose("裏面", "back") == expected


@pytest.mark.parametrize("value", [UNCERTAINTY, TYPO, ProfileChange((TYPO,)), ProfileChange()])
def test_a_code_is_accepted_like_a_language(value: Uncertainty | ProfileChange) -> None:
    """`explain` accepts `Language.EN` and "en" alike."""
    assert value.explain("ja") == value.explain(Language.JA)
    assert value.explain("en") == value.explain(Language.EN)


@pytest.mark.parametrize("value", [UNCERTAINTY, TYPO, ProfileChange()])
def test_a_third_language_is_rejected(value: Uncertainty | ProfileChange) -> None:
    """An unsupported language raises an error; there is no fallback to English."""
    with pytest.raises(ValueError, match="'fr' is not a valid Language"):
        value.explain("fr")  # type: ignore[arg-type]
