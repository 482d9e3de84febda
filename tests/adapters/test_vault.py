"""What is personal is unreadable without its key, bound to its place, and gone after a purge."""

import sqlite3
from pathlib import Path

import psycopg
import pytest

from idverify.adapters._sql import vault_operations as items
from idverify.adapters.memory import MemoryVault
from idverify.adapters.postgres import PostgresVault
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.adapters.vault import EncryptedVault, LocalKeyProvider
from idverify.errors import DataError, InvalidValueError
from idverify.lifecycle.case import replay
from idverify.lifecycle.events import Redacted
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.lifecycle.states import State
from support.applicants import HANAKO, png
from support.histories import ONE_OF_EACH, SUBMITTED
from support.postgres import files_of

KEYS = LocalKeyProvider.from_key(b"k" * 32)
#: A name that no other test writes into the same server.
NAME = "検索 専用".encode()
#: Bytes of a picture that no other test writes into the same server.
MARK = b"searched in this test only"
PICTURE = (png(7) + MARK) * 40


def encrypted() -> EncryptedVault:
    """A vault on dictionaries, so that a test can reach behind it."""
    return EncryptedVault(MemoryVault(), KEYS)


def test_no_byte_is_readable_and_none_is_left_after_a_purge(tmp_path: Path) -> None:
    """Neither file, journal nor dump shows a name or picture; purged, not even their ciphertext."""
    file = tmp_path / "all.db"
    with SqliteVault(file) as shelf, SqliteCaseStore(file) as store:
        vault = EncryptedVault(shelf, KEYS)
        store.append("c", [SUBMITTED], [], expected_version=0, command_id="1")
        vault.put("c", [("contact", NAME), ("image/s-1/x", PICTURE)])
        sealed = [shelf.get("c", name) or b"" for name in ("contact", "image/s-1/x")]
        wrapped = shelf.secret("c", lambda: b"")
        before = _everything(file)
        assert not any(plain in before for plain in (NAME, PICTURE, PICTURE[:24]))
        assert all(part[4:20] in before for part in (*sealed, wrapped))

        vault.purge("c")
        store.append("c", [ONE_OF_EACH[Redacted]], [], expected_version=1, command_id="2")

        after = _everything(file)
        assert not any(_pieces(part, after) for part in (*sealed, wrapped))
        assert replay(store.history("c")).state is State.REDACTED


def _pieces(secret: bytes, where: bytes) -> bool:
    """Whether any twelve bytes in a row of a secret are found."""
    return any(secret[at : at + 12] in where for at in range(4, len(secret) - 12))


def _everything(file: Path) -> bytes:
    """The file, its journal, its index of the journal, and a dump."""
    files = b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))
    connection = sqlite3.connect(file)
    dump = "\n".join(connection.iterdump())
    connection.close()
    hexes = [word for word in dump.split("'") if len(word) % 2 == 0]
    return files + dump.encode() + b"".join(_unhex(word) for word in hexes)


def _unhex(word: str) -> bytes:
    try:
        return bytes.fromhex(word)
    except ValueError:
        return b""


def test_a_server_never_has_a_readable_byte(postgres: str) -> None:
    """No file of the server, its log included, ever holds a name; a purge leaves no row."""
    with PostgresVault(postgres) as shelf:
        vault = EncryptedVault(shelf, KEYS)
        vault.put("c", [("contact", NAME * 9), ("image/s-1/x", PICTURE)])
        _checkpoint(postgres)
        marks = (NAME, MARK)
        files = [f for f in files_of(postgres).rglob("*") if f.is_file() and f.stat().st_size]

        assert not [f for f in files if any(mark in f.read_bytes() for mark in marks)]
        vault.purge("c")
        with psycopg.connect(postgres) as connection:
            for table in (b"item", b"secret"):
                found = connection.execute(b"SELECT count(*) FROM idverify_" + table)
                assert found.fetchone() == (0,)


def test_nothing_of_a_purged_case_is_in_a_dump_or_after_a_scrub_in_a_file(postgres: str) -> None:
    """At once no dump has the ciphertext or the key; after a scrub no data file of the server."""
    with PostgresVault(postgres) as shelf:
        vault = EncryptedVault(shelf, KEYS)
        vault.put("c", [("contact", NAME * 9), ("image/s-1/x", PICTURE * 20)])
        vault.put("d", [("contact", NAME)])
        names = ("contact", "image/s-1/x")
        secret = [*(shelf.get("c", name) or b"" for name in names), shelf.secret("c", lambda: b"")]
        marks = [part[8:40] for part in secret]
        _checkpoint(postgres)
        before = [_in_dump(postgres, mark) and _in_files(postgres, mark) for mark in marks]
        vault.purge("c")
        dumped = [_in_dump(postgres, mark) for mark in marks]
        shelf.scrub()
        _checkpoint(postgres)

        assert (before, dumped) == ([True] * 3, [False] * 3)
        assert [_in_files(postgres, mark) for mark in marks] == [False] * 3
        assert vault.get("d", "contact") == NAME


def _in_dump(url: str, mark: bytes) -> bool:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        found = bytearray()
        for table in (b"item", b"secret", b"event", b"command", b"case", b"outbox"):
            with cursor.copy(b"COPY idverify_" + table + b" TO STDOUT") as rows:
                found += b"".join(map(bytes, rows))
    return mark.hex().encode() in found


def _in_files(url: str, mark: bytes) -> bool:
    files = (files_of(url) / "base").rglob("*")
    return any(mark in file.read_bytes() for file in files if file.is_file())


def _checkpoint(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def test_a_backup_is_unreadable_once_the_key_is_gone() -> None:
    """Whoever kept the rows, and has the service's own key, still cannot read a purged case."""
    vault = encrypted()
    vault.put("c", [("contact", NAME)])
    backup = vault.inner.get("c", "contact") or b""
    vault.purge("c")
    vault.inner.put("c", [("contact", backup)])

    with pytest.raises(DataError, match="another key"):
        vault.get("c", "contact")


@pytest.mark.parametrize(("case_id", "name"), [("c-2", "a"), ("c-1", "b"), ("c", "1a")])
def test_an_item_opens_in_its_place_only(case_id: str, name: str) -> None:
    """Ciphertext moved to another case or name is refused, not shown as somebody else's."""
    vault = encrypted()
    vault.put("c-1", [("a", NAME)])
    vault.inner.put(case_id, [(name, vault.inner.get("c-1", "a") or b"")])

    with pytest.raises(DataError):
        vault.get(case_id, name)


def test_a_changed_byte_is_refused() -> None:
    """No byte of an item can be changed unnoticed, and what is too short is refused as well."""
    vault = encrypted()
    vault.put("c", [("a", b"x")])
    sealed = vault.inner.get("c", "a") or b""
    for spoilt in (b"", sealed[:8], *(_flip(sealed, at) for at in range(len(sealed)))):
        vault.inner.put("c", [("a", spoilt)])
        with pytest.raises(DataError):
            vault.get("c", "a")


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_the_same_bytes_are_never_sealed_alike() -> None:
    """Nobody can tell from two ciphertexts that they hide the same picture."""
    vault = encrypted()
    vault.put("c", [("a", PICTURE)])
    first = vault.inner.get("c", "a")
    vault.put("c", [("a", PICTURE)])

    assert first != vault.inner.get("c", "a")


def test_a_retired_key_still_opens_what_it_wrapped() -> None:
    """After a rotation old cases are read with the old key, and new ones wrapped with the new."""
    old = LocalKeyProvider(current_key_id="1", keys={"1": b"1" * 32})
    both = LocalKeyProvider(current_key_id="2", keys={"1": b"1" * 32, "2": b"2" * 32})
    new = LocalKeyProvider(current_key_id="2", keys={"2": b"2" * 32})
    shelf = MemoryVault()
    EncryptedVault(shelf, old).put("c-1", [("a", NAME)])
    EncryptedVault(shelf, both).put("c-2", [("a", NAME)])

    assert EncryptedVault(shelf, both).get("c-1", "a") == NAME
    assert EncryptedVault(shelf, new).get("c-2", "a") == NAME
    with pytest.raises(DataError, match="not here"):
        EncryptedVault(shelf, new).get("c-1", "a")


def test_keys_come_from_a_file(tmp_path: Path) -> None:
    """A JSON file names the current key and holds each in hexadecimal; the text shows none."""
    file = tmp_path / "keys.json"
    file.write_text(f'{{"current": "2", "keys": {{"1": "{"01" * 32}", "2": "{"02" * 32}"}}}}')
    keys = LocalKeyProvider.from_file(file)

    assert keys == LocalKeyProvider(current_key_id="2", keys={"1": b"\1" * 32, "2": b"\2" * 32})
    assert "0202" not in repr(keys)
    assert "x02" not in repr(keys)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"current": "1", "keys": {"1": "zz"}}', '{"current": 1, "keys": []}']
)
def test_a_file_that_holds_no_keys_is_refused(tmp_path: Path, text: str) -> None:
    """The error says what is expected, and quotes nothing of the file."""
    (tmp_path / "keys.json").write_text(text)

    with pytest.raises(DataError, match="not a file of keys"):
        LocalKeyProvider.from_file(tmp_path / "keys.json")


def test_weak_or_missing_keys_are_refused() -> None:
    """A key has 32 bytes, and the current one is among the keys."""
    with pytest.raises(InvalidValueError, match="31 bytes"):
        LocalKeyProvider.from_key(b"k" * 31)
    with pytest.raises(InvalidValueError, match="names no key"):
        LocalKeyProvider(current_key_id="2", keys={"1": b"k" * 32})


def test_a_case_kept_in_the_clear_can_be_taken_over(tmp_path: Path) -> None:
    """Items and salt are the same afterwards, the old vault has neither, and twice is harmless."""
    with SqliteVault(tmp_path / "plain.db") as plain:
        plain.put("c", [("contact", NAME), ("empty", b"")])
        mark = compute_fingerprint(HANAKO, plain.salt("c"))
        vault = encrypted()
        vault.import_case("c", plain)
        vault.import_case("c", plain)

        assert (vault.get("c", "contact"), vault.get("c", "empty")) == (NAME, b"")
        assert compute_fingerprint(HANAKO, vault.salt("c")) == mark
        assert plain.names("c") == ()
        plain.put("c", [("contact", b"other")])
        with pytest.raises(InvalidValueError, match="begun in both"):
            vault.import_case("c", plain)


def test_of_two_who_begin_a_case_at_once_the_first_key_counts(tmp_path: Path) -> None:
    """Two processes that write to a new case share one key, and read each other's items."""
    with SqliteVault(tmp_path / "v.db") as one, SqliteVault(tmp_path / "v.db") as two:
        first, second = EncryptedVault(one, KEYS), EncryptedVault(two, KEYS)
        first.put("c", [("a", b"1")])
        second.put("c", [("b", b"2")])

        assert (second.get("c", "a"), first.get("c", "b")) == (b"1", b"2")
        late = one._run_in_transaction(items.insert_secret("c", b"the loser's"))  # noqa: SLF001 - a race
        assert late == two.secret("c", lambda: b"never")
