"""Database schema and migrations: ordered SQL files for each part, `store` and `vault`.

A file is named `part_number_title.sql` and is never changed once released; the
next release adds the next number. The table `idverify_schema` records the version.
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

#: The title of the file that replaces the first one for a database without a recorded version.
UNVERSIONED: Final = "unversioned"


@frozen
class Migration:
    """A SQL file that migrates a database from the previous version to `version`."""

    version: int
    title: str
    sql: str


@frozen
class Schema:
    """The schema of one part, `store` or `vault`, in one SQL dialect."""

    dialect: str
    part: str

    @property
    def required_version(self) -> int:
        """The schema version that this release needs."""
        return self.pending_migrations(0)[-1].version

    def pending_migrations(self, current: int, *, unversioned: bool = False) -> list[Migration]:
        """Return the migrations that a database at version *current* still needs, in order.

        Args:
            current: The version of the database; 0 if it is empty or records none.
            unversioned: Whether it has the tables of the first release without a version.
        """
        first = [
            s
            for s in self._load_migrations()
            if s.version == 1 and (s.title == UNVERSIONED) is unversioned
        ]
        later = [s for s in self._load_migrations() if s.version > 1]
        return [s for s in first + later if s.version > current]

    def ddl(self) -> str:
        """Return the SQL that creates the tables at the required version, to be run by the host."""
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

    def require_version(self, current: int) -> None:
        """Raise an error unless *current* is the version that this release needs.

        Raises:
            SchemaMismatchError: The versions differ; the error names both.
        """
        if current != self.required_version:
            raise SchemaMismatchError(self.part, current, self.required_version)

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
