"""What people are told, in plain polite Japanese or English; a service may write its own.

No personal data beyond the addressee's name, and never an internal note: a
message is made from codes, days and the policy only.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, Protocol

from idverify.language import Label, Language
from idverify.lifecycle.effects import Notice, Notify
from idverify.policy.policy import Policy
from idverify.ports import Message
from idverify.vocabulary.reasons import REASONS, RejectionReason

__all__ = ["Wording", "compose", "long_date"]


class Wording(Protocol):
    """Writes the message of a notification, as `compose` does."""

    def __call__(
        self,
        notify: Notify,
        policy: Policy,
        *,
        name: str = "",
        case_id: str = "",
        language: Language = Language.JA,
        why: str = "",
    ) -> Message:
        """Write a message to the addressee *name*, or to operators about *case_id*.

        *why* says of a promised day how it was counted.
        """
        ...


_WEEKDAYS_JA: Final = "月火水木金土日"


def long_date(day: date, language: Language) -> str:
    """Write a day as people do, with its weekday; never by the machine's locale.

    >>> long_date(date(2026, 11, 23), Language.JA), long_date(date(2026, 11, 23), Language.EN)
    ('2026年11月23日(月)', 'Monday, 23 November 2026')
    """
    return language.pick(
        f"{day.year}年{day.month}月{day.day}日({_WEEKDAYS_JA[day.weekday()]})",
        f"{_WEEKDAYS_EN[day.weekday()]}, {day.day} {_MONTHS_EN[day.month - 1]} {day.year}",
    )


_WEEKDAYS_EN: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

#: Subject and first paragraph of each notice; `{due}` is the last day for a decision.
_TEXTS: Final = {
    (Notice.RECEIVED, Language.JA): (
        "本人確認書類を受け付けました",
        (
            "本人確認書類をご提出いただき、ありがとうございます。\n"
            "{due}までに審査の結果をお知らせします。\n"
            "この期限は、土日や祝日などの休業日を除いた営業日で数えています。"
        ),
    ),
    (Notice.RECEIVED, Language.EN): (
        "We have received your documents",
        (
            "Thank you for sending your identity documents.\n"
            "We will tell you the result by {due}; "
            "this counts business days only, without weekends and public holidays."
        ),
    ),
    (Notice.APPROVED, Language.JA): (
        "本人確認が完了しました",
        "審査の結果、本人確認書類を承認しました。",
    ),
    (Notice.APPROVED, Language.EN): (
        "Your identity has been verified",
        "We have reviewed and approved your identity documents.",
    ),
    (Notice.REJECTED, Language.JA): (
        "本人確認書類を承認できませんでした",
        (
            "審査の結果、今回の本人確認書類は承認できませんでした。\n"
            "次の点を直して、もう一度ご提出ください。"
        ),
    ),
    (Notice.REJECTED, Language.EN): (
        "We could not approve your documents",
        (
            "We have reviewed your identity documents and could not approve them this time.\n"
            "Please mend the following and submit them again."
        ),
    ),
    (Notice.REFUSED, Language.JA): (
        "本人確認の審査結果のお知らせ",
        (
            "審査の結果、本人確認を承認しないことに決定しました。再提出はお受けできません。\n"
            "理由は次のとおりです。"
        ),
    ),
    (Notice.REFUSED, Language.EN): (
        "The result of your identity verification",
        (
            "We have decided not to approve your identity verification; "
            "documents cannot be submitted again.\n"
            "The reasons are these."
        ),
    ),
    (Notice.REVOKED, Language.JA): (
        "本人確認の承認を取り消しました",
        (
            "いったん承認した本人確認について、承認を取り消しました。\n"
            "次の点をご確認のうえ、お手数ですが書類をもう一度ご提出ください。"
        ),
    ),
    (Notice.REVOKED, Language.EN): (
        "The approval of your identity was withdrawn",
        (
            "We had approved your identity verification and have now withdrawn that approval.\n"
            "Please look at the following and submit documents again."
        ),
    ),
    (Notice.REVOKED_FOR_GOOD, Language.JA): (
        "本人確認の承認の取消しのお知らせ",
        (
            "いったん承認した本人確認について、承認を取り消しました。再提出はお受けできません。\n"
            "理由は次のとおりです。"
        ),
    ),
    (Notice.REVOKED_FOR_GOOD, Language.EN): (
        "Your identity verification is no longer approved",
        (
            "We had approved your identity verification and have now withdrawn that approval; "
            "documents cannot be submitted again.\n"
            "The reasons are these."
        ),
    ),
    (Notice.INCOMPLETE_AGAIN, Language.JA): (
        "本人確認が「未完了」に戻りました",
        (
            "登録情報の変更などにより、本人確認の状態が「未完了」に戻りました。\n"
            "お手数ですが、現在の登録情報と一致する書類をもう一度ご提出ください。"
        ),
    ),
    (Notice.INCOMPLETE_AGAIN, Language.EN): (
        "Your verification is incomplete again",
        (
            "Because your profile was changed, or the verification has run out, "
            "your status is incomplete (未完了) again.\n"
            "Please submit documents that agree with your profile as it is now."
        ),
    ),
    (Notice.WITHDRAWN, Language.JA): (
        "本人確認書類の提出を取り下げました",
        "お申し出により、審査中の提出を取り下げました。いつでも改めてご提出いただけます。",
    ),
    (Notice.WITHDRAWN, Language.EN): (
        "Your submission was withdrawn",
        "As you asked, your pending submission was withdrawn. You may submit again at any time.",
    ),
    (Notice.DUE_SOON, Language.JA): (
        "審査期限が近い案件があります",
        (
            "案件 {case_id} の審査期限は{due}です。まだ判断されていません。\n"
            "期限までに審査してください。"
        ),
    ),
    (Notice.DUE_SOON, Language.EN): (
        "A review is due soon",
        (
            "Case {case_id} is to be decided by {due} and is still undecided.\n"
            "Please review it in time."
        ),
    ),
    (Notice.OVERDUE, Language.JA): (
        "【要対応】審査期限を過ぎた案件があります",
        (
            "案件 {case_id} は審査期限({due})を過ぎましたが、まだ判断されていません。\n"
            "至急、審査してください。期限が過ぎても自動で承認されることはありません。"
        ),
    ),
    (Notice.OVERDUE, Language.EN): (
        "[Action needed] A review is overdue",
        (
            "Case {case_id} was to be decided by {due} and is still undecided.\n"
            "Please review it now. Time alone never approves a case."
        ),
    ),
    (Notice.REDACTED, Language.JA): (
        "本人確認の個人情報を削除します",
        "本人確認のためにお預かりした個人情報と画像を、このお知らせの送信をもってすべて削除します。",
    ),
    (Notice.REDACTED, Language.EN): (
        "We are deleting your personal data",
        (
            "With this message we delete all personal data and pictures "
            "that we have kept for your identity verification."
        ),
    ),
}  # fmt: skip

#: The first paragraph where no attempt is left: what has happened, and no invitation.
_LAST: Final = {
    (Notice.REJECTED, Language.JA): (
        "審査の結果、今回の本人確認書類は承認できませんでした。\n理由は次のとおりです。"
    ),
    (Notice.REJECTED, Language.EN): (
        "We have reviewed your identity documents and could not approve them.\n"
        "The reasons are these."
    ),
    (Notice.INCOMPLETE_AGAIN, Language.JA): (
        "登録情報の変更などにより、本人確認の状態が「未完了」に戻りました。"
    ),
    (Notice.INCOMPLETE_AGAIN, Language.EN): (
        "Because your profile was changed, or the verification has run out, "
        "your status is incomplete (未完了) again."
    ),
    (Notice.WITHDRAWN, Language.JA): "お申し出により、審査中の提出を取り下げました。",
    (Notice.WITHDRAWN, Language.EN): "As you asked, your pending submission was withdrawn.",
}  # fmt: skip

#: What stands at the end where no attempt is left.
_NO_MORE: Final = Label(
    "今回が最後のご提出でした。提出できる回数の上限に達したため、再提出はお受けできません。",
    "This was the last attempt allowed, so documents cannot be submitted again.",
)

#: After these nothing may be submitted any more.
_FOR_GOOD: Final = frozenset({Notice.REFUSED, Notice.REVOKED_FOR_GOOD})

#: Whom to ask where there is nothing to mend.
_ASK: Final = Label(
    "ご不明な点は、本サービスのお問い合わせ窓口までお問い合わせください。",
    "If you have questions, please ask the customer support of this service.",
)

#: What stands below the reasons of a refusal that is not for good.
_AGAIN: Final = Label(
    (
        "再提出は、前回と同じ提出画面から行えます。書類は一式そろえてお送りください。\n"
        "審査の期限は、再提出を受け付けた日から改めて数えます。"
    ),
    (
        "To submit again, use the same page as before and send all documents together.\n"
        "The time for our review then begins anew."
    ),
)

_NEXT_STEPS: Final = Label(
    "次のことができるようになりました。",
    "You can now take these steps.",
)


def compose(
    notify: Notify,
    policy: Policy,
    *,
    name: str = "",
    case_id: str = "",
    language: Language = Language.JA,
    why: str = "",
) -> Message:
    """Write the message of a notification.

    Args:
        notify: What it is about, with reasons and day where it has them.
        policy: Whose reasons and next steps are told.
        name: The addressee, for the salutation; empty for operators.
        case_id: Named to operators only.
        language: Japanese or English.
        why: How the promised day was counted, which days were left out and for what reason.
    """
    subject, opening = _TEXTS[notify.notice, language]
    if notify.is_last:
        opening = _LAST.get((notify.notice, language), opening)
    due = long_date(notify.due_on, language) if notify.due_on else ""
    paragraphs = [_salutation(name, language), opening.format(due=due, case_id=case_id)]
    paragraphs.append(why)
    paragraphs.extend(_reasons(notify, policy, language))
    paragraphs.extend(_closing(notify, policy, language))
    return Message(subject=subject, body="\n\n".join(filter(None, paragraphs)) + "\n")


def _salutation(name: str, language: Language) -> str:
    if not name:
        return ""
    # A line break in a name would let it speak for us.
    line = " ".join(name.split())
    return language.pick(f"{line} 様", f"Dear {line},")


def _reasons(notify: Notify, policy: Policy, language: Language) -> Iterator[str]:
    known = {**REASONS, **{rule.reason.code: rule.reason for rule in policy.rules}}
    # A remedy says what to submit: where nothing may be submitted it would mislead.
    is_over = notify.is_last or notify.notice in _FOR_GOOD
    for number, code in enumerate(notify.reasons, start=1):
        label, remedy = _words(known.get(code, REASONS["other"]), language)
        yield f"{number}. {label}" if is_over else f"{number}. {label}\n   {remedy}"


def _closing(notify: Notify, policy: Policy, language: Language) -> Iterator[str]:
    """Say what comes next: whom to ask, how to submit again, or what is unlocked."""
    if notify.is_last:
        yield f"{_NO_MORE.told(language)}\n{_ASK.told(language)}"
    elif notify.notice in _FOR_GOOD:
        yield _ASK.told(language)
    elif notify.notice in {Notice.REJECTED, Notice.REVOKED}:
        yield _AGAIN.told(language)
    elif notify.notice is Notice.APPROVED:
        yield from _next_steps(policy, language)


def _words(reason: RejectionReason, language: Language) -> tuple[str, str]:
    return language.pick(
        (reason.label_ja, reason.remedy_ja), (_begun(reason.label_en), reason.remedy_en)
    )


def _begun(label: str) -> str:
    """Begin a label as a sentence begins."""
    return label[:1].upper() + label[1:]


def _next_steps(policy: Policy, language: Language) -> Iterator[str]:
    if policy.next_steps:
        yield _NEXT_STEPS.told(language)
    for step in policy.next_steps:
        title = language.pick(step.title_ja, _begun(step.title_en))
        details = language.pick(step.details_ja, step.details_en)
        mark = language.pick("・", "- ")
        yield "\n".join([f"□ {title}", *(f"   {mark}{detail}" for detail in details)])
