"""Strategies for entries of the catalogues and presets, which are drawn unchanged."""

from itertools import chain
from typing import Final

from hypothesis import strategies as st

from idverify.calendar.japanese_dates import DateReading, EraDate, read_date
from idverify.catalogue.capabilities import (
    BANK_ACCOUNT_REGISTRATION,
    NEXT_STEPS,
    Capability,
    NextStep,
)
from idverify.catalogue.reasons import REASONS
from idverify.model.reasons import RejectionReason
from idverify.policy.acceptance import Acceptance
from idverify.policy.derivation import PolicyDiff, diff_policies
from idverify.policy.own_inputs import OwnInput
from idverify.policy.rules import Condition, Fact
from idverify.policy.settings import Gap, Retention
from idverify.policy.validity import PROVISIONS
from idverify.policy.validity.provision import Provision, Validity
from idverify.presets import PRESETS
from idverify.testing.strategies.days import citations, days, partial_dates
from idverify.testing.strategies.policies import policies

__all__ = [
    "acceptances",
    "capabilities",
    "conditions",
    "date_readings",
    "era_dates",
    "facts",
    "gaps",
    "next_steps",
    "own_inputs",
    "policy_differences",
    "provisions",
    "rejection_reasons",
    "retentions",
    "validities",
]

_RULES: Final = tuple(rule for policy in PRESETS for rule in policy.rules)


def rejection_reasons() -> st.SearchStrategy[RejectionReason]:
    """Draw a reason of the catalogue (非承認理由); `other` is the simplest."""
    return st.sampled_from([REASONS["other"], *REASONS.values()])


def capabilities() -> st.SearchStrategy[Capability]:
    """Draw a capability that a preset unlocks (解放される機能)."""
    return st.sampled_from(
        [BANK_ACCOUNT_REGISTRATION, *chain.from_iterable(p.capabilities for p in PRESETS)]
    )


def own_inputs() -> st.SearchStrategy[OwnInput]:
    """Draw an input that a policy declares of its own (独自の確認項目)."""
    return st.builds(
        OwnInput,
        code=st.sampled_from(["has_two_seals", "nationality"]),
        question_ja=st.just("印影は二つありますか"),
        question_en=st.just("Are there two seals?"),
        values=st.sampled_from([(), ("JP", "other")]),
    )


def next_steps() -> st.SearchStrategy[NextStep]:
    """Draw a recommended step after approval (次のステップ)."""
    return st.sampled_from(NEXT_STEPS)


def acceptances() -> st.SearchStrategy[Acceptance]:
    """Draw a line of the accept list of a preset (受付書類)."""
    return st.sampled_from([line for policy in PRESETS for line in policy.accept_list])


def conditions() -> st.SearchStrategy[Condition]:
    """Draw the condition that a rule of a preset requires (規則の条件)."""
    return st.sampled_from([rule.requires for rule in _RULES])


def facts() -> st.SearchStrategy[Fact]:
    """Draw a fact that a rule of a preset reads (審査項目)."""
    return st.sampled_from([fact for rule in _RULES for fact in rule.facts])


def gaps() -> st.SearchStrategy[Gap]:
    """Draw a point that the source of a preset does not state (不明な点)."""
    return st.sampled_from([gap for policy in PRESETS for gap in policy.gaps])


def retentions() -> st.SearchStrategy[Retention]:
    """Draw retention periods of images and records (保存期間); not stated is the simplest."""
    return st.builds(
        Retention,
        images_days=st.none() | st.integers(0, 3650),
        drop_undecided_images=st.booleans(),
        records_years=st.none() | st.integers(1, 10),
        citations=st.lists(citations(), max_size=1),
    )


def provisions() -> st.SearchStrategy[Provision]:
    """Draw a legal provision on the validity of documents (有効性の規定)."""
    return st.sampled_from(PROVISIONS)


def validities() -> st.SearchStrategy[Validity]:
    """Draw the validity of a document: its last day by one provision, or unlimited."""
    limited = st.builds(
        lambda last_day, provision: Validity(last_day, provision.citations, (provision,)),
        days(),
        provisions(),
    )
    return st.one_of(st.just(Validity(None)), limited)


def policy_differences() -> st.SearchStrategy[PolicyDiff]:
    """Draw the differences between two policies, which may be none."""
    return st.builds(diff_policies, st.sampled_from(PRESETS), policies())


def era_dates() -> st.SearchStrategy[EraDate]:
    """Draw a day in the Japanese calendar (和暦)."""
    return days().map(EraDate.of)


def date_readings() -> st.SearchStrategy[DateReading]:
    """Draw the reading of a text that is a day, a partial date, several days, or none."""
    texts = st.one_of(
        days().map(str),
        era_dates().map(str),
        partial_dates().map(str),
        days().map(lambda day: f"{day:%d/%m/%Y}"),
        st.sampled_from(["", "2026年2月29日", "令和 8 年 1 1 月"]),
    )
    return texts.map(read_date)
