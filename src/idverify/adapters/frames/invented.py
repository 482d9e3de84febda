"""Invented submissions by the million: seeded, quick, and nobody's."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from idverify.adapters.frames._compute import pc
from idverify.adapters.frames.columns import DOCUMENT_COLUMNS, SUBMISSIONS
from idverify.catalogue.documents import DOCUMENTS
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.observations import Masking, Medium

__all__ = ["invented"]

_Array = npt.NDArray[Any]
_People = dict[str, _Array]
Chance = np.random.Generator
_ALL: Final = tuple(DocumentKind)

#: Names made of these; none of them anybody's in particular.
_FAMILIES: Final = (
    "見本", "例示", "試験", "山川", "海野", "森岡", "石橋", "北原", "南条", "東雲", "西園",
    "高橋", "渡辺", "斎藤", "吉野", "浜崎",
)  # fmt: skip
_GIVEN: Final = (
    "花子", "太郎", "一郎", "桜", "蓮", "葵", "大和", "結衣", "翔", "美咲", "健", "恵", "学",
    "薫", "誠", "明",
)  # fmt: skip
_WARDS: Final = (
    "中野区中野", "新宿区西新宿", "千代田区千代田", "港区芝", "台東区上野", "豊島区池袋",
)  # fmt: skip
#: How a character is printed in another form of it, and a slip of the pen.
_FORMS: Final = {"高橋": "髙橋", "渡辺": "渡邊", "斎藤": "齋藤", "吉野": "𠮷野", "浜崎": "濵崎"}

_FIRST_RECEIPT, _LAST_RECEIPT = date(2024, 1, 4), date(2026, 12, 25)
_FIRST_BIRTH, _LAST_BIRTH = date(1950, 1, 1), date(2012, 12, 31)
#: Kinds of a person's first document, and how often each comes.
_KINDS: Final = {
    DocumentKind.DRIVERS_LICENSE: 0.5,
    DocumentKind.INDIVIDUAL_NUMBER_CARD: 0.25,
    DocumentKind.HEALTH_INSURANCE_CARD: 0.12,
    DocumentKind.PASSPORT_JP: 0.06,
    DocumentKind.RESIDENCE_CARD: 0.04,
    DocumentKind.RESIDENT_RECORD: 0.03,
}
_COMPANIES, _BRINGS_COMPANION = 0.04, 0.8
_HAS_PAGE, _IS_GOOD, _SLIPS = 0.5, 0.99, 0.01
_WITH_COMPANION: Final = (DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.PASSPORT_JP)


def invented(rows: int, *, seed: int, first: int = 0) -> pa.Table:
    """Return so many submissions, the same for the same seed; keys count from *first*.

    Most are right, some lack something, some have not been looked at yet.

    >>> invented(2, seed=1).column("submission_id").to_pylist()
    ['s-000000000', 's-000000001']
    """
    chance = np.random.default_rng([seed, first])
    people = _people(chance, rows)
    kinds, counts = _kinds(chance, people["is_company"])
    owner = np.repeat(np.arange(rows), counts)
    documents = _documents(chance, people, kinds, owner)
    ends = pa.array(np.concatenate(([0], np.cumsum(counts))).astype(np.int32))
    listed = pa.ListArray.from_arrays(ends, documents)
    given = {**_registered(people, first), "documents": listed}
    columns = [given.get(c.name, pa.nulls(rows, c.type)) for c in SUBMISSIONS]
    return pa.table(columns, schema=SUBMISSIONS)


def _people(chance: Chance, rows: int) -> _People:
    return {
        "is_company": chance.random(rows) < _COMPANIES,
        "family": chance.integers(len(_FAMILIES), size=rows),
        "given": chance.integers(len(_GIVEN), size=rows),
        "ward": chance.integers(len(_WARDS), size=rows),
        "lot": chance.integers(1, 40, (3, rows)),
        "born": _between(chance, _FIRST_BIRTH, _LAST_BIRTH, rows),
        "received": _between(chance, _FIRST_RECEIPT, _LAST_RECEIPT, rows),
    }


def _between(chance: Chance, first: date, last: date, rows: int) -> _Array:
    since, until = np.datetime64(first), np.datetime64(last)
    return since + chance.integers((until - since).astype(int) + 1, size=rows)


def _registered(people: _People, first: int) -> dict[str, Any]:
    rows, company = len(people["family"]), people["is_company"]
    numbers = pa.array(np.arange(first, first + rows))
    return {
        "submission_id": _joined("s-", pc.utf8_lpad(numbers.cast(pa.string()), 9, "0")),
        "received_on": pa.array(people["received"]),
        "entity_kind": _picked(["individual", "corporation"], company.astype(int)),
        "name": _names(people, np.arange(rows)),
        "address": _addresses(people, np.arange(rows)),
        "birth_date": pa.array(people["born"], mask=company),
        "representative": pc.if_else(
            company, _persons(people, np.arange(rows)), pa.scalar(None, pa.string())
        ),
    }


def _picked(words: Sequence[Any], places: _Array, kind: pa.DataType | None = None) -> Any:  # noqa: ANN401 - an Arrow array
    return pa.array([w if isinstance(w, list) else str(w) for w in words], kind).take(places)


def _joined(*parts: object) -> Any:  # noqa: ANN401 - as above
    return pc.binary_join_element_wise(*parts, "")


def _persons(people: _People, rows: _Array, families: Sequence[str] = _FAMILIES) -> Any:  # noqa: ANN401 - as above
    family, given = people["family"][rows], people["given"][rows]
    return _joined(_picked(families, family), " ", _picked(_GIVEN, given))


def _names(people: _People, rows: _Array, families: Sequence[str] = _FAMILIES) -> Any:  # noqa: ANN401 - as above
    company = _joined(_picked(families, people["family"][rows]), "商事株式会社")
    return pc.if_else(people["is_company"][rows], company, _persons(people, rows, families))


def _addresses(people: _People, rows: _Array, joints: Sequence[str] = ("-", "-", "")) -> Any:  # noqa: ANN401 - as above
    town = _picked([f"東京都{ward}" for ward in _WARDS], people["ward"][rows])
    lots = [pa.array(lot[rows]).cast(pa.string()) for lot in people["lot"]]
    return _joined(town, *(part for pair in zip(lots, joints, strict=True) for part in pair))


def _kinds(chance: Chance, is_company: _Array) -> tuple[_Array, _Array]:
    """Return the place of each document's kind, and how many documents each submission has."""
    shares = np.array([*_KINDS.values()])
    first = _at(chance.choice([*map(_place, _KINDS)], len(is_company), p=shares))
    first[is_company] = _place(DocumentKind.REGISTRY_CERTIFICATE_FULL)
    alone = ~np.isin(first, [*map(_place, _WITH_COMPANION)])
    counts = 1 + (~alone & (chance.random(len(first)) < _BRINGS_COMPANION))
    kinds = np.repeat(first, counts)
    kinds[np.cumsum(counts)[counts > 1] - 1] = _place(DocumentKind.RESIDENT_RECORD)
    return kinds, counts


def _place(kind: DocumentKind) -> int:
    return _ALL.index(kind)


def _at(places: _Array) -> _Array:
    return places.astype(np.int64)


def _documents(chance: Chance, people: _People, kinds: _Array, owner: _Array) -> Any:  # noqa: ANN401 - as above
    size = len(kinds)
    sides = _picked([sorted(DOCUMENTS[k].sides) for k in _ALL], kinds, pa.list_(pa.string()))
    received = people["received"][owner]
    days = _days(chance, received, people["born"][owner], size)
    given = {
        "kind": _picked(_ALL, kinds),
        "medium": _one_of(chance, size, [*Medium], [0.94, 0.03, 0.01, 0.01, 0.01], unknown=0.02),
        "image_sides": sides,
        "file_problems": _one_of(
            chance, size, [[], ["file.too_large"], ["file.format"]], [0.98, 0.01, 0.01], 0.0
        ),
        "name": _printed_names(chance, people, owner),
        "address": _printed_addresses(chance, people, owner, kinds),
        "representative": _persons(people, owner),
        **days,
        "has_bearers_page": pa.array(chance.random(size) < _HAS_PAGE),
        "shows_photo": pa.array(chance.random(size) < _IS_GOOD),
        "shows_what_is_needed": pa.array(chance.random(size) < _IS_GOOD),
        "masking": _masking(chance, size),
    }
    columns = [given.get(c.name, pa.nulls(size, c.type)) for c in DOCUMENT_COLUMNS]
    return pa.StructArray.from_arrays(
        columns, fields=[*SUBMISSIONS.field("documents").type.value_type]
    )


def _one_of(
    chance: Chance, size: int, words: Sequence[Any], shares: Sequence[float], unknown: float
) -> Any:  # noqa: ANN401 - as above
    kind = pa.list_(pa.string()) if isinstance(words[0], list) else pa.string()
    found = _picked(words, chance.choice(len(words), size, p=shares), kind)
    return _hidden(chance, found, unknown) if unknown else found


def _hidden(chance: Chance, column: Any, share: float) -> Any:  # noqa: ANN401 - as above
    """Return the column with some of it unknown."""
    unknown = pa.array(chance.random(len(column)) < share)
    return pc.if_else(unknown, pa.scalar(None, column.type), column)


def _days(chance: Chance, received: _Array, born: _Array, size: int) -> dict[str, Any]:
    expires = received + chance.integers(-120, 3_000, size)
    issued = received - chance.gamma(1.6, 45, size).astype(int)
    slip = chance.random(size) < _SLIPS
    columns = {"expires_on": expires, "issued_on": issued, "birth_date": born + slip}
    return {name: _hidden(chance, pa.array(days), 0.02) for name, days in columns.items()}


def _printed_names(chance: Chance, people: _People, owner: _Array) -> Any:  # noqa: ANN401 - as above
    """Print the name as registered, in older forms of its characters, or with a slip."""
    slipped = {**people, "given": (people["given"] + 1) % len(_GIVEN)}
    older = [_FORMS.get(family, family) for family in _FAMILIES]
    forms = [
        _names(people, owner), _names(people, owner, older), _names(slipped, owner),
    ]  # fmt: skip
    how = chance.choice(3, len(owner), p=[0.96, 0.03, 0.01])
    return _hidden(chance, pc.choose(pa.array(how), *forms), 0.02)


def _printed_addresses(chance: Chance, people: _People, owner: _Array, kinds: _Array) -> Any:  # noqa: ANN401 - as above
    """Print the address as registered, in the long notation, or another one."""
    moved = {**people, "lot": np.roll(people["lot"], 1, axis=0)}
    forms = [
        _addresses(people, owner),
        _addresses(people, owner, ("丁目", "番", "号")),
        _addresses(moved, owner),
    ]
    how = chance.choice(3, len(owner), p=[0.94, 0.05, 0.01])
    shown = pa.array(kinds != _place(DocumentKind.HEALTH_INSURANCE_CARD))
    printed = pc.choose(pa.array(how), *forms)
    return _hidden(chance, pc.if_else(shown, printed, pa.scalar(None, pa.string())), 0.02)


def _masking(chance: Chance, size: int) -> Any:  # noqa: ANN401 - as above
    shares = [0.95, 0.03, 0.01, 0.01]
    columns = [_one_of(chance, size, [*Masking], shares, 0.01) for _ in SensitiveField]
    return pa.StructArray.from_arrays(columns, [str(field) for field in SensitiveField])
