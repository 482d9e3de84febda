"""What a notebook draws: everything said in both languages, nothing that a browser would run."""

from datetime import date
from typing import Any

import pytest

from idverify.analysis import WaitTimes, audit_policy, build_timeline, compare_policies
from idverify.errors import InvalidValueError
from idverify.i18n import Language
from idverify.lifecycle.case import Case
from idverify.policy.rules import Scope
from idverify.render.analysis_records import to_records
from idverify.render.diagrams import MERMAID_MIME_TYPE
from idverify.render.notebook import show
from idverify.render.reports import make_report
from support.applicants import submission
from support.display_samples import HOUSE, LAX, NAMED, PAST, RESULTS, SPRING
from support.rules import fact, policy, rule
from support.state_space import DAY


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("value", RESULTS, ids=lambda value: type(value).__name__)
def test_nothing_that_is_shown_can_be_run(value: object, language: Language) -> None:
    """A name made of markup comes out as text, in HTML and in Markdown."""
    shown = show(value, language)
    bundle = shown._repr_mimebundle_(include=None, exclude=None)

    assert "<script" not in bundle["text/html"]
    assert "<script" not in bundle["text/markdown"]
    assert "<img" not in bundle["text/html"] + bundle["text/markdown"]
    assert bundle["text/plain"] == make_report(value, language).title


@pytest.mark.parametrize("value", RESULTS, ids=lambda value: type(value).__name__)
def test_both_languages_tell_as_much(value: object) -> None:
    """The report has the same sheets and rows in Japanese and in English, and other words."""
    ja, en = (make_report(value, language) for language in Language)

    assert [len(sheet.records) for sheet in ja.sections] == [len(s.records) for s in en.sections]
    assert [sheet.heading for sheet in ja.sections] != [sheet.heading for sheet in en.sections]


def test_a_case_and_a_timeline_bring_a_diagram() -> None:
    """The case is marked in the diagram of the lifecycle; the timeline lists its days."""
    case = show(Case())._repr_mimebundle_()
    years = show(
        build_timeline(policy(SPRING), date(2026, 1, 1), date(2027, 1, 1))
    )._repr_mimebundle_()

    assert "class incomplete here" in case[MERMAID_MIME_TYPE]
    assert years[MERMAID_MIME_TYPE].startswith("timeline\n    2026-04-01 : ")
    assert "<" not in years[MERMAID_MIME_TYPE]


def test_what_is_found_of_all_documents_together_says_so() -> None:
    """A finding about the whole submission names no document."""
    asked = fact("together", read=lambda *_: False, scope=Scope.SUBMISSION)
    found = policy(rule("whole", asked.one_of(True))).evaluate(submission(), DAY)

    assert "all together" in show(found, Language.EN)._repr_markdown_()
    assert "全体" in show(found)._repr_markdown_()


def test_what_has_no_report_is_refused() -> None:
    """A number is no result of this library."""
    with pytest.raises(InvalidValueError, match="a int has no report"):
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

    assert set(bundle) == {MERMAID_MIME_TYPE, "text/plain"}
    with pytest.raises(InvalidValueError, match="a WaitTimes has no diagram"):
        _ = show(WaitTimes({})).diagram


def test_records_fit_a_frame() -> None:
    """Every row of a result has the same columns, so that a frame takes them as they are."""
    for rows in (
        to_records(audit_policy(HOUSE, DAY)),
        to_records(compare_policies(HOUSE, LAX, DAY)),
        to_records(PAST.evaluate([NAMED])),
        to_records(WaitTimes({1: 3, 6: 1})),
    ):
        assert len({tuple(row) for row in rows}) == 1


@pytest.mark.parametrize("value", RESULTS, ids=lambda value: type(value).__name__)
def test_columns_are_the_same_in_both_languages(value: object) -> None:
    """The records of an analysis result have one set of column names for both languages."""
    if type(value).__module__.startswith("idverify.analysis."):
        ja, en = (to_records(value, language) for language in Language)

        assert [tuple(row) for row in ja] == [tuple(row) for row in en]


def test_values_that_are_no_analysis_result_have_no_records() -> None:
    """The error names the type of the value and what to pass instead."""
    with pytest.raises(
        InvalidValueError, match=r"a Case has no records: pass a result of idverify\.analysis"
    ):
        to_records(Case())
