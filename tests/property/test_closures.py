"""Every rule that closes days gives the same answer of a span as of each of its days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import WEEKENDS, Closure, ClosureRule, YearEnd, make_custom_closures
from idverify.citations import Citation

NOTICE = Citation("お知らせ", read_on=date(2026, 11, 1))
DAYS = (date(2026, 12, 28), date(2027, 5, 6), date(2027, 5, 7))
RULES: dict[str, ClosureRule] = {
    "weekends": WEEKENDS,
    "banks": YearEnd(31, 3, NOTICE),
    "offices": YearEnd(29, 3, NOTICE),
    "announced": make_custom_closures([Closure(day, "臨時休業", "closed", NOTICE) for day in DAYS]),
    "japan": BusinessCalendar.japan().rule,
    "government": BusinessCalendar.japan_government().rule,
}
#: Around the announced days, two turns of a year and the last day of the promulgated holidays.
SPANS = st.one_of(
    st.dates(date(2026, 12, 20), date(2027, 1, 10)),
    st.dates(date(2027, 4, 25), date(2027, 5, 10)),
    st.dates(date(2027, 12, 20), date(2028, 1, 15)),
    st.dates(date(1988, 12, 20), date(2099, 11, 30)),
)


@pytest.mark.parametrize("name", RULES)
@given(first=SPANS, length=st.integers(0, 20))
def test_a_span_is_closed_on_just_the_days_that_have_a_reason(
    name: str, first: date, length: int
) -> None:
    """Neither end is lost, nothing beyond them is told, and no closed day lacks its reason."""
    rule, start = RULES[name], first.toordinal()
    span = range(start, start + length + 1)

    closed = rule.closed_days(span.start, span.stop - 1)

    assert closed == {day for day in span if rule.closure_on(date.fromordinal(day))}
