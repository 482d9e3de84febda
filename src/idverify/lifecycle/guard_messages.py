"""Messages that explain why a step is refused (手続できない理由), in Japanese and English.

They contain no personal data.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from idverify.catalogue.reasons import REASONS
from idverify.i18n import Label
from idverify.policy.assessment import Assessment, OpenQuestion, Verdict

__all__ = [
    "PROFILE_CHANGED",
    "REPLACEMENT_NOT_ALLOWED",
    "REVERIFICATION_NOT_DUE",
    "SECOND_REVIEWER_NEEDED",
    "SUBMISSION_ID_REUSED",
    "attempt_limit_reason",
    "attempts_left_reason",
    "blocking_reason",
    "record_retention_reason",
]

REPLACEMENT_NOT_ALLOWED: Final = Label(
    "審査中の提出があり、この基準では差し替えできません。先に取り下げてください。",
    "a submission is under review, and this policy allows no replacement: `withdraw` it first",
)
SUBMISSION_ID_REUSED: Final = Label(
    "その提出IDは以前の提出に使われています。提出ごとに別のIDを付けてください。",
    "the submission id was used by an earlier submission: give each submission a new id",
)
PROFILE_CHANGED: Final = Label(
    "登録情報が、この提出のときのものではありません。",
    "the profile differs from the one submitted: record the change with `change_profile`",
)
REVERIFICATION_NOT_DUE: Final = Label(
    "この基準で再確認が必要になる日が来ていません。",
    "the verification has not lapsed yet under this policy",
)
SECOND_REVIEWER_NEEDED: Final = Label(
    "この決定には、別の審査担当者の確認が必要です。",
    "this decision was proposed by the same reviewer: another reviewer has to make it, too",
)


def attempt_limit_reason(max_attempts: int) -> Label:
    """Return the message that a policy allows no further submission."""
    return Label(
        f"提出できる{max_attempts}回をすべて使いました。",
        f"the policy allows {max_attempts} submissions until an approval, and all were used",
    )


def attempts_left_reason(left: int | None) -> Label:
    """Return the message that no attempt has to be granted; None: the policy has no limit."""
    if left is None:
        return Label(
            "この基準には提出回数の上限がありません。", "the policy does not limit the attempts"
        )
    return Label(
        f"提出できる回数があと{left}回残っています。",
        f"attempts left without it: {left}; one is granted when all were used",
    )


def blocking_reason(assessment: Assessment) -> Label:
    """Return the message why an assessment prevents an approval."""
    if assessment.verdict is Verdict.OPEN:
        questions = assessment.open_questions
        return Label(
            "次の点が未確認です: " + " ".join(question.fact.question_ja for question in questions),
            f"not yet observed: {', '.join(map(_locate_question, questions))};"
            " pass them to `observe`, or judge them with `record_judgement`",
        )
    codes = assessment.reason_codes
    return Label(
        f"不備があります: {_join_reason_labels(codes)}",
        f"the policy does not accept it ({', '.join(codes)}): `reject` it",
    )


def _locate_question(question: OpenQuestion) -> str:
    """Return the field of an observation that answers a question, as in `documents[0].medium`."""
    name = question.fact.observation_field or question.fact.name
    return (
        name if question.document_index is None else f"documents[{question.document_index}].{name}"
    )


def _join_reason_labels(codes: Iterable[str]) -> str:
    return "、".join(REASONS[code].label_ja if code in REASONS else code for code in codes)


def record_retention_reason(years: int, last_day: date | None) -> Label:
    """Return the message until when records are kept; without *last_day*, what to provide."""
    ja = f"記録は契約終了から{years}年間保存します。"
    en = f"records are kept {years} years from the end of the contract"
    if last_day is None:
        return Label(f"{ja}契約が終了した日を示してください。", f"{en}: give `contract_ended_on`")
    return Label(f"{ja}{last_day}までです(当日を含みます)。", f"{en}: until {last_day} included")
