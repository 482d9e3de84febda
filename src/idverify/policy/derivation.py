"""Derivation of policies (基準の継承) and the differences between two policies (差分)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final, Protocol

from attrs import Attribute, AttrsInstance, fields, frozen

from idverify._refusals import describe
from idverify.display import NotebookDisplay
from idverify.errors import InvalidValueError
from idverify.model.validators import as_tuple
from idverify.policy.acceptance import Acceptance
from idverify.policy.rules import Rule
from idverify.validation import validated

__all__ = [
    "PolicyDiff",
    "RuleChange",
    "SettingChange",
    "apply_rule_changes",
    "diff_policies",
    "require_known_codes",
]


_ALREADY_THERE: Final = (
    "is there already: replace it, or give yours another code (`prefix=` of a standard rule)"
)


def apply_rule_changes(
    rules: Sequence[Rule], drop: Iterable[str], replace: Iterable[Rule], add: Iterable[Rule]
) -> tuple[Rule, ...]:
    """Return *rules* after dropping and replacing some, with the new rules at the end.

    Raises:
        InvalidValueError: if a code to drop or replace is missing, or a code to add exists.
    """
    dropped, added = set(drop), tuple(add)
    replacements: dict[str, list[Rule]] = {}
    for rule in replace:
        replacements.setdefault(rule.code, []).append(rule)
    codes = {rule.code for rule in rules}
    for code in (*sorted(dropped), *replacements):
        _require(code in codes, code, "is not there", codes)
    for rule in added:
        _require(
            rule.code not in codes,
            rule.code,
            _ALREADY_THERE,
            (),
        )
    # A code can have several versions; its replacements replace all of them, without duplicates.
    kept = dict.fromkeys(
        kept_rule
        for rule in rules
        if rule.code not in dropped
        for kept_rule in replacements.get(rule.code, [rule])
    )
    return (*kept, *added)


def require_known_codes(name: str, codes: Iterable[str], known: Collection[str]) -> None:
    """Raise unless every reason code is in *known*.

    Args:
        name: The argument or field that gave the codes, for the error.
        codes: The reason codes to check.
        known: The known codes.

    Raises:
        InvalidValueError: if a code is unknown; the text suggests similar codes.
    """
    for code in as_tuple(codes):
        if code not in known:
            raise InvalidValueError(
                f"{name}: there is no reason {_quote_code(code)} in the library, the rules or the"
                f" `reasons` of the policy{_suggest_codes(code, known)}; every code is in"
                " `Policy.known_reasons`"
            )


def _require(is_valid: bool, code: str, problem: str, codes: Iterable[str]) -> None:
    if not is_valid:
        raise InvalidValueError(f"a rule named {code} {problem}{_suggest_codes(code, codes)}")


def _quote_code(code: str) -> str:
    """Return a code, or the shape of a text that is none and may be personal."""
    is_code = code.isascii() and code.replace(".", "_").isidentifier()
    return code if is_code else describe(code)


def _suggest_codes(code: str, codes: Iterable[str]) -> str:
    """Return a suggestion of codes similar to *code*, or an empty text."""
    near = get_close_matches(code, sorted(codes))
    return f"; near codes: {', '.join(near)}" if near else ""


@validated
@frozen
class RuleChange:
    """A rule that has the same code in both policies and differs between them."""

    before: Rule
    after: Rule

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ, as in `period` or `reason`."""
        return tuple(a.name for a in fields(Rule) if _differs(a, self.before, self.after))


@validated
@frozen
class SettingChange:
    """A field of the policy other than its rules whose value differs."""

    name: str
    before: object
    after: object


@validated
@frozen(kw_only=True)
class PolicyDiff(NotebookDisplay):
    """The differences between two policies (差分): rules, accept list and settings."""

    parent: str
    """The code of the policy that is compared with."""
    child: str
    """The code of the policy whose differences these are."""
    added: tuple[Rule, ...]
    dropped: tuple[Rule, ...]
    changed: tuple[RuleChange, ...]
    accept_list_added: tuple[Acceptance, ...]
    accept_list_dropped: tuple[Acceptance, ...]
    settings: tuple[SettingChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two policies have no difference."""
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
    """The attributes of a policy that `diff_policies` uses."""

    @property
    def code(self) -> str:
        """Stable name of the policy."""
        ...

    @property
    def requirements(self) -> tuple[Rule, ...]:
        """The rules other than those of the accept list."""
        ...

    @property
    def accept_list(self) -> tuple[Acceptance, ...]:
        """The accept list."""
        ...


def diff_policies(before: PolicyLike, after: PolicyLike) -> PolicyDiff:
    """Return the differences of *after* from *before*; versions of one code are paired in order."""
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
    """Return each rule by its code and its position among the versions of that code."""
    by_code: dict[tuple[str, int], Rule] = {}
    for rule in rules:
        by_code[rule.code, sum(code == rule.code for code, _ in by_code)] = rule
    return by_code


def _diff_settings(before: PolicyLike, after: PolicyLike) -> Iterator[SettingChange]:
    for attribute in fields(type(before)):
        if attribute.name not in {"requirements", "accept_list"} and _differs(
            attribute, before, after
        ):
            name = attribute.name
            yield SettingChange(name, getattr(before, name), getattr(after, name))


def _differs(attribute: "Attribute[Any]", before: object, after: object) -> bool:
    return bool(attribute.eq) and getattr(before, attribute.name) != getattr(after, attribute.name)
