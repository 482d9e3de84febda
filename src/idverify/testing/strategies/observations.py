"""Strategies for what a reviewer observes on a document (所見)."""

from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.flaws import DocumentFlaw, PictureFlaw
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.printed_entries import (
    AddressEntry,
    AddressPlace,
    Extension,
    ExtensionEvidence,
    RepresentativeEntry,
    Writing,
)
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN, Unreadable
from idverify.testing.strategies.applicants import addresses, individuals
from idverify.testing.strategies.days import days, partial_dates

__all__ = [
    "address_entries",
    "extensions",
    "observations",
    "representative_entries",
]


def address_entries() -> st.SearchStrategy[AddressEntry]:
    """Draw one of several addresses on a document."""
    return st.builds(
        AddressEntry,
        text=st.one_of(_address_texts(), st.sampled_from(Unreadable)),
        place=st.sampled_from(AddressPlace),
        is_current=st.booleans(),
        writing=st.sampled_from(Writing),
        is_struck_out=_or_unknown(st.booleans()),
    )


def representative_entries() -> st.SearchStrategy[RepresentativeEntry]:
    """Draw one of several representatives on the certificate of a company."""
    return st.builds(
        RepresentativeEntry,
        name=st.one_of(_names(), st.sampled_from(Unreadable)),
        title=st.sampled_from(["", "代表取締役", "代表社員", "理事"]),
        is_current=st.booleans(),
    )


def extensions() -> st.SearchStrategy[Extension]:
    """Draw a last valid day later than the printed one."""
    later = days(date(2026, 4, 1), date(2037, 12, 31))
    return st.builds(Extension, until=later, evidence=st.sampled_from(ExtensionEvidence))


def observations() -> st.SearchStrategy[Observation]:
    """Draw the observations of a reviewer (所見); shrinks towards all fields unknown."""
    seen_days = _printed_days(date(2010, 1, 1), date(2037, 12, 31))
    return st.builds(
        Observation,
        medium=_or_unknown(st.sampled_from(Medium)),
        shown_kind=_or_unknown(st.sampled_from(DocumentKind)),
        is_one_document=_or_unknown(st.booleans()),
        picture_flaws=_or_unknown(st.frozensets(st.sampled_from(PictureFlaw), max_size=2)),
        document_flaws=_or_unknown(st.frozensets(st.sampled_from(DocumentFlaw))),
        sides=_or_unknown(st.frozensets(st.sampled_from(Side))),
        name=_transcriptions(_names()),
        kana_name=_transcriptions(individuals().map(lambda person: person.kana_name)),
        latin_name=_transcriptions(st.sampled_from(["MIHON HANAKO", "REI"])),
        former_surname=_transcriptions(st.just("例示")),
        alias=_transcriptions(_names()),
        birth_date=_printed_days(date(1926, 12, 25), date(2008, 12, 31)),
        issued_on=seen_days,
        expires_on=seen_days,
        extension=_or_unknown(st.just(ABSENT), extensions()),
        has_bearers_page=_or_unknown(st.booleans()),
        shows_photo=_or_unknown(st.booleans()),
        shows_seal=_or_unknown(st.booleans()),
        shows_every_page=_or_unknown(st.booleans()),
        shows_what_is_needed=_or_unknown(st.booleans()),
        masking=st.dictionaries(
            st.sampled_from(SensitiveField), st.sampled_from(Masking), max_size=3
        ),
    ).flatmap(_with_entries)


def _with_entries(seen: Observation) -> st.SearchStrategy[Observation]:
    """Add addresses and representatives, each as one text or as entries."""
    places = st.one_of(
        st.fixed_dictionaries({"address": _transcriptions(_address_texts())}),
        st.fixed_dictionaries({"addresses": st.lists(address_entries(), max_size=3).map(_settle)}),
    )
    people = st.one_of(
        st.fixed_dictionaries({"representative": _transcriptions(_names())}),
        st.fixed_dictionaries({"representatives": st.lists(representative_entries(), max_size=3)}),
    )
    return st.builds(lambda place, person: evolve(seen, **place, **person), places, people)


def _settle(entries: list[AddressEntry]) -> list[AddressEntry]:
    """Leave one entry as the current one: nobody lives at two addresses."""
    current = [index for index, entry in enumerate(entries) if entry.is_current][1:]
    return [
        evolve(entry, is_current=entry.is_current and index not in current)
        for index, entry in enumerate(entries)
    ]


def _names() -> st.SearchStrategy[str]:
    return individuals().map(lambda person: person.kanji_name)


def _address_texts() -> st.SearchStrategy[str]:
    return addresses().map(lambda address: address.text)


def _transcriptions(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return _or_unknown(texts, st.just(ABSENT), st.sampled_from(Unreadable))


def _printed_days(first: date, last: date) -> st.SearchStrategy[Any]:
    special = st.sampled_from([ABSENT, IMPOSSIBLE, *Unreadable])
    return _or_unknown(days(first, last), partial_dates(), special)


def _or_unknown(*given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw one of the given values, or UNKNOWN."""
    return st.one_of(st.just(UNKNOWN), *given)
