"""Past cases as bits, held against going through them one by one."""

from datetime import date
from os import environ
from random import Random
from subprocess import check_output
from sys import executable
from typing import Any

import pandas as pd
import polars as pl
import pytest

from idverify.analysis.column_names import column_name
from idverify.analysis.populations import Population, WhatIf, collect_facts
from idverify.analysis.situations.scenes import line_scene, numbers_in
from idverify.errors import InvalidValueError
from idverify.matching.strictness import STANDARD, STRICT
from idverify.model.documents import DocumentKind, Side
from idverify.model.observations import Medium
from idverify.model.submissions import Submission
from idverify.policy import facts
from idverify.policy.assessment import Verdict
from idverify.policy.facts import Expiry
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact
from idverify.presets import CROWDWORKS_ARTICLE, PRESETS
from idverify.render.analysis_records import to_records
from idverify.render.reports import make_report
from support.applicants import submission
from support.rules import fact, rule
from support.state_space import DAY, LICENCE, RECORD, policy_for, scene

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
    population = Population.from_submissions(cases, *collect_facts(CROWDWORKS_ARTICLE))
    refused = population.evaluate(CROWDWORKS_ARTICLE.in_force_on(DAY).rules).rejected

    assert [bool(refused >> n & 1) for n in range(len(cases))] == [
        CROWDWORKS_ARTICLE.evaluate(s, day).verdict is Verdict.REJECTED for s, day in cases
    ]


def test_a_change_is_told_with_who_and_why() -> None:
    """Refusing pictures of screens as well turns one case of four."""
    changed = PAST.compare_rules([NO_COPY], [ORIGINAL])

    assert (changed.newly_rejected, changed.newly_accepted) == (0b0010, 0)
    assert changed.contributing_rules == ((ORIGINAL, 1),)
    [flip] = changed.changed_cases()
    assert (flip.index, flip.is_rejected_after, flip.rules) == (1, True, (ORIGINAL,))
    assert to_records(changed) == [{"case": 1, "is_refused_now": True, "rules": "original"}]


def test_a_laxer_rule_lets_cases_pass_and_names_the_rule_that_held_them() -> None:
    """The other way about the same case passes, thanks to the rule that is gone."""
    changed = PAST.compare_rules([ORIGINAL], [NO_COPY])

    assert [(f.index, f.is_rejected_after, f.rules) for f in changed.changed_cases()] == [
        (1, False, (ORIGINAL,))
    ]


def test_a_rule_for_one_kind_leaves_the_others_alone() -> None:
    """The expired resident record is none of a rule on licences."""
    assert PAST.find_violations(UNEXPIRED) == 0b0100


def test_what_is_unknown_breaks_nothing() -> None:
    """The case whose medium nobody noted is not refused for it."""
    assert PAST.find_violations(ORIGINAL) == 0b0110


def test_each_rule_is_counted() -> None:
    """Two of four cases break the first rule, one the second."""
    rows = to_records(PAST.evaluate([ORIGINAL, UNEXPIRED]))

    assert [(row["rule"], row["cases"], row["share"]) for row in rows] == [
        ("original", 2, 0.5),
        ("unexpired", 1, 0.25),
    ]
    assert PAST.evaluate([ORIGINAL, UNEXPIRED]).rejection_rate == 0.5


def test_nobody_is_no_division_by_zero() -> None:
    """An empty population has nobody refused, and a share of 0."""
    nobody = Population.from_records([], facts.MEDIUM)
    judged = nobody.evaluate([SHOWN][:0])

    assert (nobody.size, nobody.all_cases, judged.rejected, judged.rejection_rate) == (0, 0, 0, 0.0)


def test_a_question_that_was_not_read_is_named() -> None:
    """A rule about a fact that is not in the population is refused with the column's name."""
    with pytest.raises(InvalidValueError, match="no column address_shown"):
        PAST.find_violations(SHOWN)


@pytest.mark.parametrize("strange", ["oryginal", ["original"]])
def test_an_answer_that_no_fact_gives_is_refused(strange: object) -> None:
    """A misspelt answer is told with the answers there are, and never taken for unknown."""
    with pytest.raises(
        InvalidValueError, match="column medium has an answer that is none of original, "
    ):
        Population.from_records([{"kind": "drivers_license", "medium": strange}], facts.MEDIUM)
    with pytest.raises(
        InvalidValueError, match="column medium has an answer that is none of original, "
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

    assert Population.from_frame(frame, facts.ADDRESS_SHOWN).find_violations(SHOWN) == 0b100


def test_a_later_case_with_more_documents_is_read_whole() -> None:
    """The second document of the second case is a column, though the first case has none."""
    cases = [(submission(LICENCE), DAY), (submission(LICENCE, RECORD), DAY)]
    population = Population.from_submissions(cases, facts.MEDIUM)

    assert population.max_documents == 2
    assert population.select("kind.2", frozenset({RECORD})) == 0b10


def test_nobody_is_told_of_without_a_picture_of_nothing() -> None:
    """An empty population has no flips, no reasons, and reports in words."""
    nobody = Population.from_records([], facts.MEDIUM)
    empty = nobody.evaluate([])
    changed = WhatIf(empty, empty)

    assert (changed.contributing_rules, list(changed.changed_cases()), to_records(changed)) == (
        (),
        [],
        [],
    )
    assert "0.0%" in make_report(empty).notes[0]
    assert "0件" in make_report(changed).notes[0]
    assert Population.from_frame(pl.DataFrame({"kind": []}), facts.MEDIUM).size == 0


def test_a_question_of_the_whole_submission_has_one_column() -> None:
    """Whether any document shows an address is read once for both documents."""
    cases = [(submission(LICENCE, RECORD), DAY), (submission(LICENCE), DAY)]
    population = Population.from_submissions(cases, facts.ADDRESS_SHOWN)

    assert (population.max_documents, population.find_violations(SHOWN)) == (2, 0)
    assert policy_for({LICENCE}).rules


def of_lines(policy: Policy, cases: int) -> list[tuple[Submission, date]]:
    """Draw submissions of the policy's own lines: as they should be, and with two faults."""
    chance = Random(7)
    found = []
    for n in range(cases):
        line = chance.choice(policy.accept_list)
        place = line_scene(line, numbers_in(policy), DAY)
        aspects = [a for index in range(len(place.kinds)) for a in place.aspects(index)]
        odd = chance.sample(aspects, 2 if n % 3 else 0)
        found.append((place.submission({a: chance.choice(place.values(a)) for a in odd}), DAY))
    return found


@pytest.mark.parametrize("policy", PRESETS, ids=lambda policy: policy.code)
def test_every_preset_refuses_the_same_as_bits_and_as_a_policy(policy: Policy) -> None:
    """Facts that ask the same with other settings do not answer for each other."""
    cases = of_lines(policy, 150)
    population = Population.from_submissions(cases, *collect_facts(policy))
    refused = population.evaluate(policy.in_force_on(DAY).rules).rejected

    assert [bool(refused >> n & 1) for n in range(len(cases))] == [
        policy.evaluate(s, day).verdict is Verdict.REJECTED for s, day in cases
    ]


def test_facts_that_differ_have_columns_that_differ() -> None:
    """Over all presets and under every strictness no two facts share a name."""
    everything = [p.derive(strictness=s) for p in PRESETS for s in (STRICT, STANDARD)]
    names = [column_name(one) for one in collect_facts(*PRESETS, *everything)]

    assert sorted(names) == sorted(set(names))
    assert {"name(strict)", "name(standard)", "sides(back+front)"} <= set(names)


def test_a_name_stands_whatever_the_hashes_of_the_run() -> None:
    """An accept list is named by a digest of what it states, not of where it lies."""
    told = "from idverify.analysis import column_name, collect_facts; "
    told += "from idverify.presets import PRESETS; "
    told += "print([column_name(fact) for fact in collect_facts(*PRESETS)])"
    command = [executable, "-c", told]
    runs = {
        check_output(command, env={**environ, "PYTHONHASHSEED": seed})  # noqa: S603 - our own
        for seed in ("1", "2")
    }

    assert len(runs) == 1


class Unnamed:
    """A setting that says nothing of itself but its class."""

    def __repr__(self) -> str:
        return "unnamed"


def test_a_setting_may_be_anything() -> None:
    """Functions are named by where they stand, what is nested in brackets, the rest as it shows."""
    pairs = frozenset({Side.FRONT, Side.BACK}), 3
    settings = (len, Unnamed(), pairs, date(2026, 4, 1))

    assert [column_name(fact("x", parameter=one)) for one in settings] == [
        "x(builtins.len)",
        "x(unnamed)",
        "x((back+front), 3)",
        "x(2026-04-01)",
    ]


@pytest.mark.parametrize(
    "twins",
    [
        (facts.issued_within(3), fact("issued_within", parameter="3")),
        (fact("kind"),),
    ],
)
def test_facts_that_would_share_a_column_are_refused(twins: tuple[Fact, ...]) -> None:
    """Nothing is read where one column would have to hold two answers."""
    with pytest.raises(InvalidValueError, match="would share the column"):
        Population.from_records([], *twins)


def test_nobody_is_refused_by_nothing() -> None:
    """Of no cases at all a share of 0 is refused, by rules of documents and of submissions."""
    nobody = Population.from_records([], *collect_facts(*PRESETS))
    judged = [nobody.evaluate(policy.rules) for policy in PRESETS]

    assert {(one.rejected, one.rejection_rate) for one in judged} == {(0, 0.0)}
    assert to_records(nobody.compare_rules([ORIGINAL], [NO_COPY])) == []


def test_cases_without_a_kind_are_not_passed_over() -> None:
    """What no document is said of cannot break a rule; so the missing column is named."""
    kindless = Population.from_records([{"medium": "photocopy"}], facts.MEDIUM)

    with pytest.raises(InvalidValueError, match="no column kind"):
        kindless.evaluate([ORIGINAL])
