"""Write the folders of `examples/applications/` from the table in `scenarios.py`.

    python examples/make_applications.py [FOLDER]

The pictures are drawn with Pillow (dependency group `specimens`); everything else
needs the library only.
"""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import scenario
from idverify.calendar.timezone import TOKYO
from idverify.catalogue.documents import DOCUMENTS
from idverify.i18n import Language
from idverify.interchange.codec import dump
from idverify.interchange.dossier import Dossier, DossierDocument, ImageFile
from idverify.model.applicants import Address, Applicant, Corporation, Individual
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.unknown import ABSENT, Absent
from review_desk.inbox import About, Decision, ProfileEdit, Review, Withdrawal
from scenario import Paper, Story, Submit
from scenarios import STORIES
from specimens.holders import Company, Person
from specimens.printed_text import days_of

__all__ = ["json_files", "main", "pictures", "tiny_pdf"]

APPLICATIONS: Final = Path(__file__).parent / "applications"
_OF_INSURANCE: Final = (
    SensitiveField.INSURED_SYMBOL,
    SensitiveField.INSURED_NUMBER,
    SensitiveField.INSURER_NUMBER,
)
_DATED: Final = frozenset(
    {
        DocumentKind.DRIVING_RECORD_CERTIFICATE,
        DocumentKind.RESIDENT_RECORD,
        DocumentKind.REGISTRY_CERTIFICATE_FULL,
    }
)


def main(arguments: list[str]) -> int:
    """Write every folder anew, saying which."""
    target = Path(arguments[0]) if arguments else APPLICATIONS
    for number, story in enumerate(STORIES, start=1):
        folder = target / story.folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in json_files(story).items():
            (folder / name).write_text(text, encoding="utf-8")
        _draw_pictures(story, folder)
        print(f"[{number:2}/{len(STORIES)}] {folder}", flush=True)
    return 0


# -- the JSON ------------------------------------------------------------------------------------


def json_files(story: Story) -> dict[str, str]:
    """Return the text of each JSON file of an application by its name."""
    about = About(ja=story.ja, en=story.en)
    values = {"about.json": about, **dict(_step_values(story))}
    return {name: _slipped(story, _pretty(value)) for name, value in values.items()}


def _pretty(value: object) -> str:
    return json.dumps(json.loads(dump(value)), ensure_ascii=False, indent=2) + "\n"


def _slipped(story: Story, text: str) -> str:
    right, wrong = story.slip or ("", "")
    return text.replace(right, wrong) if right else text


def _step_values(story: Story) -> Iterator[tuple[str, object]]:
    submissions: list[Submit] = []
    for number, step in enumerate(story.steps, start=1):
        match step:
            case Submit():
                submissions.append(step)
                yield f"{number}-submit.json", _dossier(story, number, step, len(submissions))
            case scenario.Review():
                yield f"{number}-review.json", _review(story, step, submissions)
            case scenario.Edit():
                edit = ProfileEdit(at=_moment(step.at), applicant=_applicant(story, step.typed))
                yield f"{number}-profile.json", edit
            case scenario.Withdraw():
                yield f"{number}-withdraw.json", Withdrawal(at=_moment(step.at))


def _moment(text: str) -> datetime:
    """Read a moment; one without a zone is meant as Japan reads its clocks."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


def _id(story: Story, *numbers: int) -> str:
    return "-".join(["case", story.folder.partition("-")[0], *map(str, numbers)])


def _dossier(story: Story, number: int, step: Submit, submission: int) -> Dossier:
    name = story.holder.name if isinstance(story.holder, Person) else story.holder.representative
    return Dossier(
        case_id=_id(story),
        submission_id=_id(story, submission),
        received_at=_moment(step.at),
        contact=Contact(
            name=name,
            email=f"applicant-{story.folder.partition('-')[0]}@example.jp",
            language=Language(story.language),
        ),
        applicant=_applicant(story, step.typed),
        documents=[_document(number, paper) for paper in step.papers],
    )


def _document(number: int, paper: Paper) -> DossierDocument:
    return DossierDocument(
        kind=DocumentKind(paper.kind),
        images=[
            ImageFile(side=Side(side), file=_picture_name(number, paper, side))
            for side in _sides(paper)
        ],
    )


def _applicant(story: Story, typed: Mapping[str, Any]) -> Applicant:
    holder = story.holder
    if isinstance(holder, Company):
        return Corporation(
            registered_name=typed.get("name", holder.name),
            corporate_number=holder.corporate_number,
            head_office=Address(typed.get("address", holder.head_office)),
            representative=holder.representative,
        )
    return Individual(
        kanji_name=typed.get("name", holder.name),
        kana_name=holder.kana,
        birth_date=holder.born,
        address=Address(typed.get("address", holder.address)),
    )


# -- what the reviewer notes: what was drawn -----------------------------------------------------


def _review(story: Story, step: scenario.Review, submissions: list[Submit]) -> Review:
    number = step.of or len(submissions)
    papers = submissions[number - 1].papers if step.notes else ()
    return Review(
        at=_moment(step.at),
        reviewer=step.reviewer,
        submission_id=_id(story, number),
        observations=tuple(_observation(story.holder, paper, step.left_out) for paper in papers),
        decision=Decision(step.decision) if step.decision else None,
        reasons=step.reasons,
        final=step.final,
    )


def _observation(holder: Person | Company, paper: Paper, left_out: tuple[str, ...]) -> Observation:
    kind, drawn = DocumentKind(paper.kind), paper.options
    seen: dict[str, Any] = {
        "medium": Medium.PHOTOCOPY if drawn.get("copied") else Medium.ORIGINAL,
        "sides": frozenset(map(Side, _sides(paper))),
        "name": drawn.get("shown_name", holder.name),
        "address": _shown_address(holder, paper),
        **_shown_days(kind, holder, drawn),
    }
    if isinstance(holder, Company):
        seen["representative"] = holder.representative
    else:
        seen["birth_date"] = holder.born
    if kind is DocumentKind.PASSPORT_JP:
        seen["has_bearers_page"] = Side.BEARER_PAGE in _sides(paper)
    # What the specimens do not show at all is looked for all the same, and noted.
    spec = DOCUMENTS[kind]
    numbers = [f for f in SensitiveField if f in spec.must_mask or f in spec.forbidden_fields]
    seen["masking"] = dict.fromkeys(numbers, Masking.NOT_PRINTED)
    if kind is DocumentKind.HEALTH_INSURANCE_CARD:
        masking = Masking.HIDDEN if drawn.get("masked", True) else Masking.VISIBLE
        seen["masking"] |= dict.fromkeys(_OF_INSURANCE, masking)
    return Observation(**{name: value for name, value in seen.items() if name not in left_out})


def _shown_days(
    kind: DocumentKind, holder: Person | Company, drawn: Mapping[str, Any]
) -> dict[str, date | Absent]:
    issued_on, expires_on = days_of(kind, holder)
    days: dict[str, date | Absent] = {}
    if kind in _DATED:
        days["issued_on"] = drawn.get("issued_on", issued_on)
    if DOCUMENTS[kind].has_expiry_date:
        days["expires_on"] = drawn.get("expires_on", expires_on)
    elif DOCUMENTS[kind].has_expiry_date is None:
        days["expires_on"] = ABSENT  # some print a last day; the specimen does not
    return days


def _shown_address(holder: Person | Company, paper: Paper) -> str | Absent:
    if paper.kind == DocumentKind.PASSPORT_JP and Side.BEARER_PAGE not in _sides(paper):
        return ABSENT
    own = holder.address if isinstance(holder, Person) else holder.head_office
    printed = paper.options.get("shown_address", own)
    return paper.options.get("endorsed_address") or printed or ABSENT


# -- the pictures ----------------------------------------------------------------------------------


def pictures(story: Story) -> Iterator[tuple[str, Paper, str]]:
    """Name each picture of an application, with what it shows."""
    for number, step in enumerate(story.steps, start=1):
        for paper in step.papers if isinstance(step, Submit) else ():
            for side in _sides(paper):
                yield _picture_name(number, paper, side), paper, side


_ORDER: Final = tuple(Side)


def _sides(paper: Paper) -> tuple[str, ...]:
    return paper.sides or tuple(sorted(DOCUMENTS[DocumentKind(paper.kind)].sides, key=_ORDER.index))


def _picture_name(number: int, paper: Paper, side: str) -> str:
    return f"{number}-{paper.kind}-{side}.{'png' if side == Side.PAGES else 'jpg'}"


def _draw_pictures(story: Story, folder: Path) -> None:
    from specimens.make_specimens import draw, save  # noqa: PLC0415 - the JSON needs no Pillow

    for name, paper, side in pictures(story):
        if name in story.pdf:
            (folder / name).write_bytes(tiny_pdf())
        else:
            save(draw(paper.kind, side, story.holder, **paper.options), folder / name)
        if name in story.enlarged_to:
            (folder / f"{name}.enlarge").write_text(f"{story.enlarged_to[name]}\n")


def tiny_pdf() -> bytes:
    """Write a PDF of one empty page, as small as a reader still opens."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 243 153] >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 4\n0000000000 65535 f \n%strailer\n<< /Size 4 /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (table, len(body))
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
