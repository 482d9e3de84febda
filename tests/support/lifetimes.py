"""Since when, and until when, can anybody be accepted with the documents of an accept list?

A line of a list may outlive what it lists: a service goes on naming a card that the
law has ended. Each line is tried on the first day of every stretch in which nothing
changes, with documents of which nothing is known: if that is refused at once, no
observation could ever make it good.
"""

from datetime import date
from itertools import pairwise

from attrs import frozen

from idverify.calendar.period import Period
from idverify.model.applicants import (
    Address,
    Applicant,
    Corporation,
    EntityKind,
    Individual,
    corporate_number_check_digit,
)
from idverify.model.submissions import Document, Submission
from idverify.policy.acceptance import Acceptance
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.policy import Policy


@frozen(kw_only=True)
class Lifetime:
    """The days on which a line of an accept list can be satisfied at all (使える期間)."""

    line: Acceptance
    periods: tuple[Period, ...]
    """In order, apart from each other; empty if nothing ever satisfies the line."""
    ended_by: Assessment | None
    """What refuses it from the end of the last period on; `None` if no end is known."""

    @property
    def ended_on(self) -> date | None:
        """The first day on which it can no longer be satisfied, if there is one."""
        return self.periods[-1].until if self.periods else None


def lifetimes(policy: Policy) -> tuple[Lifetime, ...]:
    """Say for each line of the accept list on which days some submission satisfies it.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> for life in lifetimes(CROWDWORKS_ARTICLE):
    ...     if life.ended_on:
    ...         print(life.ended_on, *sorted(life.line.kinds))
    2030-03-01 passport_jp
    2025-12-02 health_insurance_card resident_record
    2026-01-01 juki_card_b
    """
    return tuple(_lifetime(policy, line) for line in policy.accept_list)


def _lifetime(policy: Policy, line: Acceptance) -> Lifetime:
    blank = _blank(line)
    starts = (date.min, *policy.change_dates)
    tried = [(start, policy.evaluate(blank, start)) for start in starts]
    good = [start for start, found in tried if found.verdict is not Verdict.REJECTED]
    last = tried[-1][1]
    return Lifetime(
        line=line,
        periods=tuple(_joined(starts, frozenset(good))),
        ended_by=last if last.verdict is Verdict.REJECTED else None,
    )


def _joined(starts: tuple[date, ...], good: frozenset[date]) -> list[Period]:
    """Join the stretches that begin on the *good* ones of *starts* into periods."""
    found: list[Period] = []
    begun: date | None = None
    for start, following in pairwise((*starts, None)):
        if start in good and begun is None:
            begun = start
        if begun is not None and following not in good:
            since = None if begun == date.min else begun
            found.append(Period(since, following))
            begun = None
    return found


#: Somebody invented, long of age on every day that a policy speaks of.
_PERSON = Individual(
    kanji_name="見本 花子",
    kana_name="ミホン ハナコ",
    birth_date=date(1900, 1, 1),
    address=Address("東京都千代田区千代田1-1"),
)
_BASE = "000000000000"
_COMPANY = Corporation(
    registered_name="見本商事株式会社",
    corporate_number=f"{corporate_number_check_digit(_BASE)}{_BASE}",
    head_office=Address("東京都千代田区千代田1-1"),
    representative="見本 太郎",
)


def _blank(line: Acceptance) -> Submission:
    """Return the documents of a line, of which nothing is known yet."""
    applicant: Applicant = _PERSON if line.entity_kind is EntityKind.INDIVIDUAL else _COMPANY
    documents = [Document(kind=kind) for kind in sorted(line.kinds)]
    return Submission(id="blank", applicant=applicant, documents=documents)
