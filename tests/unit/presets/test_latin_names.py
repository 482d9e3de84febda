"""Names printed in Latin letters, beside a profile in kanji and kana, under every preset."""

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from idverify.analysis.counterfactuals import find_accepted_periods
from idverify.analysis.remedies import find_remedies
from idverify.calendar.period import Period
from idverify.catalogue.documents import DOCUMENTS
from idverify.matching._hepburn import romanize_kana
from idverify.matching.romaji import is_latin
from idverify.matching.strictness import STANDARD, STRICT, Strictness
from idverify.model.applicants import Individual
from idverify.model.documents import DocumentKind as Kind
from idverify.model.submissions import Submission
from idverify.policy import facts
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.profile_match import ProfileMatch
from support.applicants import HANAKO, RECEIVED_ON, submission
from support.lines import LINES, Line

PRINT_LATIN = [kind for kind in Kind if DOCUMENTS[kind].prints_latin_name]
LATIN_LINES = [line for line in LINES if {*line.kinds} & {*PRINT_LATIN}]
PERSONS_LINES = [line for line in LINES if line.applicant is HANAKO]
SPELT_OTHERWISE = evolve(HANAKO, latin_name="Mihon Hannako")
TYPED_IN_LATIN = evolve(HANAKO, kanji_name="MIHON HANAKO")

lines_in_latin = pytest.mark.parametrize("line", LATIN_LINES, ids=str)


def handed_in(line: Line, printed: str, applicant: Individual = HANAKO) -> Submission:
    """Return a submission of the line in which one name is printed on every document."""
    return line.submission(applicant, name=printed)


def judge(line: Line, printed: str, applicant: Individual = HANAKO) -> Assessment:
    """Evaluate such a submission on the day of the line."""
    return line.policy.evaluate(handed_in(line, printed, applicant), line.day)


def answer(
    kind: Kind, printed: str, applicant: Individual, strictness: Strictness = STANDARD
) -> object:
    """Return the answer to the question whether the name agrees."""
    case = submission(kind, applicant=applicant, name=printed)
    return facts.name(strictness).read(case.documents[0], case, RECEIVED_ON)


def test_the_kinds_that_print_latin_letters_are_those_of_the_sources() -> None:
    """Passports and the cards of foreign residents print the name in Latin letters."""
    assert {*PRINT_LATIN} == {
        Kind.PASSPORT_JP,
        Kind.RESIDENCE_CARD,
        Kind.SPECIFIED_RESIDENCE_CARD,
        Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    }


@lines_in_latin
@pytest.mark.parametrize("printed", ["MIHON HANAKO", "Mihon Hanako", "P<JPNMIHON<<HANAKO<<<<<<"])
@pytest.mark.parametrize("latin_name", [None, "MIHON HANAKO", "Mihon Hanako"])
def test_the_name_of_the_holder_in_latin_letters_is_accepted(
    line: Line, printed: str, latin_name: str | None
) -> None:
    """Beside 見本 花子 every preset accepts her spelling, by the Latin name or by the reading."""
    found = judge(line, printed, evolve(HANAKO, latin_name=latin_name))

    assert found.verdict is Verdict.ACCEPTED


@lines_in_latin
@pytest.mark.parametrize("printed", ["MIHON HANAE", "MIHON TARO", "HANAKO", "MIHAN HANAKO"])
@pytest.mark.parametrize("latin_name", [None, "MIHON HANAKO"])
def test_another_name_in_latin_letters_is_refused(
    line: Line, printed: str, latin_name: str | None
) -> None:
    """No preset accepts the document of somebody with another name."""
    found = judge(line, printed, evolve(HANAKO, latin_name=latin_name))

    assert found.verdict is Verdict.REJECTED
    assert {finding.rule.code for finding in found.findings} == {"name_agrees"}


@lines_in_latin
def test_the_latin_name_of_the_profile_comes_before_the_reading(line: Line) -> None:
    """A Latin name that is registered is what the document has to print, not the reading."""
    assert judge(line, "MIHON HANNAKO", SPELT_OTHERWISE).verdict is Verdict.ACCEPTED
    assert judge(line, "MIHON HANAKO", SPELT_OTHERWISE).verdict is Verdict.REJECTED


@lines_in_latin
def test_kanji_on_such_a_document_are_compared_with_the_kanji(line: Line) -> None:
    """A residence card may print kanji too: then the kanji name counts, as everywhere."""
    assert judge(line, "見本 花子").verdict is Verdict.ACCEPTED
    assert judge(line, "見本花子").verdict is Verdict.ACCEPTED
    assert judge(line, "見本 華子").verdict is Verdict.REJECTED


@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_document_that_prints_kanji_is_compared_with_the_kanji(line: Line) -> None:
    """Latin letters on a licence are not what it prints, and agree with no name in kanji."""
    if not {*line.kinds} & {*PRINT_LATIN}:
        assert line.policy.evaluate(line.submission(name="MIHON HANAKO"), line.day).findings


@pytest.mark.parametrize("line", PERSONS_LINES, ids=str)
def test_a_profile_in_latin_letters_is_compared_as_it_was_typed(line: Line) -> None:
    """Who typed Latin letters as the name is compared with them, whatever else is registered."""
    person = evolve(TYPED_IN_LATIN, latin_name="YAMADA JIRO", kana_name="ヤマダ ジロウ")

    assert judge(line, "MIHON HANAKO", person).verdict is Verdict.ACCEPTED
    assert judge(line, "YAMADA JIRO", person).verdict is Verdict.REJECTED


SYLLABLES = st.text(
    "アイウカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモヤユヨラリルレロワ",
    min_size=2,
    max_size=5,
)


@given(
    family=SYLLABLES,
    given_name=SYLLABLES,
    kind=st.sampled_from(PRINT_LATIN),
    strictness=st.sampled_from([STANDARD, STRICT]),
)
def test_every_reading_agrees_with_its_passport_spelling(
    family: str, given_name: str, kind: Kind, strictness: Strictness
) -> None:
    """Whatever the name, its Hepburn spelling agrees with its reading at every strictness."""
    person = evolve(HANAKO, kana_name=f"{family} {given_name}")
    printed = f"{romanize_kana(family)} {romanize_kana(given_name)}"

    assert answer(kind, printed, person, strictness) is ProfileMatch.VARIANT


@given(
    printed=st.sampled_from(["MIHON HANAKO", "MIHON HANAE", "HANAKO MIHON", "MIHON", "見本 花江"]),
    kind=st.sampled_from(PRINT_LATIN),
    latin_name=st.sampled_from([None, "MIHON HANAKO", "YAMADA JIRO"]),
    strictness=st.sampled_from([STANDARD, STRICT]),
)
def test_the_explanation_compares_what_the_answer_compares(
    printed: str, kind: Kind, latin_name: str | None, strictness: Strictness
) -> None:
    """A difference quotes no kanji beside Latin letters, and there is one if the answer is no."""
    person = evolve(HANAKO, latin_name=latin_name)
    case = submission(kind, applicant=person, name=printed)
    fact = facts.name(strictness)
    comparison = fact.profile_comparison
    assert comparison is not None
    differences = comparison.discrepancies(case.documents[0], case)

    refused = {ProfileMatch.DIFFERENT, ProfileMatch.INCOMPLETE}
    assert bool(differences) is (answer(kind, printed, person, strictness) in refused)
    if is_latin(printed):
        assert not any("見" in difference.declared for difference in differences)


@lines_in_latin
def test_the_analysis_sees_names_in_latin_letters_as_evaluate_does(line: Line) -> None:
    """Her spelling needs no remedy on any day; another name has one, which is about the name."""
    good, other = handed_in(line, "MIHON HANAKO"), handed_in(line, "MIHON HANAE")
    day = Period(line.day, line.day + timedelta(days=1))

    assert [remedy.changes for remedy in find_remedies(line.policy, good, line.day)] == [()]
    assert find_accepted_periods(line.policy, good, day) == (day,)
    remedies = find_remedies(line.policy, other, line.day)
    assert {change.fact.name for remedy in remedies for change in remedy.changes} == {"name"}
    assert find_accepted_periods(line.policy, other, day) == ()
