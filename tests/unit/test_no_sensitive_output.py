"""Sensitive numbers do not appear in ids, codes, texts, `repr` or error messages."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from uuid import UUID

import pytest
from attrs import evolve

from idverify.errors import DataError, InvalidValueError, VersionConflictError
from idverify.interchange.codec import load_dossier
from idverify.interchange.dossier import ImageFile
from idverify.lifecycle.commands import Approve, Reject
from idverify.lifecycle.events import (
    Approved,
    CarriedDocument,
    JudgementRecorded,
    Rejected,
    Reopened,
    ReopeningReason,
    Withdrawn,
)
from idverify.matching import redact
from idverify.model.applicants import Address
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind, Side
from idverify.model.observations import Observation
from idverify.model.reasons import LocatedReason
from idverify.model.submissions import Document, Submission
from idverify.model.validators import require_opaque_id
from support.applicants import COMPANY, HANAKO

#: Twelve digits that pass the check of an individual number; not a real one.
NUMBER = "123456789018"
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SUBMISSION = Submission(
    id="s-1", applicant=HANAKO, documents=[Document(kind=DocumentKind.DRIVERS_LICENSE)]
)
JUDGED = JudgementRecorded(
    at=NOW, submission_id="s-1", reviewer="r-1", question="q", answer="a", evidence="0f"
)
TEXTS: dict[str, Callable[[str], object]] = {
    "name": lambda text: Contact(name=text, email="a@example.jp"),
    "address": lambda text: Address(f"東京都千代田区千代田1-1 {text}"),
    "read name": lambda text: Observation(name=text),
    "read address": lambda text: Observation(address=f"千代田1-1\nマイナンバー {text}"),
    "read representative": lambda text: Observation(representative=text),
}
IDS: dict[str, Callable[[str], object]] = {
    "submission": lambda text: evolve(SUBMISSION, id=text),
    "event": lambda text: Withdrawn(at=NOW, submission_id=text),
    "reviewer": lambda text: Approved(at=NOW, submission_id="s-1", reviewer=text),
    "reason": lambda text: Rejected(at=NOW, submission_id="s-1", reviewer="r-1", reasons=[text]),
    "kind": lambda text: Approved(
        at=NOW, submission_id="s-1", reviewer="r-1", document_kinds=[text]
    ),
    "question": lambda text: evolve(JUDGED, question=text),
    "answer": lambda text: evolve(JUDGED, answer=text),
    "evidence": lambda text: evolve(JUDGED, evidence=text),
    "located": lambda text: LocatedReason(text, document_index=0),
    "reopening": lambda text: Reopened(at=NOW, reviewer=text, reason=ReopeningReason.OTHER),
    "carried": lambda text: CarriedDocument(document_index=0, submission_id=text, earlier_index=0),
    "rejecting": lambda text: Reject(submission_id="s-1", reviewer="r-1", reasons=[text]),
    "approving": lambda text: Approve(submission=SUBMISSION, fingerprint="f", reviewer=text),
}
#: Codes of reasons, which a service may define itself.
CODES = ("reason", "kind", "question", "answer", "located", "rejecting")


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("written", ["{}", "{0[0]} {0[1]} {0[2]}"])
def test_no_text_of_a_person_may_contain_such_a_number(
    make: Callable[[str], object], written: str
) -> None:
    """A text with an individual number is rejected, and the error does not repeat it."""
    text = written.format((NUMBER[:4], NUMBER[4:8], NUMBER[8:]) if "[" in written else NUMBER)
    with pytest.raises(InvalidValueError, match="may not be kept") as caught:
        make(text)

    assert NUMBER[:4] not in repr(caught.value)


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS)
def test_a_redacted_text_is_accepted(make: Callable[[str], object]) -> None:
    """A text whose number was redacted is accepted."""
    assert make(redact(f"見本 {NUMBER}"))


@pytest.mark.parametrize("make", IDS.values(), ids=IDS)
@pytest.mark.parametrize(
    "number",
    [
        NUMBER,
        f"case-{NUMBER}",
        "1234-5678-9018",
        "1234_5678_9018",
        "123.456.789.018",
        "TK1234567",
        "tk1234567",
        "AB12345678CD",
        "zb12345678cd",
        "hanako@example.com",
    ],
)
def test_no_id_or_code_may_have_the_form_of_such_a_number(
    make: Callable[[str], object], number: str
) -> None:
    """An id like a person's number or e-mail address never reaches an event."""
    with pytest.raises(InvalidValueError, match="form of a personal number") as caught:
        make(number)

    assert number not in repr(caught.value)


@pytest.mark.parametrize(
    "number",
    [
        "s-1",
        "01890a5d-ac96-774b-bcce-123456789018",
        "4f" * 32,
        "20261127090000",
        "photo.copy",
        "1732",
        "case-000000000001",
        "case-000000000507",
        "order-202611271234",
        "2026-1127-0001",
        "1234-5678-9012",
        "ID0000001",
        "CW0012345",
        "submit/s-1",
        "ab12345678cd",
        "PLrR0/4Bb+c=",
    ],
)
@pytest.mark.parametrize("make", IDS.values(), ids=IDS)
def test_an_opaque_id_is_accepted(make: Callable[[str], object], number: str) -> None:
    """UUIDs, digests, time stamps with seconds and words are not personal numbers."""
    assert make(number)


@pytest.mark.parametrize(
    "text",
    ["１２３４５６７８９０１２", "髙橋花子", "a b", " ", "a\nb", "a\x1b[2J", "a\u202eb", "s" * 201],
)
@pytest.mark.parametrize("make", [make for name, make in IDS.items() if name not in CODES])
def test_an_id_is_printable_ascii(make: Callable[[str], object], text: str) -> None:
    """Names, full-width digits and forged log lines are rejected and not repeated."""
    with pytest.raises(InvalidValueError, match="printable ASCII") as caught:
        make(text)

    assert text == " " or text not in str(caught.value)


@pytest.mark.parametrize("make", [IDS[name] for name in CODES], ids=CODES)
def test_a_code_may_be_in_any_printable_script(make: Callable[[str], object]) -> None:
    """The reason code of a service is accepted; blanks, controls and full-width numbers are not."""
    assert make("自社")
    for text in ("a b", "a\nb", "a\x1b[2J", "a\u202eb", "社" * 201, "１２３４５６７８９０１８"):
        with pytest.raises(InvalidValueError, match=r"printable|personal number"):
            make(text)


@pytest.mark.parametrize("form", ["{}", "sub-{}", "urn:uuid:{}", "{{{}}}", "{}.jpg", "{}#1"])
def test_no_uuid_is_ever_rejected(form: str) -> None:
    """UUIDs in all notations of identity providers are accepted, without exception."""
    chance = Random(20261127)
    for _ in range(3_000):
        require_opaque_id(id=form.format(UUID(int=chance.getrandbits(128), version=4)))


def test_counters_and_stamps_of_twelve_digits_are_never_rejected() -> None:
    """Numbers with leading zeros or a leading date are accepted with any check digit."""
    for count in range(3_000):
        require_opaque_id(case_id=f"case-{count:012}", command_id=f"20261127{count:04}")


def test_a_corporate_number_is_public() -> None:
    """A text may contain the number of a company."""
    text = f"東京都千代田区千代田1-1 法人番号{COMPANY.corporate_number}"

    assert text == Address(text).text


@pytest.mark.parametrize(
    "error",
    [
        VersionConflictError(f"case {NUMBER}", 1, 2),
        DataError(f"$.{NUMBER}", "unknown key"),
        InvalidValueError(f"no such thing as TK1234567 or {NUMBER}"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_error_repeats_such_a_number(error: Exception) -> None:
    """A sensitive number in the ids and keys of the caller is redacted in the error."""
    assert NUMBER not in f"{error} {error!r} {error.args}"
    assert "TK1234567" not in str(error)
    assert "●" in str(error)


def test_an_unknown_key_of_a_dossier_is_not_repeated() -> None:
    """A key that is a sensitive number is rejected and not repeated."""
    with pytest.raises(DataError) as caught:
        load_dossier(f'{{"{NUMBER}": 1}}'.encode())

    assert NUMBER not in str(caught.value)


def test_the_name_of_a_file_does_not_show() -> None:
    """File names can contain the number on the image."""
    assert NUMBER not in repr(ImageFile(side=Side.FRONT, file=f"マイナンバー{NUMBER}.jpg"))
