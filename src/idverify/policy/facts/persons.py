"""The applicant's age (年齢), reached at the end of the day before the birthday."""

from datetime import date
from functools import cache
from typing import Final

from idverify.model.applicants import Corporation
from idverify.model.submissions import Document, Submission
from idverify.policy.rules import Fact, Scope

__all__ = ["ADULTS_AT_18_SINCE", "IS_ADULT", "aged"]

#: Before this day a person came of age at 20, from then on at 18 (民法 第4条).
ADULTS_AT_18_SINCE: Final = date(2022, 4, 1)


def _has_reached(submission: Submission, age: int, day: date) -> bool:
    """Whether the applicant has completed *age* years; a corporation has no age to fall short of.

    The age holds from the first moment of the birthday, because it is reached at the end
    of the day before; who was born later than *day* has reached none.
    """
    applicant = submission.applicant
    if isinstance(applicant, Corporation):
        return True
    # As `age_on` counts, and without it: rules ask this of every submission.
    born = applicant.birth_date
    return (day.year - age, day.month, day.day) >= (born.year, born.month, born.day)


@cache
def aged(age: int) -> Fact:
    """Ask whether the applicant has reached an age on the day of receipt."""
    return Fact(
        name="aged",
        question_ja=f"受付日に{age}歳以上ですか",
        question_en=f"Is the applicant {age} or older on the day of receipt?",
        values=(True, False),
        read=lambda _, submission, day: _has_reached(submission, age, day),
        scope=Scope.SUBMISSION,
        parameter=age,
        is_known_at_intake=True,
        effort=0,
    )


def _is_adult(_: Document, submission: Submission, day: date) -> bool:
    return _has_reached(submission, 18 if day >= ADULTS_AT_18_SINCE else 20, day)


IS_ADULT: Final = Fact(
    name="is_adult",
    question_ja="受付日に成年ですか",
    question_en="Is the applicant of age on the day of receipt?",
    values=(True, False),
    read=_is_adult,
    change_dates=frozenset({ADULTS_AT_18_SINCE}),
    scope=Scope.SUBMISSION,
    is_known_at_intake=True,
    effort=0,
)
