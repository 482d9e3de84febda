"""What stands on a document, beside what was registered (照合)."""

from collections.abc import Callable
from datetime import date
from typing import Final

from idverify.calendar.partial_date import PartialDate
from idverify.catalogue.documents import DOCUMENTS
from idverify.i18n import Label
from idverify.matching.address import compare_address
from idverify.matching.comparison import Comparison, summarize
from idverify.matching.dates import compare_birth_date
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.names import compare_name
from idverify.matching.romaji import compare_romaji, is_latin
from idverify.matching.strictness import STRICT, Strictness
from idverify.model.applicants import Corporation, Individual
from idverify.model.documents import DocumentKind
from idverify.model.observations import (
    find_current_address,
    list_current_representatives,
)
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import UNKNOWN, Unknown, Unreadable
from idverify.policy.facts.reviewer_observations import (
    ADDRESS_SHOWN,
    find_printed_name,
    shows_address,
)
from idverify.policy.profile_match import Comparer, ProfileMatch, classify_match
from idverify.policy.rules import Fact, ProfileComparison, Reader

__all__ = [
    "BIRTH_DATE",
    "address",
    "compare_transliterated_name",
    "is_compared_in_latin",
    "name",
    "representative",
]

# Named once, because a member of an enum is ten times slower to find than a name.
_SAME: Final = ProfileMatch.SAME
_NOT_SHOWN: Final = ProfileMatch.NOT_SHOWN

Pair = tuple[str, str]
"""What was registered, and what the document prints."""


def _ask(
    fact: str,
    label: Label,
    read: Reader,
    comparing: ProfileComparison,
    changes_on: frozenset[date] = frozenset(),
) -> Fact:
    return Fact(
        name=fact,
        question_ja=f"{label.ja}は登録と一致しますか",
        question_en=f"Does the {label.en} agree with the profile?",
        values=tuple(ProfileMatch),
        read=read,
        parameter=comparing.strictness.name if comparing.make_fact else None,
        profile_comparison=comparing,
        change_dates=changes_on,
        is_timeless=True,
        sees=(),
        texts=(fact,),
        observation_field=fact,
        effort=3,
    )


def _agreement(
    submission: Submission, compare: Comparer, pair: Pair, strictness: Strictness
) -> ProfileMatch:
    """Sum up a comparison, made once for a submission and remembered on it."""
    key = (compare, strictness.name, pair)
    known = submission.worked_out.get(key)
    if not isinstance(known, ProfileMatch):
        known = submission.worked_out[key] = classify_match(*pair, compare, strictness)
    return known


def _comparing(
    compare: Comparer,
    pair: Callable[[Document, Submission], Pair | None],
    strictness: Strictness,
    remake: Callable[[Strictness], Fact] | None = None,
) -> ProfileComparison:
    def again(document: Document, submission: Submission) -> Comparison | None:
        found = pair(document, submission)
        return compare(*found) if found else None

    return ProfileComparison(compare=again, strictness=strictness, make_fact=remake)


def _without_text(printed: object) -> ProfileMatch | Unknown:
    """Return the answer for a value that is no text: open until somebody can read it."""
    return UNKNOWN if isinstance(printed, Unknown | Unreadable) else _NOT_SHOWN


# -- the name, or the registered name ---------------------------------------------------------


#: The ways in which a spelling in Latin letters follows from a reading, or from another spelling.
_TRANSLITERATION: Final = frozenset(
    {
        DifferenceKind.OTHER_SCRIPT,
        DifferenceKind.ROMANISATION,
        DifferenceKind.LETTER_CASE,
        DifferenceKind.DIACRITIC,
        DifferenceKind.MRZ_FILLER,
    }
)


def compare_transliterated_name(declared: str, on_document: str) -> Comparison:
    """Compare a reading or a Latin name with the spelling in Latin letters on a document.

    What the spelling alone explains is no difference, so it is not one under any strictness.
    """
    found = compare_romaji(declared, on_document)
    return summarize([d for d in found.differences if d.kind not in _TRANSLITERATION])


def is_compared_in_latin(kind: DocumentKind, registered: str, printed: str) -> bool:
    """Return whether a printed name is compared with the Latin name or the reading.

    It is if the document prints names in Latin letters, and what was transcribed is in Latin
    letters while the registered name is not.
    """
    return DOCUMENTS[kind].prints_latin_name and is_latin(printed) and not is_latin(registered)


def _names(document: Document, submission: Submission) -> tuple[Comparer, Pair] | None:
    printed, applicant = find_printed_name(document), submission.applicant
    if not isinstance(printed, str):
        return None
    if isinstance(applicant, Individual) and is_compared_in_latin(
        document.kind, applicant.kanji_name, printed
    ):
        declared = applicant.latin_name or applicant.kana_name
        return compare_transliterated_name, (declared, printed)
    return compare_name, (applicant.name, printed)


def name(strictness: Strictness) -> Fact:
    """Ask whether the name, or the registered name, agrees with the profile."""

    def read(document: Document, submission: Submission, _: date) -> ProfileMatch | Unknown:
        printed = document.observation.name
        if printed == submission.applicant.name:  # most of the time
            return _SAME
        found = _names(document, submission)
        if found:
            compare, pair = found
            return _agreement(submission, compare, pair, strictness)
        return _without_text(printed)

    def compare_again(document: Document, submission: Submission) -> Comparison | None:
        found = _names(document, submission)
        return found[0](*found[1]) if found else None

    how = ProfileComparison(compare=compare_again, strictness=strictness, make_fact=name)
    return _ask("name", Label("氏名・名称", "name"), read, how)


# -- the address, or the head office ----------------------------------------------------------


def _addresses(document: Document, submission: Submission) -> Pair | None:
    printed = find_current_address(document.observation)
    return (submission.applicant.address.text, printed) if isinstance(printed, str) else None


def address(strictness: Strictness) -> Fact:
    """Ask whether the address, or the head office, agrees with the profile."""

    def read(document: Document, submission: Submission, day: date) -> ProfileMatch | Unknown:
        if find_current_address(document.observation) == submission.applicant.address.text:
            return _SAME
        pair = _addresses(document, submission)
        if pair:
            return _agreement(submission, compare_address, pair, strictness)
        return _NOT_SHOWN if shows_address(document, day) is False else UNKNOWN

    how = _comparing(compare_address, _addresses, strictness, address)
    return _ask("address", Label("住所・所在地", "address"), read, how, ADDRESS_SHOWN.change_dates)


# -- the representative of a company ----------------------------------------------------------


def _representatives(document: Document, submission: Submission) -> Pair | None:
    """Return the registered representative and the printed one that is closest to it."""
    applicant = submission.applicant
    printed = list_current_representatives(document.observation)
    names = [name for name in printed if isinstance(name, str)]
    if isinstance(applicant, Individual) or not names:
        return None
    registered = applicant.representative
    if len(names) == 1 or registered in names:
        return registered, registered if registered in names else names[0]
    return registered, min(names, key=lambda name: _count_discrepancies(registered, name))


def _count_discrepancies(registered: str, printed: str) -> int:
    return len(STRICT.discrepancies(compare_name(registered, printed)))


def representative(strictness: Strictness) -> Fact:
    """Ask whether a present representative of a company agrees with the profile."""

    def read(document: Document, submission: Submission, _: date) -> ProfileMatch | Unknown:
        if isinstance(submission.applicant, Individual):
            return _NOT_SHOWN
        pair = _representatives(document, submission)
        if pair:
            return _agreement(submission, compare_name, pair, strictness)
        return _without_text(list_current_representatives(document.observation)[0])

    how = _comparing(compare_name, _representatives, strictness, representative)
    return _ask("representative", Label("代表者", "representative"), read, how)


# -- the birth date, which is the same or is not ----------------------------------------------


def _birth_dates(document: Document, submission: Submission) -> Pair | None:
    applicant, printed = submission.applicant, document.observation.birth_date
    if isinstance(applicant, Corporation) or not isinstance(printed, date | PartialDate):
        return None
    return applicant.birth_date.isoformat(), str(printed)


def _birth_date(document: Document, submission: Submission, _: date) -> ProfileMatch | Unknown:
    applicant, printed = submission.applicant, document.observation.birth_date
    if isinstance(applicant, Corporation):
        return _NOT_SHOWN
    if printed == applicant.birth_date:
        return _SAME
    if isinstance(printed, date):
        return ProfileMatch.DIFFERENT
    if isinstance(printed, PartialDate) and printed.year is None:
        return UNKNOWN  # a day or month alone is the birthday of too many people
    if isinstance(printed, PartialDate):  # the document shows no more, so a person decides
        may_be = printed.may_be(applicant.birth_date)
        return ProfileMatch.JUDGEMENT if may_be else ProfileMatch.DIFFERENT
    return _without_text(printed)


BIRTH_DATE: Final = _ask(
    "birth_date",
    Label("生年月日", "birth date"),
    _birth_date,
    _comparing(compare_birth_date, _birth_dates, STRICT),
)
