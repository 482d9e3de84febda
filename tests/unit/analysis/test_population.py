"""Past cases as bits, held against going through them one by one."""

from datetime import date
from random import Random
from typing import Any

import pandas as pd
import polars as pl
import pytest

from idverify.analysis.population import Population, WhatIf, facts_of
from idverify.errors import InvalidValue
from idverify.policy import facts
from idverify.policy.assessment import Verdict
from idverify.policy.facts import Expiry
from idverify.policy.presets import CROWDWORKS_ARTICLE
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.submissions import Medium, Submission
from support.laboratory import DAY, LICENCE, RECORD, policy_for, scene
from support.people import submission
from support.rules import rule

ORIGINAL = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))
NO_COPY = rule("no_copy", facts.MEDIUM.other_than(Medium.PHOTOCOPY))
UNEXPIRED = rule("unexpired", facts.EXPIRY.other_than(Expiry.EXPIRED), kinds=frozenset({LICENCE}))
SHOWN = rule("shown", facts.ADDRESS_SHOWN.one_of(True))
ROWS: list[dict[str, object]] = [
    {"kind": "drivers_license", "medium": "original", "expiry": "valid"},
    {"kind": "drivers_license", "medium": "screen", "expiry": "valid"},
    {"kind": "drivers_license", "medium": "photocopy", "expiry": "expired"},
    {"kind": "resident_record", "medium": None, "expiry": "expired"},
]
PAST = Population.from_records(ROWS, facts.MEDIUM, facts.EXPIRY)


def drawn(cases: int) -> list[tuple[Submission, date]]:
    """Draw submissions of one or two documents, with faults of every sort."""
    chance = Random(6)
    scenes = [scene(LICENCE), scene(DocumentKind.HEALTH_INSURANCE_CARD, RECORD), scene(RECORD)]
    found = []
    for _ in range(cases):
        place = chance.choice(scenes)
        aspects = [a for index in range(len(place.kinds)) for a in place.aspects(index)]
        odd = chance.sample(aspects, 2)
        values = {aspect: chance.choice(place.values(aspect)) for aspect in odd}
        found.append((place.submission(values), DAY))
    return found


def test_bits_refuse_whom_the_policy_refuses() -> None:
    """Over drawn cases of one and two documents the refused are exactly the policy's."""
    cases = drawn(300)
    population = Population.from_submissions(cases, *facts_of(CROWDWORKS_ARTICLE))
    refused = population.judge(CROWDWORKS_ARTICLE.on(DAY).rules).refused

    assert [bool(refused >> n & 1) for n in range(len(cases))] == [
        CROWDWORKS_ARTICLE.evaluate(s, day).verdict is Verdict.REJECTED for s, day in cases
    ]


def test_a_change_is_told_with_who_and_why() -> None:
    """Refusing pictures of screens as well turns one case of four."""
    changed = PAST.what_if([NO_COPY], [ORIGINAL])

    assert (changed.newly_refused, changed.newly_passed) == (0b0010, 0)
    assert changed.why == ((ORIGINAL, 1),)
    [flip] = changed.flips()
    assert (flip.case, flip.is_refused_now, flip.rules) == (1, True, (ORIGINAL,))
    assert changed.to_records() == [{"case": 1, "is_refused_now": True, "rules": "original"}]


def test_a_laxer_rule_lets_cases_pass_and_names_the_rule_that_held_them() -> None:
    """The other way about the same case passes, thanks to the rule that is gone."""
    changed = PAST.what_if([ORIGINAL], [NO_COPY])

    assert [(f.case, f.is_refused_now, f.rules) for f in changed.flips()] == [
        (1, False, (ORIGINAL,))
    ]


def test_a_rule_for_one_kind_leaves_the_others_alone() -> None:
    """The expired resident record is none of a rule on licences."""
    assert PAST.breaking(UNEXPIRED) == 0b0100


def test_what_is_unknown_breaks_nothing() -> None:
    """The case whose medium nobody noted is not refused for it."""
    assert PAST.breaking(ORIGINAL) == 0b0110


def test_each_rule_is_counted() -> None:
    """Two of four cases break the first rule, one the second."""
    rows = PAST.judge([ORIGINAL, UNEXPIRED]).to_records()

    assert [(row["rule"], row["cases"], row["share"]) for row in rows] == [
        ("original", 2, 0.5),
        ("unexpired", 1, 0.25),
    ]
    assert PAST.judge([ORIGINAL, UNEXPIRED]).refused_share == 0.5


def test_nobody_is_no_division_by_zero() -> None:
    """An empty population has nobody refused, and a share of 0."""
    nobody = Population.from_records([], facts.MEDIUM)
    judged = nobody.judge([SHOWN][:0])

    assert (nobody.size, nobody.everybody, judged.refused, judged.refused_share) == (0, 0, 0, 0.0)


def test_a_question_that_was_not_read_is_named() -> None:
    """A rule about a fact that is not in the population is refused with the column's name."""
    with pytest.raises(InvalidValue, match="no column address_shown"):
        PAST.breaking(SHOWN)


@pytest.mark.parametrize("strange", ["oryginal", ["original"]])
def test_an_answer_that_no_fact_gives_is_refused(strange: object) -> None:
    """A misspelt answer is told with the answers there are, and never taken for unknown."""
    with pytest.raises(
        InvalidValue, match="column medium has an answer that is none of original, "
    ):
        Population.from_records([{"kind": "drivers_license", "medium": strange}], facts.MEDIUM)
    with pytest.raises(
        InvalidValue, match="column medium has an answer that is none of original, "
    ):
        Population.from_frame(
            pl.DataFrame({"kind": ["drivers_license"], "medium": ["x"]}), facts.MEDIUM
        )


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame(ROWS),
        pl.DataFrame(ROWS).with_columns(pl.col("kind").cast(pl.Categorical)),
        pd.DataFrame(ROWS),
        pd.DataFrame(ROWS, dtype=object),
        pd.DataFrame(ROWS, dtype="category"),
    ],
    ids=["polars", "polars, categorical", "pandas", "pandas, objects", "pandas, categorical"],
)
def test_a_frame_reads_like_records(frame: Any) -> None:  # noqa: ANN401
    """A frame and the same rows give the same columns, missing answers included."""
    assert Population.from_frame(frame, facts.MEDIUM, facts.EXPIRY).columns == PAST.columns


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame])
def test_yes_and_no_are_read_from_frames(make: Any) -> None:  # noqa: ANN401
    """A column of truth values, one of them missing, gives the cases that broke the rule."""
    frame = make({"kind": ["drivers_license"] * 3, "address_shown": [True, None, False]})

    assert Population.from_frame(frame, facts.ADDRESS_SHOWN).breaking(SHOWN) == 0b100


def test_a_later_case_with_more_documents_is_read_whole() -> None:
    """The second document of the second case is a column, though the first case has none."""
    cases = [(submission(LICENCE), DAY), (submission(LICENCE, RECORD), DAY)]
    population = Population.from_submissions(cases, facts.MEDIUM)

    assert population.layers == 2
    assert population.having("kind.2", frozenset({RECORD})) == 0b10


def test_nobody_is_told_of_without_a_picture_of_nothing() -> None:
    """An empty population has no flips, no reasons, and reports in words."""
    nobody = Population.from_records([], facts.MEDIUM)
    empty = nobody.judge([])
    changed = WhatIf(empty, empty)

    assert (changed.why, list(changed.flips()), changed.to_records()) == ((), [], [])
    assert "0.0%" in empty.report().notes[0]
    assert "0件" in changed.report().notes[0]
    assert Population.from_frame(pl.DataFrame({"kind": []}), facts.MEDIUM).size == 0


def test_a_question_of_the_whole_submission_has_one_column() -> None:
    """Whether any document shows an address is read once for both documents."""
    cases = [(submission(LICENCE, RECORD), DAY), (submission(LICENCE), DAY)]
    population = Population.from_submissions(cases, facts.ADDRESS_SHOWN)

    assert (population.layers, population.breaking(SHOWN)) == (2, 0)
    assert policy_for({LICENCE}).rules
