"""Write the reference pages of documents, reasons, the lifecycle and closed days from the data.

Each page is written in Japanese and in English, as docs/reference/<page>.md and <page>.ja.md. A
test compares the committed pages with the output of this module.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from idverify.calendar import BusinessCalendar, ReviewClock
from idverify.calendar.japan import OFFICIAL_THROUGH
from idverify.calendar.period import Period
from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import REASONS
from idverify.citations import Citation, Confidence
from idverify.i18n import Label, Language
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import TRANSITIONS
from idverify.model.documents import (
    ATTRIBUTE_LABELS,
    SENSITIVE_FIELD_LABELS,
    SIDE_LABELS,
    DocumentSpec,
    SensitiveField,
)
from idverify.model.reasons import RejectionReason
from idverify.render.diagrams import render_lifecycle_mermaid
from idverify.render.labels import STATE_NAMES_JA
from idverify.render.tables import Table, escape_markdown, to_markdown

sys.path.insert(0, str(Path(__file__).parents[1]))  # for imports when run as a script

from builders.date_notations_page import date_notations

__all__ = ["PAGES", "reference_page"]

HERE: Final = Path(__file__).resolve().parents[2] / "docs" / "reference"
_WEEKDAYS: Final = {
    Language.JA: "月火水木金土日",
    Language.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

_CONFIDENCE_JA: Final = {
    Confidence.CONFIRMED: "確認済み",
    Confidence.SINGLE: "非公式の一件",
    Confidence.ARTICLE: "紹介記事",
    Confidence.DERIVED: "計算による",
    Confidence.INFERRED: "解釈による",
    Confidence.UNSURE: "未確認",
}
_EVENTS_JA: Final = {
    "Submitted": "提出", "Approved": "承認", "Rejected": "非承認", "RefusedForGood": "最終的な拒否",
    "JudgementRecorded": "判断の記録", "DecisionProposed": "二人目の確認待ち",
    "Withdrawn": "取下げ", "IdentityChanged": "本人情報の変更", "DeadlinePassed": "審査期限の経過",
    "Revoked": "承認の取消し", "RevokedForGood": "承認の最終的な取消し",
    "Reopened": "案件の再開", "AttemptGranted": "提出回数の追加",
    "VerificationLapsed": "確認の失効", "Redacted": "個人情報の削除",
}  # fmt: skip


def reference_page(name: str, language: Language) -> str:
    """Return one page in one language."""
    return "\n".join(PAGES[name](language)).rstrip("\n") + "\n"


def _pick(language: Language, ja: str, en: str) -> str:
    return ja if language is Language.JA else en


def _generated_note(language: Language) -> str:
    return _pick(
        language,
        "このページは、コードが使用するデータから生成されています。",
        "This page is generated from the data that the code uses.",
    )


# -- documents ------------------------------------------------------------------------------------


def _documents(language: Language) -> Iterator[str]:
    def pick(ja: str, en: str) -> str:
        return _pick(language, ja, en)

    yield pick("# 本人確認書類\n", "# Identity documents\n")
    yield _generated_note(language) + pick(
        "法令と行政上の事実だけを示します。どの書類を受け付けるかは[それぞれの基準](presets.ja.md)が"
        "定めます。空欄は、期限の定めがないか、確認できていないことを示します。\n",
        " It states facts of law and administration only. [Policies](presets.md) define which"
        " documents a service accepts. An empty cell means that there is no limit or that it is not"
        " known.\n",
    )
    columns = pick(
        "書類|コード|利用できる期間|発行の期間|有効期限の記載",
        "document|code|usable|issued|expiry date",
    )
    yield to_markdown(
        [
            Table(
                pick("一覧", "Overview"),
                tuple(columns.split("|")),
                tuple(_overview(language, spec) for spec in DOCUMENTS.values()),
            )
        ]
    )
    for spec in DOCUMENTS.values():
        yield from _document(language, spec)


def _overview(language: Language, spec: DocumentSpec) -> tuple[str, ...]:
    expires = {
        True: _pick(language, "あり", "yes"),
        False: _pick(language, "なし", "no"),
        None: _pick(language, "一部", "some"),
    }
    name = _pick(language, spec.name_ja, spec.name_en)
    return (
        name,
        spec.kind,
        _period(spec.usable_period),
        _period(spec.issue_period),
        expires[spec.has_expiry_date],
    )


def _period(period: Period) -> str:
    last = period.until and period.until - timedelta(days=1)
    return f"{period.since or ''} – {last or ''}".strip() if period.since or last else ""


def _document(language: Language, spec: DocumentSpec) -> Iterator[str]:
    def pick(ja: str, en: str) -> str:
        return _pick(language, ja, en)

    def labels(names: Iterable[str], table: dict[str, Label]) -> str:
        found = (table[name] for name in table if name in set(names))
        return pick("、", ", ").join(pick(label.ja, label.en) for label in found)

    attributes = {str(key): label for key, label in ATTRIBUTE_LABELS.items()}
    sides = {str(key): label for key, label in SIDE_LABELS.items()}
    fields = {str(key): label for key, label in SENSITIVE_FIELD_LABELS.items()}
    companions = pick("、", ", ").join(
        pick(DOCUMENTS[kind].name_ja, DOCUMENTS[kind].name_en)
        for kind in DOCUMENTS
        if kind in spec.companions
    )
    rows = (
        (pick("発行者", "issuer"), spec.issuer_ja),
        (pick("証明する事項", "proves"), labels(spec.proves, attributes)),
        (
            pick("条件付きで証明する事項", "proves under a condition"),
            labels(spec.sometimes_proves, attributes),
        ),
        (pick("撮影する面", "sides to photograph"), labels(spec.sides, sides)),
        (pick("送ってはならない面", "sides never to be sent"), labels(spec.forbidden_sides, sides)),
        (
            pick("必ず隠すもの", "fields that must be hidden"),
            labels(_in_order(spec.must_mask), fields),
        ),
        (
            pick("サービスにより隠すもの", "fields that some services require to be hidden"),
            labels(_in_order(spec.may_mask), fields),
        ),
        (
            pick("写ってはならないもの", "fields that must not be shown"),
            labels(_in_order(spec.forbidden_fields), fields),
        ),
        (pick("併せて求められることの多い書類", "often required together with"), companions),
        (pick("注意", "remark"), pick(spec.remark_ja, spec.remark_en)),
        (
            pick("本人確認に使えない理由", "reason why it is not an identity document"),
            pick(spec.ineligibility_reason_ja, spec.ineligibility_reason_en),
        ),
    )
    yield f"## {escape_markdown(pick(spec.name_ja, spec.name_en))} {{#{spec.kind}}}\n"
    yield "\n".join(
        f"- **{name}**{pick('：', ': ')}{escape_markdown(text)}" for name, text in rows if text
    )
    yield (
        f"- **{pick('出典', 'sources')}**{pick('：', ':')}\n"
        f"{_citations(language, spec.citations)}\n"
    )


def _in_order(fields: frozenset[SensitiveField]) -> list[str]:
    return [str(field) for field in SensitiveField if field in fields]


def _citations(language: Language, citations: Iterable[Citation]) -> str:
    return "\n".join(f"    - {_citation(language, each)}" for each in citations)


def _citation(language: Language, each: Citation) -> str:
    title = escape_markdown(_pick(language, each.title_ja or each.title, each.title))
    place = escape_markdown(_pick(language, each.place_ja or each.place, each.place))
    location = _pick(language, f"：{place}", f": {place}") if place else ""
    url = each.url.replace(" ", "%20")
    confidence = _CONFIDENCE_JA[each.confidence]
    read = _pick(
        language,
        f"（{each.read_on}確認、{confidence}）",
        f" (read {each.read_on}, {each.confidence})",
    )
    return f"[{title}]({url}){location}{read}" if url else f"{title}{location}{read}"


# -- reasons --------------------------------------------------------------------------------------


_GROUPS_JA: Final = {
    "image": "画像", "file": "ファイル", "document": "書類", "masking": "マスキング",
    "forbidden": "写してはならないもの", "photo": "顔写真",
    "field": "記載事項", "profile": "登録情報",
    "mismatch": "登録情報との不一致", "applicant": "申請者", "integrity": "不正の疑い",
    "attempts": "提出回数", "other": "その他",
}  # fmt: skip
_SERVICES_JA: Final = {"an unnamed service for adults": "成人向けサービス（名称非公開）"}


def _reasons(language: Language) -> Iterator[str]:
    yield _pick(language, "# 非承認理由\n", "# Rejection reasons\n")
    yield _generated_note(language) + _pick(
        language,
        "コードの意味は変わりません。サービスは独自の理由を加えることができます。再提出を受け付けない"
        "最終的な判断かどうかは、理由ではなく、個々の決定で示されます。\n",
        " A code never changes its meaning. A service may add its own reasons. Whether a rejection"
        " is final depends on the decision, not on the reason.\n",
    )
    groups = dict.fromkeys(code.partition(".")[0] for code in REASONS)
    columns = _pick(
        language, "コード|理由|申請者への案内|再提出|示しているサービス",
        "code|reason|message to the applicant|resubmission|stated by",
    )  # fmt: skip
    tables = (
        Table(
            _pick(language, _GROUPS_JA[group], group.capitalize()),
            tuple(columns.split("|")),
            tuple(
                _reason(language, each)
                for each in REASONS.values()
                if each.code.partition(".")[0] == group
            ),
        )
        for group in groups
    )
    yield to_markdown(tables)


def _reason(language: Language, each: RejectionReason) -> tuple[str, ...]:
    return (
        each.code,
        _pick(language, each.label_ja, each.label_en),
        _pick(language, each.remedy_ja, each.remedy_en),
        _pick(language, "可", "yes")
        if each.usually_retryable
        else _pick(language, "原則不可", "not usually"),
        _pick(language, "、", ", ").join(
            _pick(language, _SERVICES_JA.get(service, service), service)
            for service in each.stated_by
        ),
    )


# -- lifecycle ------------------------------------------------------------------------------------


def _lifecycle(language: Language) -> Iterator[str]:
    def pick(ja: str, en: str) -> str:
        return _pick(language, ja, en)

    yield pick("# 案件の状態\n", "# Lifecycle of a case: states and events\n")
    yield _generated_note(language) + pick(
        "案件の状態は、この表にある出来事だけで変わります。時間の経過で承認されることはありません。"
        "期限を過ぎた案件は「超過」となり、運営者に通知されます。\n",
        " Only the events in this table change the state of a case. A case is never approved by the"
        " passage of time: past its deadline it is *overdue*, and the operators are notified.\n",
    )
    yield f"```mermaid\n{render_lifecycle_mermaid()}```\n"
    columns = pick("状態|出来事|次の状態", "from|event|to")
    rows = tuple(
        (_state(language, state), _event(language, event.__name__), _state(language, target))
        for state, row in TRANSITIONS.items()
        for event, target in row.items()
    )
    yield to_markdown([Table(pick("遷移表", "Transitions"), tuple(columns.split("|")), rows)])


def _state(language: Language, state: State) -> str:
    return f"{STATE_NAMES_JA[state]} {_pick(language, '', state)}".strip()


def _event(language: Language, name: str) -> str:
    return f"{_EVENTS_JA[name]}（{name}）" if language is Language.JA else name


# -- closed days ----------------------------------------------------------------------------------


def _calendar(language: Language) -> Iterator[str]:
    def pick(ja: str, en: str) -> str:
        return _pick(language, ja, en)

    calendar = BusinessCalendar.japan()
    first = OFFICIAL_THROUGH.year - 3
    yield pick("# 営業日カレンダー\n", "# Business-day calendars\n")
    yield _generated_note(language) + pick(
        "土日のほかに休業日となる祝日の一覧です。"
        f"祝日は{OFFICIAL_THROUGH}まで公布されています。それより後の日にかかる期限は「暫定」です。\n",
        " It lists the national holidays, which are closed days in addition to weekends. Holidays"
        f" are promulgated up to {OFFICIAL_THROUGH}; a later deadline is *provisional*.\n",
    )
    for year in range(first, OFFICIAL_THROUGH.year + 1):
        days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
        rows = tuple(
            (
                f"{day} ({_WEEKDAYS[language][day.weekday()]})",
                pick(found.name_ja, found.name_en),
                f"{found.citation.title} {found.citation.place}",
            )
            for day in days
            if day.year == year
            and (found := calendar.closure_on(day))
            and found.kind.name != "WEEKEND"
        )
        yield to_markdown(
            [Table(str(year), tuple(pick("日|名称|根拠", "day|name|source").split("|")), rows)]
        )
    yield from _waits(language, ReviewClock(calendar), first)


def _waits(language: Language, clock: ReviewClock, first: int) -> Iterator[str]:
    rows = []
    for year in range(first, OFFICIAL_THROUGH.year + 1):
        last = min(date(year, 12, 31), OFFICIAL_THROUGH - timedelta(days=10))
        wait = clock.longest_wait(date(year, 1, 1), last)
        rows.append((str(year), str(wait.calendar_days), ", ".join(map(str, wait.received_on))))
    heading = _pick(
        language, "5営業日の期限が最も遅くなる受付日", "Longest waits for five business days"
    )
    columns = _pick(language, "年|暦日数|受付日", "year|calendar days|received on")
    yield to_markdown([Table(heading, tuple(columns.split("|")), tuple(rows))])


PAGES: Final = {
    "documents": _documents,
    "reasons": _reasons,
    "lifecycle": _lifecycle,
    "calendar": _calendar,
    "date-notations": date_notations,
}

if __name__ == "__main__":
    for name in PAGES:
        for language, ending in ((Language.EN, "md"), (Language.JA, "ja.md")):
            text = reference_page(name, language)
            (HERE / f"{name}.{ending}").write_text(text, encoding="utf-8")
