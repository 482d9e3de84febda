"""Judgements of reviewers (審査担当者の判断): answers to what the observations leave open.

A judgement is the answer of a person to the question of a fact. It counts only where the
observations of the document give no answer.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from enum import Enum

from attrs import evolve, field, frozen

from idverify.errors import InvalidValueError
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import Unknown
from idverify.policy.assessment import Assessment, OpenQuestion
from idverify.policy.policy import Policy
from idverify.policy.rules import Condition, Fact, Rule
from idverify.validation import at_least, has_text, validated

__all__ = ["Judgement", "answer_code", "evaluate_with_judgements", "require_open_question"]


@validated
@frozen(kw_only=True)
class Judgement:
    """The answer of a reviewer to an open question of an assessment."""

    question: str = field(validator=has_text)
    """The name of the fact, as in `name`."""
    document_index: int | None = field(default=None, validator=at_least(0))
    """Index of the document in the submission; `None`: the submission as a whole."""
    answer: str = field(validator=has_text)
    """One of the answers of the fact, as `answer_code` writes it."""


def answer_code(answer: Hashable) -> str:
    """Return the code of an answer of a fact.

    >>> answer_code(True), answer_code(12)
    ('true', '12')
    """
    value = answer.value if isinstance(answer, Enum) else answer
    return str(value).lower() if isinstance(value, bool) else str(value)


def evaluate_with_judgements(
    policy: Policy, submission: Submission, received_on: date, judgements: Iterable[Judgement]
) -> Assessment:
    """Evaluate a submission, with judgements where its observations give no answer.

    >>> from idverify import CROWDWORKS_ARTICLE, Document, DocumentKind, Submission
    >>> from idverify.model.applicants import Address, Individual
    >>> hanako = Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
    ...     birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
    >>> submission = Submission(id="s-1", applicant=hanako, documents=[
    ...     Document(kind=DocumentKind.DRIVERS_LICENSE)])
    >>> copied = Judgement(question="medium", document_index=0, answer="photocopy")
    >>> day = date(2026, 9, 17)
    >>> evaluate_with_judgements(CROWDWORKS_ARTICLE, submission, day, [copied]).reason_codes
    ('image.photo_of_copy',)
    """
    given = {(each.question, each.document_index): each.answer for each in judgements}
    if not given:
        return policy.evaluate(submission, received_on)
    rules = tuple(_judge_rule(rule, submission, given) for rule in policy.requirements)
    return evolve(policy, requirements=rules).evaluate(submission, received_on)


Answers = dict[tuple[str, int | None], str]


def _judge_rule(rule: Rule, submission: Submission, given: Answers) -> Rule:
    names = {name for name, _ in given}
    if not any(fact.name in names for fact in rule.facts):
        return rule
    return evolve(
        rule,
        requires=_judge_condition(rule.requires, submission, given),
        when=[_judge_condition(each, submission, given) for each in rule.when],
    )


def _judge_condition(condition: Condition, submission: Submission, given: Answers) -> Condition:
    return evolve(condition, fact=_judge_fact(condition.fact, submission, given))


def _judge_fact(fact: Fact, submission: Submission, given: Answers) -> Fact:
    """Return the same question with an answer for the documents that were judged."""
    answers = {answer_code(value): value for value in fact.values}
    judged = {
        place: answers[code]
        for (name, place), code in given.items()
        if name == fact.name and code in answers
    }
    if not judged:
        return fact
    # A fact is read from the very documents of the submission that is evaluated.
    places = {id(document): index for index, document in enumerate(submission.documents)}

    def read(document: Document, whole: Submission, day: date) -> Hashable | Unknown:
        answer = fact.read(document, whole, day)
        if not isinstance(answer, Unknown):
            return answer
        return judged.get(None, judged.get(places.get(id(document)), answer))

    return evolve(
        fact, read=read, for_kind=None, is_fixed=False, is_timeless=False, sees=None, texts=()
    )


def require_open_question(policy: Policy, assessment: Assessment, judgement: Judgement) -> None:
    """Raise unless a judgement is an answer to an open question of an assessment.

    Raises:
        InvalidValueError: The question is not open, or has no such answer, or its answer is a
            note of the service, which may be personal; the error gives what is expected.
    """
    place = (judgement.question, judgement.document_index)
    found = [q for q in assessment.open_questions if (q.fact.name, q.document_index) == place]
    if not found:
        open_now = ", ".join(map(_locate, assessment.open_questions)) or "none"
        raise InvalidValueError(f"question is not open; open now, with document_index: {open_now}")
    fact = found[0].fact
    if any(fact == each.fact for each in policy.own_inputs):
        raise InvalidValueError(
            f"question {fact.name} is answered by a note, which does not belong into a history:"
            " pass it to `observe`"
        )
    answers = [answer_code(value) for value in fact.values]
    if judgement.answer not in answers:
        raise InvalidValueError(
            f"answer is none of those of question {fact.name}: {', '.join(answers)}"
        )


def _locate(question: OpenQuestion) -> str:
    return f"{question.fact.name} ({question.document_index})"
