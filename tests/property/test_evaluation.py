"""The invariants of evaluation, against an oracle that tries every answer."""

from collections.abc import Hashable, Iterator
from datetime import date
from itertools import product
from typing import Any

from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from idverify.interchange.codec import dump, load
from idverify.model.documents import SensitiveField
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.submissions import Submission
from idverify.model.unknown import UNKNOWN
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.glance import Slot
from idverify.policy.partial import GroundRule, RuleState, settle
from idverify.presets import CROWDWORKS_ARTICLE
from property.strategies import RECEIPTS, observations, submissions
from support.applicants import RECEIVED_ON, submission
from support.rules import fact, policy, rule

FIELDS = [f.name for f in fields(Observation) if f.init and f.name not in {"masking", "notes"}]

# -- an oracle: small rules over small facts, completed in every way ------------------------------

#: Facts whose answers are read from observations that have as many values.
ANSWERS: dict[str, tuple[Hashable, ...]] = {
    "a": (True, False),
    "b": (1, 2, 3),
    "c": (True, False),
    "d": ("x", "y"),
}


@st.composite
def conditions(draw: st.DrawFn) -> tuple[int, frozenset[Hashable]]:
    """Draw a condition on one of the four questions."""
    at = draw(st.integers(0, len(ANSWERS) - 1))
    values = [*ANSWERS.values()][at]
    some = draw(st.sets(st.sampled_from(values), min_size=1, max_size=len(values)))
    return at, frozenset(some)


@st.composite
def ground_rules(draw: st.DrawFn) -> GroundRule:
    """Draw a rule on the four questions: up to two conditions and a requirement."""
    when = draw(st.lists(conditions(), max_size=2))
    template = rule("r", fact("f").one_of(True), is_blocking=draw(st.integers(0, 4)) > 0)
    return GroundRule(template, None, None, tuple(when), draw(conditions()))


SLOTS = [Slot(fact(name, values), None, None) for name, values in ANSWERS.items()]
PARTIAL = st.tuples(*[st.sampled_from([UNKNOWN, *values]) for values in ANSWERS.values()])


def completions(answers: tuple[Hashable, ...]) -> Iterator[tuple[Hashable, ...]]:
    """Answer everything that is unknown in every way there is."""
    return product(
        *[
            values if answer is UNKNOWN else (answer,)
            for answer, values in zip(answers, ANSWERS.values(), strict=True)
        ]
    )


def passes(rules: list[GroundRule], whole: tuple[Hashable, ...]) -> bool:
    """Say whether complete answers break no rule that blocks; from the definition of a rule."""
    return not any(
        all(whole[slot] in values for slot, values in each.when)
        and whole[each.requires[0]] not in each.requires[1]
        for each in rules
        if each.rule.is_blocking
    )


def verdict_of(rules: list[GroundRule], answers: tuple[Hashable, ...]) -> Verdict:
    """Try every completion: all pass, none passes, or it depends."""
    outcomes = {passes(rules, whole) for whole in completions(answers)}
    if outcomes == {True}:
        return Verdict.ACCEPTED
    return Verdict.REJECTED if outcomes == {False} else Verdict.OPEN


def matters(rules: list[GroundRule], answers: tuple[Hashable, ...], slot: int) -> bool:
    """Say whether two completions that differ in *slot* alone differ in outcome."""
    wholes = set(completions(answers))
    return any(
        passes(rules, whole) is not passes(rules, (*whole[:slot], other, *whole[slot + 1 :]))
        for whole in wholes
        for other in [*ANSWERS.values()][slot]
    )


@given(rules=st.lists(ground_rules(), max_size=6), answers=PARTIAL)
def test_the_verdict_is_that_of_every_completion(
    rules: list[GroundRule], answers: tuple[Hashable, ...]
) -> None:
    """Accepted if every way to answer passes, rejected if none does, open if it depends."""
    settled = settle(SLOTS, rules, answers)
    if any(each.rule.is_blocking for each in settled.broken):
        found = Verdict.REJECTED
    else:
        found = Verdict.OPEN if settled.open_slots else Verdict.ACCEPTED

    assert verdict_of(rules, answers) is found


@given(rules=st.lists(ground_rules(), max_size=6), answers=PARTIAL)
def test_open_questions_are_exactly_those_that_matter(
    rules: list[GroundRule], answers: tuple[Hashable, ...]
) -> None:
    """Unless it is rejected, a question is asked if and only if it can change the verdict."""
    if verdict_of(rules, answers) is Verdict.REJECTED:
        return
    unknown = [slot for slot, answer in enumerate(answers) if answer is UNKNOWN]

    assert {s for s in unknown if matters(rules, answers, s)} == set(
        settle(SLOTS, rules, answers).open_slots
    )


@given(rules=st.lists(ground_rules(), max_size=6), answers=PARTIAL)
def test_a_rule_is_open_only_as_long_as_an_answer_can_decide_it(
    rules: list[GroundRule], answers: tuple[Hashable, ...]
) -> None:
    """A rule that holds or is broken does so in every completion."""
    for each in rules:
        standing = each.state(answers)
        if standing is not RuleState.OPEN:
            assert {standing} == {each.state(whole) for whole in completions(answers)}


# -- the article, on whatever is handed in --------------------------------------------------------


def judge(handed_in: Submission, day: date) -> Assessment:
    """Judge by the article."""
    return CROWDWORKS_ARTICLE.evaluate(handed_in, day)


@given(handed_in=submissions(), day=RECEIPTS)
def test_a_verdict_says_what_stands_beside_it(handed_in: Submission, day: date) -> None:
    """Rejected has a blocking finding, accepted has none, open has a question."""
    assessment = judge(handed_in, day)
    blocking = any(finding.is_blocking for finding in assessment.findings)

    assert (assessment.verdict is Verdict.REJECTED) is blocking
    assert (assessment.verdict is Verdict.OPEN) is bool(assessment.open_questions)
    assert bool(assessment.reason_codes) is blocking


def _unknown(names: set[str]) -> dict[str, Any]:
    return dict.fromkeys(names, UNKNOWN)


@st.composite
def learning(draw: st.DrawFn) -> tuple[Submission, Submission]:
    """Draw a submission, and the same one with more of it known."""
    whole = draw(submissions())
    forgotten = [
        evolve(
            document.observation,
            **_unknown(draw(st.sets(st.sampled_from(FIELDS)))),
            masking={
                field: value
                for field, value in document.observation.masking.items()
                if draw(st.booleans())
            },
        )
        for document in whole.documents
    ]
    return whole.with_observations(*forgotten), whole


@given(pair=learning(), day=RECEIPTS)
def test_knowing_more_never_reopens_a_settled_verdict(
    pair: tuple[Submission, Submission], day: date
) -> None:
    """What is settled with less known is settled in the same way with more known."""
    less, more = (judge(each, day) for each in pair)
    if less.verdict is Verdict.OPEN:
        return
    told = {finding.rule.code for finding in more.findings}

    assert less.verdict is more.verdict
    # A cause that became known may tell what one of its effects told before.
    assert [
        finding.rule.code
        for finding in less.findings
        if finding.rule.code not in told and not finding.rule.suppressed_by & told
    ] == []


@given(pair=learning(), day=RECEIPTS)
def test_only_what_is_unknown_is_asked(pair: tuple[Submission, Submission], day: date) -> None:
    """An open question is one whose fact reads as unknown."""
    handed_in, _ = pair
    for question in judge(handed_in, day).open_questions:
        document = handed_in.documents[question.document_index or 0]
        assert question.fact.read(document, handed_in, day) is UNKNOWN


#: What a reviewer has to look at on a licence, and the questions that each answers.
ASKED = {
    "medium": {"medium"},
    "expires_on": {"expiry"},
    "name": {"name"},
    "address": {"address"},
    "birth_date": {"birth_date"},
}


@given(forgotten=st.sets(st.sampled_from(FIELDS)))
def test_of_a_good_licence_all_that_is_unknown_is_asked(forgotten: set[str]) -> None:
    """While everything known is right, each thing the article asks for keeps it open."""
    whole = submission()
    changes: dict[str, Any] = dict.fromkeys(forgotten, UNKNOWN)
    noted = evolve(whole.documents[0].observation, **changes)
    assessment = judge(whole.with_observations(noted), RECEIVED_ON)
    expected = {question for name in forgotten for question in ASKED.get(name, ())}

    assert expected == {question.fact.name for question in assessment.open_questions}
    assert (Verdict.OPEN if expected else Verdict.ACCEPTED) is assessment.verdict


@given(handed_in=submissions(), day=RECEIPTS)
def test_removing_the_cause_removes_the_finding(handed_in: Submission, day: date) -> None:
    """A document photographed anew, masked and transcribed rightly has none of these findings."""
    mended = handed_in.with_observations(
        *[
            evolve(
                document.observation,
                medium=Medium.ORIGINAL,
                name=handed_in.applicant.name,
                address=handed_in.applicant.address.text,
                birth_date=getattr(handed_in.applicant, "birth_date", date(1990, 4, 1)),
                representative=getattr(handed_in.applicant, "representative", "見本"),
                has_bearers_page=True,
                masking=dict.fromkeys(SensitiveField, Masking.HIDDEN),
            )
            for document in handed_in.documents
        ]
    )
    gone = {"image.photo_of_copy", "masking.missing", "profile.typo_or_omission"}

    assert set() == gone & set(judge(mended, day).reason_codes)


@given(handed_in=submissions(), day=RECEIPTS)
def test_the_policy_of_a_day_judges_like_the_policy(handed_in: Submission, day: date) -> None:
    """`on(day)` is idempotent and changes no verdict of that day."""
    dated = policy(*CROWDWORKS_ARTICLE.requirements, accept_list=CROWDWORKS_ARTICLE.accept_list)
    of_day = dated.in_force_on(day)

    assert of_day.in_force_on(day) is of_day
    assert dated.evaluate(handed_in, day) == of_day.evaluate(handed_in, day)


@given(handed_in=submissions(), day=RECEIPTS)
def test_the_door_turns_away_only_what_would_be_rejected(handed_in: Submission, day: date) -> None:
    """Whatever the door rejects the whole policy rejects, for these reasons and more."""
    door = CROWDWORKS_ARTICLE.intake_policy.evaluate(handed_in, day)
    whole = judge(handed_in, day)

    assert door.verdict is not Verdict.OPEN
    assert set(door.reason_codes) <= set(whole.reason_codes)


@given(handed_in=submissions(max_documents=3))
def test_every_submission_comes_back_from_json(handed_in: Submission) -> None:
    """Whatever can be handed in is written and read back as the same value."""
    assert handed_in == load(dump(handed_in), Submission)


@given(observation=observations())
def test_an_observation_shows_no_transcription(observation: Observation) -> None:
    """The repr of an observation has none of the transcribed texts in it."""
    texts = [observation.name, observation.address, observation.representative]

    assert [t for t in texts if isinstance(t, str) and t in repr(observation)] == []
