"""What is raised, and whose fault it is.

A wrong *document* is never an error: it is a finding, and all findings are
returned. Exceptions are for the caller's misuse, for a step the lifecycle does
not have, for data that cannot be read, and for the loser of a race. Their texts
name the field and the shape of the value, never the value of a person's data; should
an id or a key of the caller's hold a number that may not travel, it is blacked out.
"""

from collections.abc import Collection

from idverify.redaction import redact

__all__ = [
    "DataError",
    "DeliveryError",
    "IdVerifyError",
    "IllegalTransitionError",
    "InvalidValueError",
    "OutOfSpanError",
    "PermanentDeliveryError",
    "SchemaMismatchError",
    "StoreUnavailableError",
    "VersionConflictError",
]


class IdVerifyError(Exception):
    """Whatever this library raises on purpose. No sensitive number stands in its text."""

    def __init__(self, *words: object) -> None:
        """Black out what may not travel."""
        super().__init__(*(redact(word) if isinstance(word, str) else word for word in words))


class InvalidValueError(IdVerifyError, ValueError):
    """The caller handed in a value that means nothing here."""


class OutOfSpanError(InvalidValueError):
    """A day lies outside the years a table knows; the text names the span."""


class IllegalTransitionError(IdVerifyError):
    """The lifecycle has no such step from this state, or its guard does not hold.

    Nothing has changed. `possible` lists what would have been legal, `why` the guard, and
    `reason_ja` says it in Japanese.
    """

    def __init__(
        self,
        state: str,
        event: str,
        possible: Collection[str],
        reason: str = "",
        reason_ja: str = "",
    ) -> None:
        """Keep the facts as attributes and put them in one sentence."""
        self.state = state
        self.event = event
        self.possible = tuple(name for name in possible if name != event)
        self.reason = reason or "there is no such step"
        self.reason_ja = reason_ja or "この状態ではその手続はできません。"
        options = ", ".join(self.possible) or "nothing, the state is final"
        super().__init__(f"{event} is refused in {state}: {self.reason}; possible: {options}")


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


class VersionConflictError(IdVerifyError):
    """Somebody else moved the case first; nothing was written. Load it again and decide anew."""

    def __init__(self, case_id: str, expected: int, actual: int) -> None:
        """Keep the two versions: what the writer had seen, and what there is."""
        self.case_id = case_id
        self.expected = expected
        self.actual = actual
        super().__init__(
            f"case {case_id} is at version {actual}, not {expected}: load it again and decide anew"
        )


class SchemaMismatchError(IdVerifyError):
    """The tables of a database are of another version than this release works with."""

    def __init__(self, component: str, actual: int, expected: int) -> None:
        """Keep both versions; 0 means that there are no tables yet."""
        self.component = component
        self.actual = actual
        self.expected = expected
        advice = "apply the migration" if actual < expected else "it was made by a newer release"
        super().__init__(
            f"the {component} tables are at version {actual}, this release needs {expected}: {advice}"
        )


class StoreUnavailableError(IdVerifyError):
    """A database could not be reached or could not write: lost, busy, full. Nothing is by halves.

    The same call with the same command id may be made again at any time.
    """


class DeliveryError(IdVerifyError):
    """A message was not delivered this time; the text says why, and names nobody."""


class PermanentDeliveryError(DeliveryError):
    """A message will never be delivered as it is: trying again is of no use."""
