"""What an outbox keeps, and what it hands to a relay."""

from typing import Final

from hypothesis import strategies as st

from idverify.ports import DeadLetter, Delivery, OutboxEntry
from idverify.testing.strategies.histories import effects

__all__ = ["dead_letters", "deliveries", "outbox_entries"]

_NUMBER: Final = st.integers(1, 9)


def outbox_entries() -> st.SearchStrategy[OutboxEntry]:
    """Draw a promised effect with its key."""
    return st.builds(
        lambda case, place, effect: OutboxEntry(f"c-{case}/1/{place}", f"c-{case}", effect),
        _NUMBER,
        _NUMBER,
        effects(),
    )


def deliveries() -> st.SearchStrategy[Delivery]:
    """Draw an effect as a relay is handed it, the first attempt first."""
    return st.builds(Delivery, outbox_entries(), _NUMBER)


def dead_letters() -> st.SearchStrategy[DeadLetter]:
    """Draw an effect that was given up on."""
    return st.builds(
        DeadLetter, entry=outbox_entries(), attempts=_NUMBER, error=st.just("ConnectionError")
    )
