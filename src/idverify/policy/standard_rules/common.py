"""Common rules of the presets (共通の規則), assembled from the standard rules."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

from idverify.citations import Citation
from idverify.matching.strictness import Strictness
from idverify.model.documents import SensitiveField
from idverify.model.reasons import RejectionReason
from idverify.policy.rules import Rule
from idverify.policy.standard_rules._scope import EVERY_KIND
from idverify.policy.standard_rules.documents import (
    dates_are_possible,
    documents_are_valid,
    expiry_is_shown,
)
from idverify.policy.standard_rules.images import files_are_usable
from idverify.policy.standard_rules.masking import (
    KINDS_WITH_INDIVIDUAL_NUMBER,
    KINDS_WITH_NUMBER_ON_BACK,
    individual_number_is_absent,
    number_side_is_absent,
    numbers_are_masked,
)
from idverify.policy.standard_rules.profile import identity_is_shown, profile_matches
from idverify.validation import validated

__all__ = ["CommonCitations", "make_common_rules"]


@validated
@frozen(kw_only=True)
class CommonCitations:
    """The sources that a service has for each of the common rules."""

    files: Sequence[Citation]
    """For `files_are_usable`."""
    number_side: Sequence[Citation]
    """For `number_side_is_absent`."""
    validity: Sequence[Citation]
    """For `documents_are_valid`."""
    dates: Sequence[Citation]
    """For `dates_are_possible`."""
    expiry: Sequence[Citation]
    """For `expiry_is_shown`."""
    identity: Sequence[Citation]
    """For `identity_is_shown`."""
    profile: Sequence[Citation]
    """For `profile_matches`."""
    masked_numbers: Sequence[Citation]
    """For `numbers_are_masked`."""
    masked_fields: Mapping[SensitiveField, Sequence[Citation]] = MappingProxyType({})
    """For `numbers_are_masked`, where a source names the field; replaces `masked_numbers`."""
    individual_number: Sequence[Citation]
    """For `individual_number_is_absent`."""


def make_common_rules(
    citations: CommonCitations,
    *,
    strictness: Strictness,
    shared_reason: RejectionReason | None,
    specific_rules: Iterable[Rule],
) -> tuple[Rule, ...]:
    """Return the common rules together with the specific rules of one service.

    The order is that in which findings are reported: files and documents, the specific
    rules, then the comparison with the profile and the masking of numbers.

    Args:
        citations: The sources of each common rule.
        strictness: How strictly the profile is compared.
        shared_reason: The reason for every difference from the profile; None: each field has
            its own.
        specific_rules: The rules that this service has in addition.
    """
    return (
        *files_are_usable(citations.files),
        number_side_is_absent(KINDS_WITH_NUMBER_ON_BACK, citations.number_side),
        *documents_are_valid(EVERY_KIND, citations.validity),
        dates_are_possible(EVERY_KIND, citations.dates),
        expiry_is_shown(EVERY_KIND, citations.expiry),
        *specific_rules,
        *identity_is_shown(citations.identity),
        *profile_matches(EVERY_KIND, strictness, shared_reason, citations.profile),
        *numbers_are_masked(citations.masked_numbers, citations.masked_fields),
        individual_number_is_absent(KINDS_WITH_INDIVIDUAL_NUMBER, citations.individual_number),
    )
