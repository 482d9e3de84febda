"""Inputs that a policy declares of its own: typed, asked, kept and checked."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from idverify import CROWDWORKS_ARTICLE, Policy, Verdict
from idverify.analysis.audit import audit_policy
from idverify.analysis.compare import Relation, compare_policies
from idverify.analysis.situations.specimens import Aspect
from idverify.analysis.situations.specimens import noted as read_aspect
from idverify.catalogue.reasons import get_reason
from idverify.errors import InvalidValueError
from idverify.interchange.codec import dump, load
from idverify.model.submissions import Submission
from idverify.model.unknown import UNKNOWN
from idverify.policy.own_inputs import OwnInput
from idverify.policy.rules import Rule
from support.applicants import RECEIVED_ON, submission
from support.rules import HOUSE_RULES

SEALS = OwnInput(
    code="has_two_seals", question_ja="印影は二つありますか", question_en="Are there two seals?"
)
NATIONALITY = OwnInput(
    code="nationality", question_ja="国籍はどれですか", question_en="Which nationality?",
    values=("JP", "other"),
)  # fmt: skip


def two_seals(**changes: Any) -> Rule:  # noqa: ANN401
    """Return a rule of a service that wants two seals on each document."""
    rule = Rule(
        code="two_seals_are_there",
        statement_ja="印影が二つある。",
        statement_en="There are two seals.",
        requires=SEALS.fact.one_of(True),
        reason=get_reason("other"),
        citations=[HOUSE_RULES],
    )
    return evolve(rule, **changes)


HOUSE = CROWDWORKS_ARTICLE.derive(code="house", add=[two_seals()], own_inputs=[SEALS, NATIONALITY])


def noted(**notes: bool | str) -> Submission:
    """Return a licence with nothing wrong, and these notes."""
    return submission(notes=notes)


@pytest.mark.parametrize(
    ("notes", "verdict"),
    [
        ({}, Verdict.OPEN),
        ({"has_two_seals": True}, Verdict.ACCEPTED),
        ({"has_two_seals": False}, Verdict.REJECTED),
    ],
    ids=["unknown", "yes", "no"],
)
def test_an_own_input_is_asked_and_decides(notes: dict[str, bool], verdict: Verdict) -> None:
    """A rule on an own input keeps the case open until it is noted, and then decides."""
    found = HOUSE.evaluate(noted(**notes), RECEIVED_ON)

    assert found.verdict is verdict
    assert [q.fact.name for q in found.open_questions] == ["notes.has_two_seals"] * (not notes)


def test_notes_are_kept_by_the_codec() -> None:
    """Nothing is dropped: notes are written and read back with the submission."""
    whole = noted(has_two_seals=True, nationality="JP")

    assert load(dump(whole), Submission) == whole


def test_the_analysis_varies_own_inputs() -> None:
    """An audit finds a rule on an own input reachable, and a comparison sees what it refuses."""
    day = date(2026, 4, 1)
    unreachable = [each.rule.code for each in audit_policy(HOUSE, day).unreachable_rules]
    found = compare_policies(CROWDWORKS_ARTICLE, HOUSE, day)

    assert "two_seals_are_there" not in unreachable
    assert found.relation is Relation.STRICTER
    assert compare_policies(HOUSE, HOUSE.derive(code="again"), day).relation is Relation.EQUAL


@pytest.mark.parametrize(
    ("policy", "notes", "message"),
    [
        (HOUSE, {"has_two_seal": True}, r"observations\[0\].notes: .* did you mean has_two_seals"),
        (CROWDWORKS_ARTICLE, {"has_two_seals": True}, "it declares no inputs"),
        (HOUSE, {"has_two_seals": "yes"}, r"notes\['has_two_seals'\] must be one of True, False"),
        (HOUSE, {"nationality": True}, "must be one of 'JP', 'other'"),
        (HOUSE, {"nationality": "FR"}, "must be one of 'JP', 'other'"),
    ],
)
def test_a_note_that_is_not_declared_is_refused(
    policy: Policy, notes: dict[str, bool | str], message: str
) -> None:
    """The text names the document, the code and the answers there are, never the answer noted."""
    observations = [document.observation for document in noted(**notes).documents]
    with pytest.raises(InvalidValueError, match=message) as refused:
        policy.require_known_notes(observations)
    assert "FR" not in str(refused.value)


def test_declared_notes_are_taken() -> None:
    """A note with one of the declared answers passes."""
    HOUSE.require_known_notes(
        document.observation
        for document in noted(has_two_seals=False, nationality="other").documents
    )


def test_codes_of_inputs_are_names_and_unique() -> None:
    """A code is a lower-case name, and a policy has it once."""
    with pytest.raises(InvalidValueError, match="lower-case"):
        evolve(SEALS, code="Two seals")
    with pytest.raises(InvalidValueError, match="two inputs have the code has_two_seals"):
        CROWDWORKS_ARTICLE.derive(own_inputs=[SEALS, SEALS])


def test_the_analysis_reads_a_note_from_a_submission() -> None:
    """A note is one of the aspects of a submission; without it the aspect is unknown."""
    aspect = Aspect(0, "notes.has_two_seals")

    assert read_aspect(noted(has_two_seals=False), aspect) is False
    assert read_aspect(noted(), aspect) is UNKNOWN
