"""What the demonstration itself says, in Japanese and in English, and how it writes days."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from attrs import frozen

from idverify.calendar.timezone import TOKYO
from idverify.i18n import Label, Language
from idverify.lifecycle.states import State
from idverify.render.labels import STATE_NAMES_JA
from idverify.render.messages import format_long_date

__all__ = ["Words"]

_WORDS: Final[Mapping[str, Label]] = MappingProxyType(
    {
        # the frame
        "title": Label("本人確認の審査窓口", "A review desk for identity verification"),
        "span": Label(
            "{first}から{last}まで、申請{folders}件、手続き{steps}件",
            "from {first} to {last}: {folders} applications, {steps} steps",
        ),
        "rules": Label(
            "審査は{days}営業日以内、画像は{formats}で{size}バイトまで。",
            "Decisions within {days} business days; pictures are {formats}, at most {size} bytes.",
        ),
        "optional": Label("本人確認を受けるかどうかは任意です。", "Verification is optional."),
        "reopened": Label(
            "手続き{every}件のうち{done}件で窓口を閉じ、{database} をもう一度開きました。",
            "After {done} of {every} steps the desk was closed, and {database} opened again.",
        ),
        "same": Label(
            "履歴を再生した状態は、{all}件中{same}件で閉じる前と同じです。",
            "Replayed from its history, the state is as before in {same} of {all} cases.",
        ),
        "unreadable": Label(
            "読み取れないため受け付けなかった申請(何も保存していません)",
            "Put aside because it cannot be read; nothing of it is stored",
        ),
        "summary": Label("まとめ", "Summary"),
        "checklist": Label("承認のあとにすること", "What to do once approved"),
        "written": Label("書き出したもの", "What was written"),
        "mail": Label("通知 {count}通(.eml)", "{count} messages (.eml)"),
        "database": Label("データベース", "database"),
        # the columns of the summary
        "case": Label("申請", "application"),
        "received": Label("受付", "received"),
        "due": Label("期限", "due"),
        "verdict": Label("判定", "verdict"),
        "state": Label("状態", "state"),
        "unlocked": Label("解放", "unlocked"),
        # what somebody does
        "submit": Label("提出", "submits"),
        "review": Label("審査", "review"),
        "profile": Label("登録変更", "edits"),
        "withdraw": Label("取下げ", "withdraws"),
        "sweep": Label("期限確認", "clock"),
        # what came of it
        "accepted_in": Label(
            "受け付けました。審査期限は{due}です。", "Received; to be decided by {due}."
        ),
        "counted": Label("数えた日", "counted"),
        "skipped": Label("除いた日", "skipped"),
        "provisional": Label(
            "まだ公布されていない祝日を含むため、期限は暫定です。",
            "Provisional: holidays on the way are not yet promulgated.",
        ),
        "turned_away": Label("窓口で受け付けられません。", "Turned away at the door."),
        "verdict.accepted": Label("承認できます。", "May be approved."),
        "verdict.rejected": Label("承認できません。", "Cannot be approved."),
        "verdict.open": Label(
            "まだ確認していないことがあります。", "Not everything was looked at."
        ),
        "short.accepted": Label("可", "yes"),
        "short.rejected": Label("不可", "no"),
        "short.open": Label("未確認", "open"),
        "own_decision": Label(
            "担当者は、基準の判定とは別の理由で判断しました。",
            "The reviewer decided for a reason of their own.",
        ),
        "waits": Label("担当者はまだ判断していません。", "The reviewer has not decided yet."),
        "unchanged": Label(
            "本人確認にかかわる変更はありません。状態はそのままです。",
            "Nothing a verification vouches for has changed; the state stays.",
        ),
        "changed": Label("変わった項目: {fields}", "Really changed: {fields}"),
        "overdue": Label(
            "審査期限を過ぎました。自動では承認されません。",
            "The deadline has passed. Time alone never approves.",
        ),
        "destroyed": Label(
            "保管していた画像{count}枚を破棄しました。", "{count} pictures were destroyed."
        ),
        "stale": Label(
            "できません: その提出は、もう審査中の提出ではありません。",
            "Refused: {error}",
        ),
        "illegal": Label(
            "できません: 状態が「{state}」の申請では、この手続きはありません。",
            "Refused: {error}",
        ),
        "notation": Label("表記の違い:", "Written differently: "),
        "rule": Label("基準:", "Rule: "),
        "colon": Label(":", ": "),
        "source": Label("根拠:", "Source: "),
        "article": Label("紹介記事", "the article"),
        "nothing": Label("なし", "nothing"),
        "next": Label("次に", "next"),
        "next.incomplete": Label("書類を提出する", "submit documents"),
        "next.rejected": Label(
            "直した書類を再提出する", "mend the documents and submit them again"
        ),
        "next.under_review": Label("審査の結果を待つ", "wait for the result"),
        "next.closed": Label("再提出はできません", "nothing can be submitted any more"),
        "next.redacted": Label("手続きは終わりました", "the case has ended"),
        "to_operators": Label("運営へ", "to the operators"),
        # what of a profile changed
        "field.name": Label("氏名・名称", "name"),
        "field.address": Label("住所", "address"),
        "field.birth_date": Label("生年月日", "birth date"),
        "field.entity_kind": Label("個人・法人の別", "kind of applicant"),
        "field.corporate_number": Label("法人番号", "corporate number"),
        "field.representative": Label("代表者", "representative"),
    }
)
_WEEKDAYS: Final = "月火水木金土日"
_WEEKDAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


@frozen
class Words:
    """Speaks one of the two languages."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Say the words of *key* with *values* filled in."""
        return str(self.of(_WORDS[key])).format(**values)

    def of(self, thing: object, what: str = "") -> str:
        """Read what *thing* says in this language: its `ja`, or with *what* its `what_ja`."""
        return str(getattr(thing, f"{what}_{self.language}" if what else self.language))

    @property
    def is_ja(self) -> bool:
        """Whether it is Japanese."""
        return self.language is Language.JA

    def state(self, state: State) -> str:
        """Name a state."""
        return STATE_NAMES_JA[state] if self.is_ja else state.replace("_", " ")

    @property
    def comma(self) -> str:
        """What stands between the items of a list."""
        return "、" if self.is_ja else ", "

    def join(self, parts: Iterable[str]) -> str:
        """Join the items of a list."""
        return self.comma.join(parts)

    def day(self, moment: datetime) -> str:
        """Write the day of a moment in full."""
        return format_long_date(moment.astimezone(TOKYO).date(), self.language)

    def short_day(self, day: date) -> str:
        """Write a day without its year, as in 4/29(火)."""
        if self.is_ja:
            return f"{self.bare_day(day)}({_WEEKDAYS[day.weekday()]})"
        return f"{_WEEKDAYS_EN[day.weekday()]} {self.bare_day(day)}"

    def bare_day(self, day: date) -> str:
        """Write a day without year and weekday, as in 4/29 or 29 Apr."""
        return f"{day.month}/{day.day}" if self.is_ja else f"{day.day} {_MONTHS_EN[day.month - 1]}"

    def moment(self, moment: datetime) -> str:
        """Write a moment by the clocks of Japan."""
        local = moment.astimezone(TOKYO)
        return f"{self.short_day(local.date())} {local:%H:%M}"
