"""Steps of a case in the words of the desk: the method that leads to each event.

Errors name these methods, because a caller knows methods and not events.
"""

from collections.abc import Mapping
from typing import Final

from idverify.errors import IllegalTransitionError
from idverify.i18n import Label
from idverify.lifecycle.events import (
    Approved,
    AttemptGranted,
    DeadlinePassed,
    DecisionProposed,
    Event,
    IdentityChanged,
    JudgementRecorded,
    Redacted,
    RefusedForGood,
    Rejected,
    Reopened,
    Revoked,
    RevokedForGood,
    Submitted,
    VerificationLapsed,
    Withdrawn,
)
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import TRANSITIONS

__all__ = ["STEP_NAMES", "illegal_transition", "possible_steps"]

#: The step of each event: the method of a desk, and its Japanese name.
STEP_NAMES: Final[Mapping[type[Event], Label]] = {
    Submitted: Label("提出", "submit"),
    Approved: Label("承認", "approve"),
    Rejected: Label("非承認", "reject"),
    RefusedForGood: Label("非承認(再提出不可)", "reject(final=True)"),
    DecisionProposed: Label("二人目の確認待ちの記録", "reject"),
    JudgementRecorded: Label("判断の記録", "record_judgement"),
    Withdrawn: Label("取下げ", "withdraw"),
    IdentityChanged: Label("登録情報の変更", "change_profile"),
    DeadlinePassed: Label("審査期限の確認", "process_due_cases"),
    Revoked: Label("承認の取消し", "revoke"),
    RevokedForGood: Label("承認の取消し(再提出不可)", "revoke(final=True)"),
    Reopened: Label("案件の再開", "reopen"),
    AttemptGranted: Label("提出回数の追加", "grant_attempt"),
    VerificationLapsed: Label("再確認", "lapse"),
    Redacted: Label("個人情報の削除", "redact"),
}

_STATES_JA: Final = {
    State.INCOMPLETE: "未完了",
    State.UNDER_REVIEW: "審査中",
    State.APPROVED: "承認済み",
    State.REJECTED: "非承認",
    State.CLOSED: "終了",
    State.REDACTED: "削除済み",
}


def possible_steps(state: State) -> tuple[str, ...]:
    """Return the steps that *state* allows, in the order of the transition table.

    >>> possible_steps(State.REJECTED)
    ('submit', 'reject(final=True)', 'grant_attempt', 'redact')
    """
    return tuple(STEP_NAMES[event].en for event in _list_direct_events(state))


def _list_direct_events(state: State) -> tuple[type[Event], ...]:
    """Return the events that may follow, without proposals: those have no step of their own."""
    return tuple(event for event in TRANSITIONS[state] if event is not DecisionProposed)


def illegal_transition(
    state: State, event: type[Event], reason: Label | None = None
) -> IllegalTransitionError:
    """Return the error for an event that *state* does not allow, or that *reason* prevents."""
    step = STEP_NAMES.get(event) or Label(event.__name__, event.__name__)
    possible = possible_steps(state)
    if reason is not None:
        return IllegalTransitionError(state, step.en, possible, reason.en, reason.ja)
    options = "、".join(STEP_NAMES[each].ja for each in _list_direct_events(state)) or "ありません"
    reason_ja = (
        f"「{_STATES_JA[state]}」の案件では「{step.ja}」はできません。現在できる手続:{options}"
    )
    return IllegalTransitionError(state, step.en, possible, reason_ja=reason_ja)
