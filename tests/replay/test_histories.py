"""Cases that began under an earlier release go on under this one."""

import asyncio
import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from attrs import evolve
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowHistory
from temporalio.worker import (
    Interceptor,
    StartActivityInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
    WorkflowReplayResult,
)
from temporalio.workflow import ActivityHandle, NondeterminismError

from durable.temporal_server import KEYS
from durable.workflow_versions import Careless, NextRelease, Renaming
from idverify.adapters.temporal.converter import ENCRYPTED_ENCODING, EncryptionCodec
from idverify.adapters.temporal.requests import PendingEffect
from idverify.adapters.temporal.stored_forms import CODEC
from idverify.adapters.temporal.worker import make_replayer
from idverify.adapters.temporal.workflow import CaseWorkflow
from support.applicants import CONTACT, HANAKO

RECORDED = sorted((Path(__file__).parents[1] / "data" / "histories").rglob("*.json"))


#: The engine's watchdog: a step took two seconds. On a busy machine that is no verdict.
BARK = "TMPRL1101"


def replayed(file: Path, release: type) -> WorkflowReplayResult:
    """Replay a history against a release; no vault, no calendar and no notifier is there."""
    history = WorkflowHistory.from_json(KEYS.pseudonymize("c-1"), file.read_text())
    for _ in range(10):
        Outbound.asked.clear()
        replayer = make_replayer(KEYS, [release], interceptors=[Listening()])
        result = asyncio.run(replayer.replay_workflow(history, raise_on_replay_failure=False))
        if BARK not in str(result.replay_failure):
            return result
    raise TimeoutError(BARK)


def test_there_are_histories() -> None:
    """A folder that was moved away would let everything else pass."""
    assert len(RECORDED) >= 9


@pytest.mark.parametrize("release", [CaseWorkflow, NextRelease])
@pytest.mark.parametrize("file", RECORDED, ids=lambda f: f"{f.parent.name}-{f.stem}")
def test_every_recorded_case_goes_on(file: Path, release: type) -> None:
    """Under this release, and under one that marks its change with `patched`."""
    assert replayed(file, release).replay_failure is None


@pytest.mark.parametrize("file", RECORDED, ids=lambda f: f"{f.parent.name}-{f.stem}")
def test_a_change_that_would_break_a_running_case_is_found(file: Path) -> None:
    """A pause before each effect, without `patched`, fails for every one of them."""
    assert isinstance(replayed(file, Careless).replay_failure, NondeterminismError)


class Outbound(WorkflowOutboundInterceptor):
    """Writes down what a workflow asks for while it is replayed."""

    asked: ClassVar[list[PendingEffect]] = []

    def start_activity(self, input: StartActivityInput) -> ActivityHandle[Any]:  # noqa: A002 - its name
        """Write down, and go on."""
        self.asked.extend(input.args)
        return super().start_activity(input)


class Inbound(WorkflowInboundInterceptor):
    """Puts the other one in."""

    def init(self, outbound: WorkflowOutboundInterceptor) -> None:
        """Put it in."""
        super().init(Outbound(outbound))


class Listening(Interceptor):
    """Puts both in."""

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002, ARG002 - of the interface
    ) -> type[WorkflowInboundInterceptor]:
        """Put them in."""
        return Inbound


def promised(file: Path) -> list[PendingEffect]:
    """Return the effects that a recorded case asked for, keys and all."""
    history = WorkflowHistory.from_json("c-1", file.read_text())
    asked = (event.activity_task_scheduled_event_attributes for event in history.events)
    sealed = [payload for each in asked for payload in each.input.payloads]
    opened = asyncio.run(EncryptionCodec(KEYS).decode(sealed))
    return [evolve(CODEC.load(payload.data, PendingEffect), submissions=()) for payload in opened]


@pytest.mark.parametrize(("release", "agrees"), [(CaseWorkflow, True), (Renaming, False)])
@pytest.mark.parametrize("file", RECORDED, ids=lambda f: f"{f.parent.name}-{f.stem}")
def test_effects_keep_their_keys(file: Path, release: type, agrees: bool) -> None:
    """The engine does not compare them; under another key a receiver takes a repeat for new."""
    replayed(file, release)

    # What else a release tells the activity may change; what is to be done, and its key, not.
    now = [evolve(promise, submissions=()) for promise in Outbound.asked]
    assert (promised(file) == now) is agrees


def payloads(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Walk all payloads of a history."""
    if isinstance(value, dict):
        if "metadata" in value and "data" in value:
            yield value
        for inner in value.values():
            yield from payloads(inner)
    if isinstance(value, list):
        for inner in value:
            yield from payloads(inner)


@pytest.mark.parametrize("file", RECORDED, ids=lambda f: f"{f.parent.name}-{f.stem}")
def test_under_the_seal_there_is_no_person_either(file: Path) -> None:
    """Opened with the key, the histories hold ids, codes and days only."""
    sealed = [
        Payload(
            metadata={k: b64decode(v) for k, v in each["metadata"].items()},
            data=b64decode(each["data"]),
        )
        for each in payloads(json.loads(file.read_text()))
    ]
    ours = [payload for payload in sealed if payload.metadata["encoding"] == ENCRYPTED_ENCODING]
    opened = asyncio.run(EncryptionCodec(KEYS).decode(ours))
    text = b"\n".join(payload.data for payload in opened).decode()
    assert len(ours) > 5
    assert "c-1" in text
    for word in (HANAKO.kanji_name, HANAKO.kana_name, "中野", "1990-04-01", CONTACT.email):
        assert word not in text
