"""The maps between our reasons and the codes of eight services: whole, cited, and consistent."""

from collections import Counter
from datetime import date
from itertools import product
from pathlib import Path
from runpy import run_path

import pytest

from idverify.interchange.vendor_codes import (
    VENDOR_TABLES,
    Counterpart,
    Vendor,
    Way,
    from_vendor,
    to_vendor,
    without_counterpart,
)
from idverify.vocabulary.reasons import REASONS
from idverify.vocabulary.sources import READ_ON

ROWS = [(vendor, row) for vendor, table in VENDOR_TABLES.items() for row in table.rows]


def row_id(value: object) -> str:
    """Name a case by its row."""
    return f"{value.ours}~{value.theirs}" if isinstance(value, Counterpart) else str(value)


def known_codes(vendor: Vendor) -> set[str]:
    """Return every code of the vendor that was read."""
    table = VENDOR_TABLES[vendor]
    return {row.theirs for row in table.rows} | table.without


def test_every_vendor_has_a_table() -> None:
    """Each of the eight services has its table."""
    assert set(Vendor) == set(VENDOR_TABLES)


@pytest.mark.parametrize("vendor", Vendor)
def test_every_table_says_where_it_was_read(vendor: Vendor) -> None:
    """Each table cites public addresses with the day on which they were read."""
    citations = VENDOR_TABLES[vendor].citations

    assert citations
    assert all(c.url.startswith("https://") and c.place for c in citations)
    assert {c.read_on for c in citations} <= {READ_ON, date(2026, 11, 27)}


@pytest.mark.parametrize(("vendor", "row"), ROWS, ids=row_id)
def test_every_row_maps_a_reason_of_ours(vendor: Vendor, row: Counterpart) -> None:
    """Our side of a row is a reason of the catalogue, and their side is not also set aside."""
    assert row.ours in REASONS
    assert row.theirs not in VENDOR_TABLES[vendor].without


@pytest.mark.parametrize(("vendor", "row"), ROWS, ids=row_id)
def test_a_pair_that_fits_goes_there_and_back(vendor: Vendor, row: Counterpart) -> None:
    """A row for both ways is found from either side; one for one way leads on to such a row."""
    there, back = to_vendor(vendor, row.ours), from_vendor(vendor, row.theirs)

    assert there is not None
    assert back is not None
    expected = {
        Way.BOTH: (row, row),
        Way.TO_VENDOR: (row, to_vendor(vendor, back.ours)),
        Way.FROM_VENDOR: (from_vendor(vendor, there.theirs), row),
    }
    assert expected[row.way] == (there, back)


def test_a_loose_fit_says_how() -> None:
    """A row that works in one way only explains why."""
    unexplained = [row for _, row in ROWS if row.way is not Way.BOTH and not row.remark]

    assert unexplained == []


@pytest.mark.parametrize("vendor", Vendor)
def test_each_code_is_found_in_one_row_only(vendor: Vendor) -> None:
    """In each direction a code has one answer, so the order of the rows does not matter."""
    rows = VENDOR_TABLES[vendor].rows
    ours = Counter(row.ours for row in rows if row.way is not Way.FROM_VENDOR)
    theirs = Counter(row.theirs for row in rows if row.way is not Way.TO_VENDOR)

    assert {1} == set(ours.values()) | set(theirs.values())


@pytest.mark.parametrize(("vendor", "code"), list(product(Vendor, REASONS)))
def test_going_there_and_back_twice_changes_nothing(vendor: Vendor, code: str) -> None:
    """Whatever detail is lost on the first way there is lost once only."""
    there = to_vendor(vendor, code)
    if there is None:
        assert code in without_counterpart(vendor)
        return
    back = from_vendor(vendor, there.theirs)

    assert back is not None
    again = to_vendor(vendor, back.ours)
    assert again is not None
    assert there.theirs == again.theirs


@pytest.mark.parametrize("vendor", Vendor)
def test_every_reason_is_mapped_or_listed_as_without(vendor: Vendor) -> None:
    """Our reasons fall into those with a counterpart and those listed as having none."""
    mapped = {code for code in REASONS if to_vendor(vendor, code)}

    assert set(REASONS) == mapped | set(without_counterpart(vendor))
    assert not mapped & set(without_counterpart(vendor))


@pytest.mark.parametrize("code", ["masking.missing", "forbidden.individual_number"])
def test_japanese_masking_duties_have_no_counterpart_anywhere(code: str) -> None:
    """No service has a code for numbers that Japanese law wants hidden."""
    assert {None} == {to_vendor(vendor, code) for vendor in Vendor}


def test_all_nineteen_error_codes_of_stripe_are_placed() -> None:
    """Each of the 19 codes in Stripe's client is mapped or listed as without counterpart."""
    assert len(known_codes(Vendor.STRIPE_IDENTITY)) == 19


def test_all_twenty_two_image_reasons_of_onfido_are_placed() -> None:
    """The 10 quality, 8 conclusive and 4 original-document reasons are all accounted for."""
    groups = Counter(
        code.rpartition(".")[0].rpartition(".")[2] for code in known_codes(Vendor.ONFIDO)
    )

    expected = {
        "image_quality": 10,
        "conclusive_document_quality": 8,
        "original_document_present": 4,
    }
    assert expected == {name: groups[name] for name in expected}


def test_all_reject_codes_of_jumio_are_placed() -> None:
    """The 20 top codes of the legacy callback are all accounted for."""
    top = {code for code in known_codes(Vendor.JUMIO) if code.isdigit()}

    assert len(top) == 20


@pytest.mark.parametrize(
    ("vendor", "theirs", "ours"),
    [
        (Vendor.STRIPE_IDENTITY, "document_expired", "document.expired"),
        (Vendor.ONFIDO, "image_integrity.colour_picture", "image.monochrome"),
        (Vendor.SUMSUB, "WRONG_ADDRESS", "mismatch.address"),
        (Vendor.VERIFF, "539", "attempts.exceeded"),
        (Vendor.PERSONA, "id_paper_detection", "image.photo_of_copy"),
        (Vendor.JUMIO, "210", "image.monochrome"),
    ],
)
def test_known_pairs(vendor: Vendor, theirs: str, ours: str) -> None:
    """Pairs anybody would expect are the ones found, from either side."""
    found = from_vendor(vendor, theirs)

    assert found is not None
    assert (ours, theirs) == (found.ours, found.theirs)
    assert found == to_vendor(vendor, ours)


@pytest.mark.parametrize("vendor", Vendor)
def test_an_unknown_code_has_no_counterpart(vendor: Vendor) -> None:
    """Vendors' lists grow, so a code never seen is no error and no guess."""
    assert from_vendor(vendor, "no such code") is None
    assert to_vendor(vendor, "house.own_reason") is None


def test_the_reference_page_shows_the_tables() -> None:
    """The page in the docs is what its builder makes of the tables today."""
    root = Path(__file__).parents[3]
    builder = run_path(str(root / "tests/builders/build_vendor_codes_page.py"))

    expected = (root / "docs/reference/vendor-codes.md").read_text("utf-8")
    assert expected == builder["page"]()
