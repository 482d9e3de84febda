"""Errors of decisions as plain values, sent by a worker and raised again by the desk."""

from enum import StrEnum

from attrs import frozen

from idverify.errors import (
    CommandIdReusedError,
    IdVerifyError,
    IllegalTransitionError,
    InvalidValueError,
    MissingDataError,
    StaleSubmissionError,
    UnknownCaseError,
    VersionConflictError,
)
from idverify.validation import validated

__all__ = ["DecisionError", "ErrorKind", "SerializedError"]


class ErrorKind(StrEnum):
    """The class of a serialized error."""

    ILLEGAL = "illegal"
    INVALID = "invalid"
    STALE = "stale"
    """The version of the case is another one."""
    REPLACED = "replaced"
    """The submission is no longer under review."""
    MISSING = "missing"
    UNKNOWN = "unknown"
    REUSED = "reused"


#: The errors of a decision that the desk raises again.
DecisionError = (
    IllegalTransitionError
    | InvalidValueError
    | MissingDataError
    | StaleSubmissionError
    | UnknownCaseError
    | VersionConflictError
)


@validated
@frozen(kw_only=True)
class SerializedError:
    """An error of a decision as plain values, which are restored by `to_error`."""

    kind: ErrorKind
    text: str = ""
    text_ja: str = ""
    state: str = ""
    step: str = ""
    possible: tuple[str, ...] = ()
    """The steps that the state allows."""
    versions: tuple[int, ...] = ()
    submission_id: str = ""
    current: str | None = None
    """The id of the submission that is now the current one."""

    @classmethod
    def from_error(cls, error: DecisionError) -> "SerializedError":
        """Return the plain values of an error."""
        match error:
            case IllegalTransitionError():
                return cls(
                    kind=ErrorKind.ILLEGAL,
                    text=error.reason,
                    text_ja=error.reason_ja,
                    state=str(error.state),
                    step=error.step,
                    possible=error.possible,
                )
            case StaleSubmissionError():
                return cls(
                    kind=ErrorKind.REPLACED,
                    submission_id=error.submission_id,
                    state=str(error.state),
                    current=error.current,
                )
            case VersionConflictError():
                versions = (error.expected, error.actual)
                return cls(kind=ErrorKind.STALE, text=str(error), versions=versions)
            case MissingDataError():
                return cls(kind=ErrorKind.MISSING, text=str(error))
            case UnknownCaseError():
                return cls(kind=ErrorKind.UNKNOWN)
            case InvalidValueError():
                return cls(kind=ErrorKind.INVALID, text=str(error))

    def to_error(  # noqa: PLR0911 - one for each kind
        self, case_id: str, command_id: str
    ) -> IdVerifyError:
        """Return the error that these values describe."""
        match self.kind:
            case ErrorKind.ILLEGAL:
                return IllegalTransitionError(
                    self.state, self.step, self.possible, self.text, self.text_ja
                )
            case ErrorKind.REPLACED:
                return StaleSubmissionError(self.submission_id, self.state, self.current)
            case ErrorKind.STALE:
                return VersionConflictError(case_id, *self.versions)
            case ErrorKind.MISSING:
                return MissingDataError(self.text)
            case ErrorKind.UNKNOWN:
                return UnknownCaseError(case_id)
            case ErrorKind.REUSED:
                return CommandIdReusedError(case_id, command_id)
            case ErrorKind.INVALID:
                return InvalidValueError(self.text)
