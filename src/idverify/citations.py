"""Citations (出典): the sources of rules, periods and closed days.

The module is below the calendar in the layers, because a closed day of the calendar cites
its statute just as a rule of a policy cites its page.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from idverify.i18n import Label, Language
from idverify.validation import has_text, validated

__all__ = ["Citation", "Confidence"]


class Confidence(StrEnum):
    """Degree of confidence in a statement for which a source is cited."""

    CONFIRMED = "confirmed"
    """One official source, or two independent ones."""
    SINGLE = "single"
    """One unofficial source."""
    ARTICLE = "article"
    """Stated by one article (the source CWb2), and not found anywhere else."""
    DERIVED = "derived"
    """Calculated by us from confirmed facts."""
    INFERRED = "inferred"
    """Our reading of a law; a lawyer has not seen it."""
    UNSURE = "unsure"
    """Not found, contradicted, or from general knowledge."""


_CONFIDENCE_LABELS: Final = {
    Confidence.CONFIRMED: Label("確認済み", "confirmed"),
    Confidence.SINGLE: Label("非公式の一件", "one unofficial source"),
    Confidence.ARTICLE: Label("紹介記事", "the article"),
    Confidence.DERIVED: Label("計算による", "derived"),
    Confidence.INFERRED: Label("解釈による", "inferred"),
    Confidence.UNSURE: Label("未確認", "unsure"),
}


@validated
@frozen
class Citation:
    """The place where a statement was read (出典), with the day and the confidence in it.

    >>> from datetime import date
    >>> act = Citation("国民の祝日に関する法律", "第3条第2項", read_on=date(2026, 11, 23))
    >>> str(act)
    '国民の祝日に関する法律 第3条第2項 (read 2026-11-23, confirmed)'
    """

    title: str = field(validator=has_text)
    """Name of the law, page or article."""
    place: str = ""
    """Article, section or heading inside it."""
    url: str = ""
    """Address of the page; empty for a statute cited by its number."""
    read_on: date = field(kw_only=True)
    confidence: Confidence = field(default=Confidence.CONFIRMED, kw_only=True)
    title_ja: str = field(default="", kw_only=True, eq=False, repr=False)
    """Japanese title, where `title` is in English; a label only, so it is not compared."""
    place_ja: str = field(default="", kw_only=True, eq=False, repr=False)
    """Japanese form of `place`, where that is in English; not compared."""

    @property
    def bilingual_place(self) -> tuple[str, str]:
        """The place in Japanese and in English."""
        return self.place_ja or self.place, self.place

    @property
    def bilingual_title(self) -> tuple[str, str]:
        """The title in Japanese and in English."""
        return self.title_ja or self.title, self.title

    def text(self, language: Language) -> str:
        """Return title, place and confidence in *language*.

        >>> from datetime import date
        >>> act = Citation("国民の祝日に関する法律", "第3条第2項", read_on=date(2026, 11, 23))
        >>> act.text(Language.EN)
        '国民の祝日に関する法律: 第3条第2項 [confirmed]'
        """
        title = language.choose(*self.bilingual_title)
        place = language.choose(*self.bilingual_place)
        source = f"{title}: {place}" if place else title
        return f"{source} [{_CONFIDENCE_LABELS[self.confidence].text(language)}]"

    def __str__(self) -> str:
        source = f"{self.title} {self.place}".rstrip()
        return f"{source} (read {self.read_on.isoformat()}, {self.confidence})"
