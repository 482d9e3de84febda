"""Exceptions raised by idverify.

A wrong *document* is never an error: it leads to a finding, and all findings are
returned. Exceptions are for misuse by the caller, for a transition that the lifecycle
does not have, for data that cannot be read, and for the loser of a race. Their texts name
the field and the type of a value, never personal data. Sensitive numbers in an id or key
of the caller are redacted.
"""

from collections.abc import Collection

from idverify.redaction import redact

__all__ = [
    "CommandIdReusedError",
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
    """Base class of the exceptions of this library; sensitive numbers in texts are redacted."""

    def __init__(self, *args: object) -> None:
        """Redact the sensitive numbers in every text of *args*."""
        super().__init__(*(redact(each) if isinstance(each, str) else each for each in args))


class InvalidValueError(IdVerifyError, ValueError):
    """An argument has an invalid value."""


class OutOfSpanError(InvalidValueError):
    """A day is outside the years that a table covers; the text names the span."""


class IllegalTransitionError(IdVerifyError):
    """The lifecycle has no such transition from this state, or a guard rejects it.

    Nothing has changed. `possible` lists the events that would have been legal, `reason`
    names the guard, and `reason_ja` does so in Japanese.
    """

    def __init__(
        self,
        state: str,
        event: str,
        possible: Collection[str],
        reason: str = "",
        reason_ja: str = "",
    ) -> None:
        """Store the facts as attributes and build the text from them."""
        self.state = state
        self.event = event
        self.possible = tuple(name for name in possible if name != event)
        self.reason = reason or "there is no such step"
        self.reason_ja = reason_ja or "この状態ではその手続はできません。"
        options = ", ".join(self.possible) or "nothing, the state is final"
        super().__init__(f"{event} is refused in {state}: {self.reason}; possible: {options}")


class DataError(IdVerifyError, ValueError):
    """External data cannot be read; `path` is the place, as in `$.documents[0].kind`.

    `problem` describes what is wrong there, and `problem_ja` does so in Japanese.
    """

    def __init__(self, path: str, problem: str, problem_ja: str = "") -> None:
        """Store the place and the problem, and build the text from them."""
        self.path = path
        self.problem = problem
        self.problem_ja = problem_ja or "読み取れないデータです。"
        super().__init__(f"{path}: {problem}")


class VersionConflictError(IdVerifyError):
    """Another writer changed the case first, and nothing was written.

    Load the case and decide again.
    """

    def __init__(self, case_id: str, expected: int, actual: int) -> None:
        """Store both versions: the one that the writer had read, and the current one."""
        self.case_id = case_id
        self.expected = expected
        self.actual = actual
        super().__init__(
            f"case {case_id} is at version {actual}, not {expected}: load it again and decide anew"
        )


class CommandIdReusedError(IdVerifyError):
    """A command id was used before for this case, with another command or other values.

    Nothing was changed. A retry repeats the same values; any other request needs a new id.
    """

    def __init__(self, case_id: str, command_id: str) -> None:
        """Store both ids."""
        self.case_id = case_id
        self.command_id = command_id
        super().__init__(
            f"command_id {command_id} was used before for case {case_id}, with another step or"
            " other values: repeat a request with the same values, or give a new command_id"
        )


class SchemaMismatchError(IdVerifyError):
    """The tables of a database have another version than this release needs."""

    def __init__(self, component: str, actual: int, expected: int) -> None:
        """Store both versions; 0 means that there are no tables yet."""
        self.component = component
        self.actual = actual
        self.expected = expected
        advice = "apply the migration" if actual < expected else "it was made by a newer release"
        super().__init__(
            f"the {component} tables are at version {actual}, "
            f"this release needs {expected}: {advice}"
        )


class StoreUnavailableError(IdVerifyError):
    """A database could not be reached or could not write: it is lost, busy or full.

    No partial write occurred. The same call with the same command id may be repeated at any
    time.
    """


class DeliveryError(IdVerifyError):
    """A message was not delivered this time; the text gives the reason, but no names."""


class PermanentDeliveryError(DeliveryError):
    """A message cannot be delivered as it is; retries would fail too."""
