"""Japanese or English: one of the two is picked, and never a third."""

from datetime import date

import pytest

from idverify.calendar.deadline import Uncertainty
from idverify.i18n import Label, Language
from idverify.matching import compare_name
from idverify.matching.changes import ProfileChange

DOUBT = Uncertainty(2028, date(2027, 2, 1))
[SLIP] = compare_name("見本 花子", "見木 花子").differences


@pytest.mark.parametrize(("language", "expected"), [(Language.JA, "裏面"), (Language.EN, "back")])
def test_readers_are_told_in_their_language(language: Language, expected: str) -> None:
    """A label and a pair of texts are chosen between in the same way."""
    assert Label("裏面", "back").text(language) == language.choose("裏面", "back") == expected


@pytest.mark.parametrize("value", [DOUBT, SLIP, ProfileChange((SLIP,)), ProfileChange()])
def test_a_code_is_as_good_as_the_language(value: Uncertainty | ProfileChange) -> None:
    """What explains itself takes `Language.EN` and "en" alike."""
    assert value.explain("ja") == value.explain(Language.JA)
    assert value.explain("en") == value.explain(Language.EN)


@pytest.mark.parametrize("value", [DOUBT, SLIP, ProfileChange()])
def test_a_third_language_is_refused(value: Uncertainty | ProfileChange) -> None:
    """Whoever asks for French is told so, and does not get English for it."""
    with pytest.raises(ValueError, match="'fr' is not a valid Language"):
        value.explain("fr")  # type: ignore[arg-type]
