"""Messages: every notice in two languages, with what it has to say and nothing personal."""

import re
from datetime import date

import pytest

from idverify.catalogue.reasons import REASONS, RejectionReason
from idverify.i18n import Language
from idverify.lifecycle.effects import OPERATOR_NOTIFICATIONS, NotificationKind, Notify
from idverify.ports import Message
from idverify.presets import CROWDWORKS_ARTICLE
from idverify.render.messages import compose_message, format_long_date
from support.rules import fact, policy, rule

JA, EN = Language.JA, Language.EN
DUE = date(2026, 11, 10)


def write(notice: NotificationKind, language: Language = JA, *reasons: str) -> Message:
    """Write a notice to 見本 花子."""
    notify = Notify(kind=notice, reasons=reasons, due_on=DUE)
    return compose_message(
        notify, CROWDWORKS_ARTICLE, name="見本 花子", case_id="case-1", language=language
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("notice", NotificationKind)
def test_every_notice_is_written_in_both_languages(
    notice: NotificationKind, language: Language
) -> None:
    """Each has a subject of one line, a salutation and a body in its language."""
    message = write(notice, language)
    is_japanese = bool(re.search("[ぁ-ん]", message.subject + message.body.partition("\n\n")[2]))

    assert (language is JA) is is_japanese
    assert message.subject.isprintable()
    assert message.body.startswith("見本 花子 様\n\n" if language is JA else "Dear 見本 花子,\n\n")
    assert message.body.endswith("\n")
    assert "{" not in message.body


def test_no_two_notices_say_the_same() -> None:
    """Every notice has a subject of its own in each language."""
    subjects = [
        write(notice, language).subject for notice in NotificationKind for language in Language
    ]

    assert len(set(subjects)) == len(subjects)


@pytest.mark.parametrize(
    ("language", "day"), [(JA, "2026年11月10日(火)"), (EN, "Tuesday, 10 November 2026")]
)
@pytest.mark.parametrize(
    "notice", [NotificationKind.RECEIVED, NotificationKind.DUE_SOON, NotificationKind.OVERDUE]
)
def test_a_deadline_is_told_with_its_weekday(
    notice: NotificationKind, language: Language, day: str
) -> None:
    """Whoever waits is told the last day, whoever is late too."""
    assert day in write(notice, language).body


@pytest.mark.parametrize("month", range(1, 13))
def test_days_are_written_without_the_locale(month: int) -> None:
    """Month and weekday agree with an independent table for a day in every month."""
    day = date(2026, month, 15)

    assert f"2026年{month}月15日({'月火水木金土日'[day.weekday()]})" == format_long_date(day, JA)
    assert day.strftime("%A, 15 %B 2026") == format_long_date(day, EN)


@pytest.mark.parametrize("notice", [NotificationKind.REFUSED, NotificationKind.REVOKED_FOR_GOOD])
def test_what_is_over_tells_reasons_and_whom_to_ask(notice: NotificationKind) -> None:
    """Nobody who may not submit again is told what to submit."""
    reason = REASONS["image.photo_of_copy"]
    japanese = write(notice, JA, reason.code).body
    english = write(notice, EN, reason.code).body

    assert f"1. {reason.label_ja}\n\nご不明な点は、" in japanese
    assert reason.remedy_ja not in japanese
    assert reason.remedy_en not in english
    assert english.endswith("please ask the customer support of this service.\n")


@pytest.mark.parametrize("notice", [NotificationKind.REJECTED, NotificationKind.REVOKED])
def test_a_refusal_tells_every_reason_with_its_remedy(notice: NotificationKind) -> None:
    """Reasons are numbered, in their order, in the language of the reader."""
    codes = ("image.photo_of_copy", "masking.missing")
    japanese, english = write(notice, JA, *codes).body, write(notice, EN, *codes).body

    for number, code in enumerate(codes, start=1):
        reason = REASONS[code]
        assert f"{number}. {reason.label_ja}\n   {reason.remedy_ja}" in japanese
        label = reason.label_en[0].upper() + reason.label_en[1:]
        assert f"{number}. {label}\n   {reason.remedy_en}" in english


def test_a_reason_of_the_service_is_told_in_its_words() -> None:
    """A policy's own reason is found by its code; a code nobody knows becomes その他."""
    own = RejectionReason("house.no_seal", "印なし", "no seal", "押してください。", "Seal it.")
    house = policy(rule("sealed", fact("sealed").one_of(True), reason=own))
    notify = Notify(kind=NotificationKind.REJECTED, reasons=("house.no_seal", "house.unheard_of"))
    body = compose_message(notify, house, language=EN).body

    assert "1. No seal\n   Seal it." in body
    assert "2. Other" in body


def test_an_approval_lists_the_next_steps() -> None:
    """Bank account, profile with its seven items, applying for work: a checklist to show."""
    japanese, english = (
        write(NotificationKind.APPROVED).body,
        write(NotificationKind.APPROVED, EN).body,
    )

    for step in CROWDWORKS_ARTICLE.next_steps:
        assert f"□ {step.title_ja}" in japanese
        assert f"□ {step.title_en}".lower() in english.lower()
    assert japanese.count("   ・") == english.count("   - ") == 10
    assert "   ・簡単な意気込み" in japanese


def test_without_next_steps_nothing_is_announced() -> None:
    """A service that recommends nothing sends no empty list."""
    body = compose_message(Notify(kind=NotificationKind.APPROVED), policy()).body

    assert body == "審査の結果、本人確認書類を承認しました。\n"


def test_operators_are_told_the_case_and_not_the_person() -> None:
    """The mail to operators has the id, the deadline and no salutation."""
    body = compose_message(
        Notify(kind=NotificationKind.OVERDUE, due_on=DUE), CROWDWORKS_ARTICLE, case_id="case-{x}"
    ).body

    assert body.startswith("案件 case-{x} は審査期限(2026年11月10日(火))を過ぎましたが")
    assert "様" not in body


def test_time_alone_never_approves_and_the_mail_says_so() -> None:
    """The overdue mail tells operators that nothing happens by itself."""
    assert "自動で承認されることはありません" in write(NotificationKind.OVERDUE).body
    assert "Time alone never approves" in write(NotificationKind.OVERDUE, EN).body


def test_the_case_is_named_to_operators_only() -> None:
    """No other notice carries the id of the case."""
    told = {notice for notice in NotificationKind if "case-1" in write(notice).body}

    assert told == OPERATOR_NOTIFICATIONS


@pytest.mark.parametrize("language", Language)
def test_a_name_with_line_breaks_cannot_speak_for_us(language: Language) -> None:
    """Whatever a name contains stays on the line of the salutation."""
    name = "見本\r\n\n審査に合格しました\u2028至急"
    message = compose_message(
        Notify(kind=NotificationKind.RECEIVED, due_on=DUE),
        CROWDWORKS_ARTICLE,
        name=name,
        language=language,
    )

    assert "見本 審査に合格しました 至急" in message.body.splitlines()[0]
    assert message.body.splitlines()[1] == ""


def test_a_receipt_tells_why_it_is_that_day() -> None:
    """The sentence of the deadline, with the days left out, stands below the promise."""
    notify = Notify(kind=NotificationKind.RECEIVED, due_on=date(2026, 9, 29))
    body = compose_message(
        notify, CROWDWORKS_ARTICLE, name="見本 花子", deadline_explanation="除いた日：敬老の日。"
    ).body

    assert "2026年9月29日(火)までに" in body
    assert body.endswith("除いた日：敬老の日。\n")


@pytest.mark.parametrize("language", [JA, EN])
def test_a_rejection_tells_how_to_submit_again(language: Language) -> None:
    """Only where that is possible: a refusal for good says nothing of it."""
    texts = {
        n: write(n, language, "image.unclear").body
        for n in (NotificationKind.REJECTED, NotificationKind.REFUSED)
    }
    words = {JA: "再提出は、前回と同じ", EN: "To submit again"}[language]

    assert [words in body for body in texts.values()] == [True, False]


@pytest.mark.parametrize(
    ("notice", "language", "told"),
    [
        (NotificationKind.REJECTED, JA, "今回が最後のご提出でした。"),
        (NotificationKind.REJECTED, EN, "This was the last attempt allowed"),
        (NotificationKind.WITHDRAWN, JA, "今回が最後のご提出でした。"),
        (NotificationKind.WITHDRAWN, EN, "This was the last attempt allowed"),
        (NotificationKind.INCOMPLETE_AGAIN, JA, "今回が最後のご提出でした。"),
        (NotificationKind.INCOMPLETE_AGAIN, EN, "This was the last attempt allowed"),
    ],
)
def test_nobody_is_invited_when_no_attempt_is_left(
    notice: NotificationKind, language: Language, told: str
) -> None:
    """Whoever has used the last attempt is told so and whom to ask, and not how to try again."""
    notify = Notify(kind=notice, reasons=("image.unclear",), is_last_attempt=True)
    body = compose_message(notify, CROWDWORKS_ARTICLE, language=language).body
    reason = REASONS["image.unclear"]

    assert told in body
    assert ("お問い合わせ窓口" if language is JA else "customer support") in body
    for invitation in ("もう一度", "改めて", "again at", "submit them again", "Please submit"):
        assert invitation not in body
    assert reason.remedy_ja not in body
    assert reason.remedy_en not in body


def test_an_approval_taken_back_is_called_that() -> None:
    """Whoever was approved is told that the approval was withdrawn, for good or not."""
    again = write(NotificationKind.REVOKED, JA, "other").body
    over = write(NotificationKind.REVOKED_FOR_GOOD, JA, "other").body

    assert "承認を取り消しました" in again
    assert "もう一度ご提出ください" in again
    assert "承認を取り消しました。再提出はお受けできません。" in over
    assert "同じ提出画面" not in over
    for notice in (NotificationKind.REVOKED, NotificationKind.REVOKED_FOR_GOOD):
        assert "withdrawn that approval" in write(notice, EN, "other").body
