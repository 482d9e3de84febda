"""Rules about what the pictures must show, and what they may not."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from idverify.citations import Citation
from idverify.policy import facts
from idverify.policy.common_rules import ACCEPT_LIST_RULES, Kinds, collect_statutory_citations
from idverify.policy.facts import Expiry
from idverify.policy.rules import Rule
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import SIDE_LABELS, DocumentKind, SensitiveField, Side
from idverify.vocabulary.reasons import get_reason
from idverify.vocabulary.submissions import Masking, Medium

__all__ = [
    "KINDS_WITH_INDIVIDUAL_NUMBER",
    "KINDS_WITH_NUMBER_ON_BACK",
    "bearers_page_is_there",
    "expiry_is_shown",
    "image_is_genuine",
    "individual_number_is_absent",
    "masking_is_irreversible",
    "needed_fields_are_visible",
    "number_side_is_absent",
    "old_addresses_are_struck_out",
    "photo_is_shown",
    "sides_are_shown",
    "validity_remains",
]


KINDS_WITH_INDIVIDUAL_NUMBER: Final = frozenset(
    kind
    for kind, spec in DOCUMENTS.items()
    if SensitiveField.INDIVIDUAL_NUMBER in spec.forbidden_fields
)
"""The kinds that may bear an individual number, which nobody may collect without a law."""

KINDS_WITH_NUMBER_ON_BACK: Final = frozenset(
    kind for kind, spec in DOCUMENTS.items() if Side.BACK in spec.forbidden_sides
)
"""Those whose back may not be sent at all."""


def _join_kind_names(kinds: Kinds) -> tuple[str, str]:
    names = [DOCUMENTS[kind] for kind in DocumentKind if kind in kinds]
    return "・".join(n.name_ja for n in names), ", ".join(n.name_en for n in names)


def sides_are_shown(
    sides: Mapping[DocumentKind, Iterable[Side]], citations: Sequence[Citation]
) -> tuple[Rule, ...]:
    """All sides or pages that a service asks for are shown, kind by kind."""
    table = {kind: frozenset(wanted) for kind, wanted in sides.items()}
    in_order = sorted(table, key=lambda kind: sorted(table[kind]))
    return tuple(
        _make_sides_rule(frozenset(kinds), wanted, citations)
        for wanted, kinds in groupby(in_order, key=table.__getitem__)
    )


def _make_sides_rule(kinds: Kinds, wanted: frozenset[Side], citations: Sequence[Citation]) -> Rule:
    names_ja, names_en = _join_kind_names(kinds)
    labels = [SIDE_LABELS[side] for side in Side if side in wanted]
    is_card = wanted <= {Side.FRONT, Side.BACK}
    return Rule(
        code=f"{'_and_'.join(sorted(wanted))}_shown",
        statement_ja=f"{names_ja}は、{'と'.join(label.ja for label in labels)}がそろっている。",
        statement_en=f"Shown of the {names_en}: {' and '.join(label.en for label in labels)}.",
        requires=facts.sides_are_shown(wanted).one_of(True),
        kinds=kinds,
        reason=get_reason("document.side_missing" if is_card else "document.page_missing"),
        citations=citations,
        suppressed_by=frozenset({"bearers_page_is_there"}),
    )


def number_side_is_absent(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """The side that bears the individual number was not sent; its picture is destroyed."""
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
    """No individual number can be read; a picture that shows one is destroyed."""
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
    """What was covered cannot be made out, by a rule of its own where the remedy is another."""
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
    """Nothing is covered that has to be read, such as the name of the insurer."""
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
    """Addresses other than the present one are struck out."""
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


def bearers_page_is_there(citations: Sequence[Citation]) -> Rule:
    """A passport has the page on which its bearer wrote an address."""
    return Rule(
        code="bearers_page_is_there",
        statement_ja="旅券には所持人記入欄(住所のページ)がある。",
        statement_en="The passport has the page for its bearer's address.",
        requires=facts.BEARERS_PAGE.one_of(True),
        kinds=frozenset({DocumentKind.PASSPORT_JP}),
        reason=get_reason("document.unsupported_variant"),
        citations=citations,
    )


def photo_is_shown(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """The holder's photo can be seen; people under 16 have cards without one."""
    return Rule(
        code="photo_is_shown",
        statement_ja="16歳以上の人の書類では、顔写真が確認できる。",
        statement_en="The photo of a holder of 16 or older can be seen.",
        when=[facts.aged(16).one_of(True)],
        requires=facts.PHOTO_SHOWN.one_of(True),
        kinds=kinds,
        reason=get_reason("photo.absent"),
        citations=citations,
    )


def image_is_genuine(citations: Sequence[Citation]) -> tuple[Rule, ...]:
    """The picture shows no screen, and was neither edited nor merged."""
    rows = (
        ("no_screen_is_photographed", Medium.SCREEN, "image.screen_capture",
         "画面を撮影した画像ではない。", "The picture is not one of a screen."),
        ("picture_is_unedited", Medium.EDITED, "image.edited",
         "加工・結合された画像ではない。", "The picture was neither edited nor merged."),
    )  # fmt: skip
    return tuple(
        Rule(
            code=code,
            statement_ja=says_ja,
            statement_en=says_en,
            requires=facts.MEDIUM.other_than(medium),
            reason=get_reason(reason_code),
            citations=citations,
        )
        for code, medium, reason_code, says_ja, says_en in rows
    )


def expiry_is_shown(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """The last valid day can be read where documents of the kind have one."""
    return Rule(
        code="expiry_is_shown",
        statement_ja="有効期限が読み取れる。",
        statement_en="The last valid day can be read.",
        requires=facts.EXPIRY.other_than(Expiry.NOT_SHOWN),
        kinds=frozenset(kind for kind in kinds if DOCUMENTS[kind].has_expiry_date),
        reason=get_reason("document.expiry_unreadable"),
        citations=citations,
        suppressed_by=ACCEPT_LIST_RULES | {"dates_are_possible", "kind_is_in_its_window"},
    )


def validity_remains(days: int, kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """A document is still valid so many days after its receipt."""
    return Rule(
        code="validity_remains",
        statement_ja=f"受付日から{days}日後にも有効な書類である。",
        statement_en=f"The document is still valid {days} days after its receipt.",
        requires=facts.valid_for(days).other_than(Expiry.EXPIRED),
        kinds=kinds,
        reason=get_reason("document.validity_remaining_short"),
        citations=citations,
        suppressed_by=frozenset({"document_is_unexpired"}),
    )
