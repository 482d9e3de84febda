"""Standard rules about masking (マスキング): numbers that must be hidden, fields that must not."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import get_reason
from idverify.catalogue.sources import cite
from idverify.citations import Citation
from idverify.model.documents import (
    SENSITIVE_FIELD_LABELS,
    DocumentKind,
    SensitiveField,
    Side,
)
from idverify.model.observations import Masking
from idverify.policy import facts
from idverify.policy.rules import Rule
from idverify.policy.standard_rules._scope import ACCEPT_LIST_RULES, Kinds
from idverify.policy.standard_rules.documents import collect_statutory_citations
from idverify.policy.standard_rules.images import _join_kind_names

__all__ = [
    "INSURED_NUMBERS_CITATION",
    "KINDS_WITH_INDIVIDUAL_NUMBER",
    "KINDS_WITH_NUMBER_ON_BACK",
    "NUMBER_COLLECTION_CITATION",
    "NUMBER_COPY_CITATION",
    "fields_are_masked",
    "individual_number_is_absent",
    "masking_is_irreversible",
    "needed_fields_are_visible",
    "number_side_is_absent",
    "numbers_are_masked",
    "old_addresses_are_struck_out",
]

INSURED_NUMBERS_CITATION: Final = cite(
    "MHLW", "nobody may ask for the insured numbers since 2020-10-01"
)
"""Why symbol and number of an insured person must be hidden, where the service gives no reason."""

NUMBER_COPY_CITATION: Final = cite(
    "PPC613", "copying the number can breach the limits on collection"
)
"""Why the back of an individual number card is refused, where the service gives no reason."""

NUMBER_COLLECTION_CITATION: Final = cite("PPC613", "limits on collection")
"""Why an individual number must not be visible, where the service gives no reason."""


def fields_are_masked(
    kinds: Kinds, fields: Iterable[SensitiveField], citations: Sequence[Citation]
) -> tuple[Rule, ...]:
    """Return the rules that the given fields of these documents are hidden or not printed."""
    names = [DOCUMENTS[kind] for kind in DocumentKind if kind in kinds]
    names_ja = "・".join(name.name_ja for name in names)
    names_en = " and the ".join(name.name_en for name in names)
    return tuple(
        Rule(
            code=f"{field}_is_masked",
            statement_ja=f"{names_ja}の「{SENSITIVE_FIELD_LABELS[field].ja}」は隠されている。",
            statement_en=f"The {SENSITIVE_FIELD_LABELS[field].en} on the {names_en} is hidden.",
            requires=facts.masked(field).one_of(Masking.HIDDEN, Masking.NOT_PRINTED),
            kinds=kinds,
            reason=get_reason("masking.missing"),
            citations=citations,
            kind_citations=collect_statutory_citations(kinds),
            suppressed_by=ACCEPT_LIST_RULES,
            field_to_mask=field,
        )
        for field in fields
    )


def numbers_are_masked(
    citations: Sequence[Citation],
    field_citations: Mapping[SensitiveField, Sequence[Citation]] = MappingProxyType({}),
) -> tuple[Rule, ...]:
    """Return the rules that all fields to be hidden by law are hidden or not printed.

    Args:
        citations: The sources of the rules.
        field_citations: The sources for single fields, where a source names the field.
    """
    fields = [f for f in SensitiveField if any(f in s.must_mask for s in DOCUMENTS.values())]
    return tuple(
        fields_are_masked(
            frozenset(kind for kind, spec in DOCUMENTS.items() if field in spec.must_mask),
            [field],
            field_citations.get(field, citations),
        )[0]
        for field in fields
    )


KINDS_WITH_INDIVIDUAL_NUMBER: Final = frozenset(
    kind
    for kind, spec in DOCUMENTS.items()
    if SensitiveField.INDIVIDUAL_NUMBER in spec.forbidden_fields
)
"""The kinds that may show an individual number, which may be collected only by law."""

KINDS_WITH_NUMBER_ON_BACK: Final = frozenset(
    kind for kind, spec in DOCUMENTS.items() if Side.BACK in spec.forbidden_sides
)
"""The kinds whose back must not be submitted."""


def number_side_is_absent(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """Return the rule that the side with the individual number was not sent.

    An image of that side is destroyed.
    """
    names_ja, names_en = _join_kind_names(kinds)
    return Rule(
        code="number_side_is_absent",
        statement_ja=f"{names_ja}の裏面(個人番号のある面)は送られていない。",
        statement_en=f"The back of the {names_en}, with the individual number, was not sent.",
        requires=facts.side_is_shown(Side.BACK).one_of(False),
        kinds=kinds,
        reason=get_reason("forbidden.individual_number"),
        citations=citations,
        kind_citations=collect_statutory_citations(kinds),
        suppressed_by=ACCEPT_LIST_RULES,
        must_purge_image=True,
    )


def individual_number_is_absent(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """Return the rule that no individual number is visible; images that show one are destroyed."""
    names_ja, names_en = _join_kind_names(kinds)
    return Rule(
        code="individual_number_is_absent",
        statement_ja=f"{names_ja}に個人番号(マイナンバー)が写っていない。",
        statement_en=f"No individual number can be seen on the {names_en}.",
        requires=facts.masked(SensitiveField.INDIVIDUAL_NUMBER).one_of(
            Masking.HIDDEN, Masking.NOT_PRINTED
        ),
        kinds=kinds,
        reason=get_reason("forbidden.individual_number"),
        citations=citations,
        kind_citations=collect_statutory_citations(kinds),
        suppressed_by=ACCEPT_LIST_RULES | {"number_side_is_absent"},
        must_purge_image=True,
    )


def masking_is_irreversible(
    kinds: Kinds, fields: Iterable[SensitiveField], citations: Sequence[Citation]
) -> tuple[Rule, ...]:
    """Return the rules that hidden fields cannot be recovered.

    They are separate from `fields_are_masked` because the remedy differs.
    """
    return tuple(
        Rule(
            code=f"{field}_cannot_be_recovered",
            statement_ja="隠した項目は復元できない方法で隠されている。",
            statement_en="What is covered is covered beyond recovery.",
            requires=facts.masked(field).other_than(Masking.REVERSIBLE),
            kinds=kinds,
            reason=get_reason("masking.reversible"),
            citations=citations,
            field_to_mask=field,
        )
        for field in fields
    )


def needed_fields_are_visible(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """Return the rule that no required field is hidden, such as the name of the insurer."""
    return Rule(
        code="needed_fields_are_visible",
        statement_ja="氏名、保険者名、発行日など、必要な項目は隠されていない。",
        statement_en="Nothing needed is covered: name, insurer, date of issue.",
        requires=facts.NOTHING_NEEDED_IS_HIDDEN.one_of(True),
        kinds=kinds,
        reason=get_reason("masking.excessive"),
        citations=citations,
    )


def old_addresses_are_struck_out(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """Return the rule that addresses other than the present one are struck out."""
    names_ja, names_en = _join_kind_names(kinds)
    return Rule(
        code="old_addresses_are_struck_out",
        statement_ja=f"{names_ja}の現住所以外の住所には取消線が引かれている。",
        statement_en=f"Addresses on the {names_en} other than the present one are struck out.",
        requires=facts.masked(SensitiveField.OLD_ADDRESS).one_of(
            Masking.HIDDEN, Masking.NOT_PRINTED
        ),
        kinds=kinds,
        reason=get_reason("document.old_address_visible"),
        citations=citations,
    )
