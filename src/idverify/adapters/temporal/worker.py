"""Temporal workers for cases: they run the workflows and perform the effects.

Any number of them may run at the same time:

    client = await connect("localhost:7233", keys)
    async with make_worker(client, activities):
        await forever
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import Replayer, Worker, WorkerDeploymentConfig
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from idverify.adapters.temporal.activities import CaseActivities
from idverify.adapters.temporal.converter import HistoryKeys, make_data_converter
from idverify.adapters.temporal.requests import TASK_QUEUE
from idverify.adapters.temporal.workflow import CaseWorkflow

__all__ = ["CLIENT_IDENTITY", "DEPLOYMENT_NAME", "connect", "make_replayer", "make_worker"]

#: Recorded in histories instead of the names of process and machine.
CLIENT_IDENTITY = "idverify"
DEPLOYMENT_NAME = "idverify"


async def connect(address: str, keys: HistoryKeys, **options: Any) -> Client:  # noqa: ANN401
    """Connect to a Temporal server with a client that encrypts the histories of cases.

    Args:
        address: Host and port.
        keys: The keys that encrypt histories; the same for clients and workers.
        options: Options of `temporalio.client.Client.connect`: namespace, TLS, API key.
    """
    options = {"identity": CLIENT_IDENTITY, **options}
    return await Client.connect(address, data_converter=make_data_converter(keys), **options)


def make_worker(
    client: Client,
    activities: CaseActivities,
    *,
    task_queue: str = TASK_QUEUE,
    threads: int = 16,
    build_id: str | None = None,
    workflow: type = CaseWorkflow,
    **options: Any,  # noqa: ANN401 - of the worker
) -> Worker:
    """Return a worker for cases; run it with `async with` or `await worker.run()`.

    Args:
        client: Made by `connect`.
        activities: Vault, notifier, policy and calendar.
        task_queue: The task queue; the same for desks and workers.
        threads: How many effects are performed at once, and how many decisions are made.
        build_id: The release of this worker, for rolling deployments; without one, any
            worker runs any case.
        workflow: The workflow class; another one only in tests.
        options: Options of `temporalio.worker.Worker`.
    """
    return Worker(
        client,
        task_queue=task_queue,
        workflows=[workflow],
        activities=activities.all(),
        activity_executor=ThreadPoolExecutor(threads * 2, "idverify-activity"),
        max_concurrent_activities=threads,
        max_concurrent_local_activities=threads,
        workflow_runner=SandboxedWorkflowRunner(),
        deployment_config=_make_deployment_config(build_id) if build_id else None,
        **options,
    )


def _make_deployment_config(build_id: str) -> WorkerDeploymentConfig:
    # Cases last for years, so they cannot be pinned to a release: they move to each new one.
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(DEPLOYMENT_NAME, build_id),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.AUTO_UPGRADE,
    )


def make_replayer(
    keys: HistoryKeys,
    workflows: Sequence[type] = (CaseWorkflow,),
    **options: Any,  # noqa: ANN401 - of the replayer
) -> Replayer:
    """Return a replayer, which checks recorded histories against the current workflow code."""
    return Replayer(
        workflows=list(workflows),
        data_converter=make_data_converter(keys),
        workflow_runner=SandboxedWorkflowRunner(),
        **options,
    )
