"""Write docs/reference/vendor-codes.md from the tables the code looks codes up in.

Run it from anywhere after a change to the tables; a test fails until it was run.
"""

from collections.abc import Iterator
from pathlib import Path

from idverify.interchange.vendor_codes import (
    VENDOR_TABLES,
    Vendor,
    VendorTable,
    Way,
    without_counterpart,
)

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/vendor-codes.md"

ARROWS = {Way.BOTH: "↔", Way.TO_VENDOR: "→", Way.FROM_VENDOR: "←"}

HEAD = """\
# Reason codes of other services

Written by `tests/builders/build_vendor_codes_page.py`; do not edit. How to look codes up in a
program is told in [interchange](interchange.md). ↔ each says what the other says; → ours is one of
several things theirs says; ← theirs is one of several things ours says. A remark says where the fit
is loose. A code stands here only if it was read in a public source; the vendors' own lists are
longer and grow.
"""


def page() -> str:
    """Return the page as it has to be."""
    return "\n".join([HEAD, *(line for v, t in VENDOR_TABLES.items() for line in section(v, t))])


def section(vendor: Vendor, table: VendorTable) -> Iterator[str]:
    """Yield the lines on one vendor."""
    yield f"## {vendor.value.replace('_', ' ').title()}\n"
    for citation in table.citations:
        yield f"- {citation}: <{citation.url}>"
    yield "\n| ours | | theirs | remark |\n|---|---|---|---|"
    for row in table.rows:
        yield f"| `{row.ours}` | {ARROWS[row.way]} | `{row.theirs}` | {row.remark} |"
    yield f"\nOurs without a fair counterpart: {listed(without_counterpart(vendor))}."
    theirs = listed(sorted(table.without)) or "none of those that were read"
    yield f"\nTheirs without a fair counterpart: {theirs}.\n"


def listed(codes: tuple[str, ...] | list[str]) -> str:
    """Set codes in a row."""
    return ", ".join(f"`{code}`" for code in codes)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
