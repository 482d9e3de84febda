"""Small rules and policies made for a test, with answers given instead of read."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from idverify.catalogue.reasons import get_reason
from idverify.citations import Citation
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import UNKNOWN, Unknown
from idverify.model.uploads import FileLimits
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.rules import Condition, Fact, Rule

HOUSE_RULES = Citation("House rules of a test", "1", read_on=date(2026, 11, 23))
LICENCE_ALONE = Acceptance(kinds={DocumentKind.DRIVERS_LICENSE}, citations=[HOUSE_RULES])


def fact(name: str, values: tuple[Hashable, ...] = (True, False), **changes: Any) -> Fact:  # noqa: ANN401
    """Return a question nobody has answered."""

    def read(_: Document, __: Submission, ___: date) -> Unknown:
        return UNKNOWN

    settings: dict[str, Any] = {"read": read, "question_ja": "?", "question_en": "?", **changes}
    return Fact(name=name, values=values, **settings)


def rule(code: str, requires: Condition, *when: Condition, **changes: Any) -> Rule:  # noqa: ANN401
    """Return a rule of the house."""
    settings: dict[str, Any] = {
        "reason": get_reason("other"),
        "citations": [HOUSE_RULES],
        "statement_ja": "?",
        "statement_en": "?",
        **changes,
    }
    return Rule(code=code, requires=requires, when=when, **settings)


def policy(*rules: Rule, **changes: Any) -> Policy:  # noqa: ANN401
    """Return a policy that takes a licence and has these rules beside."""
    settings: dict[str, Any] = {
        "accept_list": [LICENCE_ALONE],
        "files": FileLimits(),
        "title_ja": "試験",
        "title_en": "test",
        "citations": [HOUSE_RULES],
        **changes,
    }
    return Policy(code="house", requirements=rules, **settings)
