"""Strategies for effects, and for entries of the outbox and its relays (送信箱)."""

from typing import Final

from hypothesis import strategies as st

from idverify.lifecycle.effects import (
    DropImages,
    Effect,
    MaskImages,
    NotificationKind,
    Notify,
    Purge,
    StartRetentionClock,
    StartReviewClock,
)
from idverify.model.documents import SensitiveField
from idverify.ports import DeadLetter, Delivery, OutboxEntry
from idverify.testing.strategies.days import days, moments
from idverify.testing.strategies.histories import DOCUMENT_INDEX, REASON_LISTS, SUBMISSION_ID

__all__ = ["dead_letters", "deliveries", "effects", "outbox_entries"]

_EFFECTS: Final[dict[type[Effect], st.SearchStrategy[Effect]]] = {
    Notify: st.builds(
        Notify,
        kind=st.sampled_from(NotificationKind),
        reasons=REASON_LISTS.map(tuple),
        due_on=st.none() | days(),
        is_last_attempt=st.booleans(),
    ),
    StartReviewClock: st.builds(StartReviewClock, at=moments()),
    StartRetentionClock: st.builds(StartRetentionClock, at=moments()),
    DropImages: st.builds(
        DropImages,
        submission_id=SUBMISSION_ID,
        document_indexes=st.lists(DOCUMENT_INDEX, max_size=2, unique=True),
    ),
    MaskImages: st.builds(
        MaskImages,
        submission_id=SUBMISSION_ID,
        document_index=DOCUMENT_INDEX,
        fields=st.frozensets(st.sampled_from(SensitiveField), min_size=1, max_size=2),
    ),
    Purge: st.just(Purge()),
}


def effects(kind: type[Effect] | None = None) -> st.SearchStrategy[Effect]:
    """Draw an effect, of the given kind or of any."""
    return _EFFECTS[kind] if kind else st.one_of(*_EFFECTS.values())


_NUMBER: Final = st.integers(1, 9)


def outbox_entries() -> st.SearchStrategy[OutboxEntry]:
    """Draw an entry of the outbox: an effect with its key."""
    return st.builds(
        lambda case, index, effect: OutboxEntry(f"c-{case}/1/{index}", f"c-{case}", effect),
        _NUMBER,
        _NUMBER,
        effects(),
    )


def deliveries() -> st.SearchStrategy[Delivery]:
    """Draw an effect as leased to a relay; the first attempt is the simplest."""
    return st.builds(Delivery, outbox_entries(), _NUMBER)


def dead_letters() -> st.SearchStrategy[DeadLetter]:
    """Draw an effect whose delivery was given up (dead letter)."""
    return st.builds(
        DeadLetter, entry=outbox_entries(), attempts=_NUMBER, error=st.just("ConnectionError")
    )
