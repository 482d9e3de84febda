"""The office: which database, which notifiers, a desk for each request, and the work at the back.

Everything comes from environment variables, so that the same code runs on a laptop
(SQLite, mails as files) and on servers (PostgreSQL, SMTP, a webhook).
"""

import json
import logging
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from attrs import define, field, frozen

from idverify.adapters.clock import SystemClock
from idverify.adapters.eml import EmlNotifier
from idverify.adapters.postgres import (
    STORE_SCHEMA,
    VAULT_SCHEMA,
    PostgresCaseStore,
    PostgresVault,
    migrate,
)
from idverify.adapters.relay import Relay
from idverify.adapters.smtp import Encryption, SmtpNotifier
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.adapters.vault import EncryptedVault, LocalKeyProvider, SecretVault
from idverify.adapters.webhook import WebhookNotifier
from idverify.calendar import BusinessCalendar, ReviewClock
from idverify.desk.desk import VerificationDesk
from idverify.ports import Message, Notifier
from idverify.presets import CROWDWORKS_ARTICLE

_LOG = logging.getLogger(__name__)

#: How long a case is lent to a reviewer.
LEASE = timedelta(minutes=30)


@frozen
class InTurn:
    """Tells several notifiers; those that drop repeats by key come first."""

    notifiers: tuple[Notifier, ...]

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Deliver by each; when one fails, all are asked again with the same key."""
        for notifier in self.notifiers:
            notifier.send(key, recipient, message)


@frozen
class Room:
    """What a request works with: a desk, and the store whose queue reviewers see."""

    desk: VerificationDesk
    store: SqliteCaseStore | PostgresCaseStore


@define
class Office:
    """Opens what the desk needs, and performs effects in the background."""

    folder: Path
    """For SQLite, the file of keys, and mails where no server is named."""
    environ: Mapping[str, str]
    failure: str = field(default="", init=False)
    """The kind of the last failure in the background; empty while all goes well."""
    _stop: threading.Event = field(factory=threading.Event, init=False)
    _pools: tuple[PostgresCaseStore, PostgresVault] | None = field(default=None, init=False)

    @property
    def password(self) -> str:
        """What reviewers log in with; there is none by default."""
        return self.environ["DESK_PASSWORD"]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Open the database, and perform effects until the service stops."""
        os.umask(0o077)  # what is written is for the service's own user
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        self._make_keys()
        url = self.environ.get("DATABASE_URL", "")
        if url:
            migrate(url, STORE_SCHEMA)
            migrate(url, VAULT_SCHEMA)
            self._pools = PostgresCaseStore(url), PostgresVault(url)
        back = threading.Thread(target=self._work_at_the_back)
        back.start()
        try:
            yield
        finally:
            self._stop.set()
            back.join()

    @contextmanager
    def room(self) -> Iterator[Room]:
        """Lend a desk; SQLite is opened for each, PostgreSQL lends from its pool."""
        if self._pools:
            yield self._room_on(*self._pools)
            return
        file = self.folder / "desk.db"
        with (
            SqliteCaseStore(file, check_same_thread=False) as store,
            SqliteVault(file, check_same_thread=False) as shelf,
        ):
            yield self._room_on(store, shelf)

    def _room_on(self, store: SqliteCaseStore | PostgresCaseStore, shelf: SecretVault) -> Room:
        policy = CROWDWORKS_ARTICLE
        desk = VerificationDesk(
            store=store,
            vault=EncryptedVault(shelf, LocalKeyProvider.from_file(self._key_file)),
            notifier=self._notifier(),
            clock=SystemClock(),
            policy=policy,
            review_clock=ReviewClock(BusinessCalendar.japan(), business_days=policy.business_days),
            operators=self.environ.get("OPERATORS", "operators@desk.example"),
            defer_effects=True,
        )
        return Room(desk, store)

    def _make_keys(self) -> None:
        # Beside the database for an example's sake; a service keeps keys apart from its data.
        if not self._key_file.exists():
            keys = {"current": "1", "keys": {"1": secrets.token_hex(32)}}
            self._key_file.touch(0o600)
            self._key_file.write_text(json.dumps(keys))

    @property
    def _key_file(self) -> Path:
        return self.folder / "keys.json"

    def _notifier(self) -> Notifier:
        clock, sender = (
            SystemClock(),
            self.environ.get("MAIL_FROM", "本人確認窓口 <desk@desk.example>"),
        )
        found: list[Notifier] = []
        if url := self.environ.get("WEBHOOK_URL"):
            secret = self.environ["WEBHOOK_SECRET"].split()
            found.append(WebhookNotifier(url=url, secrets=secret, clock=clock))
        if server := self.environ.get("SMTP"):
            host, _, port = server.partition(":")
            encryption = Encryption(self.environ.get("SMTP_ENCRYPTION", "starttls"))
            found.append(
                SmtpNotifier(
                    host=host, port=int(port or 587), sender=sender, clock=clock,
                    encryption=encryption,
                )
            )  # fmt: skip
        else:
            found.append(EmlNotifier(folder=self.folder / "mail", sender=sender, clock=clock))
        return InTurn(tuple(found))

    def _work_at_the_back(self) -> None:
        while not self._stop.wait(0.2):
            try:
                with self.room() as room:
                    desk = room.desk
                    Relay(outbox=room.store, perform=desk.perform, clock=desk.clock).drain()
                    desk.process_due_cases()
                self.failure = ""
            except Exception as error:  # noqa: BLE001 - the work goes on, whatever failed once
                self.failure = type(error).__name__
                _LOG.error("the work in the background failed: %s", self.failure)
                self._stop.wait(1)
