"""A service on Temporal with its surroundings at hand, in one process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from attrs import field, frozen
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from durable.temporal_server import KEYS, skipping_server
from idverify.adapters.memory import MemoryNotifier, MemoryVault
from idverify.adapters.temporal.activities import CaseActivities
from idverify.adapters.temporal.desk import TemporalDesk
from idverify.adapters.temporal.requests import WorkflowSettings
from idverify.adapters.temporal.worker import make_worker
from idverify.calendar.deadline import ReviewClock
from idverify.calendar.timezone import TOKYO
from idverify.desk.results import StepResult
from idverify.policy.policy import Policy
from idverify.ports import Notifier, Vault
from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE
from support.applicants import CONTACT, bytes_of, submission
from support.desk import CLOCK

OPERATORS = "operators@example.jp"


@frozen(kw_only=True)
class Office:
    """What desk and workers share."""

    client: Client
    environment: WorkflowEnvironment | None = None
    vault: Vault = field(factory=MemoryVault)
    notifier: Notifier = field(factory=MemoryNotifier)
    policy: Policy = CROWDWORKS_ARTICLE
    clock: ReviewClock = CLOCK
    terms: WorkflowSettings = field(factory=WorkflowSettings)

    @property
    def desk(self) -> TemporalDesk:
        """What a service calls."""
        return TemporalDesk(
            client=self.client, keys=KEYS, vault=self.vault, policy=self.policy, terms=self.terms
        )

    @property
    def activities(self) -> CaseActivities:
        """What a worker is given."""
        return CaseActivities(
            vault=self.vault,
            notifier=self.notifier,
            policy=self.policy,
            review_clock=self.clock,
            operators=OPERATORS,
        )

    @property
    def sent(self) -> dict[str, tuple[str, str]]:
        """Recipient and subject of each message, by its key, in the order of delivery."""
        assert isinstance(self.notifier, MemoryNotifier)
        return {key: (to, message.subject) for key, (to, message) in self.notifier.sent.items()}

    async def submit(self, case_id: str = "c-1", id_: str = "s-1", **changes: Any) -> StepResult:  # noqa: ANN401
        """Hand in a licence with nothing wrong but *changes*."""
        made = submission(id_=id_, **changes)
        images = bytes_of(made, changes.get("shade", 0))
        return await self.desk.submit(case_id, made, images, CONTACT, command_id=f"submit/{id_}")

    async def wait(self, until: datetime) -> None:
        """Let time pass until a moment; the server turns its clock."""
        assert self.environment
        now = await self.environment.get_current_time()
        await self.environment.sleep(until - now)

    async def wait_for(self, *, days: int) -> None:
        """Let days pass."""
        assert self.environment
        await self.environment.sleep(timedelta(days=days))

    async def now(self) -> datetime:
        """Return what the server's clock says, in Japan's time."""
        assert self.environment
        return (await self.environment.get_current_time()).astimezone(TOKYO)


@asynccontextmanager
async def office(**changes: Any) -> AsyncIterator[Office]:  # noqa: ANN401
    """Open an office where waiting takes no time, with a worker."""
    async with skipping_server() as environment:
        opened = Office(client=environment.client, environment=environment, **changes)
        async with make_worker(opened.client, opened.activities):
            yield opened
