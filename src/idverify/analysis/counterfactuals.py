"""Counterfactual analysis of one case (もし…だったら): another day, policy or answer."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from attrs import frozen

from idverify.analysis.situations.spaces import Component
from idverify.analysis.situations.standing import consistent, space_around
from idverify.calendar.period import Period
from idverify.errors import InvalidValueError
from idverify.model.submissions import Submission
from idverify.policy.assessment import OpenQuestion, Verdict
from idverify.policy.policy import Policy

__all__ = ["QuestionImpact", "find_accepted_periods", "find_accepting_policies", "rank_questions"]

_DAY = timedelta(days=1)


def find_accepted_periods(
    policy: Policy, submission: Submission, period: Period
) -> tuple[Period, ...]:
    """Return the days of receipt in a period on which a submission is accepted, as periods.

    A submission that is accepted if received by 1 December has a period that ends on that day:

    >>> from idverify.analysis.situations.spaces import InForce, space_of
    >>> from idverify.analysis.situations.specimens import Scene
    >>> from idverify.presets import CROWDWORKS_ARTICLE as policy
    >>> from idverify.model.applicants import EntityKind
    >>> from idverify.model.documents import DocumentKind
    >>> day = date(2025, 11, 4)
    >>> both = (DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD)
    >>> scene = Scene(EntityKind.INDIVIDUAL, both, (day,))
    >>> submission = space_of(scene, InForce.of(policy, day)).witness()
    >>> [str(p) for p in find_accepted_periods(policy, submission, Period(day, date(2026, 2, 1)))]
    ['[2025-11-04, 2025-12-02)']

    Raises:
        InvalidValueError: The period is unlimited at one end.
    """
    if period.since is None or period.until is None:
        raise InvalidValueError("days must have a first and a last day: give since and until")
    days = (period.since + n * _DAY for n in range((period.until - period.since).days))
    groups = groupby(days, key=lambda day: _is_accepted(policy, submission, day))
    runs = (list(run) for is_accepted, run in groups if is_accepted)
    return tuple(Period(run[0], run[-1] + _DAY) for run in runs)


def find_accepting_policies(
    policies: Iterable[Policy], submission: Submission, received_on: date
) -> tuple[Policy, ...]:
    """Return the policies that accept a submission received on that day.

    >>> find_accepting_policies([], None, date(2026, 4, 1))
    ()
    """
    return tuple(p for p in policies if _is_accepted(p, submission, received_on))


def _is_accepted(policy: Policy, submission: Submission, day: date) -> bool:
    return policy.evaluate(submission, day).verdict is Verdict.ACCEPTED


@frozen
class QuestionImpact:
    """The share of a case's possible situations that one open question decides."""

    question: OpenQuestion
    decided_share: float
    """The share, 0 to 1, of the situations still possible that its answer alone decides."""


def rank_questions(
    policy: Policy, submission: Submission, received_on: date
) -> tuple[QuestionImpact, ...]:
    """Rank the open questions of a case by how many situations each answer decides.

    The question that decides most comes first. An answer decides a situation if the verdict
    is then certain for all answers to the other questions. Every situation still possible
    counts equally, so the share is not a probability. Equal questions keep the order of the
    assessment: the cheapest first.

    >>> from idverify.presets import CROWDWORKS_ARTICLE as policy
    >>> from idverify.model.applicants import Address, Individual
    >>> from idverify.model.documents import DocumentKind
    >>> from idverify.model.submissions import Document
    >>> hanako = Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
    ...                     birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
    >>> new = Submission(id="s", applicant=hanako,
    ...                  documents=[Document(kind=DocumentKind.DRIVERS_LICENSE)])
    >>> first = rank_questions(policy, new, date(2026, 4, 1))[0]
    >>> first.question.fact.name, round(first.decided_share, 2)
    ('medium', 0.8)
    """
    space = space_around(policy, submission, received_on)
    possible = [(part, consistent(part, submission)) for part in space.parts]
    questions = policy.evaluate(submission, received_on).open_questions
    impacts = [
        QuestionImpact(q, max(_decided_share(q, part, bits, possible) for part, bits in possible))
        for q in questions
    ]
    return tuple(sorted(impacts, key=lambda impact: -impact.decided_share))


def _decided_share(
    question: OpenQuestion, part: Component, bits: int, possible: list[tuple[Component, int]]
) -> float:
    others_accepted = all(not b & ~p.accepted[0] for p, b in possible if p is not part)
    cells = list(_partition_by_answer(question, part, bits))
    decided = (
        cell.bit_count()
        for cell in cells
        if len(cells) > 1
        and (not cell & part.accepted[0] or (others_accepted and not cell & ~part.accepted[0]))
    )
    return sum(decided) / bits.bit_count()


def _partition_by_answer(question: OpenQuestion, part: Component, bits: int) -> Iterator[int]:
    """Split the situations still possible by what the answer to the question can be."""
    cells = [bits]
    for term, applies in part.terms.items():
        if term.condition.fact == question.fact and term.document == question.document_index:
            cells = [cell & side for cell in cells for side in (applies, ~applies)]
    return (cell for cell in cells if cell)
