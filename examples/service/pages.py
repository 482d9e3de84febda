"""The reviewers' pages: plain HTML, usable with the keyboard alone; all of it escaped."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from idverify.calendar import TOKYO, ReviewClock
from idverify.calendar.japanese_dates import EraDate
from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import REASONS
from idverify.i18n import Language
from idverify.lifecycle.case import Case
from idverify.lifecycle.states import State
from idverify.model.documents import SIDE_LABELS
from idverify.model.submissions import Document, Submission
from idverify.policy.assessment import Assessment, Verdict
from idverify.ports import QueueEntry
from idverify.render.labels import STATE_NAMES_JA
from idverify.render.messages import format_long_date
from idverify.render.notebook import show
from service.observation_form import draw_notes, is_company


def _page(title: str, body: str, reviewer: str = "") -> str:
    who = f"<span>審査担当者 {escape(reviewer)}</span>" if reviewer else ""
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="/static/desk.css"></head><body>'
        '<a class="skip" href="#main">本文へ</a>'
        f'<header><a href="/review">審査の順番</a>{who}</header>'
        f'<main id="main"><h1>{title}</h1>{body}</main></body></html>'
    )


def refusal(sentence: str, path: str) -> str:
    """Say why something was refused, and lead back."""
    back = "/".join(path.split("/")[:3]) if path.startswith("/review/") else "/"
    body = (
        f'<p role="alert">{escape(sentence)}</p><p><a href="{escape(back)}" autofocus>戻る</a></p>'
    )
    return _page("受け付けられませんでした", body)


# -- the queue ------------------------------------------------------------------------------------


def queue(
    waiting: Sequence[QueueEntry],
    counts: Mapping[tuple[State, date | None], int],
    reviewer: str,
    now: datetime,
) -> str:
    """Show what waits, and how much of what there is."""
    rows = "".join(_row(entry, now) for entry in waiting)
    stands = "、".join(f"{STATE_NAMES_JA[state]} {n}件" for state, n in _by_state(counts).items())
    table = (
        '<form method="post" action="/review/next">'
        "<button autofocus>次の案件を審査する</button></form>"
        f"<table><thead><tr><th>案件<th>審査期限<th>担当</tr></thead><tbody>{rows}</tbody></table>"
    )
    body = table if waiting else "<p>審査を待つ案件はありません。</p>"
    body += f"<p>{stands}</p>"
    return _page("審査の順番", body, reviewer)


def _by_state(counts: Mapping[tuple[State, date | None], int]) -> dict[State, int]:
    totals = {state: sum(n for (s, _), n in counts.items() if s is state) for state in State}
    return {state: n for state, n in totals.items() if n}


def _row(entry: QueueEntry, now: datetime) -> str:
    due = format_long_date(entry.due_on, Language.JA) if entry.due_on else ""
    late = " <strong>期限超過</strong>" if entry.ends_at and entry.ends_at <= now else ""
    is_lent = entry.leased_until is not None and entry.leased_until > now
    who = escape(entry.reviewer or "") if is_lent else ""
    case_id = escape(entry.case_id)
    return f'<tr><td><a href="/review/{case_id}">{case_id}</a><td>{due}{late}<td>{who}</tr>'


# -- a case ---------------------------------------------------------------------------------------


def case(
    case_id: str,
    found: Case,
    submission: Submission,
    assessment: Assessment,
    clock: ReviewClock,
    reviewer: str,
) -> str:
    """Show pictures and notes on the left, profile, findings and the calendar on the right."""
    at = f"{found.submitted.at.astimezone(TOKYO):%Y-%m-%d %H:%M}" if found.submitted else ""
    place = f"/review/{escape(case_id)}"
    is_pending = found.state is State.UNDER_REVIEW
    body = (
        f"<p>{STATE_NAMES_JA[found.state]} ・ {at} 受領</p>"
        f'<div class="desk"><form class="left" method="post" action="{place}/notes">'
        f"{_hidden(submission_id=submission.id)}{''.join(_documents(place, submission))}"
        f"<button accesskey=s{' disabled' * (not is_pending)}>所見を保存して判定を見る</button>"
        "</form>"
        f'<div class="right">{_profile(submission)}{_findings(submission, assessment)}'
        f"{_decision(place, submission.id, assessment) if is_pending else ''}"
        f"{_calendar(found, clock)}"
        "</div></div>"
    )
    return _page(f"案件 {escape(case_id)}", body, reviewer)


def _hidden(**fields: str) -> str:
    return "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in fields.items()
    )


def _documents(place: str, submission: Submission) -> Iterator[str]:
    for at, document in enumerate(submission.documents):
        pictures = "".join(_pictures(f"{place}/{escape(submission.id)}", document))
        notes = draw_notes(at, document, is_company=is_company(submission))
        name = escape(DOCUMENTS[document.kind].name_ja)
        yield f"<fieldset><legend>{at + 1}. {name}</legend>{pictures}{notes}</fieldset>"


def _pictures(place: str, document: Document) -> Iterator[str]:
    for image in document.images:
        url, side = f"{place}/{image.upload.sha256}", SIDE_LABELS[image.side].ja
        yield f'<a href="{url}" target="_blank"><img src="{url}" alt="">{side}を大きく見る</a>'


def _profile(submission: Submission) -> str:
    applicant: Any = submission.applicant
    days = getattr(applicant, "birth_date", None)
    rows = {
        "氏名・名称": applicant.name,
        "住所・所在地": applicant.address.text,
        "生年月日": days and f"{days} ({EraDate.of(days)})",
        "代表者": getattr(applicant, "representative", None),
    }
    shown = "".join(f"<dt>{name}<dd>{escape(text)}" for name, text in rows.items() if text)
    return f"<section><h2>登録情報</h2><dl>{shown}</dl></section>"


def _findings(submission: Submission, assessment: Assessment) -> str:
    drawn = show(assessment)._repr_html_()
    why = [
        f"<li>{escape(label.ja)}"
        for finding in assessment.findings
        for label in finding.explain_differences(submission)
    ]
    return f'<section id="verdict"><h2>判定</h2>{drawn}<ul>{"".join(why)}</ul></section>'


def _calendar(found: Case, clock: ReviewClock) -> str:
    if found.submitted is None:
        return ""
    drawn = clock.deadline(found.submitted.at)._repr_html_()
    return f"<section><h2>審査期限</h2>{drawn}</section>"


def _decision(place: str, submission_id: str, assessment: Assessment) -> str:
    found = assessment.reason_codes
    chosen = "".join(
        f'<label class="box"><input type="checkbox" name="reasons" value="{code}" checked>'
        f"{escape(REASONS[code].label_ja)}</label>"
        for code in found
        if code in REASONS
    )
    others = "".join(
        f'<option value="{code}">{escape(reason.label_ja)}'
        for code, reason in REASONS.items()
        if code not in found
    )
    cannot = "" if assessment.verdict is Verdict.ACCEPTED else " disabled"
    # The form sent twice is one command.
    hidden = _hidden(submission_id=submission_id, command_id=f"decide/{secrets.token_hex(8)}")
    return (
        f'<section><h2>決定</h2><form method="post" action="{place}/decision">{hidden}'
        f'<button name="decision" value="approve" accesskey="a"{cannot}>承認する</button>'
        f"<fieldset class=inner><legend>非承認の理由</legend>{chosen}"
        "<label>ほかの理由(Ctrl で複数)"
        f"<select multiple name=reasons size=4>{others}</select></label>"
        '<button name="decision" value="reject" class="no" accesskey="r">非承認にする</button>'
        "</fieldset></form></section>"
    )
