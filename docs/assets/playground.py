"""What the page "Try it" does with the library: forms in, HTML out. It runs in the browser.

Every function takes and returns plain text and dictionaries, so that the page's JavaScript
has nothing to do but hand them over. Whatever a visitor typed is escaped.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from html import escape

from idverify.calendar import (
    TOKYO,
    BusinessCalendar,
    Closure,
    Deadline,
    ReviewClock,
)
from idverify.catalogue.documents import DOCUMENTS
from idverify.citations import Citation
from idverify.errors import IdVerifyError
from idverify.i18n import Label
from idverify.model.applicants import Address, Applicant, Corporation, EntityKind, Individual
from idverify.model.documents import (
    SENSITIVE_FIELD_LABELS,
    SIDE_LABELS,
    DocumentAttribute,
    DocumentKind,
    DocumentSpec,
    SensitiveField,
    Side,
)  # fmt: skip
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import ABSENT, UNKNOWN
from idverify.policy.assessment import Assessment, Finding, OpenQuestion, Verdict
from idverify.presets import PRESETS
from idverify.render import deadline_calendar as deadline_sheet

Values = Mapping[str, str]

POLICIES = {policy.code: policy for policy in PRESETS}
CALENDARS = {
    "japan": BusinessCalendar.japan,
    "banks": BusinessCalendar.japan_banks,
    "government": BusinessCalendar.japan_government,
}
NOT_SEEN = Label("まだ見ていない", "not looked at yet")
YES, NO = Label("はい", "yes"), Label("いいえ", "no")
WORDS = {
    "due": Label("審査期限", "Decide by"),
    "skipped": Label("数えない日", "Days that do not count"),
    "day": Label("日付", "day"),
    "why": Label("理由", "why"),
    "provisional": Label("暫定", "provisional"),
    "wrong": Label("入力を確認してください", "Please check what you entered"),
    "findings": Label("不備", "What is wrong"),
    "open": Label("まだ確認が必要なこと", "Still to be looked at"),
    "remedy": Label("対処", "What to do"),
    "source": Label("根拠", "Who says so"),
    "document": Label("書類", "document"),
    "state": Label("の確認結果", ": what was seen"),
    "printed": Label("記載あり", "as printed"),
    "absent": Label("記載なし", "not on the document"),
    "seen": Label("写っている面", "sides that can be seen"),
    "looked": Label("画像の確認", "pictures looked at"),
    "others": Label("ほかの書類", "other documents"),
}
VERDICTS = {
    Verdict.ACCEPTED: Label("承認できます", "May be approved"),
    Verdict.REJECTED: Label("承認できません", "Cannot be approved"),
    Verdict.OPEN: Label("まだ決められません", "Cannot be decided yet"),
}
MEDIA = {
    Medium.ORIGINAL: Label("原本を撮影", "the document itself"),
    Medium.PHOTOCOPY: Label("コピーを撮影", "a photocopy"),
    Medium.SCREEN: Label("画面を撮影", "a screen"),
    Medium.EDITED: Label("加工・結合した画像", "an edited picture"),
}
MASKINGS = {
    Masking.HIDDEN: Label("隠されている", "hidden"),
    Masking.VISIBLE: Label("読める", "can be read"),
    Masking.REVERSIBLE: Label("透けて読める", "covered, but legible"),
    Masking.NOT_PRINTED: Label("記載がない書類", "not printed on this one"),
}
QUESTIONS = {
    "medium": Label("何を撮影した画像か", "what the picture shows"),
    "name": Label("氏名・名称", "name"),
    "address": Label("住所・所在地", "address"),
    "birth_date": Label("生年月日", "birth date"),
    "representative": Label("代表者", "representative"),
    "issued_on": Label("発行日", "day of issue"),
    "expires_on": Label("有効期限", "last valid day"),
    "has_bearers_page": Label("所持人記入欄がある旅券か", "has a page for the bearer's address"),
    "shows_photo": Label("顔写真が確認できるか", "the photo can be seen"),
    "shows_what_is_needed": Label("必要な項目がすべて見えるか", "nothing needed is hidden"),
}
#: Invented, as everybody in this library.
HANAKO = {
    "name": "見本 花子", "kana": "ミホン ハナコ", "birth_date": "1990-04-01",
    "address": "東京都千代田区千代田1-1", "representative": "",
}  # fmt: skip
COMPANY = {
    "name": "見本商事株式会社", "birth_date": "", "address": "東京都千代田区千代田1-1",
    "representative": "見本 太郎",
}  # fmt: skip


class Speaker:
    """Says things in one language."""

    def __init__(self, language: str) -> None:
        self.is_ja = language == "ja"

    def say(self, label: Label) -> str:
        """Return a label, escaped."""
        return escape(label.ja if self.is_ja else label.en)

    def word(self, name: str) -> str:
        """Return one of the words above, escaped."""
        return self.say(WORDS[name])

    def kind(self, kind: DocumentKind) -> str:
        """Name a kind of document."""
        spec = DOCUMENTS[kind]
        return escape(spec.name_ja if self.is_ja else spec.name_en)

    def cite(self, source: Citation) -> str:
        """Name a source in the reader's language, where it has a name in it."""
        title = source.title_ja if self.is_ja else ""
        place = source.place_ja if self.is_ja else ""
        return escape(f"{title or source.title} {place or source.place}".strip())

    def complain(self, error: Exception) -> str:
        """Say what is wrong with the input; the library's errors hold nothing personal."""
        return f'<p class="verdict open">{self.word("wrong")}</p><p>{escape(str(error))}</p>'


def deadline_json(values: str, language: str) -> str:
    """Answer the first form as JavaScript sends it."""
    return deadline(json.loads(values), language)


def findings_json(values: str, language: str) -> str:
    """Answer the second form as JavaScript sends it."""
    return findings(json.loads(values), language)


# -- the deadline ---------------------------------------------------------------------------------


def deadline(values: Values, language: str) -> str:
    """Answer the first form: the due day, the way to it, and why each day off it is off it."""
    w = Speaker(language)
    try:
        clock = ReviewClock(
            CALENDARS[values["calendar"]](),
            business_days=int(values["business_days"]),
            cutoff=time.fromisoformat(values["cutoff"]) if values.get("cutoff") else None,
        )
        received = datetime.fromisoformat(values["received"]).replace(tzinfo=TOKYO)
        return "".join(_deadline(w, clock.deadline(received)))
    except (IdVerifyError, ValueError) as error:
        return w.complain(error)


def _deadline(w: Speaker, found: Deadline) -> Iterator[str]:
    weekday = ("月火水木金土日" if w.is_ja else ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))[
        found.due_on.weekday()
    ]
    doubt = f" <em>({w.word('provisional')})</em>" if found.is_provisional else ""
    yield f'<p class="verdict">{w.word("due")}: {found.due_on} ({weekday}){doubt}</p>'
    # The drawing brings its sentence in both languages; one is enough here.
    yield deadline_sheet.render_deadline(found).partition("<p>")[0]
    yield f"<p>{escape(found.explain('ja' if w.is_ja else 'en'))}</p>"
    if found.skipped:
        rows = "".join(_skipped(w, closure) for closure in found.skipped)
        yield (
            f"<table><caption>{w.word('skipped')}</caption><thead><tr>"
            f'<th scope="col">{w.word("day")}</th><th scope="col">{w.word("why")}</th>'
            f'<th scope="col">{w.word("source")}</th></tr></thead><tbody>{rows}</tbody></table>'
        )


def _skipped(w: Speaker, closure: Closure) -> str:
    name = closure.name_ja if w.is_ja else closure.name_en
    place = f"{closure.citation.title} {closure.citation.place}".strip()
    return f"<tr><td>{closure.day}</td><td>{escape(name)}</td><td>{escape(place)}</td></tr>"


# -- the findings: what can be entered ------------------------------------------------------------


def policies(language: str) -> str:
    """Return the policies to choose from."""
    w = Speaker(language)
    return "".join(
        f'<option value="{p.code}">{escape(p.title_ja if w.is_ja else p.title_en)}</option>'
        for p in PRESETS
    )


def choices(policy_code: str, language: str) -> str:
    """Return the documents to choose from: the accept list first, then every other kind."""
    w = Speaker(language)
    policy = POLICIES[policy_code]
    lines = [[k for k in DocumentKind if k in line.kinds] for line in policy.accept_list]
    alone = [[kind] for kind in DocumentKind if [kind] not in lines]
    listed = "".join(_choice(w, line) for line in lines)
    others = "".join(_choice(w, line) for line in alone)
    return f'{listed}<optgroup label="{w.word("others")}">{others}</optgroup>'


def _choice(w: Speaker, kinds: Iterable[DocumentKind]) -> str:
    kinds = [*kinds]
    named = (" ＋ " if w.is_ja else " + ").join(map(w.kind, kinds))
    return f'<option value="{",".join(kinds)}">{named}</option>'


def profile(chosen: str, language: str) -> str:
    """Return the fields of the profile: of a person, or of a company."""
    w = Speaker(language)
    sample = COMPANY if _entity(chosen) is EntityKind.CORPORATION else HANAKO
    return "".join(
        _input(w.say(QUESTIONS[name]), f"profile.{name}", sample[name], _type(name))
        for name in ("name", "address", "birth_date", "representative")
        if sample[name]
    )


def fields(chosen: str, received_on: str, language: str) -> str:
    """Return the fields of each document, filled as if everything were in order."""
    w = Speaker(language)
    return "".join(
        f"<fieldset><legend>{w.kind(kind)}</legend>"
        f"{''.join(_fields(w, at, kind, date.fromisoformat(received_on)))}</fieldset>"
        for at, kind in enumerate(_kinds(chosen))
    )


def _fields(w: Speaker, at: int, kind: DocumentKind, day: date) -> Iterator[str]:
    spec = DOCUMENTS[kind]
    yield _select(w, f"{at}.medium", w.say(QUESTIONS["medium"]), MEDIA, Medium.ORIGINAL)
    for name, sample in _samples(spec, day):
        yield _transcription(w, f"{at}.{name}", QUESTIONS[name], sample, _type(name))
    if spec.sides:
        yield _sides(w, at, spec)
    for name in _glances(kind):
        yield _select(w, f"{at}.{name}", w.say(QUESTIONS[name]), {"yes": YES, "no": NO}, "yes")
    for item in (
        f for f in SensitiveField if f in spec.must_mask | spec.may_mask | spec.forbidden_fields
    ):
        sample = Masking.NOT_PRINTED if item in spec.forbidden_fields else Masking.HIDDEN
        yield _select(
            w, f"{at}.masking.{item}", w.say(SENSITIVE_FIELD_LABELS[item]), MASKINGS, sample
        )


def _samples(spec: DocumentSpec, day: date) -> Iterator[tuple[str, str]]:
    """Yield what stands on a document of this kind, with a sample in order."""
    proved = spec.proves | spec.sometimes_proves
    corporate = DocumentAttribute.CORPORATE_NAME in proved
    yield "name", (COMPANY if corporate else HANAKO)["name"]
    if proved & {DocumentAttribute.ADDRESS, DocumentAttribute.HEAD_OFFICE}:
        yield "address", HANAKO["address"]
    if DocumentAttribute.BIRTH_DATE in proved:
        yield "birth_date", HANAKO["birth_date"]
    if DocumentAttribute.REPRESENTATIVE in proved:
        yield "representative", COMPANY["representative"]
    yield "issued_on", str(day - timedelta(days=30))
    if spec.has_expiry_date is not False:
        yield "expires_on", str(day + timedelta(days=700))


def _glances(kind: DocumentKind) -> Iterator[str]:
    if kind is DocumentKind.PASSPORT_JP:
        yield "has_bearers_page"
    if DocumentAttribute.PHOTO in DOCUMENTS[kind].proves | DOCUMENTS[kind].sometimes_proves:
        yield "shows_photo"
    yield "shows_what_is_needed"


def _type(name: str) -> str:
    return "date" if name in {"birth_date", "issued_on", "expires_on"} else "text"


def _input(label: str, name: str, value: str, kind: str) -> str:
    return (
        f'<label>{label}<input type="{kind}" name="{name}" value="{escape(value)}"'
        ' autocomplete="off"></label>'
    )


def _select(
    w: Speaker, name: str, label: str, answers: Mapping[str, Label], chosen: str = ""
) -> str:
    options = {"": NOT_SEEN, **answers}
    return f'<label>{label}<select name="{name}">' + "".join(
        f'<option value="{value}"{" selected" * (value == chosen)}>{w.say(says)}</option>'
        for value, says in options.items()
    ) + "</select></label>"  # fmt: skip


def _transcription(w: Speaker, name: str, label: Label, sample: str, kind: str) -> str:
    answers = {"printed": WORDS["printed"], "absent": WORDS["absent"]}
    says = w.say(label)
    chooser = _select(w, f"{name}.state", says + w.word("state"), answers, "printed")
    return f'<div class="pair">{chooser}{_input(says, name, sample, kind)}</div>'


def _sides(w: Speaker, at: int, spec: DocumentSpec) -> str:
    boxes = "".join(
        f'<label class="box"><input type="checkbox" name="{at}.side.{side}" value="1"'
        f"{' checked' * (side not in spec.forbidden_sides)}>{w.say(SIDE_LABELS[side])}</label>"
        for side in Side
        if side in spec.sides | spec.forbidden_sides
    )
    chooser = _select(w, f"{at}.sides", w.word("looked"), {"yes": YES}, "yes")
    legend = f"<legend>{w.word('seen')}</legend>"
    return f'{chooser}<fieldset class="inner">{legend}{boxes}</fieldset>'


# -- the findings: what was entered ---------------------------------------------------------------


def findings(values: Values, language: str) -> str:
    """Answer the second form: the verdict, every finding, and what is still open."""
    w = Speaker(language)
    try:
        submission = Submission(
            id="s-1", applicant=_applicant(values), documents=[*_documents(values)]
        )
        day = date.fromisoformat(values["received_on"])
        found = POLICIES[values["policy"]].evaluate(submission, day)
        return "".join(_findings(w, found, submission))
    except (IdVerifyError, ValueError) as error:
        return w.complain(error)


def _kinds(chosen: str) -> list[DocumentKind]:
    return [DocumentKind(kind) for kind in chosen.split(",")]


def _entity(chosen: str) -> EntityKind:
    proved = {a for kind in _kinds(chosen) for a in DOCUMENTS[kind].proves}
    corporate = DocumentAttribute.CORPORATE_NAME in proved
    return EntityKind.CORPORATION if corporate else EntityKind.INDIVIDUAL


def _applicant(values: Values) -> Applicant:
    name, address = values["profile.name"], Address(values["profile.address"])
    if _entity(values["documents"]) is EntityKind.CORPORATION:
        return Corporation(
            registered_name=name,
            corporate_number="9999901000123",
            head_office=address,
            representative=values["profile.representative"],
        )
    born = date.fromisoformat(values["profile.birth_date"])
    kana = HANAKO["kana"]
    return Individual(kanji_name=name, kana_name=kana, birth_date=born, address=address)


def _documents(values: Values) -> Iterator[Document]:
    for at, kind in enumerate(_kinds(values["documents"])):
        yield Document(kind=kind, observation=_observation(values, f"{at}."))


def _observation(values: Values, at: str) -> Observation:
    medium = values.get(at + "medium")
    masking = {
        SensitiveField(name.removeprefix(at + "masking.")): Masking(value)
        for name, value in values.items()
        if name.startswith(at + "masking.") and value
    }
    sides = {Side(n.removeprefix(at + "side.")) for n in values if n.startswith(at + "side.")}
    return Observation(
        medium=Medium(medium) if medium else UNKNOWN,
        sides=frozenset(sides) if values.get(at + "sides") else UNKNOWN,
        masking=masking,
        **{name: _text(values, at + name) for name in ("name", "address", "representative")},
        **{name: _day(values, at + name) for name in ("birth_date", "issued_on", "expires_on")},
        **{
            name: {"yes": True, "no": False}.get(values.get(at + name, ""), UNKNOWN)
            for name in ("has_bearers_page", "shows_photo", "shows_what_is_needed")
        },
    )


def _text(values: Values, name: str) -> object:
    state = values.get(name + ".state", "")
    return {"printed": values.get(name) or ABSENT, "absent": ABSENT}.get(state, UNKNOWN)


def _day(values: Values, name: str) -> object:
    text = _text(values, name)
    return date.fromisoformat(text) if isinstance(text, str) else text


def _findings(w: Speaker, found: Assessment, submission: Submission) -> Iterator[str]:
    yield f'<p class="verdict {found.verdict}">{w.say(VERDICTS[found.verdict])}</p>'
    if found.findings:
        items = "".join(_finding(w, each, submission) for each in found.findings)
        yield f"<h3>{w.word('findings')}</h3><ol>{items}</ol>"
    if found.open_questions:
        items = "".join(_question(w, each) for each in found.open_questions)
        yield f"<h3>{w.word('open')}</h3><ul>{items}</ul>"


def _finding(w: Speaker, finding: Finding, submission: Submission) -> str:
    reason, rule = finding.reason, finding.rule
    where = f" ({w.kind(finding.kind)})" if finding.kind else ""
    label = escape(reason.label_ja if w.is_ja else reason.label_en)
    remedy = escape(reason.remedy_ja if w.is_ja else reason.remedy_en)
    says = escape(rule.statement_ja if w.is_ja else rule.statement_en)
    why = "".join(f"<br>{w.say(each)}" for each in finding.explain_differences(submission))
    sources = "; ".join(dict.fromkeys(map(w.cite, finding.citations)))
    return (
        f"<li><strong>{label}</strong>{where} <code>{escape(reason.code)}</code>{why}"
        f"<br>{w.word('remedy')}: {remedy}"
        f"<details><summary>{w.word('source')}</summary>{says}<br>{sources}</details></li>"
    )


def _question(w: Speaker, question: OpenQuestion) -> str:
    where = f" ({w.kind(question.kind)})" if question.kind else ""
    text = question.fact.question_ja if w.is_ja else question.fact.question_en
    return f"<li>{escape(text)}{where}</li>"
