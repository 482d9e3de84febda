"""Messages to applicants and operators (お知らせ), in plain polite Japanese or English.

A message is composed from codes, days and the policy only. It contains no personal data
except the name of the addressee, and no internal notes. A service may use its own texts.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, Protocol

from idverify.catalogue.reasons import REASONS, RejectionReason
from idverify.i18n import Label, Language
from idverify.lifecycle.effects import NotificationKind, Notify
from idverify.policy.policy import Policy
from idverify.ports import Message

__all__ = ["MessageComposer", "compose_message", "format_long_date"]


class MessageComposer(Protocol):
    """Composes the message of a notification; `compose_message` is the default."""

    def __call__(
        self,
        notify: Notify,
        policy: Policy,
        *,
        name: str = "",
        case_id: str = "",
        language: Language = Language.JA,
        deadline_explanation: str = "",
    ) -> Message:
        """Compose a message to the addressee *name*, or to operators about *case_id*.

        *deadline_explanation* states how the promised day was counted.
        """
        ...


_WEEKDAYS_JA: Final = "月火水木金土日"


def format_long_date(day: date, language: Language) -> str:
    """Return a date with its weekday in long form, independent of the system locale.

    >>> format_long_date(date(2026, 11, 23), Language.JA)
    '2026年11月23日(月)'
    >>> format_long_date(date(2026, 11, 23), Language.EN)
    'Monday, 23 November 2026'
    """
    return language.choose(
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

#: Subject and first paragraph by kind of notification; `{due}` is the last day for a decision.
_TEMPLATES: Final = {
    (NotificationKind.RECEIVED, Language.JA): (
        "本人確認書類を受け付けました",
        (
            "本人確認書類をご提出いただき、ありがとうございます。\n"
            "{due}までに審査の結果をお知らせします。\n"
            "この期限は、土日や祝日などの休業日を除いた営業日で数えています。"
        ),
    ),
    (NotificationKind.RECEIVED, Language.EN): (
        "We have received your documents",
        (
            "Thank you for sending your identity documents.\n"
            "We will tell you the result by {due}; "
            "this counts business days only, without weekends and public holidays."
        ),
    ),
    (NotificationKind.APPROVED, Language.JA): (
        "本人確認が完了しました",
        "審査の結果、本人確認書類を承認しました。",
    ),
    (NotificationKind.APPROVED, Language.EN): (
        "Your identity has been verified",
        "We have reviewed and approved your identity documents.",
    ),
    (NotificationKind.REJECTED, Language.JA): (
        "本人確認書類を承認できませんでした",
        (
            "審査の結果、今回の本人確認書類は承認できませんでした。\n"
            "次の点を直して、もう一度ご提出ください。"
        ),
    ),
    (NotificationKind.REJECTED, Language.EN): (
        "We could not approve your documents",
        (
            "We have reviewed your identity documents and could not approve them this time.\n"
            "Please correct the following and submit the documents again."
        ),
    ),
    (NotificationKind.REFUSED, Language.JA): (
        "本人確認の審査結果のお知らせ",
        (
            "審査の結果、本人確認を承認しないことに決定しました。再提出はお受けできません。\n"
            "理由は次のとおりです。"
        ),
    ),
    (NotificationKind.REFUSED, Language.EN): (
        "The result of your identity verification",
        (
            "We have decided not to approve your identity verification; "
            "documents cannot be submitted again.\n"
            "The reasons are these."
        ),
    ),
    (NotificationKind.REVOKED, Language.JA): (
        "本人確認の承認を取り消しました",
        (
            "いったん承認した本人確認について、承認を取り消しました。\n"
            "次の点をご確認のうえ、お手数ですが書類をもう一度ご提出ください。"
        ),
    ),
    (NotificationKind.REVOKED, Language.EN): (
        "The approval of your identity was withdrawn",
        (
            "We had approved your identity verification and have now withdrawn that approval.\n"
            "Please look at the following and submit documents again."
        ),
    ),
    (NotificationKind.REVOKED_FOR_GOOD, Language.JA): (
        "本人確認の承認の取消しのお知らせ",
        (
            "いったん承認した本人確認について、承認を取り消しました。再提出はお受けできません。\n"
            "理由は次のとおりです。"
        ),
    ),
    (NotificationKind.REVOKED_FOR_GOOD, Language.EN): (
        "Your identity verification is no longer approved",
        (
            "We had approved your identity verification and have now withdrawn that approval; "
            "documents cannot be submitted again.\n"
            "The reasons are these."
        ),
    ),
    (NotificationKind.REOPENED, Language.JA): (
        "本人確認の手続を再開しました",
        (
            "終了していた本人確認の手続を再開しました。\n"
            "お手数ですが、現在の登録情報と一致する書類をご提出ください。"
        ),
    ),
    (NotificationKind.REOPENED, Language.EN): (
        "Your identity verification was reopened",
        (
            "We have reopened your identity verification, which had been closed.\n"
            "Please submit documents that agree with your profile as it is now."
        ),
    ),
    (NotificationKind.ATTEMPT_GRANTED, Language.JA): (
        "本人確認書類をもう一度ご提出いただけます",
        (
            "提出できる回数の上限に達していましたが、あと1回ご提出いただけるようにいたしました。\n"
            "お手数ですが、現在の登録情報と一致する書類をご提出ください。"
        ),
    ),
    (NotificationKind.ATTEMPT_GRANTED, Language.EN): (
        "You may submit documents once more",
        (
            "All allowed attempts had been used; we have granted you one more.\n"
            "Please submit documents that agree with your profile as it is now."
        ),
    ),
    (NotificationKind.INCOMPLETE_AGAIN, Language.JA): (
        "本人確認が「未完了」に戻りました",
        (
            "登録情報の変更などにより、本人確認の状態が「未完了」に戻りました。\n"
            "お手数ですが、現在の登録情報と一致する書類をもう一度ご提出ください。"
        ),
    ),
    (NotificationKind.INCOMPLETE_AGAIN, Language.EN): (
        "Your verification is incomplete again",
        (
            "Because your profile was changed, or the verification has run out, "
            "your status is incomplete (未完了) again.\n"
            "Please submit documents that agree with your profile as it is now."
        ),
    ),
    (NotificationKind.WITHDRAWN, Language.JA): (
        "本人確認書類の提出を取り下げました",
        "お申し出により、審査中の提出を取り下げました。いつでも改めてご提出いただけます。",
    ),
    (NotificationKind.WITHDRAWN, Language.EN): (
        "Your submission was withdrawn",
        "As you asked, your pending submission was withdrawn. You may submit again at any time.",
    ),
    (NotificationKind.DUE_SOON, Language.JA): (
        "審査期限が近い案件があります",
        (
            "案件 {case_id} の審査期限は{due}です。まだ判断されていません。\n"
            "期限までに審査してください。"
        ),
    ),
    (NotificationKind.DUE_SOON, Language.EN): (
        "A review is due soon",
        (
            "Case {case_id} is to be decided by {due} and is still undecided.\n"
            "Please review it in time."
        ),
    ),
    (NotificationKind.OVERDUE, Language.JA): (
        "【要対応】審査期限を過ぎた案件があります",
        (
            "案件 {case_id} は審査期限({due})を過ぎましたが、まだ判断されていません。\n"
            "至急、審査してください。期限が過ぎても自動で承認されることはありません。"
        ),
    ),
    (NotificationKind.OVERDUE, Language.EN): (
        "[Action needed] A review is overdue",
        (
            "Case {case_id} was to be decided by {due} and is still undecided.\n"
            "Please review it now. Time alone never approves a case."
        ),
    ),
    (NotificationKind.REDACTED, Language.JA): (
        "本人確認の個人情報を削除します",
        "本人確認のためにお預かりした個人情報と画像を、このお知らせの送信をもってすべて削除します。",
    ),
    (NotificationKind.REDACTED, Language.EN): (
        "We are deleting your personal data",
        (
            "With this message we delete all personal data and pictures "
            "that we have kept for your identity verification."
        ),
    ),
}  # fmt: skip

#: First paragraph if no attempt is left: it does not invite the applicant to submit again.
_LAST_ATTEMPT_OPENINGS: Final = {
    (NotificationKind.REJECTED, Language.JA): (
        "審査の結果、今回の本人確認書類は承認できませんでした。\n理由は次のとおりです。"
    ),
    (NotificationKind.REJECTED, Language.EN): (
        "We have reviewed your identity documents and could not approve them.\n"
        "The reasons are these."
    ),
    (NotificationKind.INCOMPLETE_AGAIN, Language.JA): (
        "登録情報の変更などにより、本人確認の状態が「未完了」に戻りました。"
    ),
    (NotificationKind.INCOMPLETE_AGAIN, Language.EN): (
        "Because your profile was changed, or the verification has run out, "
        "your status is incomplete (未完了) again."
    ),
    (NotificationKind.WITHDRAWN, Language.JA): "お申し出により、審査中の提出を取り下げました。",
    (NotificationKind.WITHDRAWN, Language.EN): (
        "As you asked, your pending submission was withdrawn."
    ),
}  # fmt: skip

#: Last paragraph if no attempt is left.
_LAST_ATTEMPT_CLOSING: Final = Label(
    "今回が最後のご提出でした。提出できる回数の上限に達したため、再提出はお受けできません。",
    "This was the last attempt allowed, so documents cannot be submitted again.",
)

#: After these notifications nothing may be submitted.
_PERMANENT: Final = frozenset({NotificationKind.REFUSED, NotificationKind.REVOKED_FOR_GOOD})

#: Contact note if the applicant cannot correct anything.
_CONTACT_SUPPORT: Final = Label(
    "ご不明な点は、本サービスのお問い合わせ窓口までお問い合わせください。",
    "If you have questions, please ask the customer support of this service.",
)

#: Paragraph below the reasons if the applicant may submit again.
_HOW_TO_RESUBMIT: Final = Label(
    (
        "再提出は、前回と同じ提出画面から行えます。書類は一式そろえてお送りください。\n"
        "審査の期限は、再提出を受け付けた日から改めて数えます。"
    ),
    (
        "To submit again, use the same page as before and send all documents together.\n"
        "The time for our review then begins anew."
    ),
)

_NEXT_STEPS_INTRO: Final = Label(
    "次のことができるようになりました。",
    "You can now take these steps.",
)


def compose_message(
    notify: Notify,
    policy: Policy,
    *,
    name: str = "",
    case_id: str = "",
    language: Language = Language.JA,
    deadline_explanation: str = "",
) -> Message:
    """Compose the message of a notification in Japanese or English.

    Args:
        notify: The notification, with its reasons and day if it has them.
        policy: The policy whose reasons and next steps are listed.
        name: Name of the addressee, for the salutation; empty for operators.
        case_id: Id of the case, which only messages to operators contain.
        language: Japanese or English.
        deadline_explanation: Text on how the promised day was counted: which days were skipped,
            and for what reason.
    """
    subject, opening = _TEMPLATES[notify.kind, language]
    if notify.is_last_attempt:
        opening = _LAST_ATTEMPT_OPENINGS.get((notify.kind, language), opening)
    due = format_long_date(notify.due_on, language) if notify.due_on else ""
    paragraphs = [_format_salutation(name, language), opening.format(due=due, case_id=case_id)]
    paragraphs.append(deadline_explanation)
    paragraphs.extend(_iter_reason_lines(notify, policy, language))
    paragraphs.extend(_iter_closing_paragraphs(notify, policy, language))
    return Message(subject=subject, body="\n\n".join(filter(None, paragraphs)) + "\n")


def _format_salutation(name: str, language: Language) -> str:
    if not name:
        return ""
    # A line break in a name could add text of its own to the message.
    line = " ".join(name.split())
    return language.choose(f"{line} 様", f"Dear {line},")


def _iter_reason_lines(notify: Notify, policy: Policy, language: Language) -> Iterator[str]:
    known = policy.known_reasons
    # A remedy asks for documents: it would mislead if nothing may be submitted.
    is_over = notify.is_last_attempt or notify.kind in _PERMANENT
    for number, code in enumerate(notify.reasons, start=1):
        label, remedy = _choose_reason_texts(known.get(code, REASONS["other"]), language)
        yield f"{number}. {label}" if is_over else f"{number}. {label}\n   {remedy}"


def _iter_closing_paragraphs(notify: Notify, policy: Policy, language: Language) -> Iterator[str]:
    """Yield what comes next: the help desk, how to submit again, or what is unlocked."""
    if notify.is_last_attempt:
        yield f"{_LAST_ATTEMPT_CLOSING.text(language)}\n{_CONTACT_SUPPORT.text(language)}"
    elif notify.kind in _PERMANENT:
        yield _CONTACT_SUPPORT.text(language)
    elif notify.kind in {NotificationKind.REJECTED, NotificationKind.REVOKED}:
        yield _HOW_TO_RESUBMIT.text(language)
    elif notify.kind is NotificationKind.APPROVED:
        yield from _iter_next_steps(policy, language)


def _choose_reason_texts(reason: RejectionReason, language: Language) -> tuple[str, str]:
    return language.choose(
        (reason.label_ja, reason.remedy_ja), (_capitalize_first(reason.label_en), reason.remedy_en)
    )


def _capitalize_first(label: str) -> str:
    """Return a label with a capital first letter, as at the start of a sentence."""
    return label[:1].upper() + label[1:]


def _iter_next_steps(policy: Policy, language: Language) -> Iterator[str]:
    if policy.next_steps:
        yield _NEXT_STEPS_INTRO.text(language)
    for step in policy.next_steps:
        title = language.choose(step.title_ja, _capitalize_first(step.title_en))
        details = language.choose(step.details_ja, step.details_en)
        bullet = language.choose("・", "- ")
        yield "\n".join([f"□ {title}", *(f"   {bullet}{detail}" for detail in details)])
