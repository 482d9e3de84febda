"""Stamps of policies (適用した基準の記録): a code, and a digest of the rules in force on a day.

A decision records the stamp of the policy that was applied, so that it can be compared
later with the rules as they were. Two runs of the same release give the same digest.
"""

import hashlib
from collections.abc import Hashable, Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from typing import Final

from attrs import field, fields, frozen, has

from idverify.errors import InvalidValueError
from idverify.policy.rules import Rule
from idverify.validation import has_text, validated

__all__ = ["PolicyStamp", "compute_rules_digest"]

_HEX_DIGITS: Final = frozenset("0123456789abcdef")
#: SHA-256 in hexadecimal digits.
_DIGEST_LENGTH: Final = 64


def _is_digest(_: object, __: object, digest: str) -> None:
    if len(digest) != _DIGEST_LENGTH or not _HEX_DIGITS.issuperset(digest):
        raise InvalidValueError(
            f"digest has {len(digest)} characters: give the {_DIGEST_LENGTH} lower-case"
            " hexadecimal digits of a SHA-256"
        )


@validated
@frozen
class PolicyStamp:
    """The policy that was applied to a decision, as a history records it.

    >>> from datetime import date
    >>> from idverify import CROWDWORKS_ARTICLE
    >>> stamp = CROWDWORKS_ARTICLE.stamp(date(2026, 11, 2))
    >>> stamp.code, stamp == CROWDWORKS_ARTICLE.stamp(date(2026, 11, 3))
    ('crowdworks_article', True)

    Raises:
        InvalidValueError: If the digest is not a SHA-256 in hexadecimal digits.
    """

    code: str = field(validator=has_text)
    """The code of the policy."""
    digest: str = field(validator=_is_digest)
    """SHA-256 of its rules in force on the day of receipt, without their wording and sources."""


def compute_rules_digest(rules: Iterable[Rule]) -> str:
    """Return the SHA-256 of what rules require, in hexadecimal digits.

    It changes when a rule is added, dropped or decides otherwise; not with its wording, its
    sources, or the order in which sets happen to be iterated.
    """
    text = "\n".join(_describe_rule(rule) for rule in rules)
    return hashlib.sha256(text.encode()).hexdigest()


def _describe_rule(rule: Rule) -> str:
    return _describe(
        (
            rule.code,
            rule.reason.code,
            rule.is_blocking,
            rule.suppressed_by,
            rule.kinds,
            rule.must_purge_image,
            rule.field_to_mask,
            tuple(
                (condition.fact.name, condition.fact.parameter, condition.values)
                for condition in rule.conditions
            ),
        )
    )


def _describe(value: Hashable) -> str:
    """Return a text that is the same for equal values in every process."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.value}"
    if isinstance(value, AbstractSet):
        return "{" + ",".join(sorted(map(_describe, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ",".join(map(_describe, value)) + ")"
    kind = type(value)
    if has(kind):
        parts = (
            f"{each.name}={_describe(getattr(value, each.name))}"
            for each in fields(kind)
            if each.eq and each.name != "citations"
        )
        return f"{kind.__name__}({','.join(parts)})"
    return value.isoformat() if isinstance(value, date) else repr(value)
