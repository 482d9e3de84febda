"""What a policy accepts is good by the law of its kind."""

from datetime import date
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st

from idverify.catalogue.documents import DOCUMENTS
from idverify.model.applicants import Individual
from idverify.model.documents import DocumentKind as Kind
from idverify.model.documents import Side
from idverify.model.unknown import ABSENT, UNKNOWN
from idverify.policy.assessment import Verdict
from idverify.policy.policy import Policy
from idverify.policy.validity import check_usable_on
from idverify.presets import CROWDWORKS_ARTICLE, PRESETS
from support.applicants import HANAKO, submission

DAYS = st.one_of(
    st.dates(date(2005, 1, 1), date(2032, 12, 31)),
    st.sampled_from(
        [
            date(2012, 7, 8),
            date(2012, 7, 9),
            date(2014, 3, 1),
            date(2023, 10, 31),
            date(2023, 11, 1),
        ]
    ),
)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Policy, Kind, date, date, date, date]:
    """Draw a document on an accept list with all its days, most often near each other."""
    policy = draw(st.sampled_from(PRESETS))
    lines = [line for line in policy.accept_list if len(line.kinds) == 1]
    kind = draw(st.sampled_from(sorted(k for line in lines for k in line.kinds)))
    return policy, kind, draw(DAYS), draw(DAYS), draw(DAYS), draw(DAYS)


CERTIFICATE = Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
BIRTHDAY = date(2026, 9, 17)


@given(drawn=situations())
@example(
    (
        CROWDWORKS_ARTICLE,
        CERTIFICATE,
        BIRTHDAY,
        date(2023, 11, 1),
        BIRTHDAY,
        BIRTHDAY.replace(year=2010),
    )
)
def test_what_is_accepted_is_good(drawn: tuple[Policy, Kind, date, date, date, date]) -> None:
    """With every day of a document known, none that the law does not call good is accepted."""
    policy, kind, day, issued_on, expires_on, born = drawn
    assume(born <= issued_on)
    last = DOCUMENTS[kind].issue_period.until
    assume(last is None or issued_on < last)
    person = Individual(
        kanji_name=HANAKO.kanji_name,
        kana_name=HANAKO.kana_name,
        birth_date=born,
        address=HANAKO.address,
    )
    known: dict[str, Any] = {"issued_on": issued_on, "expires_on": expires_on}
    handed_in = submission(
        kind,
        applicant=person,
        sides=DOCUMENTS[kind].sides - DOCUMENTS[kind].forbidden_sides,
        shows_photo=True,
        shows_what_is_needed=True,
        **known,
    )

    if policy.evaluate(handed_in, day).verdict is Verdict.ACCEPTED:
        assert check_usable_on(kind, day, birth_date=born, **known).is_usable


#: Not the sides: at the door the labels of the pictures answer for them, until somebody looks.
NOTES = ("name", "address", "birth_date", "has_bearers_page", "shows_photo")


@given(
    policy=st.sampled_from(PRESETS),
    has_page=st.booleans(),
    shows_address=st.booleans(),
    forgotten=st.sets(st.sampled_from(NOTES)),
)
def test_a_passport_that_is_settled_stays_settled(
    policy: Policy, has_page: bool, shows_address: bool, forgotten: set[str]
) -> None:
    """Whatever was not looked at of a passport, learning it re-opens no verdict."""
    sides = DOCUMENTS[Kind.PASSPORT_JP].sides - (set() if has_page else {Side.BEARER_PAGE})
    known: dict[str, Any] = {
        "sides": sides,
        "has_bearers_page": has_page,
        "shows_photo": True,
        "address": HANAKO.address.text if shows_address else ABSENT,
    }
    day = date(2026, 9, 17)
    whole = policy.evaluate(submission(Kind.PASSPORT_JP, **known), day).verdict
    unseen = known | dict.fromkeys(forgotten, UNKNOWN)
    less = policy.evaluate(submission(Kind.PASSPORT_JP, **unseen), day).verdict

    assert less in {Verdict.OPEN, whole}
