"""Standard rules about the applicant's age (年齢): minimum age and age of majority."""

from collections.abc import Sequence
from typing import Final

from idverify.catalogue.reasons import get_reason
from idverify.catalogue.sources import cite
from idverify.citations import Citation
from idverify.policy import facts
from idverify.policy.rules import Rule

__all__ = ["AGE_CITATIONS", "applicant_is_adult", "applicant_meets_minimum_age"]

AGE_CITATIONS: Final = (
    cite("TORI", "年齢計算ニ関スル法律, 民法143条: an age is reached as the day before ends"),
    cite("PAPERZ", "民法4条: of age at 18 since 2022-04-01"),
)


def applicant_meets_minimum_age(age: int, citations: Sequence[Citation]) -> Rule:
    """Return the rule that the applicant is at least *age* years old on the day of receipt."""
    return Rule(
        code=f"applicant_is_{age}_or_older",
        statement_ja=f"申請者は受付日に{age}歳以上である。",
        statement_en=f"The applicant is {age} or older on the day of receipt.",
        requires=facts.aged(age).one_of(True),
        reason=get_reason("applicant.underage"),
        citations=(*citations, *AGE_CITATIONS),
    )


def applicant_is_adult(citations: Sequence[Citation]) -> Rule:
    """Return the rule that the applicant is of age: 18 since 2022-04-01, 20 before."""
    return Rule(
        code="applicant_is_adult",
        statement_ja="申請者は受付日に成年である(2022年4月1日以降は18歳、それより前は20歳)。",
        statement_en="The applicant is of age: at 18 since 2022-04-01, at 20 before.",
        requires=facts.IS_ADULT.one_of(True),
        reason=get_reason("applicant.underage"),
        citations=(*citations, *AGE_CITATIONS),
    )
