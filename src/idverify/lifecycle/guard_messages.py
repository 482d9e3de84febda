"""Messages that explain why a step is refused (手続できない理由), in Japanese and English.

They contain no personal data.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from idverify.catalogue.reasons import REASONS
from idverify.i18n import Label
from idverify.policy.assessment import Assessment, Verdict

__all__ = [
    "PROFILE_CHANGED",
    "REPLACEMENT_NOT_ALLOWED",
    "REVERIFICATION_NOT_DUE",
    "SUBMISSION_ID_REUSED",
    "SUBMISSION_NOT_CURRENT",
    "attempt_limit_reason",
    "blocking_reason",
    "record_retention_reason",
]

SUBMISSION_NOT_CURRENT: Final = Label(
    "その提出は差し替えまたは取下げ済みで、現在のものではありません。",
    "that submission is no longer the current one",
)
REPLACEMENT_NOT_ALLOWED: Final = Label(
    "審査中の提出があり、この基準では差し替えできません。先に取り下げてください。",
    "a submission is pending and this policy lets none be replaced; withdraw it first",
)
SUBMISSION_ID_REUSED: Final = Label(
    "その提出IDは以前の提出に使われています。提出ごとに別のIDを付けてください。",
    "the id of the submission is that of an earlier one; give each its own",
)
PROFILE_CHANGED: Final = Label(
    "登録情報が、この提出のときのものではありません。",
    "the profile is not the one this submission was made with",
)
REVERIFICATION_NOT_DUE: Final = Label(
    "この基準で再確認が必要になる日が来ていません。",
    "the policy's time for a new verification has not come",
)


def attempt_limit_reason(max_attempts: int | None) -> Label:
    """Return the message that a policy allows no further submission."""
    return Label(
        f"提出できる{max_attempts}回をすべて使いました。",
        f"all {max_attempts} attempts are used up",
    )


def blocking_reason(assessment: Assessment) -> Label:
    """Return the message why an assessment prevents an approval."""
    if assessment.verdict is Verdict.OPEN:
        facts = [question.fact for question in assessment.open_questions]
        return Label(
            "次の点が未確認です: " + " ".join(fact.question_ja for fact in facts),
            f"these have not been looked at: {', '.join(fact.name for fact in facts)}",
        )
    codes = assessment.reason_codes
    return Label(
        f"不備があります: {_join_reason_labels(codes)}", f"the policy finds {', '.join(codes)}"
    )


def _join_reason_labels(codes: Iterable[str]) -> str:
    return "、".join(REASONS[code].label_ja if code in REASONS else code for code in codes)


def record_retention_reason(years: int, last_day: date | None) -> Label:
    """Return the message until when records are kept; without *last_day*, what to provide."""
    ja = f"記録は契約終了から{years}年間保存します。"
    en = f"records are kept {years} years from the end of the contract"
    if last_day is None:
        return Label(f"{ja}契約が終了した日を示してください。", f"{en}: say when it ended")
    return Label(f"{ja}{last_day}までです(当日を含みます)。", f"{en}: until {last_day} included")
