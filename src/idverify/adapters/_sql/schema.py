"""The schema of one part of a database (histories, or vault) as ordered SQL files.

A file is named `part_number_title.sql` and is never changed once released; the
next release adds the next number. `idverify_schema` says how far a database is.
"""

from importlib.resources import files
from typing import Final

from attrs import frozen

from idverify.errors import SchemaMismatchError

__all__ = ["CREATE_VERSION_TABLE", "SELECT_VERSION", "UPSERT_VERSION", "Migration", "Schema"]

CREATE_VERSION_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS idverify_schema (part text PRIMARY KEY, version integer NOT NULL)"
)
SELECT_VERSION: Final = "SELECT version FROM idverify_schema WHERE part = :part"
UPSERT_VERSION: Final = (
    "INSERT INTO idverify_schema (part, version) VALUES (:part, :version) "
    "ON CONFLICT (part) DO UPDATE SET version = excluded.version"
)

#: The title of the file that adopts a database without version, in place of the first.
UNVERSIONED: Final = "unversioned"


@frozen
class Migration:
    """One SQL file: what brings a database from the version before to `version`."""

    version: int
    title: str
    sql: str


@frozen
class Schema:
    """The schema of a part in a dialect."""

    dialect: str
    part: str

    @property
    def required_version(self) -> int:
        """The version this release works with."""
        return self.pending_migrations(0)[-1].version

    def pending_migrations(self, found: int, *, unversioned: bool = False) -> list[Migration]:
        """Return what is still to be applied to a database at version *found*, in order."""
        first = [
            s
            for s in self._load_migrations()
            if s.version == 1 and (s.title == UNVERSIONED) is unversioned
        ]
        later = [s for s in self._load_migrations() if s.version > 1]
        return [s for s in first + later if s.version > found]

    def ddl(self) -> str:
        """Return the SQL of an empty database at the needed version, for people who run it."""
        parts = [
            f"-- {self.part} {s.version}: {s.title}\n{s.sql}" for s in self.pending_migrations(0)
        ]
        note = UPSERT_VERSION.replace(":part", f"'{self.part}'")
        return "\n".join(
            [
                *parts,
                f"{CREATE_VERSION_TABLE};",
                note.replace(":version", str(self.required_version)) + ";\n",
            ]
        )

    def require_version(self, found: int) -> None:
        """Refuse to work on a database of another version.

        Raises:
            SchemaMismatchError: It says which version is found and which is needed.
        """
        if found != self.required_version:
            raise SchemaMismatchError(self.part, found, self.required_version)

    def _load_migrations(self) -> list[Migration]:
        folder = files("idverify.adapters") / "_sql" / self.dialect
        return sorted(
            (
                Migration(int(name.split("_")[1]), name.split("_")[2].removesuffix(".sql"), text)
                for name, text in ((f.name, f.read_text()) for f in folder.iterdir())
                if name.startswith(f"{self.part}_")
            ),
            key=lambda step: (step.version, step.title),
        )
