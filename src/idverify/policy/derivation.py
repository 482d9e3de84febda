"""Making one policy from another (基準の継承), and saying in what the two differ."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Protocol, TypedDict

from attrs import Attribute, AttrsInstance, fields, frozen

from idverify.calendar.period import Period
from idverify.catalogue.capabilities import Capability, NextStep
from idverify.catalogue.reasons import REASONS
from idverify.citations import Citation
from idverify.display import NotebookDisplay
from idverify.errors import InvalidValueError
from idverify.model.uploads import FileLimits
from idverify.model.validators import as_tuple
from idverify.policy.acceptance import Acceptance
from idverify.policy.rules import Rule
from idverify.policy.settings import Gap, Retention

__all__ = [
    "PolicyDiff",
    "RuleChange",
    "SettingChange",
    "Settings",
    "apply_rule_changes",
    "diff_policies",
    "periods_overlap",
    "validate_reason_codes",
]


class Settings(TypedDict, total=False):
    """What of a policy can be set anew when another is derived, besides its rules."""

    code: str
    title_ja: str
    title_en: str
    citations: Iterable[Citation]
    accept_list: Iterable[Acceptance]
    files: FileLimits
    business_days: int
    capabilities: Iterable[Capability]
    next_steps: Iterable[NextStep]
    is_optional: bool
    may_replace: bool
    max_attempts: int | None
    reverify_months: int | None
    final_reasons: Iterable[str]
    retention: Retention
    trust_frameworks: frozenset[str]
    gaps: Iterable[Gap]


def apply_rule_changes(
    rules: Sequence[Rule], drop: Iterable[str], replace: Iterable[Rule], add: Iterable[Rule]
) -> tuple[Rule, ...]:
    """Return *rules* without those dropped, with those replaced, and those added at the end."""
    dropped, added = set(drop), tuple(add)
    new: dict[str, list[Rule]] = {}
    for rule in replace:
        new.setdefault(rule.code, []).append(rule)
    codes = {rule.code for rule in rules}
    for code in (*sorted(dropped), *new):
        _require(code in codes, code, "is not there", codes)
    for rule in added:
        _require(rule.code not in codes, rule.code, "is there already: replace it", ())
    # The replacements of a code take the place of every version of its rule, each once.
    kept = dict.fromkeys(
        new_or_old
        for rule in rules
        if rule.code not in dropped
        for new_or_old in new.get(rule.code, [rule])
    )
    return (*kept, *added)


def validate_reason_codes(codes: Iterable[str], rules: Iterable[Rule]) -> frozenset[str]:
    """Return the codes; each is that of a reason of this library, or of one of the *rules*."""
    wanted = frozenset(as_tuple(codes))
    known = {*REASONS, *(rule.reason.code for rule in rules)}
    for code in sorted(wanted - known):
        problem = f"final_reasons: no rule and no list has a reason named {code}"
        raise InvalidValueError(problem + _suggest_codes(code, known))
    return wanted


def _require(holds: bool, code: str, problem: str, codes: Iterable[str]) -> None:
    if not holds:
        raise InvalidValueError(f"a rule named {code} {problem}{_suggest_codes(code, codes)}")


def _suggest_codes(code: str, codes: Iterable[str]) -> str:
    """Offer what somebody may have meant."""
    near = get_close_matches(code, sorted(codes))
    return f"; near codes: {', '.join(near)}" if near else ""


def periods_overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a day."""
    return _starts_before_end(one, other) and _starts_before_end(other, one)


def _starts_before_end(one: Period, other: Period) -> bool:
    return one.since is None or other.until is None or one.since < other.until


@frozen
class RuleChange:
    """A rule that both policies have under one code, and that is not the same in them."""

    before: Rule
    after: Rule

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what differs, as in `period` or `reason`."""
        return tuple(a.name for a in fields(Rule) if _differs(a, self.before, self.after))


@frozen
class SettingChange:
    """A field of the policy that differs."""

    name: str
    before: object
    after: object


@frozen(kw_only=True)
class PolicyDiff(NotebookDisplay):
    """In what a policy differs from another: rules, accept list, settings (差分)."""

    parent: str
    """The code of the policy it is compared with."""
    child: str
    added: tuple[Rule, ...]
    dropped: tuple[Rule, ...]
    changed: tuple[RuleChange, ...]
    accept_list_added: tuple[Acceptance, ...]
    accept_list_dropped: tuple[Acceptance, ...]
    settings: tuple[SettingChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both ask the same of everybody."""
        return not any(
            (
                self.added,
                self.dropped,
                self.changed,
                self.accept_list_added,
                self.accept_list_dropped,
                self.settings,
            )
        )


class PolicyLike(AttrsInstance, Protocol):
    """What two policies are compared by."""

    @property
    def code(self) -> str:
        """Stable name."""
        ...

    @property
    def requirements(self) -> tuple[Rule, ...]:
        """The rules beside the accept list."""
        ...

    @property
    def accept_list(self) -> tuple[Acceptance, ...]:
        """The accept list."""
        ...


def diff_policies(before: PolicyLike, after: PolicyLike) -> PolicyDiff:
    """Say in what *after* differs from *before*; rules of one code are told apart by order."""
    old, new = _index_by_code(before.requirements), _index_by_code(after.requirements)
    return PolicyDiff(
        parent=before.code,
        child=after.code,
        added=tuple(rule for key, rule in new.items() if key not in old),
        dropped=tuple(rule for key, rule in old.items() if key not in new),
        changed=tuple(
            RuleChange(old[key], rule)
            for key, rule in new.items()
            if key in old and old[key] != rule
        ),
        accept_list_added=tuple(
            line for line in after.accept_list if line not in before.accept_list
        ),
        accept_list_dropped=tuple(
            line for line in before.accept_list if line not in after.accept_list
        ),
        settings=tuple(_diff_settings(before, after)),
    )


def _index_by_code(rules: Iterable[Rule]) -> dict[tuple[str, int], Rule]:
    """Name each rule by its code and, of versions that follow each other, its number."""
    found: dict[tuple[str, int], Rule] = {}
    for rule in rules:
        found[rule.code, sum(code == rule.code for code, _ in found)] = rule
    return found


def _diff_settings(before: PolicyLike, after: PolicyLike) -> Iterator[SettingChange]:
    for attribute in fields(type(before)):
        if attribute.name not in {"requirements", "accept_list"} and _differs(
            attribute, before, after
        ):
            name = attribute.name
            yield SettingChange(name, getattr(before, name), getattr(after, name))


def _differs(attribute: "Attribute[Any]", one: object, other: object) -> bool:
    return bool(attribute.eq) and getattr(one, attribute.name) != getattr(other, attribute.name)
