"""What every case store keeps, whatever it is made of."""

from datetime import timedelta

import pytest

from idverify.errors import VersionConflict
from idverify.lifecycle.effects import Effect, Notice, Notify, Purge, StartReviewClock
from idverify.ports import CaseStore
from support.histories import ONE_OF_EACH, SUBMITTED
from support.people import JST, RECEIVED_AT

EVENTS = tuple(ONE_OF_EACH.values())
EFFECTS: tuple[Effect, ...] = (
    Notify(notice=Notice.APPROVED),
    StartReviewClock(at=RECEIVED_AT),
    Purge(),
)
LATER = RECEIVED_AT + timedelta(days=1)


class TestHistory:
    """A history is what was appended, in order and for good."""

    def test_an_unknown_case_has_no_history(self, store: CaseStore) -> None:
        """Nothing was appended, so nothing is read."""
        assert tuple(store.history("nobody")) == ()

    def test_what_was_appended_is_read_back_in_order(self, store: CaseStore) -> None:
        """Every type of event comes back as it was."""
        assert store.append("a", EVENTS, (), expected=0, command_id="c-1")
        assert store.append("a", EVENTS[:2], (), expected=len(EVENTS), command_id="c-2")

        assert (*EVENTS, *EVENTS[:2]) == tuple(store.history("a"))

    def test_cases_are_apart(self, store: CaseStore) -> None:
        """What happens to one case does not happen to another, however alike their ids."""
        for case_id in ("a", "A", "a ", "a/1", "ａ"):
            assert store.append(case_id, [SUBMITTED], (), expected=0, command_id="c-1")
        assert store.append("a", EVENTS[:1], (), expected=1, command_id="c-2")

        assert (len(store.history("a")), len(store.history("A"))) == (2, 1)

    @pytest.mark.parametrize("expected", [0, 2, -1])
    def test_a_stale_version_is_refused_and_changes_nothing(
        self, store: CaseStore, expected: int
    ) -> None:
        """Who has not seen the last event may not add the next."""
        store.append("a", [SUBMITTED], EFFECTS, expected=0, command_id="c-1")
        outstanding = tuple(store.outstanding())
        with pytest.raises(VersionConflict) as caught:
            store.append("a", EVENTS, EFFECTS, expected=expected, command_id="c-2")

        assert ("a", expected, 1) == (
            caught.value.case_id,
            caught.value.expected,
            caught.value.actual,
        )
        assert tuple(store.history("a")) == (SUBMITTED,)
        assert outstanding == tuple(store.outstanding())
        assert not store.has_seen("a", "c-2")

    def test_a_refused_append_can_be_made_again(self, store: CaseStore) -> None:
        """The loser loads the case again and succeeds with the same command id."""
        store.append("a", [SUBMITTED], (), expected=0, command_id="c-1")
        with pytest.raises(VersionConflict):
            store.append("a", [SUBMITTED], (), expected=0, command_id="c-2")

        assert store.append("a", [SUBMITTED], (), expected=1, command_id="c-2")


class TestCommandIds:
    """A command that was seen has no second effect."""

    def test_a_command_id_seen_before_changes_nothing(self, store: CaseStore) -> None:
        """Whatever else it carries, the second append returns False."""
        assert store.append("a", [SUBMITTED], EFFECTS, expected=0, command_id="c-1")
        outstanding = tuple(store.outstanding())

        assert not store.append("a", EVENTS, EFFECTS, expected=1, command_id="c-1")
        assert not store.append("a", EVENTS, EFFECTS, expected=77, command_id="c-1")
        assert tuple(store.history("a")) == (SUBMITTED,)
        assert outstanding == tuple(store.outstanding())

    def test_a_command_id_belongs_to_its_case(self, store: CaseStore) -> None:
        """Two cases may use the same command id."""
        store.append("a", [SUBMITTED], (), expected=0, command_id="c-1")

        assert (store.has_seen("a", "c-1"), store.has_seen("b", "c-1")) == (True, False)
        assert store.append("b", [SUBMITTED], (), expected=0, command_id="c-1")


class TestOutbox:
    """Effects stay outstanding until they are settled."""

    def test_effects_are_outstanding_in_order(self, store: CaseStore) -> None:
        """The oldest comes first, each with its case and a key of its own."""
        store.append("b", [SUBMITTED], EFFECTS, expected=0, command_id="c-1")
        store.append("a", [SUBMITTED], EFFECTS[:1], expected=0, command_id="c-1")
        store.append("b", [SUBMITTED], EFFECTS[1:], expected=1, command_id="c-2")
        entries = store.outstanding()

        assert [*"bbbabb"] == [entry.case_id for entry in entries]
        assert [*EFFECTS, EFFECTS[0], *EFFECTS[1:]] == [entry.effect for entry in entries]
        assert len({entry.key for entry in entries}) == len(entries)

    def test_what_is_settled_is_gone(self, store: CaseStore) -> None:
        """Settling one leaves the others, and settling it twice is harmless."""
        store.append("a", [SUBMITTED], EFFECTS, expected=0, command_id="c-1")
        first, *others = store.outstanding()
        store.settle(first.key)
        store.settle(first.key)

        assert others == list(store.outstanding())

    def test_a_key_stays_the_same(self, store: CaseStore) -> None:
        """Asked twice, an effect has the same key, by which a receiver drops repeats."""
        store.append("a", [SUBMITTED], EFFECTS, expected=0, command_id="c-1")

        assert tuple(store.outstanding()) == tuple(store.outstanding())

    def test_keys_never_come_again(self, store: CaseStore) -> None:
        """The key of a settled effect is not given to a later one."""
        store.append("a", [SUBMITTED], EFFECTS, expected=0, command_id="c-1")
        used = {entry.key for entry in store.outstanding()}
        for key in used:
            store.settle(key)
        store.append("a", [SUBMITTED], EFFECTS, expected=1, command_id="c-2")

        assert set() == used & {entry.key for entry in store.outstanding()}


class TestAlarms:
    """A store wakes the sweep for the cases whose time has come."""

    def test_an_alarm_rings_from_its_moment_on(self, store: CaseStore) -> None:
        """At the moment it rings, a microsecond before it does not."""
        store.set_alarm("a", LATER)

        assert tuple(store.alarms_until(LATER)) == ("a",)
        assert tuple(store.alarms_until(LATER - timedelta(microseconds=1))) == ()

    def test_the_earliest_alarm_comes_first(self, store: CaseStore) -> None:
        """Cases are told in the order of their moments, in whatever zones these were given."""
        store.set_alarm("late", LATER.astimezone(JST) + timedelta(seconds=1))
        store.set_alarm("early", LATER)

        assert tuple(store.alarms_until(LATER + timedelta(days=1))) == ("early", "late")

    def test_a_new_alarm_takes_the_place_of_the_old(self, store: CaseStore) -> None:
        """A clock that starts again rings once, at the new moment."""
        store.set_alarm("a", RECEIVED_AT)
        store.set_alarm("a", LATER)

        assert tuple(store.alarms_until(RECEIVED_AT)) == ()
        assert tuple(store.alarms_until(LATER)) == ("a",)

    def test_a_cleared_alarm_is_silent(self, store: CaseStore) -> None:
        """Clearing silences the case; clearing what is not there is harmless."""
        store.set_alarm("a", LATER)
        store.clear_alarm("a")
        store.clear_alarm("nobody")

        assert tuple(store.alarms_until(LATER + timedelta(days=1))) == ()
