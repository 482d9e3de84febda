"""What the bits say of every situation is what the policy says of a submission in it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idverify import presets
from idverify.analysis.situations.bits import lowest
from idverify.analysis.situations.scenes import numbers_in, scenes_of
from idverify.analysis.situations.spaces import InForce, space_of
from idverify.analysis.situations.specimens import Scene
from idverify.analysis.situations.standing import consistent, space_around
from idverify.model.submissions import Submission
from idverify.model.unknown import ABSENT
from idverify.policy.assessment import Verdict
from support.state_space import accepted_count, every_choice, told_by_bits, told_by_code

POLICIES = {policy.code: policy for policy in presets.PRESETS}
DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))


NAMES = st.sampled_from(sorted(POLICIES))


@st.composite
def scenes(draw: st.DrawFn, name: str) -> Scene:
    """Draw a day, and one of the combinations of documents that matter to a policy."""
    return draw(st.sampled_from(scenes_of(POLICIES[name], numbers_in(POLICIES[name]), draw(DAYS))))


@st.composite
def submissions(draw: st.DrawFn, scene: Scene) -> Submission:
    """Draw a submission in which every field that can be noted has some value or other."""
    aspects = [a for index in range(len(scene.kinds)) for a in scene.aspects(index)]
    values = {aspect: draw(st.sampled_from(scene.values(aspect))) for aspect in aspects}
    for aspect in aspects:
        if aspect.name.endswith("_on") and values[aspect] is not ABSENT:
            values[aspect] = scene.days[0] + timedelta(days=draw(st.integers(-4000, 4000)))
    return scene.submission(values)


@settings(max_examples=60)
@given(NAMES, st.data())
def test_a_witness_is_found_what_its_bits_say(name: str, data: st.DataObject) -> None:
    """A submission built from any situation has exactly the findings of its bits."""
    policy, scene = POLICIES[name], data.draw(scenes(name))
    [day] = scene.days
    space = space_of(scene, InForce.of(policy, day))
    places = {n: data.draw(st.integers(0, p.size - 1)) for n, p in enumerate(space.parts)}

    assert told_by_bits(space, places) == told_by_code(policy, space.witness(places), day)


@settings(max_examples=60)
@given(NAMES, st.data())
def test_any_submission_stands_where_its_findings_are(name: str, data: st.DataObject) -> None:
    """A submission that nobody built from bits is found among them, with its findings."""
    policy, scene = POLICIES[name], data.draw(scenes(name))
    [day] = scene.days
    submission = data.draw(submissions(scene))
    space = space_around(policy, submission, day)
    bits = {place: consistent(part, submission) for place, part in enumerate(space.parts)}
    told = told_by_code(policy, submission, day)

    assert told_by_bits(space, {n: lowest(found) for n, found in bits.items()}) == told
    assert told_by_bits(space, {n: found.bit_length() - 1 for n, found in bits.items()}) == told


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_what_is_said_to_be_accepted_is_accepted(name: str) -> None:
    """A space accepts if and only if its plainest submission is accepted by the policy."""
    policy, day = POLICIES[name], date(2026, 6, 3)
    for scene in scenes_of(policy, numbers_in(policy), day):
        space = space_of(scene, InForce.of(policy, day))
        verdict = policy.evaluate(space.witness(), day).verdict

        assert space.accepts() is (verdict is Verdict.ACCEPTED)


def test_a_whole_space_is_right_situation_by_situation() -> None:
    """In the space of a licence, each of its situations is evaluated as its bits say."""
    policy, day = presets.CROWDWORKS_ARTICLE, date(2026, 6, 3)
    scene = next(
        s
        for s in scenes_of(policy, numbers_in(policy), day)
        if str(s.kinds[0]) == "drivers_license"
    )
    space = space_of(scene, InForce.of(policy, day))
    accepted = 0
    for situations, choices in every_choice(space):
        submission = scene.submission(choices)
        accepted += policy.evaluate(submission, day).verdict is Verdict.ACCEPTED

        assert told_by_bits(space, situations) == told_by_code(policy, submission, day)
    assert accepted_count(space) == accepted
