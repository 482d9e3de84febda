"""What a notebook draws: everything said in both languages, nothing that a browser would run."""

from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve

from idverify.analysis.comparison import compare
from idverify.analysis.examination import examine
from idverify.analysis.population import Population
from idverify.analysis.queue import Waits
from idverify.analysis.timelines import timeline
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.calendar.period import Period
from idverify.calendar.tokyo import TOKYO
from idverify.errors import InvalidValue
from idverify.lifecycle.case import Case
from idverify.matching.names import compare_name
from idverify.policy import facts
from idverify.policy.presets import CROWDWORKS_ARTICLE
from idverify.render.display import MERMAID, show
from idverify.render.reports import report_of
from idverify.vocabulary.contacts import Language
from idverify.vocabulary.submissions import Medium
from support.laboratory import DAY, LICENCE
from support.people import submission, unobserved
from support.rules import policy, rule

EVIL = "<script>document.title='owned'</script>"
ORIGINAL = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))
NO_COPY = rule("no_copy", facts.MEDIUM.other_than(Medium.PHOTOCOPY))
NEVER = rule("never", facts.MEDIUM.one_of(Medium.ORIGINAL), kinds=frozenset())
NAMED = evolve(ORIGINAL, says_ja=EVIL, says_en=EVIL)
HOUSE = evolve(policy(NAMED, NO_COPY, NEVER), title_ja=EVIL, title_en=EVIL)
LAX = policy(evolve(NO_COPY, says_ja=EVIL), business_days=10)
PAST = Population.from_records([{"kind": "drivers_license", "medium": "screen"}], facts.MEDIUM)
SPRING = evolve(NAMED, period=Period(date(2026, 4, 1), date(2026, 7, 1)))

RESULTS = [
    HOUSE,
    HOUSE.evaluate(submission(LICENCE, medium=Medium.SCREEN), DAY),
    HOUSE.evaluate(unobserved(submission(LICENCE)), DAY),
    compare_name(EVIL, "見本 花子"),
    Case(),
    examine(HOUSE, DAY),
    examine(policy(ORIGINAL), DAY),
    examine(CROWDWORKS_ARTICLE, DAY),
    compare(HOUSE, LAX, DAY),
    timeline(policy(SPRING), date(2026, 1, 1), date(2027, 1, 1)),
    timeline(policy(), date(2026, 1, 1), date(2027, 1, 1)),
    timeline(CROWDWORKS_ARTICLE, date(2025, 1, 1), date(2027, 1, 1)),
    PAST.judge([NAMED]),
    PAST.what_if([NO_COPY], [NAMED]),
    Waits({1: 3, 6: 1}),
    HOUSE.derive(code="other", drop=["no_copy"], max_attempts=3).difference(),
    ReviewClock(BusinessCalendar.japan()).deadline(datetime(2026, 9, 17, 12, tzinfo=TOKYO)),
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("value", RESULTS, ids=lambda value: type(value).__name__)
def test_nothing_that_is_shown_can_be_run(value: object, language: Language) -> None:
    """A name made of markup comes out as text, in HTML and in Markdown."""
    shown = show(value, language)
    bundle = shown._repr_mimebundle_(include=None, exclude=None)

    assert "<script" not in bundle["text/html"]
    assert "<script" not in bundle["text/markdown"]
    assert bundle["text/plain"] == report_of(value, language).title


@pytest.mark.parametrize("value", RESULTS, ids=lambda value: type(value).__name__)
def test_both_languages_tell_as_much(value: object) -> None:
    """The report has the same sheets and rows in Japanese and in English, and other words."""
    ja, en = (report_of(value, language) for language in Language)

    assert [len(sheet.records) for sheet in ja.sheets] == [len(s.records) for s in en.sheets]
    assert [sheet.heading for sheet in ja.sheets] != [sheet.heading for sheet in en.sheets]


def test_a_case_and_a_timeline_bring_a_diagram() -> None:
    """The case is marked in the diagram of the lifecycle; the timeline lists its days."""
    case = show(Case())._repr_mimebundle_()
    years = show(timeline(policy(SPRING), date(2026, 1, 1), date(2027, 1, 1)))._repr_mimebundle_()

    assert "class incomplete here" in case[MERMAID]
    assert years[MERMAID].startswith("timeline\n    2026-04-01 : ")
    assert "<" not in years[MERMAID]


def test_what_has_no_report_is_refused() -> None:
    """A number is no result of this library."""
    with pytest.raises(InvalidValue, match="a int has no report"):
        show(5)


@pytest.mark.parametrize("value", RESULTS, ids=lambda value: type(value).__name__)
def test_every_result_shows_itself(value: Any) -> None:  # noqa: ANN401
    """Jupyter asks the value itself and gets what `show` gives in Japanese."""
    assert value._repr_mimebundle_(include=None, exclude=None) == show(value)._repr_mimebundle_()
    assert value._repr_html_() == show(value)._repr_html_()
    assert value._repr_markdown_() == show(value)._repr_markdown_()


def test_what_has_no_diagram_says_so() -> None:
    """The diagram of a case is Mermaid and nothing else; waits have none."""
    bundle = show(Case()).diagram._repr_mimebundle_()

    assert set(bundle) == {MERMAID, "text/plain"}
    with pytest.raises(InvalidValue, match="a Waits has no diagram"):
        _ = show(Waits({})).diagram


def test_records_fit_a_frame() -> None:
    """Every row of a result has the same columns, so that a frame takes them as they are."""
    for rows in (
        examine(HOUSE, DAY).to_records(),
        compare(HOUSE, LAX, DAY).to_records(),
        PAST.judge([NAMED]).to_records(),
        Waits({1: 3, 6: 1}).to_records(),
    ):
        assert len({tuple(row) for row in rows}) == 1
