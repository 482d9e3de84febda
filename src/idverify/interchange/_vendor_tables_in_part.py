"""Two more services, of whose pages the beginning alone was read, on 2026-11-27.

Codes further down those pages are neither mapped nor set aside here.
"""

from datetime import date
from typing import Final

from idverify.citations import Citation
from idverify.interchange._vendor_tables import Counterpart, Vendor, VendorTable, Way

__all__ = ["TABLES_IN_PART"]

_READ_ON: Final = date(2026, 11, 27)
_pair = Counterpart

_STRAITSX: Final = VendorTable(
    vendor=Vendor.STRAITSX,
    citations=[
        Citation(
            "StraitsX documentation: reasons for resubmission",
            "101 to 108, the beginning of the table",
            "https://docs.straitsx.com/docs/retryable-reasons-for-resubmission",
            read_on=_READ_ON,
        )
    ],
    rows=(
        _pair("document.expired", "101"),
        _pair("mismatch.name", "102"),
        _pair("image.photo_of_copy", "103"),
        _pair("image.monochrome", "104"),
        _pair("document.side_missing", "107", Way.BOTH, "there called a page"),
        _pair("document.side_missing", "105", Way.FROM_VENDOR, "there the front"),
        _pair("document.side_missing", "106", Way.FROM_VENDOR, "there the back"),
        _pair("document.unsupported_kind", "108"),
    ),
    without=frozenset(),
)

_CROSSMINT: Final = VendorTable(
    vendor=Vendor.CROSSMINT,
    citations=[
        Citation(
            "Crossmint documentation: failure reasons",
            "the example at the beginning",
            "https://docs.crossmint.com/identity/failure-reasons.md",
            read_on=_READ_ON,
        )
    ],
    rows=(_pair("document.expired", "id-document-expired"),),
    without=frozenset(),
)

TABLES_IN_PART: Final = (_STRAITSX, _CROSSMINT)
