"""Nothing of a person, and no code either, can be read in the engine's database."""

import asyncio

import pytest
from attrs import define
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.converter import DataConverter

from durable.temporal_server import KEYS, DevServer, dev_server
from durable.temporal_service import Office
from idverify.adapters.temporal.converter import (
    EncryptionCodec,
    HistoryKeys,
    IdVerifyPayloadConverter,
)
from idverify.adapters.temporal.requests import SubmitRequest, WorkflowSettings
from idverify.adapters.temporal.worker import make_worker
from idverify.errors import DataError, DeliveryError, InvalidValueError
from idverify.model.documents import Side
from idverify.model.reasons import LocatedReason
from idverify.ports import Message
from support.applicants import CONTACT, HANAKO

REASON = "image.unclear"
PLACE = LocatedReason(REASON, document_index=0, side=Side.FRONT, field_name="expires_on")
#: Codes that a decision records beside its reason.
CODES = ("expires_on", "drivers_license", "crowdworks_article")
FAILURE = "mailbox of Mihon Hanako is full"

#: What must not be found, and must have been there to be found: the last is the failure's text.
NAMES = (
    HANAKO.kanji_name,
    "見本",
    "Mihon",
    CONTACT.email,
    "中野区中野",
    "c-secret-1",
    "s-secret-1",
)


@define
class Talkative:
    """A notifier of a service whose errors quote the addressee."""

    error: type[Exception]

    def send(self, key: str, recipient: str, message: Message) -> None:  # noqa: ARG002 - fails for all
        """Fail with a name."""
        raise self.error(FAILURE)


async def one_case(
    server: DevServer, client: Client, error: type[Exception] = DeliveryError
) -> bytes:
    """Let a case be submitted and rejected and its message fail; return the database's bytes."""
    terms = WorkflowSettings(max_attempts=1)
    office = Office(client=client, notifier=Talkative(error), terms=terms)
    async with make_worker(client, office.activities):
        await office.submit("c-secret-1", "s-secret-1")
        await office.desk.reject(
            "c-secret-1", "s-secret-1", reviewer="r-1", reasons=[PLACE], command_id="k-1"
        )
        while len(await office.desk.undelivered("c-secret-1")) < 2:  # noqa: ASYNC110 - a query
            await asyncio.sleep(0.05)
    server.kill()
    return b"".join(file.read_bytes() for file in sorted(server.file.parent.iterdir()))


def found(stored: bytes, *texts: str) -> list[str]:
    """Return those texts that can be read, as UTF-8 or as JSON writes them."""
    spellings = {text: (text.encode(), text.encode("unicode_escape")) for text in texts}
    return [text for text, forms in spellings.items() if any(form in stored for form in forms)]


def test_the_database_tells_nothing() -> None:
    """No name, no reason, no failure text and no id of ours; only what kind of workflow it is."""

    async def play() -> bytes:
        async with dev_server() as server:
            return await one_case(server, await server.client())

    stored = asyncio.run(play())
    assert len(stored) > 100_000
    assert found(stored, "idverify.Case") == ["idverify.Case"]
    assert found(stored, *NAMES, *CODES, REASON, FAILURE, "DeliveryError: ", "under_review") == []


def test_the_search_finds_what_is_in_the_clear() -> None:
    """Without the codec reason and failure stand there, and still no name but the failure's."""

    async def play() -> bytes:
        async with dev_server() as server:
            await server.client()
            clear = await Client.connect(
                server.address,
                data_converter=DataConverter(payload_converter_class=IdVerifyPayloadConverter),
            )
            return await one_case(server, clear)

    stored = asyncio.run(play())
    assert found(stored, REASON, FAILURE) == [REASON, FAILURE]
    assert found(stored, *CODES) == [*CODES]
    assert found(stored, *NAMES) == ["Mihon", "c-secret-1", "s-secret-1"]


def test_what_a_stranger_raises_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    """The text of a mail server's error is in no log and, even without the codec, in no history."""

    async def play() -> bytes:
        async with dev_server() as server:
            await server.client()
            clear = await Client.connect(
                server.address,
                data_converter=DataConverter(payload_converter_class=IdVerifyPayloadConverter),
            )
            return await one_case(server, clear, ConnectionError)

    stored = asyncio.run(play())
    assert found(stored, "ConnectionError", FAILURE) == ["ConnectionError"]
    assert "ConnectionError" in caplog.text
    assert "Mihon" not in caplog.text


def test_a_client_without_the_keys_is_refused_and_harms_nobody() -> None:
    """Its request fails at once; the case stands as before and goes on."""

    async def play() -> list[str]:
        async with dev_server() as server:
            office = Office(client=await server.client())
            async with make_worker(office.client, office.activities):
                await office.submit()
                stranger = await Client.connect(server.address)
                update = stranger.get_workflow_handle(KEYS.pseudonymize("c-1")).execute_update(
                    "withdraw", {}, id="k-stranger"
                )
                with pytest.raises(WorkflowUpdateFailedError):
                    await asyncio.wait_for(update, timeout=30)
                await office.desk.withdraw("c-1", command_id="k-2")
                return [type(event).__name__ for event in await office.desk.history("c-1")]

    assert asyncio.run(play()) == ["Submitted", "Withdrawn"]


def payload(text: bytes) -> Payload:
    """Return some payload."""
    return Payload(metadata={"encoding": b"binary/plain"}, data=text)


def sealed(keys: HistoryKeys, text: bytes) -> Payload:
    """Return a payload as it leaves the machine."""
    [result] = asyncio.run(EncryptionCodec(keys).encode([payload(text)]))
    return result


def opened(keys: HistoryKeys, given: Payload) -> bytes:
    """Return what was sealed, unless whoever reads it is refused."""
    [result] = asyncio.run(EncryptionCodec(keys).decode([given]))
    IdVerifyPayloadConverter().from_payload(result)
    return result.data


def test_what_was_sealed_is_opened() -> None:
    """Whole, its encoding included; the same text never looks the same twice."""
    first, second = sealed(KEYS, b"text"), sealed(KEYS, b"text")

    assert opened(KEYS, first) == b"text"
    assert first.data != second.data
    assert b"text" not in first.SerializeToString()


@pytest.mark.parametrize("place", [0, 11, 12, 20, -1])
def test_a_changed_bit_is_refused(place: int) -> None:
    """Wherever it lies."""
    given = sealed(KEYS, b"text of some length")
    data = bytearray(given.data)
    data[place] ^= 1
    changed = Payload(metadata=given.metadata, data=bytes(data))
    with pytest.raises(DataError, match="changed, or sealed under another key"):
        opened(KEYS, changed)


@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_a_payload_cut_short_is_refused(length: int) -> None:
    """It is no half of a text."""
    given = sealed(KEYS, b"text")
    cut = Payload(metadata=given.metadata, data=given.data[:length])
    with pytest.raises(DataError, match="changed, or sealed under another key"):
        opened(KEYS, cut)


def test_a_payload_in_the_clear_is_refused() -> None:
    """A client that forgot the codec is found out at its first request."""
    with pytest.raises(DataError, match="in the clear"):
        opened(KEYS, payload(b"text"))


def test_keys_can_be_changed() -> None:
    """A retired key still opens what it sealed, cases keep their names, strangers stay out."""
    newer = HistoryKeys(
        current_key_id="2", keys={**KEYS.keys, "2": bytes(32)}, pseudonym_key=KEYS.pseudonym_key
    )

    assert opened(newer, sealed(KEYS, b"old")) == b"old"
    assert newer.pseudonymize("c-1") == KEYS.pseudonymize("c-1")
    with pytest.raises(DataError, match="key that is not here"):
        opened(KEYS, sealed(newer, b"new"))


@pytest.mark.parametrize(
    "made",
    [
        lambda: HistoryKeys.from_key(b"short"),
        lambda: HistoryKeys(current_key_id="2", keys=KEYS.keys, pseudonym_key=KEYS.pseudonym_key),
        lambda: HistoryKeys(current_key_id="1", keys=KEYS.keys, pseudonym_key=b""),
    ],
    ids=["short", "missing", "nameless"],
)
def test_keys_that_cannot_work_are_refused(made: object) -> None:
    """At once, not with the first case."""
    assert callable(made)
    with pytest.raises(InvalidValueError):
        made()


def test_keys_are_not_shown() -> None:
    """Neither in the text of the keys nor in that of what holds them."""
    assert bytes(range(32)).hex() not in repr(KEYS)
    assert "keys={" not in repr(KEYS)
    assert str(bytes(range(32))) not in repr(EncryptionCodec(KEYS))


def test_values_are_read_strictly() -> None:
    """A key that nobody knows is refused with its place, as everywhere in the library."""
    converter = IdVerifyPayloadConverter()
    [good] = converter.to_payloads([SubmitRequest(submission_id="s-1")])
    assert converter.from_payloads([good], [SubmitRequest]) == [SubmitRequest(submission_id="s-1")]
    bad = Payload(metadata=good.metadata, data=b'{"submission_id":"s-1","name":"x"}')
    with pytest.raises(DataError, match="unknown key"):
        converter.from_payloads([bad], [SubmitRequest])
    with pytest.raises(DataError, match="names no type"):
        converter.from_payloads([good])
