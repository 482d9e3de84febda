"""Who says so: the source behind a rule, a window of dates, a closed day.

This is the lowest noun of the house, because a closed day of the calendar cites
its statute just as a rule of a policy cites its page.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from attrs import field, frozen, validators

from idverify.i18n import Label, Language

__all__ = ["Citation", "Confidence"]


class Confidence(StrEnum):
    """How sure we are of what a source is cited for."""

    CONFIRMED = "confirmed"
    """One official source, or two independent ones."""
    SINGLE = "single"
    """One unofficial source."""
    ARTICLE = "article"
    """Stated by one article (the source CWb2), and nowhere else found."""
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


@frozen
class Citation:
    """A place where a statement was read (出典), the day it was read, and how sure we are.

    >>> from datetime import date
    >>> act = Citation("国民の祝日に関する法律", "第3条第2項", read_on=date(2026, 11, 23))
    >>> str(act)
    '国民の祝日に関する法律 第3条第2項 (read 2026-11-23, confirmed)'
    """

    title: str = field(validator=validators.min_len(1))
    """The law, page or article, by its own name."""
    place: str = ""
    """Article, section or heading inside it."""
    url: str = ""
    """Where it was read; empty for a statute cited by its number."""
    read_on: date = field(kw_only=True)
    confidence: Confidence = field(default=Confidence.CONFIRMED, kw_only=True)
    title_ja: str = field(default="", kw_only=True, eq=False, repr=False)
    """What it is called in Japanese, where `title` is in English; a name and no statement."""
    place_ja: str = field(default="", kw_only=True, eq=False, repr=False)
    """The same as `place`, in Japanese, where that is in English."""

    @property
    def bilingual_place(self) -> tuple[str, str]:
        """The place for readers of Japanese, and of English."""
        return self.place_ja or self.place, self.place

    @property
    def bilingual_title(self) -> tuple[str, str]:
        """The title for readers of Japanese, and of English."""
        return self.title_ja or self.title, self.title

    def text(self, language: Language) -> str:
        """Name the place, and how sure we are, to readers of the language.

        >>> from datetime import date
        >>> act = Citation("国民の祝日に関する法律", "第3条第2項", read_on=date(2026, 11, 23))
        >>> act.text(Language.EN)
        '国民の祝日に関する法律: 第3条第2項 [confirmed]'
        """
        title, place = (
            language.choose(*self.bilingual_title),
            language.choose(*self.bilingual_place),
        )
        where = f"{title}: {place}" if place else title
        return f"{where} [{_CONFIDENCE_LABELS[self.confidence].text(language)}]"

    def __str__(self) -> str:
        where = f"{self.title} {self.place}".rstrip()
        return f"{where} (read {self.read_on.isoformat()}, {self.confidence})"
