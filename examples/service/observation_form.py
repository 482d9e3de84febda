"""What a reviewer notes of each document (所見): as a form, and read from it.

Empty is "not looked at", 「なし」 is "looked, and it is not there": unknown is not no.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

from attrs import frozen

from idverify.calendar.japanese_dates import read_date
from idverify.catalogue.documents import DOCUMENTS
from idverify.interchange.codec import dump, load
from idverify.model.applicants import Corporation
from idverify.model.documents import SENSITIVE_FIELD_LABELS, SIDE_LABELS, Side
from idverify.model.observations import Observation
from idverify.model.submissions import Document, Submission

ABSENT: Final = "なし"
_SEEN: Final = {
    "original": "原本", "photocopy": "コピー", "screen": "画面", "edited": "加工・結合",
}  # fmt: skip
_ANSWERS: Final = {"true": "はい", "false": "いいえ"}
_MASKING: Final = {
    "hidden": "隠れている", "visible": "読める", "reversible": "透けて読める",
    "not_printed": "印字なし",
}  # fmt: skip
_TEXTS: Final = {"name": "氏名・名称", "address": "住所・所在地", "representative": "代表者"}
_DAYS: Final = {"birth_date": "生年月日", "issued_on": "発行日", "expires_on": "有効期限"}
_QUESTIONS: Final = {
    "has_bearers_page": "所持人記入欄がある",
    "shows_photo": "顔写真が見える",
    "shows_what_is_needed": "必要な箇所が隠れていない",
}
_OF_COMPANIES: Final = {"representative"}
_OF_PEOPLE: Final = {"birth_date", "shows_photo"}


@frozen
class Field:
    """One field of the form of one document, with what was noted before."""

    place: str
    """As in `0.name`: of the first document."""
    label: str
    value: Any

    def text(self, hint: str = "") -> str:
        """Draw a line to type in."""
        shown = ABSENT if self.value is None else self.value
        value = "" if self.value == "" else escape(str(shown))
        return (
            f'<label>{self.label}<input name="{self.place}" value="{value}" '
            f'placeholder="{hint}" autocomplete="off"></label>'
        )

    def choice(self, options: Mapping[str, str]) -> str:
        """Draw a list to choose from, "not looked at" first."""
        chosen = str(self.value).lower()
        rows = "".join(
            f'<option value="{value}"{" selected" * (value == chosen)}>{label}</option>'
            for value, label in {"": "未確認", **options}.items()
        )
        return f'<label>{self.label}<select name="{self.place}">{rows}</select></label>'

    def boxes(self, options: Mapping[str, str]) -> str:
        """Draw boxes to tick."""
        rows = "".join(
            f'<label class="box"><input type="checkbox" name="{self.place}" value="{value}"'
            f"{' checked' * (value in self.value)}>{label}</label>"
            for value, label in options.items()
        )
        return f"<fieldset class=inner><legend>{self.label}</legend>{rows}</fieldset>"


def draw_notes(at: int, document: Document, *, is_company: bool) -> str:
    """Draw the fields of one document, with what was noted before."""
    return "".join(_fields(at, document, is_company=is_company))


def _fields(at: int, document: Document, *, is_company: bool) -> Iterator[str]:
    noted: dict[str, Any] = _as_dict(document.observation)
    spec = DOCUMENTS[document.kind]
    left_out = _OF_PEOPLE if is_company else _OF_COMPANIES
    if spec.kind.startswith("passport") is False:
        left_out = left_out | {"has_bearers_page"}

    def field(name: str, label: str) -> Field:
        return Field(f"{at}.{name}", label, noted.get(name, ""))

    yield field("medium", "写っているもの").choice(_SEEN)
    yield field("sides", "写っている面").boxes(
        {side: SIDE_LABELS[side].ja for side in Side if side in spec.sides}
    )
    for name, label in _TEXTS.items():
        if name not in left_out:
            yield field(name, label).text(f"書類の記載どおり(記載がなければ「{ABSENT}」)")
    for name, label in _DAYS.items():
        if name not in left_out:
            yield field(name, label).text("2030-04-01 または 令和12年4月1日")
    for name, label in _QUESTIONS.items():
        if name not in left_out:
            yield field(name, label).choice(_ANSWERS)
    masked = noted.get("masking", {})
    for hidden in sorted(spec.must_mask | spec.forbidden_fields):
        label = f"{SENSITIVE_FIELD_LABELS[hidden].ja}のマスキング"
        yield Field(f"{at}.masking.{hidden}", label, masked.get(hidden, "")).choice(_MASKING)


def _as_dict(observation: Observation) -> dict[str, Any]:
    return load(dump(observation), dict[str, Any])


def read_notes(
    fields: Mapping[str, Sequence[str]], submission: Submission
) -> tuple[Observation, ...]:
    """Read the notes of every document.

    Raises:
        DataError: A field holds what it cannot; its path is that of the document and field.
    """
    found: list[dict[str, Any]] = [{} for _ in submission.documents]
    for place, values in fields.items():
        at, _, name = place.partition(".")
        if at.isascii() and at.isdecimal() and any(values) and int(at[:3]) < len(found):
            _enter(found[int(at)], name, list(values))
    return load(dump(found), tuple[Observation, ...])


def _enter(note: dict[str, Any], name: str, values: list[str]) -> None:
    head, _, tail = name.partition(".")
    if tail:
        note.setdefault(head, {})[tail] = values[0]
    elif name == "sides":
        note[name] = values
    elif name in _QUESTIONS:
        note[name] = values[0] == "true"
    else:
        text = values[0].strip()
        note[name] = None if text == ABSENT else _iso(text) if name in _DAYS else text


def _iso(text: str) -> str:
    """Write a day as JSON has it; a card prints 令和10年6月3日 as often as 2028."""
    reading = read_date(text)
    return str(reading.candidates[0]) if reading.day or reading.partial else text


def is_company(submission: Submission) -> bool:
    """Whether a company handed it in."""
    return isinstance(submission.applicant, Corporation)
