"""Our rejection reasons in the codes of other services, and theirs in ours.

For services that move from one to the other, or show both side by side. Where no fair
counterpart exists the answer is None and not the nearest code: a wrong reason sends the
applicant the wrong way. Whether a refusal is final is never said by a code of ours.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from idverify.interchange._vendor_tables import (
    TABLES,
    Counterpart,
    Vendor,
    VendorTable,
    Way,
)
from idverify.interchange._vendor_tables_in_part import TABLES_IN_PART
from idverify.vocabulary.reasons import REASONS

__all__ = [
    "VENDOR_TABLES",
    "Counterpart",
    "Vendor",
    "VendorTable",
    "Way",
    "from_vendor",
    "to_vendor",
    "without_counterpart",
]

_TABLES: Final = (*TABLES, *TABLES_IN_PART)

VENDOR_TABLES: Final[Mapping[Vendor, VendorTable]] = MappingProxyType(
    {table.vendor: table for table in _TABLES}
)


def to_vendor(vendor: Vendor, reason_code: str) -> Counterpart | None:
    """Return the row that says a reason of ours in the vendor's words; None if none is fair.

    >>> to_vendor(Vendor.JUMIO, "image.photo_of_copy").theirs
    '103'
    >>> to_vendor(Vendor.VERIFF, "image.glare")
    Counterpart(ours='image.glare', theirs='204', way=<Way.TO_VENDOR: 'to_vendor'>, remark='finer')
    >>> to_vendor(Vendor.STRIPE_IDENTITY, "image.glare") is None
    True
    """
    return _TO_VENDOR.get((vendor, reason_code))


def from_vendor(vendor: Vendor, code: str) -> Counterpart | None:
    """Return the row that says a vendor's code as a reason of ours; None if none is fair.

    >>> from_vendor(Vendor.SUMSUB, "SCREENSHOTS").ours
    'image.screen_capture'
    >>> from_vendor(Vendor.SUMSUB, "BAD_SELFIE") is None
    True
    """
    return _FROM_VENDOR.get((vendor, code))


def without_counterpart(vendor: Vendor) -> tuple[str, ...]:
    """List the reasons of ours that the vendor has no fair counterpart for, in our order.

    The codes of theirs that we have none for are `VENDOR_TABLES[vendor].without`.

    >>> "masking.missing" in without_counterpart(Vendor.ONFIDO)
    True
    """
    return tuple(code for code in REASONS if to_vendor(vendor, code) is None)


def _used(*ways: Way) -> Iterable[tuple[Vendor, Counterpart]]:
    return ((t.vendor, row) for t in _TABLES for row in t.rows if row.way in ways)


_TO_VENDOR: Final = {(vendor, row.ours): row for vendor, row in _used(Way.BOTH, Way.TO_VENDOR)}
_FROM_VENDOR: Final = {
    (vendor, row.theirs): row for vendor, row in _used(Way.BOTH, Way.FROM_VENDOR)
}
