"""The floor of the engine: workflows that do nothing, and workflows that wait for nothing."""

from temporalio import workflow

__all__ = ["Empty", "Waiting"]


@workflow.defn
class Empty:
    """Is over as soon as it has begun."""

    @workflow.run
    async def run(self) -> None:
        """Do nothing."""


@workflow.defn
class Waiting:
    """Answers one update, and then waits for good."""

    @workflow.run
    async def run(self) -> None:
        """Wait for nothing."""
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def greet(self) -> None:
        """Answer."""
