"""Guards of the desk: what must be true of a request, of the clock and of the collaborators."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from inspect import iscoroutinefunction
from typing import Final

from idverify.calendar.deadline import ReviewClock
from idverify.desk.case_file import list_submitted_events
from idverify.errors import (
    ConfigurationError,
    InvalidValueError,
    MissingDataError,
    StaleSubmissionError,
    UnknownCaseError,
    UnknownSubmissionError,
)
from idverify.lifecycle.case import Case
from idverify.lifecycle.events import Event, Submitted
from idverify.lifecycle.states import State
from idverify.model.submissions import Submission
from idverify.policy.policy import Policy
from idverify.ports import Clock

__all__ = [
    "read_clock",
    "require_chronological_order",
    "require_collaborators",
    "require_host_commit",
    "require_image_bytes",
    "require_known_case",
    "require_new_submission_id",
    "require_policy",
    "require_settings",
    "require_submission_of_case",
    "require_submitted",
    "require_under_review",
    "tolerate_clock_skew",
]

#: The clocks of two machines that serve one case may differ by this much.
MAX_CLOCK_SKEW: Final = timedelta(minutes=1)
#: Errors name at most so many ids, the newest.
MAX_LISTED_IDS: Final = 3

# -- requests ---------------------------------------------------------------------------------


def require_known_case(case_id: str, case: Case) -> None:
    """Raise `UnknownCaseError` if the case has not begun."""
    if case.version == 0:
        raise UnknownCaseError(case_id)


def require_image_bytes(submission: Submission, images: Mapping[str, bytes]) -> None:
    """Raise unless *images* holds the bytes of every image of a submission, and no others.

    Raises:
        InvalidValueError: The error gives the numbers of expected and given images.
    """
    expected = {image.upload.sha256 for d in submission.documents for image in d.images}
    if expected != set(images):
        raise InvalidValueError(
            f"images has {len(images)} entries, {len(expected & set(images))} of them for the"
            f" {len(expected)} images of the submission: pass the bytes of each image by its"
            " SHA-256, as in {image.upload.sha256: data}"
        )


def require_submitted(case_id: str, case: Case) -> Submitted:
    """Return the submission that the state of a case results from.

    Raises:
        UnknownCaseError: The case has not begun.
        MissingDataError: The case has no submission.
    """
    require_known_case(case_id, case)
    if case.submitted is None:
        raise MissingDataError(
            f"case {case_id} is {case.state} and has no current submission: its documents were"
            " withdrawn, made void or purged"
        )
    return case.submitted


def require_under_review(case_id: str, case: Case, submission_id: str) -> None:
    """Raise unless the submission with this id is under review.

    Raises:
        UnknownCaseError: The case has not begun.
        StaleSubmissionError: It was replaced, withdrawn or decided on in the meantime.
    """
    require_known_case(case_id, case)
    if case.submission_id != submission_id or case.state is not State.UNDER_REVIEW:
        raise StaleSubmissionError(submission_id, case.state, case.submission_id)


def require_new_submission_id(history: Iterable[Event], submission_id: str) -> None:
    """Raise if a submission id was used before: a late decision could affect the wrong one.

    Raises:
        InvalidValueError: The history has a submission with this id.
    """
    if any(event.submission_id == submission_id for event in list_submitted_events(history)):
        raise InvalidValueError(
            f"submission.id {submission_id} was used before: give each submission a new id"
        )


def require_submission_of_case(case_id: str, history: Iterable[Event], submission_id: str) -> None:
    """Raise if a case never had a submission with this id.

    Raises:
        UnknownSubmissionError: The id is not that of a submission of the case.
    """
    ids = [event.submission_id for event in list_submitted_events(history)]
    if ids and submission_id not in ids:
        raise UnknownSubmissionError(case_id, submission_id, tuple(ids[-MAX_LISTED_IDS:]))


# -- time -------------------------------------------------------------------------------------


def read_clock(clock: Clock) -> datetime:
    """Return the moment that a clock gives.

    Raises:
        ConfigurationError: It gives something else, or a moment without time zone.
    """
    now: object = clock.now()
    if not isinstance(now, datetime) or now.utcoffset() is None:
        what = "a datetime without time zone" if isinstance(now, datetime) else _describe(now)
        raise ConfigurationError(
            f"clock.now() returned {what}: return a datetime with a time zone, as"
            " `SystemClock()` does"
        )
    return now


def tolerate_clock_skew(history: Sequence[Event], now: datetime) -> datetime:
    """Return *now*, or the moment of the last event if that is slightly later.

    The clocks of two machines differ a little, so a small step back is not an error.
    """
    last = history[-1].at if history else now
    return last if now < last <= now + MAX_CLOCK_SKEW else now


def require_chronological_order(history: Sequence[Event], events: Sequence[Event]) -> None:
    """Raise if new events are dated before the last event of a history.

    Raises:
        InvalidValueError: The clock is behind the last event.
    """
    if history and events[0].at < history[-1].at:
        raise InvalidValueError(
            f"the clock reads {events[0].at.isoformat()}, but the last step of the case was at"
            f" {history[-1].at.isoformat()}: set the clock and repeat the step; nothing was stored"
        )


# -- collaborators ----------------------------------------------------------------------------

#: The methods by which a desk knows its ports; the first one is named in the error.
_METHODS: Final = {
    "store": ("history", "append", "find_command_digest", "outstanding", "set_alarm"),
    "vault": ("put", "get", "salt", "purge"),
    "notifier": ("send",),
    "clock": ("now",),
}
_EXAMPLES: Final = {
    "store": "a case store such as `SqliteCaseStore`",
    "vault": "a vault such as `SqliteVault`",
    "notifier": "a notifier such as `SmtpNotifier`",
    "clock": "an object with a method `now()`, such as `SystemClock()`",
}
_WRONG_KIND: Final = {
    False: "asynchronous, and this desk blocks: use `AsyncVerificationDesk`",
    True: "blocking, and this desk is asynchronous: use `VerificationDesk`, an asynchronous"
    " adapter, or `idverify.adapters.threads`",
}
#: The method that an asynchronous port awaits, by port; clocks never wait.
_AWAITED: Final = {"store": "history", "vault": "get", "notifier": "send"}


def require_collaborators(*, is_async: bool, **ports: object) -> None:
    """Raise unless every port of a desk has the methods of its interface, blocking or not.

    Raises:
        ConfigurationError: A port is missing, is another kind of object, or has coroutines where
            the desk blocks, or the reverse.
    """
    for name, port in ports.items():
        if not _has_methods(port, _METHODS[name]):
            raise ConfigurationError(
                f"{name} is {_describe(port)}{_suggest_port(port)}: pass {_EXAMPLES[name]}"
            )
        awaited = _AWAITED.get(name)
        if awaited and iscoroutinefunction(getattr(port, awaited)) is not is_async:
            raise ConfigurationError(f"{name} is {_WRONG_KIND[is_async]}")


def _has_methods(port: object, methods: Iterable[str]) -> bool:
    # A class has the methods of its instances, and a moment a method `now`.
    is_value = not isinstance(port, type | datetime)
    return is_value and all(callable(getattr(port, method, None)) for method in methods)


def _describe(port: object) -> str:
    return f"the class {port.__name__}" if isinstance(port, type) else type(port).__name__


def _suggest_port(port: object) -> str:
    """Return a remark on what the object seems to be, or an empty text."""
    if isinstance(port, type):
        return ", not an instance of it"
    for name, methods in _METHODS.items():
        if _has_methods(port, methods):
            return f", which is a {name}"
    return ""


def require_policy(policy: object, review_clock: object) -> None:
    """Raise unless a desk has a policy, and a clock that counts the days it promises.

    Raises:
        ConfigurationError: One is missing, or the numbers of business days differ.
    """
    if not isinstance(policy, Policy):
        raise ConfigurationError(
            f"policy is {_describe(policy)}: pass a `Policy`, such as `CROWDWORKS_ARTICLE`"
        )
    if not isinstance(review_clock, ReviewClock):
        raise ConfigurationError(
            f"review_clock is {_describe(review_clock)}: pass a `ReviewClock`, such as"
            f" `ReviewClock(BusinessCalendar.japan(), business_days={policy.business_days})`"
        )
    counted, promised = review_clock.business_days, policy.business_days
    if counted != promised:
        raise ConfigurationError(
            f"review_clock counts {counted} business days, but policy {policy.code}"
            f" promises {promised}: make the clock with business_days={promised}, or derive a"
            " policy with the other number"
        )


def require_settings(operators: object, wording: object, *, defer_effects: object) -> None:
    """Raise unless the settings of a desk that are no ports have their types.

    Raises:
        ConfigurationError: One has another type, or the address of the operators is blank.
    """
    if not isinstance(operators, str) or not operators.strip():
        what = "blank" if isinstance(operators, str) else _describe(operators)
        raise ConfigurationError(
            f"operators is {what}: pass the address to which overdue cases are reported, as text"
        )
    if not callable(wording):
        raise ConfigurationError(
            f"wording is {_describe(wording)}: pass a function such as `compose_message`"
        )
    if not isinstance(defer_effects, bool):
        raise ConfigurationError(f"defer_effects is {_describe(defer_effects)}: pass True or False")


def require_host_commit(store: object, on_commit: object, *, defer_effects: bool) -> None:
    """Raise if effects would be performed before the commit of a host's transaction.

    Raises:
        ConfigurationError: The store works inside the transactions of a host, and nothing says
            when they are committed; or effects are both deferred and performed.
    """
    if on_commit is not None and defer_effects:
        raise ConfigurationError(
            "on_commit and defer_effects are both set: give on_commit to perform effects after"
            " each commit, or defer_effects=True to leave them to relays"
        )
    if on_commit is not None and not callable(on_commit):
        raise ConfigurationError(
            f"on_commit is {_describe(on_commit)}: pass a function that takes a function and calls"
            " it after the commit, such as `django.db.transaction.on_commit`"
        )
    if getattr(store, "is_in_host_transaction", False) and on_commit is None and not defer_effects:
        raise ConfigurationError(
            "store works inside the transactions of a host, and a message must not be sent before"
            " the commit: pass on_commit=..., or defer_effects=True and call `perform_effects`"
            " (or run a relay) after the commit"
        )
