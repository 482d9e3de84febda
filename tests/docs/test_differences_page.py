"""The page of the kinds of difference is what the rules say."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE / "builders"))

from build_differences_page import PAGE, differences_page  # noqa: E402 - beside the builders


def test_the_page_is_written_from_the_rules() -> None:
    """The page is the one that tests/builders/build_differences_page.py writes."""
    assert differences_page() == PAGE.read_text(encoding="utf-8")
