"""Standard rules about images (画像): file format, medium, sides and photo."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final

from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import get_reason
from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.model.documents import (
    SIDE_LABELS,
    DocumentKind,
    Side,
)
from idverify.model.observations import Medium
from idverify.policy import facts
from idverify.policy.rules import Rule
from idverify.policy.standard_rules._scope import Kinds

__all__ = [
    "bearers_page_is_there",
    "files_are_usable",
    "original_is_photographed",
    "photo_is_shown",
    "sides_are_shown",
]


def files_are_usable(citations: Sequence[Citation]) -> tuple[Rule, ...]:
    """Return the rules that each file has an accepted format and size and is intact."""
    rows = (
        ("file_is_of_accepted_format", facts.FILE_FORMAT, "file.format",
         "画像は受け付ける形式のファイルである。", "Each picture is a file of an accepted format."),
        ("file_is_within_size_limit", facts.FILE_SIZE, "file.too_large",
         "画像の容量は上限以下である。", "Each picture is within the size limit."),
        ("file_is_intact", facts.FILE_READABLE, "file.unreadable",
         "画像のファイルは壊れていない。", "Each picture file is intact."),
    )  # fmt: skip
    return tuple(
        Rule(
            code=code,
            statement_ja=statement_ja,
            statement_en=statement_en,
            requires=fact.one_of(True),
            reason=get_reason(reason_code),
            citations=citations,
        )
        for code, fact, reason_code, statement_ja, statement_en in rows
    )


#: A screen, a scan or an edited picture is no photo of the original: inferred for services that do
#: not name them.
_MEDIUM_CITATIONS: Final = MappingProxyType(
    {
        Medium.PHOTOCOPY: (),
        Medium.SCREEN: (cite("ONF", "image reasons", Confidence.INFERRED),),
        Medium.SCAN: (cite("PER1", "scans", Confidence.INFERRED),),
        Medium.EDITED: (cite("UP1", "deficiencies", Confidence.INFERRED),),
    }
)


def original_is_photographed(
    citations: Sequence[Citation],
    *,
    medium_citations: Mapping[Medium, Sequence[Citation]] = MappingProxyType({}),
    accepted: Mapping[Medium, Sequence[Citation]] = MappingProxyType({}),
) -> tuple[Rule, ...]:
    """Return the rules that the image is a photo of the original, unedited.

    Each medium has its own rule, with its own rejection reason.

    Args:
        citations: The sources of the rules.
        medium_citations: The sources that name a refused medium; they replace *citations*.
        accepted: The media that the service takes besides the original, with the sources that
            say so. These have no rule; their sources are added to the other rules.
    """
    rows = (
        (Medium.PHOTOCOPY, "original_is_photographed", "image.photo_of_copy",
         "コピーではなく原本を撮影した画像である。",
         "The picture shows the original document, not a copy of it."),
        (Medium.SCREEN, "no_screen_is_photographed", "image.screen_capture",
         "画面を撮影した画像ではない。", "The picture is not one of a screen."),
        (Medium.SCAN, "no_scan_is_sent", "image.scan",
         "スキャナーで読み取った画像ではない。", "The picture was not made by a scanner."),
        (Medium.EDITED, "picture_is_unedited", "image.edited",
         "加工・結合された画像ではない。", "The picture was neither edited nor merged."),
    )  # fmt: skip
    exceptions = tuple(citation for sources in accepted.values() for citation in sources)
    return tuple(
        Rule(
            code=code,
            statement_ja=statement_ja,
            statement_en=statement_en,
            requires=facts.MEDIUM.other_than(medium),
            reason=get_reason(reason_code),
            citations=(
                *medium_citations.get(medium, (*citations, *_MEDIUM_CITATIONS[medium])),
                *exceptions,
            ),
        )
        for medium, code, reason_code, statement_ja, statement_en in rows
        if medium not in accepted
    )


def _join_kind_names(kinds: Kinds) -> tuple[str, str]:
    names = [DOCUMENTS[kind] for kind in DocumentKind if kind in kinds]
    return "・".join(n.name_ja for n in names), ", ".join(n.name_en for n in names)


def sides_are_shown(
    sides: Mapping[DocumentKind, Iterable[Side]], citations: Sequence[Citation]
) -> tuple[Rule, ...]:
    """Return the rules that all required sides or pages are shown, one rule for each set of sides.

    Args:
        sides: The required sides of each kind.
        citations: The sources of the rules.
    """
    table = {kind: frozenset(required) for kind, required in sides.items()}
    in_order = sorted(table, key=lambda kind: sorted(table[kind]))
    return tuple(
        _make_sides_rule(frozenset(kinds), required, citations)
        for required, kinds in groupby(in_order, key=table.__getitem__)
    )


def _make_sides_rule(
    kinds: Kinds, required: frozenset[Side], citations: Sequence[Citation]
) -> Rule:
    names_ja, names_en = _join_kind_names(kinds)
    labels = [SIDE_LABELS[side] for side in Side if side in required]
    is_card = required <= {Side.FRONT, Side.BACK}
    return Rule(
        code=f"{'_and_'.join(sorted(required))}_shown",
        statement_ja=f"{names_ja}は、{'と'.join(label.ja for label in labels)}がそろっている。",
        statement_en=f"Shown of the {names_en}: {' and '.join(label.en for label in labels)}.",
        requires=facts.sides_are_shown(required).one_of(True),
        kinds=kinds,
        reason=get_reason("document.side_missing" if is_card else "document.page_missing"),
        citations=citations,
        suppressed_by=frozenset({"bearers_page_is_there"}),
    )


def bearers_page_is_there(citations: Sequence[Citation]) -> Rule:
    """Return the rule that a passport has the page for its bearer's address (所持人記入欄)."""
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
    """Return the rule that the photo is visible; cards of holders under 16 have none."""
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
