"""Spaces: their bounds, what they read, and the small tools under them."""

from datetime import date
from itertools import product

import pytest
from attrs import evolve

from idverify.analysis.situations.bits import indices, lowest, repeated
from idverify.analysis.situations.scenes import numbers_in, scenes_of
from idverify.analysis.situations.spaces import MAX_SITUATIONS, InForce, space_of
from idverify.analysis.situations.tables import table_of
from idverify.analysis.situations.watching import watched_mapping
from idverify.errors import InvalidValueError
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.observations import Masking
from idverify.model.submissions import Document, Submission
from idverify.policy import facts
from idverify.policy.rules import Fact
from idverify.presets import MERCARI
from support.rules import policy, rule
from support.state_space import DAY, LICENCE, accepted_count, scene


def reading_all_fields(document: Document, _: Submission, __: date) -> bool:
    """Read more together than anybody can weigh."""
    seen = document.observation
    read = (seen.name, seen.address, seen.issued_on, seen.expires_on, seen.medium)
    return hash(read) % 2 == 0


def test_rules_that_read_too_much_together_are_refused_with_the_number() -> None:
    """Twelve fields in one condition are 4^12 situations: the text names number and rule."""
    *others, last = (facts.masked(field) for field in list(SensitiveField)[:12])
    seen = (Masking.HIDDEN, Masking.VISIBLE, Masking.REVERSIBLE)
    finely = [fact.one_of(*{Masking.HIDDEN, one}) for fact in others for one in seen]
    greedy = rule("greedy", last.one_of(Masking.HIDDEN), *finely)

    with pytest.raises(
        InvalidValueError, match=r"greedy read .* there are 8388608 situations"
    ) as told:
        space_of(scene(LICENCE), InForce.of(policy(greedy), DAY))
    assert str(MAX_SITUATIONS) in str(told.value)


def test_a_fact_that_reads_too_much_is_refused_with_the_number() -> None:
    """A fact over five fields has more combinations than are tried: the text names it."""
    everything = Fact(
        name="everything",
        question_ja="?",
        question_en="?",
        values=(True, False),
        read=reading_all_fields,
    )
    with pytest.raises(InvalidValueError, match=r"the fact everything tells \d+ combinations"):
        space_of(scene(LICENCE), InForce.of(policy(rule("any", everything.one_of(True))), DAY))


def test_independent_rules_fall_into_parts_of_their_own() -> None:
    """Two rules that share nothing are weighed apart: 2 and 2 situations stand for 4."""
    house = policy(
        rule("hidden", facts.masked(SensitiveField.SEX).one_of(Masking.HIDDEN)),
        rule("visible", facts.masked(SensitiveField.QR_CODE).one_of(Masking.VISIBLE)),
    )
    space = space_of(scene(LICENCE), InForce.of(house, DAY))

    assert sorted(part.size for part in space.parts) == [1, 2, 2]
    assert (space.size, accepted_count(space)) == (4, 1)


def test_what_matters_only_beside_two_others_is_told_apart() -> None:
    """A minor's passport ends after five years: so a birth date matters by the day of issue.

    Whether the printed date is the registered one changes nothing of an adult's, and nothing
    of one that was issued lately.
    """
    day = date(2030, 3, 1)
    [passport] = (
        each
        for each in scenes_of(MERCARI, numbers_in(MERCARI), day)
        if each.kinds == (DocumentKind.PASSPORT_JP,)
    )
    table = table_of(facts.EXPIRY, 0, passport, day)
    values = [passport.values(aspect) for aspect in table.aspects]

    assert len(values) == 4
    for choice in product(*values):
        shown = passport.submission(dict(zip(table.aspects, choice, strict=True)))
        assert table.answer(choice) == facts.EXPIRY.read(shown.documents[0], shown, day)


def test_an_age_is_a_dial_of_the_applicant() -> None:
    """A fact about the applicant's age finds people on both sides of the line."""

    def is_adult(_: Document, submission: Submission, day: date) -> bool:
        born: date = submission.applicant.birth_date  # type: ignore[union-attr]
        return (day.year - born.year, day.month, day.day) >= (18, born.month, born.day)

    adult = Fact(
        name="adult", question_ja="?", question_en="?", values=(True, False), read=is_adult
    )
    space = space_of(scene(LICENCE), InForce.of(policy(rule("adult", adult.one_of(True))), DAY))

    assert (space.size, accepted_count(space)) == (2, 1)


def test_the_company_has_no_age_to_turn() -> None:
    """What is read of a company's birth date has only one value: none."""
    office = evolve(scene(DocumentKind.REGISTRY_CERTIFICATE_FULL), entity=EntityKind.CORPORATION)
    space = space_of(
        office,
        InForce.of(policy(rule("born", facts.BIRTH_DATE.one_of(*facts.BIRTH_DATE.values))), DAY),
    )

    assert space.size == 1


def test_a_watched_mapping_is_still_a_mapping() -> None:
    """It has the same keys and the same length, and looking through it all notes every key."""
    noted: list[str] = []
    mapping = watched_mapping({"a": 1, "b": 2}, noted.append)

    assert (len(mapping), dict(mapping), noted) == (2, {"a": 1, "b": 2}, ["a", "b"])


def test_bits_are_counted_over_bytes_without_any() -> None:
    """A long run of zeros between two bits is stepped over."""
    assert list(indices(1 | 1 << 40)) == [0, 40]
    assert (lowest(1 << 40), list(indices(0))) == (40, [])
    assert repeated(0b1, 3, 5) == 0b001001001001001
