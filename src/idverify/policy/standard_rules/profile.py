"""Standard rules that compare documents with the registered profile (登録情報との照合)."""

from collections.abc import Sequence
from typing import Final

from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import get_reason
from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.matching.strictness import Strictness
from idverify.model.documents import (
    DocumentAttribute,
    DocumentKind,
)
from idverify.model.reasons import RejectionReason
from idverify.policy import facts
from idverify.policy.profile_match import ProfileMatch
from idverify.policy.rules import Fact, Rule
from idverify.policy.standard_rules._scope import (
    _ACCEPT_LIST_AND_SIDE_RULES,
    ACCEPT_LIST_RULES,
    Kinds,
)

__all__ = [
    "IDENTITY_ATTRIBUTES_CITATION",
    "address_is_shown",
    "identity_is_shown",
    "profile_matches",
]

IDENTITY_ATTRIBUTES_CITATION: Final = cite(
    "IURIS-CH", "法第4条第1項第1号: name, residence, birth date", Confidence.INFERRED
)
"""The attributes that identify a person by law; inferred for services that do not name them."""


def address_is_shown(citations: Sequence[Citation]) -> Rule:
    """Return the rule that at least one of the documents shows an address."""
    return Rule(
        code="address_is_shown",
        statement_ja="書類のいずれかに住所が記載されている。",
        statement_en="At least one of the documents shows the address.",
        requires=facts.ADDRESS_SHOWN.one_of(True),
        reason=get_reason("field.address_absent"),
        citations=citations,
        suppressed_by=_ACCEPT_LIST_AND_SIDE_RULES,
    )


def identity_is_shown(citations: Sequence[Citation]) -> tuple[Rule, ...]:
    """Return the rules that a document shows the name, and one the birth date of a person."""
    rows = (
        ("name_is_shown", facts.NAME_SHOWN, "field.name_absent", _ACCEPT_LIST_AND_SIDE_RULES,
         "書類のいずれかに氏名・名称が記載されている。",
         "At least one of the documents shows the name."),
        ("birth_date_is_shown", facts.BIRTH_DATE_SHOWN, "field.birthdate_absent",
         _ACCEPT_LIST_AND_SIDE_RULES | {"dates_are_possible"},
         "個人の書類のいずれかに生年月日が記載されている。",
         "At least one of the documents of a person shows the birth date."),
    )  # fmt: skip
    return tuple(
        Rule(
            code=code,
            statement_ja=statement_ja,
            statement_en=statement_en,
            requires=fact.one_of(True),
            reason=get_reason(reason_code),
            citations=citations,
            suppressed_by=causes,
        )
        for code, fact, reason_code, causes, statement_ja, statement_en in rows
    )


def profile_matches(
    kinds: Kinds,
    strictness: Strictness,
    shared_reason: RejectionReason | None,
    citations: Sequence[Citation],
) -> tuple[Rule, ...]:
    """Return the rules that each document agrees with the profile.

    A difference that only a person can judge is not refused: the reviewer judges it by
    approving.

    Args:
        kinds: The kinds of document that are compared.
        strictness: How strictly texts are compared.
        shared_reason: The reason of all these rules; None: each field has its own.
        citations: The sources of the rules.
    """
    return tuple(
        Rule(
            code=f"{fact.name}_agrees",
            statement_ja=f"書類の{name_ja}は登録情報と一致する。",
            statement_en=f"The {name_en} on the document agrees with the profile.",
            requires=fact.other_than(ProfileMatch.DIFFERENT, ProfileMatch.INCOMPLETE),
            kinds=frozenset(kind for kind in kinds if attributes & _list_attributes(kind)),
            reason=shared_reason or get_reason(reason_code),
            citations=citations,
            suppressed_by=ACCEPT_LIST_RULES,
        )
        for fact, attributes, name_ja, name_en, reason_code in _list_profile_comparisons(strictness)
    )


def _list_profile_comparisons(
    strictness: Strictness,
) -> tuple[tuple[Fact, frozenset[DocumentAttribute], str, str, str], ...]:
    """Return each comparison: fact, attributes that show it, names, and its own reason."""
    names = frozenset({DocumentAttribute.NAME, DocumentAttribute.CORPORATE_NAME})
    places = frozenset({DocumentAttribute.ADDRESS, DocumentAttribute.HEAD_OFFICE})
    births = frozenset({DocumentAttribute.BIRTH_DATE})
    representatives = frozenset({DocumentAttribute.REPRESENTATIVE})
    return (
        (facts.name(strictness), names, "氏名・名称", "name", "mismatch.name"),
        (facts.address(strictness), places, "住所", "address", "mismatch.address"),
        (facts.BIRTH_DATE, births, "生年月日", "birth date", "mismatch.birthdate"),
        (
            facts.representative(strictness),
            representatives,
            "代表者",
            "representative",
            "mismatch.name",
        ),
    )


def _list_attributes(kind: DocumentKind) -> frozenset[DocumentAttribute]:
    return DOCUMENTS[kind].proves | DOCUMENTS[kind].sometimes_proves
