"""Later releases of the workflow: one that minds the running cases, and one that does not."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from attrs import evolve

    from idverify.adapters.temporal.requests import WORKFLOW_TYPE, PendingEffect, WorkflowState
    from idverify.adapters.temporal.workflow import CaseWorkflow

__all__ = ["Careless", "NextRelease", "Renaming"]


@workflow.defn(name=WORKFLOW_TYPE)
class NextRelease(CaseWorkflow):
    """Waits a second before each effect, in cases that did not begin otherwise."""

    @workflow.init
    def __init__(self, kept: WorkflowState) -> None:
        """Begin as ever."""
        super().__init__(kept)

    @workflow.run
    async def run(self, kept: WorkflowState) -> str:
        """Go on as ever."""
        return await super().run(kept)

    async def _perform(self, promise: PendingEffect) -> None:
        if workflow.patched("a-second-before-each-effect"):
            await workflow.sleep(1)
        await super()._perform(promise)


@workflow.defn(name=WORKFLOW_TYPE)
class Careless(CaseWorkflow):
    """Waits a second before each effect, whatever the cases under way had done."""

    @workflow.init
    def __init__(self, kept: WorkflowState) -> None:
        """Begin as ever."""
        super().__init__(kept)

    @workflow.run
    async def run(self, kept: WorkflowState) -> str:
        """Go on as ever."""
        return await super().run(kept)

    async def _perform(self, promise: PendingEffect) -> None:
        await workflow.sleep(1)
        await super()._perform(promise)


@workflow.defn(name=WORKFLOW_TYPE)
class Renaming(CaseWorkflow):
    """Gives the same commands in the same order, but names effects otherwise."""

    @workflow.init
    def __init__(self, kept: WorkflowState) -> None:
        """Begin as ever."""
        super().__init__(kept)

    @workflow.run
    async def run(self, kept: WorkflowState) -> str:
        """Go on as ever."""
        return await super().run(kept)

    async def _perform(self, promise: PendingEffect) -> None:
        await super()._perform(evolve(promise, key=f"{promise.key}/0.2"))
