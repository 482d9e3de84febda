"""Exceptions raised by idverify, by cause.

A wrong *document* is never an error: it leads to a finding, and all findings are
returned. An exception reports misuse by the caller, a step that the state of a case does
not allow, data that are absent or cannot be read, a lost race, or a store or mail server
that failed. Texts name the field and the type of a value, never personal data; sensitive
numbers in an id or key of the caller are redacted. `http_status` maps each cause to a status.
"""

from collections.abc import Collection, Mapping
from typing import Final

from idverify.redaction import redact

__all__ = [
    "CommandIdReusedError",
    "ConfigurationError",
    "DataError",
    "DeliveryError",
    "IdVerifyError",
    "IllegalTransitionError",
    "InvalidValueError",
    "MissingDataError",
    "OutOfSpanError",
    "PermanentDeliveryError",
    "SchemaMismatchError",
    "StaleSubmissionError",
    "StoreUnavailableError",
    "TamperedDataError",
    "UnknownCaseError",
    "UnknownSubmissionError",
    "VersionConflictError",
    "http_status",
]


class IdVerifyError(Exception):
    """Base class of the exceptions of this library; sensitive numbers in texts are redacted."""

    text_ja: str = "処理を完了できませんでした。"
    """The message in Japanese, for the person who waits at the screen."""

    def __init__(self, *args: object) -> None:
        """Redact the sensitive numbers in every text of *args*."""
        super().__init__(*(redact(each) if isinstance(each, str) else each for each in args))


# -- the caller ---------------------------------------------------------------------------------


class InvalidValueError(IdVerifyError, ValueError):
    """An argument has an invalid value."""

    text_ja = "送信された内容に誤りがあります。内容をご確認のうえ、もう一度お試しください。"


class OutOfSpanError(InvalidValueError):
    """A day is outside the years that a table covers; the text names the span."""


class ConfigurationError(IdVerifyError):
    """A desk or an adapter was put together wrongly; the text names the part and the remedy."""

    text_ja = (
        "システムの設定に問題があり、処理を完了できませんでした。事務局へお問い合わせください。"
    )


class SchemaMismatchError(ConfigurationError):
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


class CommandIdReusedError(IdVerifyError):
    """A command id was used before for this case, with another command or other values.

    Nothing was changed. A retry repeats the same values; any other request needs a new id.
    """

    text_ja = "この操作の受付番号は、別の内容の操作ですでに使われています。"

    def __init__(self, case_id: str, command_id: str) -> None:
        """Store both ids."""
        self.case_id = case_id
        self.command_id = command_id
        super().__init__(
            f"command_id {command_id} was used before for case {case_id}, with another step or"
            " other values: repeat a request with the same values, or give a new command_id"
        )


# -- the state of a case ------------------------------------------------------------------------


class UnknownCaseError(IdVerifyError, LookupError):
    """No case has begun under this id; only `submit` begins one."""

    text_ja = "この番号の本人確認の申請は見つかりません。"

    def __init__(self, case_id: str) -> None:
        """Store the id."""
        self.case_id = case_id
        super().__init__(
            f"there is no case {case_id}: check the case id; a case begins with `submit`"
        )


class UnknownSubmissionError(IdVerifyError, LookupError):
    """The case never had a submission with this id; `known` are the newest ids it has."""

    text_ja = "この番号の提出は見つかりません。"

    def __init__(self, case_id: str, submission_id: str, known: tuple[str, ...]) -> None:
        """Store the ids."""
        self.case_id = case_id
        self.submission_id = submission_id
        self.known = known
        super().__init__(
            f"case {case_id} has no submission {submission_id}: check the id; the newest"
            f" submissions are {', '.join(known)}"
        )


class IllegalTransitionError(IdVerifyError):
    """The state of the case does not allow this step, or a condition of the policy is not met.

    Nothing has changed. `possible` lists the other steps that the state allows, `reason` names the
    condition, and `reason_ja` does so in Japanese.
    """

    def __init__(
        self,
        state: str,
        step: str,
        possible: Collection[str],
        reason: str = "",
        reason_ja: str = "",
    ) -> None:
        """Store the facts as attributes and build the text from them."""
        self.state = state
        self.step = step
        self.possible = tuple(name for name in possible if name != step)
        self.reason = reason or f"a case in this state has no step `{step}`"
        self.reason_ja = reason_ja or "現在の状態では、この手続はできません。"
        self.text_ja = self.reason_ja
        options = ", ".join(self.possible) or "nothing, the state is final"
        super().__init__(
            f"{step} is refused while the case is {state}: {self.reason}; possible now: {options}"
        )


class StaleSubmissionError(IdVerifyError):
    """The submission that a step is about is no longer the one under review; reload the case.

    Nothing has changed. `current` is the id of the current submission, or None.
    """

    def __init__(self, submission_id: str, state: str, current: str | None) -> None:
        """Store the facts as attributes and build the text from them."""
        self.submission_id = submission_id
        self.state = state
        self.current = current
        cause, self.text_ja = _explain_stale_submission(submission_id, state, current)
        super().__init__(
            f"submission {submission_id} is no longer under review: {cause}; reload the case"
        )


def _explain_stale_submission(
    submission_id: str, state: str, current: str | None
) -> tuple[str, str]:
    if state == "redacted":
        return (
            "the personal data of the case were deleted",
            "この案件の個人情報は削除されています。",
        )
    if current is None:
        return (
            f"it was withdrawn, or a change of the profile made it void, and the case is {state}",
            "この提出は取り下げられたか、登録情報の変更により無効になりました。画面を更新してください。",
        )
    if current == submission_id:
        return (
            f"it was decided on, and the case is {state}",
            "この提出の審査はすでに終わっています。画面を更新してください。",
        )
    return (
        f"it was replaced by {current}",
        "この提出は新しい提出に差し替えられました。画面を更新してください。",
    )


class MissingDataError(IdVerifyError):
    """Personal data that a step needs are not stored: never given, withdrawn, or purged."""

    text_ja = "必要な情報は保存されていません(削除済み、または未提出です)。"


class VersionConflictError(IdVerifyError):
    """Another writer changed the case first, and nothing was written.

    Load the case and decide again.
    """

    text_ja = "ほかの担当者が先にこの案件を更新しました。画面を更新して、もう一度操作してください。"

    def __init__(self, case_id: str, expected: int, actual: int) -> None:
        """Store both versions: the one that the writer had read, and the current one."""
        self.case_id = case_id
        self.expected = expected
        self.actual = actual
        super().__init__(
            f"case {case_id} is at version {actual}, not {expected}: another writer changed it"
            " first, and nothing was written; reload the case and decide again"
        )


# -- data and services --------------------------------------------------------------------------


class DataError(IdVerifyError, ValueError):
    """External data cannot be read; `path` is the place, as in `$.documents[0].kind`.

    `problem` describes what is wrong there, and `problem_ja` does so in Japanese.
    """

    def __init__(self, path: str, problem: str, problem_ja: str = "") -> None:
        """Store the place and the problem, and build the text from them."""
        self.path = path
        self.problem = problem
        self.problem_ja = problem_ja or "読み取れないデータです。"
        self.text_ja = self.problem_ja
        super().__init__(f"{path}: {problem}")


class TamperedDataError(DataError):
    """Encrypted data were changed or moved, or their key is missing; they cannot be read."""


class StoreUnavailableError(IdVerifyError):
    """A database could not be reached or could not write: it is lost, busy or full.

    No partial write occurred. The same call with the same command id may be repeated at any
    time.
    """

    text_ja = "ただいま処理できません。しばらくしてから、もう一度お試しください。"


class DeliveryError(IdVerifyError):
    """A message was not delivered this time; the text gives the reason, but no names."""

    text_ja = "お知らせを送信できませんでした。"


class PermanentDeliveryError(DeliveryError):
    """A message cannot be delivered as it is; retries would fail too."""


# -- HTTP ---------------------------------------------------------------------------------------

#: Statuses by cause, of RFC 9110; 422 for a reused id follows the IETF draft on Idempotency-Key.
HTTP_STATUSES: Final[Mapping[type[BaseException], int]] = {
    UnknownCaseError: 404,
    UnknownSubmissionError: 404,
    IllegalTransitionError: 409,
    StaleSubmissionError: 409,
    VersionConflictError: 409,
    MissingDataError: 410,
    InvalidValueError: 422,
    CommandIdReusedError: 422,
    TamperedDataError: 500,
    DataError: 422,
    ConfigurationError: 500,
    DeliveryError: 502,
    StoreUnavailableError: 503,
    Exception: 500,
}


def http_status(error: BaseException) -> int:
    """Return the HTTP status that reports an error to the client of a service.

    404: no such case; 409: the case changed, reload it; 410: the data are gone; 422: the
    request is wrong; 503: try again later; 500: a fault of the service, as for any exception
    that is not of this library.

    >>> http_status(UnknownCaseError("c-1")), http_status(StoreUnavailableError("locked"))
    (404, 503)
    """
    kinds = (kind for kind in type(error).__mro__ if kind in HTTP_STATUSES)
    return next((HTTP_STATUSES[kind] for kind in kinds), 500)
