"""The page of the kinds of difference is what the rules say."""

from builders.build_differences_page import PAGE, differences_page


def test_the_page_is_written_from_the_rules() -> None:
    """The page is the one that tests/builders/build_differences_page.py writes."""
    assert differences_page() == PAGE.read_text(encoding="utf-8")
