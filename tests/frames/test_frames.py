"""Frames in, frames out: the same as one by one, and clear about what is wrong."""

from datetime import date, datetime
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from attrs import evolve

pa = pytest.importorskip("pyarrow")

from idverify.adapters.frames import (  # noqa: E402 - after the skip, where there is no Arrow
    ASSESSMENTS,
    answers,
    assess,
    check,
    compare_columns,
    invented,
    to_table,
)
from idverify.adapters.frames.rows import submissions_at  # noqa: E402
from idverify.analysis.populations import Population, collect_facts  # noqa: E402
from idverify.calendar.business_days import BusinessCalendar  # noqa: E402
from idverify.calendar.deadline import ReviewClock  # noqa: E402
from idverify.calendar.partial_date import PartialDate  # noqa: E402
from idverify.errors import InvalidValueError  # noqa: E402
from idverify.matching import compare_name  # noqa: E402
from idverify.model.documents import DocumentKind  # noqa: E402
from idverify.policy.policy import Policy  # noqa: E402
from idverify.policy.rules import Fact  # noqa: E402
from idverify.presets import CROWDWORKS_ARTICLE, PRESETS  # noqa: E402
from support.applicants import COMPANY, HANAKO, JST, RECEIVED_ON, submission  # noqa: E402
from support.lines import LINES, Line  # noqa: E402
from support.rules import rule  # noqa: E402

HANAKOS = to_table([(submission(), RECEIVED_ON), (submission(id_="s-2"), RECEIVED_ON)])


def spoilt(column: str, value: Any) -> Any:  # noqa: ANN401 - an Arrow table
    """Return two rows, the second with another value in a column of it or of its document."""
    one, other = HANAKOS.to_pylist()
    if column in HANAKOS.schema.names:
        other[column] = value
    else:
        other["documents"][0][column] = value
    return pa.Table.from_pylist([one, other], schema=HANAKOS.schema)


# -- names in Latin letters ------------------------------------------------------------------------


@pytest.mark.parametrize("line", LINES, ids=str)
def test_names_in_latin_letters_are_compared_as_evaluate_compares_them(line: Line) -> None:
    """On every line of every preset, rows that differ in names only get their own verdicts."""
    names = ["MIHON HANAKO", "MIHON HANAE"]
    people = [
        evolve(HANAKO, latin_name=latin, kana_name=kana)
        for latin, kana in product([None, *names], ["ミホン ハナコ", "ミホン ハナエ"])
    ]
    cases = [
        (line.submission(person if line.applicant is HANAKO else COMPANY, name=name), line.day)
        for person, name in product(people, names)
    ]
    told = assess(to_table(cases), line.policy).to_pylist()

    found = [line.policy.evaluate(*case) for case in cases]
    assert [row["verdict"] for row in told] == [each.verdict.value for each in found]
    assert [row["reasons"] for row in told] == [[*each.reason_codes] for each in found]


def test_without_a_reading_a_name_in_latin_letters_cannot_be_compared() -> None:
    """A frame with neither reading nor Latin name has a problem there, and is judged elsewhere."""
    passport = submission(DocumentKind.PASSPORT_JP, name="MIHON HANAKO")
    cases = [(passport, RECEIVED_ON), (submission(), RECEIVED_ON)]
    table = to_table(cases).drop_columns(["kana_name", "latin_name"])
    told = assess(table, CROWDWORKS_ARTICLE).to_pylist()

    assert [row["verdict"] for row in told] == [None, "accepted"]
    assert told[0]["problem"] == "a fact could not be read of it"


# -- libraries -------------------------------------------------------------------------------------


def test_a_polars_frame_comes_back_as_one() -> None:
    """Whoever hands in a frame of polars gets one of polars, with the same keys in order."""
    told = assess(pl.from_arrow(HANAKOS), CROWDWORKS_ARTICLE)

    assert isinstance(told, pl.DataFrame)
    assert told.columns == ASSESSMENTS.names
    assert told["submission_id"].to_list() == ["s-1", "s-2"]
    assert told["verdict"].to_list() == ["accepted", "accepted"]


def test_a_pandas_frame_comes_back_as_one() -> None:
    """Of pandas too, with lists and mappings as people write them."""
    pandas = pytest.importorskip("pandas")
    told = assess(pandas.DataFrame(HANAKOS.to_pylist()), CROWDWORKS_ARTICLE)

    assert isinstance(told, pandas.DataFrame)
    assert told["verdict"].tolist() == ["accepted", "accepted"]


def test_duckdb_hands_in_and_reads_what_comes_out(tmp_path: Path) -> None:
    """A relation over a file goes in, and the table that comes out can be queried."""
    duckdb = pytest.importorskip("duckdb")
    file = tmp_path / "cases.parquet"
    pl.DataFrame(invented(500, seed=3)).write_parquet(file)
    told = assess(duckdb.read_parquet(str(file)), CROWDWORKS_ARTICLE)

    [(rows,)] = duckdb.sql("select count(*) from told where verdict is not null").fetchall()
    assert isinstance(told, pa.Table)
    assert rows == 500


def test_columns_may_be_words_of_a_dictionary() -> None:
    """A column of categories is read as the words they stand for."""
    frame = pl.DataFrame(HANAKOS).with_columns(pl.col("entity_kind").cast(pl.Categorical))

    assert assess(frame, CROWDWORKS_ARTICLE)["verdict"].to_list() == ["accepted", "accepted"]


def test_a_frame_without_rows_gives_one_without_rows() -> None:
    """Nothing in, nothing out, with the columns."""
    assert assess(HANAKOS.slice(0, 0), CROWDWORKS_ARTICLE).num_rows == 0


def test_what_is_no_frame_is_refused() -> None:
    """The error says what is taken."""
    with pytest.raises(InvalidValueError, match="a list is no frame: give a polars"):
        assess([{"submission_id": "s-1"}], CROWDWORKS_ARTICLE)


# -- columns and rows that cannot be read ----------------------------------------------------------


def test_missing_columns_are_named() -> None:
    """All of them at once."""
    with pytest.raises(InvalidValueError, match="no column address, received_on:"):
        assess(HANAKOS.drop_columns(["received_on", "address"]), CROWDWORKS_ARTICLE)


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        ("birth_date", ["1990-04-01", "見本"], "birth_date holds string, not date32"),
        ("received_on", [datetime(2026, 11, 2, tzinfo=JST)] * 2, "depends on where"),
        ("name", [1, 2], "name holds int64, not string"),
    ],
)
def test_a_column_of_another_type_is_named_without_its_values(
    column: str, values: list[Any], says: str
) -> None:
    """Its name and the two types are told, and nothing of what stands in it."""
    place = HANAKOS.schema.get_field_index(column)
    frame = HANAKOS.set_column(place, column, pa.array(values))

    with pytest.raises(InvalidValueError, match=says) as refused:
        assess(frame, CROWDWORKS_ARTICLE)
    assert "見本" not in str(refused.value)


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("received_on", None, "received_on is missing"),
        ("entity_kind", "dog", "entity_kind is none of individual, corporation"),
        ("entity_kind", None, "entity_kind is missing"),
        ("entity_kind", "corporation", "representative is missing, and a corporation has one"),
        ("name", None, "name is missing"),
        ("name", " ", "name is empty: null says that it is not known"),
        ("name", "見本\x00花子", "name contains control characters"),
        ("address", "あ" * 1001, "address has more than 1000 characters"),
        ("birth_date", None, "birth_date is missing, and an individual has one"),
        ("documents", [], "documents must be 1 to 8"),
        ("documents", None, "documents must be 1 to 8"),
        ("documents", [{"kind": "passport_jp"}] * 9, "documents must be 1 to 8"),
        ("documents", [{"kind": "passport_jp"}, None], "documents[1].kind is missing"),
        ("kind", "見本花子", "documents[0].kind is none of "),
        ("medium", "見本花子", "documents[0].medium is none of original, photocopy"),
        ("sides", ["見本花子"], "documents[0].sides has a word that is none of front"),
        ("sides", [None], "documents[0].sides has a word that is none of front"),
        ("absent", ["name"], "documents[0].name is given, absent or impossible"),
        ("masking", {"sex": "見本花子"}, "documents[0].masking.sex is none of hidden"),
        ("file_problems", ["見本花子"], "documents[0].file_problems has a word"),
        ("image_sides", [], None),
        ("address", "東京都\r\n中野区", "address contains control characters"),
        ("corporate_number", "見本花子", "corporate_number must be 13 digits"),
        ("submission_id", None, "submission_id is missing"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_the_others_are_judged(
    column: str, value: object, problem: str | None
) -> None:
    """Its problem names the column and never the value; the row before is as it was."""
    first, second = assess(spoilt(column, value), CROWDWORKS_ARTICLE).to_pylist()

    assert first["verdict"] == "accepted"
    if problem is None:
        assert second["verdict"] is not None
    else:
        assert second["problem"].startswith(problem)
        assert second["verdict"] is None
        assert "見本花子" not in second["problem"]


def test_a_check_beforehand_names_column_and_key() -> None:
    """Whoever wants no bad row at all is told which there are."""
    with pytest.raises(InvalidValueError, match="1 of 2 rows cannot be read: s-2: name is missing"):
        check(spoilt("name", None))
    check(HANAKOS)


def test_a_problem_of_the_files_needs_a_picture() -> None:
    """A file that is wrong is a file of something."""
    table = spoilt("file_problems", ["file.format"]).to_pylist()
    table[1]["documents"][0]["image_sides"] = []
    told = assess(pa.Table.from_pylist(table, schema=HANAKOS.schema), CROWDWORKS_ARTICLE)

    assert "image_sides is empty" in told.column("problem")[1].as_py()


# -- the calendar ----------------------------------------------------------------------------------


def test_each_row_has_its_due_day() -> None:
    """As the clock has it, before and after the cut-off, and provisional where it is."""
    days = [RECEIVED_ON, date(2026, 9, 17), date(2028, 9, 14)]
    table = to_table([(submission(), day) for day in days])
    late = pa.array([True, None, False])
    place = table.schema.get_field_index("received_late")
    clock = ReviewClock(BusinessCalendar.japan(), cutoff=datetime(2026, 1, 1, 17).time())  # noqa: DTZ001 - only its hour
    told = assess(table.set_column(place, "received_late", late), CROWDWORKS_ARTICLE, clock)
    moments = [datetime(d.year, d.month, d.day, h, tzinfo=JST) for d, h in zip(days, [18, 9, 9])]  # noqa: B905 - three each
    deadlines = [clock.deadline(moment) for moment in moments]

    assert told.column("due_on").to_pylist() == [d.due_on for d in deadlines]
    assert told.column("provisional").to_pylist() == [d.is_provisional for d in deadlines]


def test_a_day_outside_the_calendar_is_a_problem() -> None:
    """No due day is made up for it."""
    table = to_table([(submission(), date(1900, 1, 1))])
    told = assess(table, CROWDWORKS_ARTICLE, ReviewClock(BusinessCalendar.japan()))

    assert told.column("problem").to_pylist() == ["received_on lies outside the calendar's span"]


# -- comparisons -----------------------------------------------------------------------------------


def test_two_columns_are_compared_pair_by_pair() -> None:
    """Outcome and differences are those of the comparison; texts do not come out."""
    frame = pl.DataFrame(
        {
            "registered": ["見本 花子", "高橋健一", None, "見本 花子"],
            "printed": ["見本 花子", "髙橋健一", "x", "山田"],
        }
    )
    told = compare_columns(frame, "registered", "printed", compare_name)

    assert told["outcome"].to_list() == ["same", "variant", None, "different"]
    assert told["differences"][1].to_list() == [{"kind": "kanji_register", "side": "document"}]
    with pytest.raises(InvalidValueError, match="no column typed"):
        compare_columns(frame, "typed", "printed", compare_name)


def test_a_pair_that_breaks_the_comparison_is_told() -> None:
    """The others are compared."""

    def fragile(one: str, other: str) -> Any:  # noqa: ANN401 - as a comparison
        if one == "boom":
            raise KeyError(one)
        return compare_name(one, other)

    frame = pl.DataFrame({"a": ["boom", "高橋健一"], "b": ["x", "髙橋健一"]})
    told = compare_columns(frame, "a", "b", fragile)

    assert told["problem"].to_list() == ["could not be compared (KeyError)", None]
    assert told["outcome"].to_list() == [None, "variant"]


# -- facts of the caller's own ---------------------------------------------------------------------


def has_a_long_name(_: object, case: Any, __: date) -> bool:  # noqa: ANN401 - a submission
    """Read something that no fact of the library's reads."""
    if case.id == "s-poison":
        raise ZeroDivisionError
    return len(case.applicant.name) > 6


OWN = Fact(
    name="long_name", question_ja="?", question_en="?", values=(True, False), read=has_a_long_name
)


def own_policy() -> Policy:
    """Return a policy with a rule that no column can say."""
    return CROWDWORKS_ARTICLE.derive(add=[rule("name_is_short", OWN.one_of(False))])


def test_a_fact_of_ones_own_is_read_row_by_row() -> None:
    """It needs no column of its own, and says the same as one by one."""
    cases = [
        (submission(), RECEIVED_ON),
        (submission(DocumentKind.REGISTRY_CERTIFICATE_FULL, applicant=COMPANY), RECEIVED_ON),
    ]
    told = assess(to_table(cases), own_policy())

    assert told.column("verdict").to_pylist() == [
        str(own_policy().evaluate(*case).verdict) for case in cases
    ]


def test_a_fact_of_ones_own_that_breaks_spoils_its_row_only() -> None:
    """The poisoned row is told with its key; the others are judged."""
    cases = [(submission(), RECEIVED_ON), (submission(id_="s-poison"), RECEIVED_ON)]
    told = assess(to_table(cases), own_policy())

    assert told.column("problem").to_pylist() == [None, "a fact could not be read of it"]


def test_a_fact_of_ones_own_asks_for_every_column() -> None:
    """What no fact of ours reads may be left out, unless somebody's own fact could read it."""
    frame = HANAKOS.drop_columns(["kana_name", "postal_code"])

    assert assess(frame, CROWDWORKS_ARTICLE).num_rows == 2
    with pytest.raises(InvalidValueError, match="no column kana_name, postal_code"):
        assess(frame, own_policy())


# -- answers and invented people -------------------------------------------------------------------


def test_answers_go_into_the_laboratory() -> None:
    """What the population counts is what the assessments count."""
    frame = pl.from_arrow(invented(2_000, seed=5))
    population = Population.from_frame(
        answers(frame, CROWDWORKS_ARTICLE), *collect_facts(CROWDWORKS_ARTICLE)
    )
    rules = [r for r in CROWDWORKS_ARTICLE.requirements if r.code == "original_is_photographed"]
    told = assess(frame, CROWDWORKS_ARTICLE)
    found = (
        told["findings"].list.eval(pl.element().struct.field("rule") == rules[0].code).list.any()
    )

    assert population.find_violations(rules[0]).bit_count() == found.sum()
    assert found.sum() > 20


@pytest.mark.parametrize("policy", PRESETS, ids=lambda policy: policy.code)
def test_answers_of_every_preset_refuse_whom_the_assessment_refuses(policy: Policy) -> None:
    """Facts under several settings each have their own column in the frame of answers."""
    day = date(2026, 6, 3)
    frame = pl.DataFrame(invented(1_000, seed=5)).with_columns(received_on=pl.lit(day))
    population = Population.from_frame(answers(frame, policy), *collect_facts(policy))
    refused = population.evaluate(policy.in_force_on(day).rules).rejected

    assert [bool(refused >> n & 1) for n in range(population.size)] == [
        verdict == "rejected" for verdict in assess(frame, policy)["verdict"]
    ]


def test_invented_people_are_the_same_for_the_same_seed() -> None:
    """Whatever comes before or after them; and another seed makes others."""
    one = invented(300, seed=7, first=100)

    assert one.equals(invented(300, seed=7, first=100))
    assert not one.equals(invented(300, seed=8, first=100))
    assert assess(one, CROWDWORKS_ARTICLE).column("problem").null_count == 300


def test_rows_and_submissions_are_two_forms_of_the_same() -> None:
    """A frame made of submissions gives them back."""
    table = invented(200, seed=9)
    again = to_table(submissions_at(table, np.arange(200)))

    assert assess(again, CROWDWORKS_ARTICLE).equals(assess(table, CROWDWORKS_ARTICLE))


def test_a_partial_date_has_no_place_in_a_table() -> None:
    """A day with a part left open is refused, because a column of days would lose what is open."""
    case = submission(expires_on=PartialDate(2027))

    with pytest.raises(InvalidValueError, match="leave the case out"):
        to_table([(case, RECEIVED_ON)])
