"""What every rule says, asks and cites is what was reviewed."""

from builders.rule_list import LIST, rule_list


def test_rules_and_facts_are_those_of_the_reviewed_list() -> None:
    """A word, a condition or a source that changes is seen in tests/data/rules.txt."""
    assert rule_list() == LIST.read_text(encoding="utf-8")
