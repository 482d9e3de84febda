"""The law of frames: what comes out of a column is what `evaluate` says of the row."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow")

from idverify import presets  # noqa: E402
from idverify.adapters.frames import Assessor, assess, invented, to_table  # noqa: E402
from idverify.adapters.frames.rows import submissions_at  # noqa: E402
from idverify.model.submissions import Submission  # noqa: E402
from idverify.model.unknown import IMPOSSIBLE  # noqa: E402
from idverify.policy.assessment import Assessment  # noqa: E402
from idverify.policy.policy import Policy  # noqa: E402
from property.strategies import RECEIPTS, submissions  # noqa: E402

#: Shrinking twenty-five submissions takes minutes and tells little more.
QUICK = [Phase.explicit, Phase.reuse, Phase.generate]
POLICIES = [
    policy for name in presets.__all__ if isinstance(policy := getattr(presets, name), Policy)
]
#: They remember from one example to the next, as they do from one file to the next.
ASSESSORS = [Assessor(policy) for policy in POLICIES]


def told(assessment: Assessment) -> dict[str, Any]:
    """Say an assessment in plain words, written apart from the adapter."""
    return {
        "verdict": assessment.verdict.value,
        "reasons": [*dict.fromkeys(f.reason.code for f in assessment.findings if f.is_blocking)],
        "findings": [
            {
                "rule": f.rule.code,
                "reason": f.reason.code,
                "document": f.document_index,
                "kind": f.kind and f.kind.value,
                "blocks": f.is_blocking,
                "observed": ", ".join(f"{name}={answer}" for name, answer in f.observed),
            }
            for f in assessment.findings
        ],
        "open_questions": [
            {"fact": q.fact.name, "document": q.document_index} for q in assessment.open_questions
        ],
        "documents_to_purge": list(assessment.documents_to_purge),
        "problem": None,
    }


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a row what no assessment has."""
    apart = {"submission_id", "received_on", "due_on", "provisional"}
    return {name: value for name, value in row.items() if name not in apart}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Submission, date]:
    """Draw a submission of up to three documents, now and then with impossible days."""
    case = draw(submissions(max_documents=3))
    if draw(st.integers(0, 3)) == 0:
        documents = [
            evolve(d, observation=evolve(d.observation, expires_on=IMPOSSIBLE))
            for d in case.documents
        ]
        case = evolve(case, documents=documents)
    return case, draw(RECEIPTS)


@settings(
    max_examples=40, phases=QUICK, suppress_health_check=[HealthCheck.too_slow], deadline=None
)
@given(st.lists(cases(), min_size=1, max_size=15))
def test_every_row_is_judged_as_by_itself(rows: list[tuple[Submission, date]]) -> None:
    """Every preset says of every row of a frame what it says of the submission: all of it."""
    table = to_table(rows)
    for policy, assessor in zip(POLICIES, ASSESSORS, strict=True):
        found = [plain(row) for row in assessor.judge(table).to_table().to_pylist()]

        assert found == [told(policy.evaluate(case, day)) for case, day in rows]


@settings(max_examples=15, phases=QUICK, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(POLICIES))
def test_invented_rows_are_judged_as_by_themselves(seed: int, policy: Policy) -> None:
    """The same of rows as they stand in a warehouse, many of them alike."""
    table = invented(150, seed=seed)
    rows = submissions_at(table, range(150))

    assert [plain(row) for row in assess(table, policy).to_pylist()] == [
        told(policy.evaluate(case, day)) for case, day in rows
    ]


@settings(max_examples=15, phases=QUICK, deadline=None)
@given(st.lists(cases(), min_size=2, max_size=10), st.data())
def test_cutting_a_frame_changes_nothing(
    rows: list[tuple[Submission, date]], data: st.DataObject
) -> None:
    """The halves of a frame, judged apart, are the whole."""
    table, policy = to_table(rows), data.draw(st.sampled_from(POLICIES))
    cut = data.draw(st.integers(1, len(rows) - 1))
    halves = [assess(table.slice(0, cut), policy), assess(table.slice(cut), policy)]

    assert pa.concat_tables(halves).equals(assess(table, policy))
