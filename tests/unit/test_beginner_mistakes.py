"""Mistakes that beginners make, each with the sentence that they read."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

import pytest

from idverify import (
    CROWDWORKS_ARTICLE,
    TOKYO,
    Acceptance,
    Address,
    BusinessCalendar,
    Citation,
    Closure,
    Contact,
    Corporation,
    Document,
    DocumentKind,
    FileLimits,
    IdVerifyError,
    Image,
    Individual,
    InvalidValueError,
    Masking,
    Observation,
    Period,
    ReviewClock,
    Side,
    Submission,
    detect_identity_changes,
    inspect_upload,
    replay,
)
from idverify.calendar.japanese_dates import EraDate
from idverify.catalogue.reasons import get_reason
from idverify.lifecycle.commands import ChangeIdentity, Reject, Submit
from idverify.lifecycle.events import Withdrawn
from idverify.matching import (
    compare_address,
    compare_birth_date,
    compare_kana,
    compare_name,
    parse_address,
)
from idverify.policy.settings import Retention
from idverify.ports import Message
from support.applicants import HANAKO, submission

#: Types that a checker would refuse; a beginner has none.
A: Final[Any] = Address
W: Final[Any] = Individual
D: Final[Any] = Document
O: Final[Any] = Observation  # noqa: E741 - one letter a type keeps the table readable
DAY: Final = date(2026, 9, 17)
NAIVE: Final = datetime(2026, 9, 17, 12)  # noqa: DTZ001 - the mistake itself
CALENDAR: Final[Any] = BusinessCalendar.japan()
CLOCK: Final[Any] = ReviewClock(CALENDAR)
HOUSE: Final[Any] = CROWDWORKS_ARTICLE
LICENCE: Final = DocumentKind.DRIVERS_LICENSE
NOTICE: Final = Citation("お知らせ", read_on=DAY)
PERSON: Final[dict[str, Any]] = {
    "kanji_name": "見本 花子",
    "kana_name": "ミホン ハナコ",
    "birth_date": date(1990, 4, 1),
    "address": Address("東京都千代田区千代田1-1"),
}


def call(function: object, *args: object, **kwargs: object) -> Callable[[], object]:
    """Return a call as a beginner would write it, without the types being checked."""
    anything: Any = function
    return lambda: anything(*args, **kwargs)


#: In pairs: the mistake, and the part of the sentence that says what to do.
MISTAKES: Final[list[tuple[Callable[[], object], str]]] = [
    # What a reviewer saw
    (call(O, name=None), "use ABSENT if the document has no such entry, UNKNOWN if the reviewer"),
    (call(O, birth_date=None), "UNKNOWN if the reviewer has not looked"),
    (call(O, medium=None), "use UNKNOWN if the reviewer has not looked"),
    (call(O, medium="copy"), "did you mean photocopy?"),
    (call(O, expires_on="2029-05-01"), "read it with date.fromisoformat(...)"),
    (call(O, issued_on=NAIVE), "choose a zone and take its .date() there"),
    (call(O, sides="front"), "put it into a list"),
    (call(O, sides=["front", "bak"]), "Observation.sides[1] must be a Side"),
    (call(O, shows_photo="yes"), "Observation.shows_photo must be True or False or UNKNOWN"),
    (call(O, masking={"qr_code": "hiden"}), "did you mean hidden?"),
    (call(O, masking=[("qr_code", Masking.HIDDEN)]), "write it as {key: value}"),
    (call(O, name=b"x"), "decode it first"),
    # Documents and files
    (call(D, kind="licence"), "did you mean drivers_license?"),
    (call(D, kind=None), "use DocumentKind.PASSPORT_JP"),
    (call(D, kind=LICENCE, images=b"x"), "put the values into a list: [...]"),
    (call(D, kind=LICENCE, images=[b"x"]), "Document.images[0] must be an Image"),
    (call(D, kind=LICENCE, observation={"name": "x"}), "build it with Observation(...)"),
    (call(Image, side="fornt", upload=None), "did you mean front"),
    (call(Image, side=Side.FRONT, upload=b"x"), "build it with Upload(...)"),
    (call(inspect_upload, "licence.jpg", FileLimits()), "is given as bytes, not as str"),
    (call(inspect_upload, b"x", None), "use the policy's `files`"),
    (call(FileLimits, max_bytes="10MB"), "convert it with int(...)"),
    (call(FileLimits, max_bytes=True), "write 1 or 0"),
    (call(FileLimits, formats="jpeg"), "put it into a list"),
    (call(FileLimits, formats=["jpg"]), "did you mean jpeg or png?"),
    # Applicants and their submissions
    (call(A, None), "Address.text must be text, not None"),
    (call(A, ""), "text is empty: enter it as on the document"),
    (call(W, **{**PERSON, "address": "東京都"}), "build it with Address(...)"),
    (call(W, **{**PERSON, "birth_date": "1990-04-01"}), "date.fromisoformat(...)"),
    (call(W, **{**PERSON, "birth_date": NAIVE}), "take its .date() there"),
    (call(W, **{**PERSON, "kana_name": None}), "Individual.kana_name must be text"),
    (call(Corporation, corporate_number=9999901000123), "must be text, not int"),
    (call(Contact, name="x", email="h"), "one address of the form name@host"),
    (call(Contact, name="x", email="h@example.jp", language="fr"), "use one of en, ja"),
    (call(Submission, id=7, applicant=HANAKO, documents=[]), "Submission.id must be text"),
    (call(Submission, id="s-1", applicant="花子", documents=[]), "build it with Individual(...)"),
    (call(Submission, id="s-1", applicant=HANAKO, documents="x"), "put it into a list"),
    (call(Submission, id="s-1", applicant=HANAKO, documents=[]), "has 1 to 8 documents"),
    # Calendar and clock
    (call(BusinessCalendar, "japan"), "it has no closed_days, closure_on"),
    (call(CALENDAR.add, "2026-09-17", 5), "read it with date.fromisoformat(...)"),
    (call(CALENDAR.add, DAY, 0), "use next or previous"),
    (call(CALENDAR.is_business_day, NAIVE), "take its .date() there"),
    (call(CALENDAR.with_closures, [DAY]), "closures[0] must be a Closure"),
    (call(Closure, "2026-12-30", "休業", "closed", NOTICE), "date.fromisoformat(...)"),
    (call(Citation, "お知らせ", read_on="2026"), "date.fromisoformat(...)"),
    (call(Period, since=DAY, until=DAY), "a period needs at least one day"),
    (call(ReviewClock, CALENDAR, "5"), "convert it with int(...)"),
    (call(ReviewClock, CALENDAR, cutoff="17:00"), "write it as datetime.time(17, 30)"),
    (call(ReviewClock, CALENDAR, zone="JST"), 'zone must be "Asia/Tokyo" or a tzinfo value'),
    (call(CLOCK.deadline, NAIVE), "must be a datetime with a time zone (tzinfo)"),
    (call(EraDate.parse, 8), "must be text, not int"),
    # Policies
    (call(HOUSE.evaluate, None, DAY), "build it with Submission(...)"),
    (call(HOUSE.evaluate, submission(LICENCE), "2026-09-17"), "date.fromisoformat(...)"),
    (call(HOUSE.derive, drop="original_is_photographed"), "put it into a list"),
    (call(HOUSE.derive, drop=["orignal_is_photographed"]), "original_is_photographed"),
    (call(HOUSE.derive, final_reasons=["mismatch.nam"]), "near codes: mismatch.name"),
    (call(HOUSE.derive, accept_list=[LICENCE]), "build it with Acceptance(...)"),
    (call(HOUSE.derive, business_days=0), "Policy.business_days must be at least 1, not 0"),
    (call(HOUSE.diff, "house"), "build it with Policy(...)"),
    (
        call(Acceptance, kinds=LICENCE, citations=[NOTICE]),
        "one text stands where several values are due; put it into a list",
    ),
    (call(Retention, images_days=-1), "must be at least 0, not -1"),
    (call(get_reason, "image.uncler"), "near codes: image.unclear"),
    # Commands, events and messages
    (call(Submit, submission="s-1", fingerprint="f"), "build it with Submission(...)"),
    (call(Reject, submission_id="s-1", reviewer="r-1", reasons="other"), "put it into a list"),
    (call(Reject, submission_id="s-1", reviewer="r 1", reasons=["other"]), "without spaces"),
    (call(ChangeIdentity, changed=["adress"]), "did you mean address?"),
    (call(Withdrawn, at=NAIVE, submission_id="s-1"), ".replace(tzinfo=idverify.TOKYO)"),
    (call(replay, ["submitted"]), "replay: events[0] must be"),
    (call(Message, subject=None, body=""), "Message.subject must be text, not None"),
    # Comparisons
    (call(compare_name, None, "見本 花子"), "compare_name: declared must be text, not None"),
    (call(compare_address, HANAKO.address, "東京都"), "must be text, not Address"),
    (call(compare_birth_date, date(1990, 4, 1), "1990-04-01"), "write the day as text"),
    (call(compare_kana, ["ミホン"], "ミホン"), "declared must be text, not list of 1"),
    (call(parse_address, b"x"), "decode it first"),
    (call(detect_identity_changes, HANAKO, "花子"), "build it with Individual(...)"),
]


@pytest.mark.parametrize(("mistake", "advice"), MISTAKES, ids=[advice for _, advice in MISTAKES])
def test_a_mistake_is_answered_by_what_to_do(mistake: Callable[[], object], advice: str) -> None:
    """Each sentence, read alone, names the argument and what to write in its place."""
    with pytest.raises(IdVerifyError) as caught:
        mistake()

    assert advice in str(caught.value)
    assert isinstance(caught.value, InvalidValueError)


def test_every_mistake_is_another() -> None:
    """There are at least 60 mistakes, and no two of them have the same sentence."""
    sentences = set()
    for mistake, _ in MISTAKES:
        with pytest.raises(IdVerifyError) as caught:
            mistake()
        sentences.add(str(caught.value))

    assert len(sentences) >= 60
    assert not [each for each in sentences if "花子" in each or "東京都" in each]


def test_a_wrong_code_is_not_repeated() -> None:
    """The sentence gives the length of a text and never the text, which may be a name."""
    with pytest.raises(InvalidValueError) as caught:
        call(Document, kind="見本 花子")()

    assert "見本" not in str(caught.value)
    assert "text of 5 characters" in str(caught.value)


def test_moments_of_tokyo_are_accepted() -> None:
    """The advice for a moment without zone works as it is written."""
    assert CLOCK.deadline(NAIVE.replace(tzinfo=TOKYO)).received_on == DAY
