"""Every public function refuses values of other types by name, or returns a result."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import pytest

from idverify import CROWDWORKS_ARTICLE, BusinessCalendar, FileLimits, ReviewClock
from idverify.calendar.civil_code import last_day_of_period
from idverify.calendar.japanese_dates import EraDate
from idverify.errors import IdVerifyError
from idverify.lifecycle.case import replay
from idverify.matching import (
    compare_account_holder,
    compare_address,
    compare_birth_date,
    compare_kana,
    compare_name,
    compare_romaji,
    detect_address_change,
    detect_birth_date_change,
    detect_name_change,
    parse_address,
)
from idverify.matching.changes import detect_identity_changes
from idverify.model.documents import DocumentKind
from idverify.model.uploads import inspect_upload
from property.test_constructors import DAY, FOREIGN, MOMENT
from support.applicants import HANAKO, submission

CALENDAR: Final = BusinessCalendar.japan()
CLOCK: Final = ReviewClock(CALENDAR)
HOUSE: Final = CROWDWORKS_ARTICLE.derive(code="house")
NAMES: Final = {"declared": "見本 花子", "on_document": "見本 花子"}
EDIT: Final = {"before": "見本 花子", "after": "見木 花子"}
#: Each function with arguments that it accepts.
CALLS: Final[list[tuple[Any, Mapping[str, object]]]] = [
    (compare_name, NAMES),
    (compare_kana, NAMES),
    (compare_romaji, NAMES),
    (compare_address, NAMES),
    (compare_birth_date, NAMES),
    (compare_account_holder, {"kana_name": "ミホン ハナコ", "holder": "ﾐﾎﾝ ﾊﾅｺ"}),
    (parse_address, {"text": "東京都千代田区千代田1-1"}),
    (detect_name_change, EDIT),
    (detect_address_change, EDIT),
    (detect_birth_date_change, EDIT),
    (detect_identity_changes, {"before": HANAKO, "after": HANAKO}),
    (CALENDAR.add, {"day": DAY, "n": 5}),
    (CALENDAR.count, {"start": DAY, "end": DAY}),
    (CALENDAR.next, {"day": DAY}),
    (CALENDAR.previous, {"day": DAY}),
    (CALENDAR.is_business_day, {"day": DAY}),
    (CALENDAR.is_provisional_on, {"day": DAY}),
    (CALENDAR.closure_on, {"day": DAY}),
    (CALENDAR.with_closures, {"closures": []}),
    (CLOCK.deadline, {"received_at": MOMENT}),
    (CLOCK.latest_receipt, {"due_on": DAY}),
    (CLOCK.longest_wait, {"first": DAY, "last": DAY}),
    (last_day_of_period, {"event": DAY, "months": 3}),
    (EraDate.parse, {"text": "令和8年4月1日"}),
    (inspect_upload, {"data": b"x", "limits": FileLimits()}),
    (
        HOUSE.evaluate,
        {"submission": submission(DocumentKind.DRIVERS_LICENSE), "received_on": DAY},
    ),
    (HOUSE.in_force_on, {"day": DAY}),
    (HOUSE.has_lapsed, {"approved_on": DAY, "day": DAY}),
    (HOUSE.is_final_by_default, {"codes": ["other"]}),
    (HOUSE.diff, {"parent": None}),
    (HOUSE.derive, {"drop": [], "replace": [], "add": [], "strictness": None, "max_attempts": 3}),
    (replay, {"events": []}),
]


@pytest.mark.parametrize(
    ("function", "arguments"), CALLS, ids=lambda each: getattr(each, "__qualname__", "")
)
@pytest.mark.parametrize("shape", FOREIGN)
def test_a_foreign_argument_is_refused_or_works(
    function: Any,  # noqa: ANN401 - any public function
    arguments: Mapping[str, object],
    shape: str,
) -> None:
    """No argument of another type ends in an error about the inside of the library."""
    function(**arguments)
    for name in arguments:
        with suppress(IdVerifyError):
            function(**{**arguments, name: FOREIGN[shape]})
