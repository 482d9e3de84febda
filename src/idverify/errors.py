"""What is raised, and whose fault it is.

A wrong *document* is never an error: it is a finding, and all findings are
returned. Exceptions are for the caller's misuse, for a step the lifecycle does
not have, for data that cannot be read, and for the loser of a race. Their texts
name the field and the shape of the value, never the value of a person's data; should
an id or a key of the caller's hold a number that may not travel, it is blacked out.
"""

from collections.abc import Collection

from idverify.sensitive import redact

__all__ = [
    "DataError",
    "IdVerifyError",
    "IllegalTransition",
    "InvalidValue",
    "NotDelivered",
    "OutOfSpan",
    "SchemaMismatch",
    "StoreUnavailable",
    "Undeliverable",
    "VersionConflict",
]


class IdVerifyError(Exception):
    """Whatever this library raises on purpose. No sensitive number stands in its text."""

    def __init__(self, *words: object) -> None:
        """Black out what may not travel."""
        super().__init__(*(redact(word) if isinstance(word, str) else word for word in words))


class InvalidValue(IdVerifyError, ValueError):
    """The caller handed in a value that means nothing here."""


class OutOfSpan(InvalidValue):
    """A day lies outside the years a table knows; the text names the span."""


class IllegalTransition(IdVerifyError):
    """The lifecycle has no such step from this state, or its guard does not hold.

    Nothing has changed. `possible` lists what would have been legal, `why` the guard, and
    `why_ja` says it in Japanese.
    """

    def __init__(
        self, state: str, step: str, possible: Collection[str], why: str = "", why_ja: str = ""
    ) -> None:
        """Keep the facts as attributes and put them in one sentence."""
        self.state = state
        self.step = step
        self.possible = tuple(name for name in possible if name != step)
        self.why = why or "there is no such step"
        self.why_ja = why_ja or "この状態ではその手続はできません。"
        options = ", ".join(self.possible) or "nothing, the state is final"
        super().__init__(f"{step} is refused in {state}: {self.why}; possible: {options}")


class DataError(IdVerifyError, ValueError):
    """Data from outside cannot be read; `path` says where, as in `$.documents[0].kind`.

    `problem` says what is wrong there, and `problem_ja` in Japanese.
    """

    def __init__(self, path: str, problem: str, problem_ja: str = "") -> None:
        """Keep the place and say what is wrong there."""
        self.path = path
        self.problem = problem
        self.problem_ja = problem_ja or "読み取れないデータです。"
        super().__init__(f"{path}: {problem}")


class VersionConflict(IdVerifyError):
    """Somebody else moved the case first; nothing was written. Load it again and decide anew."""

    def __init__(self, case_id: str, expected: int, actual: int) -> None:
        """Keep the two versions: what the writer had seen, and what there is."""
        self.case_id = case_id
        self.expected = expected
        self.actual = actual
        super().__init__(
            f"case {case_id} is at version {actual}, not {expected}: load it again and decide anew"
        )


class SchemaMismatch(IdVerifyError):
    """The tables of a database are of another version than this release works with."""

    def __init__(self, part: str, found: int, needed: int) -> None:
        """Keep both versions; 0 means that there are no tables yet."""
        self.part = part
        self.found = found
        self.needed = needed
        advice = "apply the migration" if found < needed else "it was made by a newer release"
        super().__init__(
            f"the {part} tables are at version {found}, this release needs {needed}: {advice}"
        )


class StoreUnavailable(IdVerifyError):
    """A database could not be reached or could not write: lost, busy, full. Nothing is by halves.

    The same call with the same command id may be made again at any time.
    """


class NotDelivered(IdVerifyError):
    """A message was not delivered this time; the text says why, and names nobody."""


class Undeliverable(NotDelivered):
    """A message will never be delivered as it is: trying again is of no use."""
