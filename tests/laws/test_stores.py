"""One body of laws for every store, to wait for and to await."""

from idverify.testing.laws import CaseStoreLaws, OutboxLaws, ReviewQueueLaws


class TestCaseStores(CaseStoreLaws):
    """Histories, commands, effects and alarms."""


class TestReviewQueues(ReviewQueueLaws):
    """The queue view, leases and counts."""


class TestOutboxes(OutboxLaws):
    """Handing out effects."""
