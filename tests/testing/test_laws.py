"""The laws hold of our own, and each fault is found by the law that names it."""

import asyncio
import inspect
from collections.abc import Callable, Coroutine
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import Phase, settings

from idverify import testing
from idverify.adapters.memory import MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure
from idverify.citations import Citation
from idverify.model.submissions import Submission
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.presets import CROWDWORKS_ARTICLE, PRESETS
from idverify.testing import (
    BlockingAdapter,
    Calendar,
    CalendarLaws,
    CaseStoreLaws,
    CaseStoreRestartLaws,
    KeyProviderLaws,
    NotifierLaws,
    OutboxLaws,
    PolicyLaws,
    ReviewQueueLaws,
    VaultLaws,
    VaultRestartLaws,
)
from testing import broken_adapters, broken_policies

NOTICE = Citation("お知らせ", read_on=date(2026, 4, 1))
REST = Closure(date(2026, 4, 30), "臨時休業", "service closed", NOTICE)


class TestNationalCalendar(CalendarLaws):
    """Weekends and national holidays."""

    def calendar(self) -> Calendar:
        """Return ours."""
        return BusinessCalendar.japan()


class TestCombinedCalendar(CalendarLaws):
    """The administration's days of rest, the banks' and a service's own, together."""

    def calendar(self) -> Calendar:
        """Return a union of unions."""
        own = BusinessCalendar.japan().with_closures([REST])
        return BusinessCalendar.japan_government() | BusinessCalendar.japan_banks() | own


@pytest.mark.parametrize(
    "calendar", [BusinessCalendar.japan_government(), BusinessCalendar.japan_banks()]
)
def test_the_other_calendars_keep_the_laws(calendar: BusinessCalendar) -> None:
    """Those of the administration and of the banks."""
    assert broken_laws(laws_of_calendar(calendar)) == {}


@pytest.mark.parametrize("policy", PRESETS, ids=lambda policy: policy.code)
def test_every_preset_keeps_the_laws(policy: Policy) -> None:
    """Those of every service that we ship."""
    assert broken_laws(laws_of_policy(policy)) == {}


# -- how laws are run ----------------------------------------------------------------------------

Laws = tuple[type[Any], Callable[[], dict[str, Any]]]


def laws_of_calendar(calendar: Any) -> Laws:  # noqa: ANN401 - some are no calendars of ours
    """Return the laws with this calendar under them."""
    return type("Held", (CalendarLaws,), {"calendar": lambda _: calendar}), dict


def laws_of_policy(
    policy: Policy, spoil: Callable[[Assessment, Submission], Assessment] = lambda found, _: found
) -> Laws:
    """Return the laws with this policy under them, its conclusions spoilt."""

    def evaluate(laws: PolicyLaws, submission: Submission) -> Assessment:
        return spoil(policy.evaluate(submission, laws.day), submission)

    names = {"policy": lambda _: policy, "evaluate": evaluate}
    return type("Held", (PolicyLaws,), names), dict


def laws_of_store(make: Callable[[], Any]) -> Laws:
    """Return the laws with a fresh store for each."""
    return CaseStoreLaws, lambda: {"store": make()}


def laws_of_vault(make: Callable[[], Any]) -> Laws:
    """Return the laws with a fresh vault for each."""
    return VaultLaws, lambda: {"vault": make()}


def laws_of_notifier(make: Callable[[], Any]) -> Laws:
    """Return the laws with a fresh notifier for each, and its letter box."""

    def fixtures() -> dict[str, Any]:
        notifier = make()
        return {
            "notifier": notifier,
            "delivered": lambda: [(to, m.subject, m.body) for to, m in notifier.sent.values()],
        }

    return NotifierLaws, fixtures


def broken_laws(laws: Laws) -> dict[str, Exception]:
    """Run every law, and return those that are broken with how."""
    kind, fixtures = laws
    found: dict[str, Exception] = {}
    for name in (name for name in dir(kind) if name.startswith("test_")):
        law = getattr(kind(), name)
        if hasattr(law, "hypothesis"):
            # Found is enough; nobody reads the smallest example here, and a fault shows early.
            quick = settings(max_examples=30, phases=[Phase.generate], database=None)
            law = quick(getattr(kind, name)).__get__(kind())
            found |= failure(name, law)
            continue
        given = fixtures()
        wanted = inspect.signature(law).parameters
        if set(wanted) <= set(given):
            found |= failure(name, partial(law, **{key: given[key] for key in wanted}))
    return found


def failure(name: str, law: Callable[[], object]) -> dict[str, Exception]:
    """Return the law with how it is broken, or nothing."""
    try:
        law()
    except Exception as error:  # noqa: BLE001 - whatever a broken adapter does
        return {name: error}
    return {}


# -- who is refused, and by which law ------------------------------------------------------------


STORES = [
    (broken_adapters.InventsABeginning, "test_unknown_case_has_empty_history"),
    (broken_adapters.LosesAWrite, "test_history_returns_appended_events_in_order"),
    (broken_adapters.Reorders, "test_history_returns_appended_events_in_order"),
    (broken_adapters.IgnoresTheVersion, "test_stale_append_is_refused"),
    (broken_adapters.HalfAppends, "test_refused_append_can_be_retried"),
    (broken_adapters.CountsTwice, "test_append_is_idempotent_by_command_id"),
    (broken_adapters.MixesCases, "test_cases_are_isolated"),
    (broken_adapters.ReusesKeys, "test_effect_keys_are_unique_and_stable"),
    (broken_adapters.ForgivesTheStale, "test_stale_append_is_refused"),
    (broken_adapters.TakesTheFuture, "test_append_to_future_version_is_refused"),
    (broken_adapters.KnowsEveryCommand, "test_command_ids_are_scoped_to_case"),
    (broken_adapters.MistakesTheRequest, "test_command_id_of_another_request_is_refused"),
    (broken_adapters.LosesTheDigest, "test_request_with_same_digest_is_repeated"),
    (broken_adapters.DemandsADigest, "test_missing_digest_equals_any"),
    (broken_adapters.TakesEmptyAppends, "test_append_without_events_is_refused"),
    (broken_adapters.SettlesTheRest, "test_effects_are_outstanding_until_acknowledged"),
    (
        broken_adapters.RingsInOrderOfSetting,
        "test_alarms_are_ordered_and_replaced",
    ),
    (broken_adapters.ReadsTheWallClock, "test_alarms_compare_moments_across_zones"),
]


@pytest.mark.parametrize(("store", "law"), STORES)
def test_a_broken_store_is_refused_by_the_law_that_names_its_fault(store: Any, law: str) -> None:  # noqa: ANN401
    """Losing, reordering, overwriting, half-keeping, repeating and mixing are each found."""
    assert law in broken_laws(laws_of_store(store))


QUEUES = [
    (ReviewQueueLaws, broken_adapters.KeepsAnOldView, "test_projection_follows_appends"),
    (
        ReviewQueueLaws,
        broken_adapters.LeaseOutlivesItsReason,
        "test_decision_or_resubmission_ends_lease",
    ),
    (
        ReviewQueueLaws,
        broken_adapters.TakesANoteForADecision,
        "test_judgement_leaves_the_entry",
    ),
    (ReviewQueueLaws, broken_adapters.LendsTwice, "test_lease_excludes_other_reviewers"),
    (ReviewQueueLaws, broken_adapters.LastComeFirstServed, "test_claims_are_ordered_by_deadline"),
    (ReviewQueueLaws, broken_adapters.AnybodyGivesBack, "test_lease_can_be_renewed_and_released"),
    (ReviewQueueLaws, broken_adapters.CountsWithoutTheDay, "test_counts_match_cases"),
    (OutboxLaws, broken_adapters.TakesTwice, "test_leased_effect_is_not_leased_twice"),
    (OutboxLaws, broken_adapters.OvertakesItself, "test_effects_of_a_case_are_leased_in_order"),
    (OutboxLaws, broken_adapters.IgnoresTheLimit, "test_lease_respects_limit"),
    (OutboxLaws, broken_adapters.TriesAtOnce, "test_postponed_effect_returns_at_its_time"),
    (OutboxLaws, broken_adapters.LosesDeadLetters, "test_dead_letters_do_not_block"),
    (OutboxLaws, broken_adapters.CountsOnAfterRevival, "test_dead_letter_can_be_requeued"),
]


@pytest.mark.parametrize(("laws", "store", "law"), QUEUES)
def test_a_broken_queue_or_outbox_is_refused_by_the_law_that_names_its_fault(
    laws: type[Any],
    store: Callable[[], Any],
    law: str,
) -> None:
    """Lending twice, overtaking, losing what was given up and more are each found."""
    assert law in broken_laws((laws, lambda: {"store": store()}))


KEYS = [
    (broken_adapters.WrapsForAnybody, "test_a_wrapped_key_is_unwrapped_for_its_case_only"),
    (broken_adapters.WrapsInTheClear, "test_tampered_key_is_refused"),
]


@pytest.mark.parametrize(("keys", "law"), KEYS)
def test_a_broken_provider_of_keys_is_refused_by_the_law_that_names_its_fault(
    keys: Callable[[], Any], law: str
) -> None:
    """Keys for anybody and keys in the clear are each found."""
    assert law in broken_laws((KeyProviderLaws, lambda: {"keys": keys()}))


class Awaited:
    """Something whose methods are to be awaited."""

    def __init__(self, inner: object) -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        async def method(*positional: object, **named: object) -> Any:  # noqa: ANN401 - as it is
            await asyncio.sleep(0)
            return getattr(self.inner, name)(*positional, **named)

        return method


@pytest.mark.parametrize(
    ("laws", "name", "kind"),
    [
        (CaseStoreLaws, "store", broken_adapters.LosesAWrite),
        (CaseStoreLaws, "store", broken_adapters.IgnoresTheVersion),
        (CaseStoreLaws, "store", broken_adapters.Reorders),
        (OutboxLaws, "store", broken_adapters.TakesTwice),
        (VaultLaws, "vault", broken_adapters.HalfPuts),
        (CaseStoreLaws, "store", MemoryCaseStore),
    ],
)
def test_what_is_awaited_breaks_the_same_laws(
    laws: type[Any], name: str, kind: Callable[[], Any]
) -> None:
    """Behind `BlockingAdapter` an asynchronous adapter breaks the same laws."""
    with asyncio.Runner() as runner:
        awaited = broken_laws((laws, lambda: {name: BlockingAdapter(Awaited(kind()), runner)}))

    assert set(awaited) == set(broken_laws((laws, lambda: {name: kind()})))


VAULTS = [
    (broken_adapters.ReadsAsText, "test_get_returns_what_was_put"),
    (broken_adapters.KeepsTheFirst, "test_put_replaces"),
    (broken_adapters.PurgesEverybody, "test_cases_are_isolated"),
    (broken_adapters.AnswersWithNothing, "test_unknown_cases_and_names_are_empty"),
    (broken_adapters.LeaksAfterPurge, "test_purged_case_can_be_reused"),
    (broken_adapters.KeepsTheSalt, "test_salt_is_stable_until_purged"),
    (broken_adapters.HalfPuts, "test_put_is_atomic"),
    (broken_adapters.DropsAll, "test_drop_removes_only_named_items"),
]


@pytest.mark.parametrize(("vault", "law"), VAULTS)
def test_a_broken_vault_is_refused_by_the_law_that_names_its_fault(vault: Any, law: str) -> None:  # noqa: ANN401
    """Leaking after a purge, keeping half and dropping all are each found."""
    assert law in broken_laws(laws_of_vault(vault))


FORGETFUL = [
    (CaseStoreRestartLaws, MemoryCaseStore, "test_histories_survive_restart"),
    (CaseStoreRestartLaws, MemoryCaseStore, "test_command_ids_survive_restart"),
    (CaseStoreRestartLaws, MemoryCaseStore, "test_effects_and_alarms_survive_restart"),
    (VaultRestartLaws, MemoryVault, "test_items_and_salt_survive_restart"),
]


@pytest.mark.parametrize(("laws", "forgetful", "law"), FORGETFUL)
def test_an_adapter_that_forgets_on_restart_is_refused(
    laws: type[Any], forgetful: Callable[[], object], law: str
) -> None:
    """A new one in memory is what such an adapter finds when it is opened again."""
    assert law in broken_laws((laws, lambda: {"reopened": forgetful}))


PURGE_LASTS = "test_purge_survives_restart"


@pytest.mark.parametrize("kind", [broken_adapters.LeaksAfterPurge, broken_adapters.KeepsTheSalt])
def test_a_vault_whose_purge_does_not_last_is_refused(kind: type[MemoryVault]) -> None:
    """What comes back with the next process was not purged, be it an item or the secret."""
    disk = kind()
    found = broken_laws((VaultRestartLaws, lambda: {"reopened": lambda: disk}))

    assert set(found) == {PURGE_LASTS}


NOTIFIERS = [
    (broken_adapters.SendsTwice, "test_a_message_arrives_as_it_was_written"),
    (broken_adapters.DropsRepeats, "test_different_keys_are_different_messages"),
]


@pytest.mark.parametrize(("notifier", "law"), NOTIFIERS)
def test_a_broken_notifier_is_refused_by_the_law_that_names_its_fault(
    notifier: Any,  # noqa: ANN401
    law: str,
) -> None:
    """Sending twice and sending too seldom are each found."""
    assert law in broken_laws(laws_of_notifier(notifier))


CALENDARS = [
    (broken_policies.CountsTheStart(), "test_adding_one_is_next"),
    (broken_policies.OffByOneBackwards(), "test_subtracting_one_is_previous"),
    (broken_policies.CountsBothEnds(), "test_count_excludes_start_and_includes_end"),
    (broken_policies.NeverCountsBack(), "test_count_is_antisymmetric"),
    (broken_policies.KeepsReasonsBack(), "test_a_closed_day_has_a_reason_and_an_open_day_has_none"),
    (broken_policies.StaysWhereItIs(), "test_next_is_the_first_business_day_after"),
    (broken_policies.SkipsADayBack(), "test_previous_is_the_last_business_day_before"),
    (broken_policies.CountsInPairs(), "test_add_is_successive_next"),
    (broken_policies.CountsClosedDaysBack(), "test_add_is_invertible"),
    (broken_policies.CountsToTwenty(), "test_count_is_the_inverse_of_add"),
]


@pytest.mark.parametrize(("calendar", "law"), CALENDARS, ids=lambda value: type(value).__name__)
def test_a_broken_calendar_is_refused_by_the_law_that_names_its_fault(
    calendar: Any,  # noqa: ANN401
    law: str,
) -> None:
    """Each of the ways in which business days are counted wrongly is found."""
    assert law in broken_laws(laws_of_calendar(calendar))


POLICIES = [
    (broken_policies.re_opens, "test_more_observations_never_reopen_a_verdict"),
    (broken_policies.accepts_unseen, "test_open_verdicts_have_questions"),
    (broken_policies.keeps_quiet, "test_verdict_follows_from_findings_and_questions"),
    (broken_policies.reads_the_first_only, "test_document_order_does_not_matter"),
    (broken_policies.changes_its_mind, "test_evaluation_is_deterministic"),
    (
        broken_policies.applies_what_is_not_in_force,
        "test_every_finding_has_source_and_remedy",
    ),
    (broken_policies.tells_another_reason, "test_every_reason_can_be_reported"),
]


@pytest.mark.parametrize(("spoil", "law"), POLICIES)
def test_a_broken_policy_is_refused_by_the_law_that_names_its_fault(
    spoil: Callable[[Assessment, Submission], Assessment], law: str
) -> None:
    """Re-opening, accepting unseen, silence and a taste for order are each found."""
    assert law in broken_laws(laws_of_policy(CROWDWORKS_ARTICLE, spoil))


@pytest.mark.parametrize("laws", [name for name in testing.__all__ if name.endswith("Laws")])
def test_every_law_is_there_for_a_fault(laws: str) -> None:
    """Each law of each class is the one that names the fault of something broken above."""
    tables = (STORES, QUEUES, KEYS, VAULTS, NOTIFIERS, CALENDARS, POLICIES, FORGETFUL)
    named = {row[-1] for table in tables for row in table} | {PURGE_LASTS}

    assert {name for name in dir(getattr(testing, laws)) if name.startswith("test_")} <= named


def test_the_reference_adapters_break_no_law() -> None:
    """The runner used above finds nothing where nothing is wrong."""
    memory = (MemoryCaseStore, MemoryVault, MemoryNotifier)
    held = (laws_of_store(memory[0]), laws_of_vault(memory[1]), laws_of_notifier(memory[2]))

    assert [broken_laws(laws) for laws in held] == [{}, {}, {}]
