"""Write the reviewed list of rules: each preset's, and what every public builder makes.

    python tests/builders/rule_list.py

A rule that changes its words, its conditions or its sources changes what people are told and
why; whoever reviews a change sees it in this list.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Final

from idverify.calendar.period import Period
from idverify.citations import Citation
from idverify.matching.strictness import STANDARD
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.policy import standard_rules
from idverify.policy.rules import Condition, Fact, Rule
from idverify.presets import PRESETS

LIST: Final = Path(__file__).resolve().parents[1] / "data" / "rules.txt"
NOTICE: Final = (Citation("お知らせ", read_on=date(2026, 4, 1)),)
KINDS: Final = frozenset({DocumentKind.PASSPORT_JP, DocumentKind.RESIDENCE_CARD})


def built() -> Iterator[Rule]:
    """Make what a service of its own can make: each builder once."""
    fields = [SensitiveField.INSURED_NUMBER]
    one = [
        standard_rules.address_is_shown(NOTICE),
        standard_rules.dates_are_possible(KINDS, NOTICE),
        standard_rules.bearers_page_is_there(NOTICE),
        standard_rules.expiry_is_shown(KINDS, NOTICE),
        standard_rules.individual_number_is_absent(KINDS, NOTICE),
        standard_rules.needed_fields_are_visible(KINDS, NOTICE),
        standard_rules.number_side_is_absent(KINDS, NOTICE),
        standard_rules.old_addresses_are_struck_out(KINDS, NOTICE),
        standard_rules.photo_is_shown(KINDS, NOTICE),
        standard_rules.validity_remains(60, KINDS, NOTICE),
        standard_rules.applicant_is_adult(NOTICE),
        standard_rules.applicant_meets_minimum_age(16, NOTICE),
    ]
    several = [
        standard_rules.fields_are_masked(KINDS, fields, NOTICE),
        standard_rules.files_are_usable(NOTICE),
        standard_rules.identity_is_shown(NOTICE),
        standard_rules.issue_is_recent(3, KINDS, NOTICE),
        standard_rules.documents_are_valid(KINDS, NOTICE),
        standard_rules.numbers_are_masked(NOTICE),
        standard_rules.profile_matches(KINDS, STANDARD, None, NOTICE),
        standard_rules.masking_is_irreversible(KINDS, fields, NOTICE),
        standard_rules.original_is_photographed(NOTICE),
        standard_rules.sides_are_shown({DocumentKind.PASSPORT_JP: [Side.PHOTO_PAGE]}, NOTICE),
    ]
    yield from (*one, *(rule for rules in several for rule in rules))


def rule_list() -> str:
    """Tell every rule once, with who has it; then every fact that rules ask for."""
    held = {policy.code: policy.rules for policy in PRESETS} | {"built": tuple(built())}
    owners: dict[str, list[str]] = {}
    for name, rules in held.items():
        for rule in rules:
            owners.setdefault(told(rule), []).append(name)
    blocks = [f"{block}    had by: {', '.join(names)}\n" for block, names in owners.items()]
    return "# rules\n\n" + "\n".join(blocks) + "\n# facts\n\n" + facts()


def told(rule: Rule) -> str:
    """Tell a rule, a line for each thing it says."""
    lines = {
        "says": f"{rule.statement_ja} / {rule.statement_en}",
        "when": " and ".join(map(condition, rule.when)),
        "requires": condition(rule.requires),
        "of": sorted_words(rule.kinds or ()),
        "reason": rule.reason.code,
        "in force": "" if rule.period == Period() else str(rule.period),
        "yields to": sorted_words(rule.suppressed_by),
        "does": sorted_words(word for word, is_so in flags(rule).items() if is_so),
        "masks": word(rule.field_to_mask),
        "cites": "; ".join(map(str, rule.citations)),
        "cites by kind": sorted_words(rule.kind_citations),
    }
    return _block(rule.code, lines)


def flags(rule: Rule) -> dict[str, bool]:
    """Return what a violation leads to, by the word of the list."""
    return {
        "blocks": rule.is_blocking,
        "purges": rule.must_purge_image,
        "masks": bool(rule.field_to_mask),
    }


def facts() -> str:
    """Tell what is asked of a submission, and how an answer may be remembered, by name."""
    rules = [*(rule for policy in PRESETS for rule in policy.rules), *built()]
    return "\n".join(sorted({told_fact(fact) for rule in rules for fact in rule.facts}))


def told_fact(fact: Fact) -> str:
    """Tell a fact, a line for each thing it says."""
    lines = {
        "asks": f"{fact.question_ja} / {fact.question_en}",
        "answers": ", ".join(map(word, fact.values)),
        "of": fact.scope.value,
        "setting": word(fact.parameter),
        "is": sorted_words(
            name
            for name in ("is_known_at_intake", "is_fixed", "is_timeless")
            if getattr(fact, name)
        ),
        "changes on": sorted_words(fact.change_dates),
        "sees": "; ".join(fact.sees or ()),
        "texts": "; ".join(fact.texts),
        "noted as": fact.observation_field,
        "effort": str(fact.effort),
    }
    return _block(fact.name, lines)


def _block(title: str, lines: Mapping[str, str]) -> str:
    whole = {what: how for what, how in lines.items() if how and how != "None"}
    return f"{title}\n" + "".join(f"    {what}: {how}\n" for what, how in whole.items())


def condition(one: Condition) -> str:
    """Tell which answers of a fact will do."""
    return f"{one.fact.name} in {sorted_words(one.values)}"


def sorted_words(values: Iterable[Hashable]) -> str:
    """Join words in an order that no hash has a hand in."""
    return ", ".join(sorted(map(word, values)))


def word(value: object) -> str:
    """Tell a value as the code of its member, a set in order, anything else as it is."""
    if isinstance(value, frozenset):
        return sorted_words(value)
    if isinstance(value, tuple):  # the lines of an accept list, which a policy's page tells
        return f"{len(value)} lines"
    return str(value.value) if isinstance(value, Enum) else str(value)


if __name__ == "__main__":
    LIST.write_text(rule_list(), encoding="utf-8")
