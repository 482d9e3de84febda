"""The date reader: exact on every notation, and silent about what is damaged or foreign."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idverify.calendar.japanese_dates import MAX_LENGTH, DateKind, read_date
from idverify.calendar.partial_date import PartialDate
from support.written_dates import DAMAGES, FIRST_DAY, FOREIGN, LAST_DAY, OPEN, write_all

days = st.dates(FIRST_DAY, LAST_DAY)
#: Signs of the grammar in any order, which hits more than any text does.
signs = st.text(
    "0123456789０一二十〇○①㋀ 　年月日元令和昭RS/-.・ー()（）,、:。まで有効生交付NOVMAY",
    max_size=30,
)


#: Words, numbers and marks of dates in any order, whole.
PIECES = (
    "昭和60年", "1985年", "5月", "3日", "昭和", "60", ".", "/", "-",
    "年", "月", "日", "(", ")", "（", "）", "MAY", "元",
    "不詳", "生", "交付", "まで", "二〇", "XX", "西暦", "(金)", "年度",
    "令和8年11月27日", "T00:00:00", "3RD", "、", "*", "「", "」", "男", "(41歳)",
    "(41)", "12345", "第123号", "二種",
    " ",
)  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(days)
def test_a_day_reads_back_in_every_notation(day: date) -> None:
    """A day written in any notation is read as that day, and nothing else."""
    wrong = [name for name, text in write_all(day) if read_date(text).day != day]

    assert wrong == []


@given(days, st.sampled_from(list(DAMAGES)), st.randoms(use_true_random=False))
def test_a_damaged_date_is_never_another_day(day: date, damage: str, rng: Random) -> None:
    """A gap, a separator or a letter in the wrong place never gives another date."""
    for name, text in write_all(day):
        broken = DAMAGES[damage](rng, text)
        found = read_date(broken) if broken else None

        assert found is None or found.day in {None, day}, name
        assert found is None or found.partial is None or found.partial.may_be(day), name


@given(days, st.sampled_from(list(OPEN)))
def test_what_is_open_is_never_decided_wrongly(day: date, notation: str) -> None:
    """A short year or an unknown order leaves several readings, of which the day is one."""
    found = read_date(OPEN[notation](day))
    is_year_shown = notation in {"day first", "month first"}

    assert found.kind is DateKind.UNDECIDABLE or (is_year_shown and found.day == day)
    assert found.may_be(day) or not (1868 <= day.year < 2100)


@pytest.mark.parametrize("notation", FOREIGN)
@given(day=days)
def test_a_foreign_notation_is_not_guessed(notation: str, day: date) -> None:
    """A notation of another language is no day."""
    assert read_date(FOREIGN[notation](day)).day is None


@given(signs | pieces | st.text(max_size=MAX_LENGTH + 5))
def test_a_reading_accounts_for_every_character(text: str) -> None:
    """Of whatever is read, tokens cover the text in order, and the span is within it."""
    found = read_date(text)
    covered = (
        [found.tokens[0].start, *(token.end for token in found.tokens)] if found.tokens else []
    )

    assert (found.kind is DateKind.UNREADABLE) == (not found.tokens)
    assert covered == sorted(covered)
    assert not found.tokens or (covered[0], covered[-1]) == (0, len(text))
    assert 0 <= found.span[0] <= found.span[1] <= len(text)


@given(signs, st.text("0123456789", min_size=1, max_size=2))
def test_a_digit_more_never_completes_a_gap(text: str, digits: str) -> None:
    """If a text and the same with a space between two digits are both days, they are one."""
    places = [n for n in range(1, len(text)) if text[n - 1].isdecimal() and text[n].isdecimal()]
    whole = read_date(text + digits).day
    for place in places:
        split = read_date(text[:place] + " " + text[place:] + digits).day

        assert None in {whole, split} or whole == split


@given(days, st.sampled_from([(2,), (1, 2), (0,), (0, 2), (0, 1), (1,)]))
def test_a_partial_date_is_consistent_with_its_day(day: date, missing: tuple[int, ...]) -> None:
    """A date with parts left out may be the day, lies between its ends, and reads back."""
    parts = [
        None if n in missing else part for n, part in enumerate((day.year, day.month, day.day))
    ]
    partial = PartialDate(*parts)

    assert partial.may_be(day)
    assert partial.earliest <= day <= partial.latest
    assert partial == PartialDate.parse(str(partial)) == read_date(str(partial)).partial
