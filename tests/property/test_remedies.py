"""The shortest remedies, held against a search that knows nothing of bits."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from idverify.analysis.remedies import count_by_least_changes, find_remedies, find_shortest_remedies
from idverify.analysis.situations.bits import indices
from idverify.analysis.situations.spaces import InForce, space_of
from idverify.analysis.situations.specimens import Choices
from idverify.policy.assessment import Verdict
from idverify.presets import CROWDWORKS_ARTICLE
from support.state_space import DAY, LICENCE, every_choice, scene

SPACE = space_of(scene(LICENCE), InForce.of(CROWDWORKS_ARTICLE, DAY))
CHOICES = [choices for _, choices in every_choice(SPACE)]
ACCEPTED = [
    choices
    for choices in CHOICES
    if CROWDWORKS_ARTICLE.evaluate(SPACE.scene.submission(choices), DAY).verdict is Verdict.ACCEPTED
]


@settings(max_examples=50)
@given(st.sampled_from(CHOICES))
def test_a_remedy_is_as_short_as_any(choices: Choices) -> None:
    """No accepted situation differs in fewer aspects than the remedy has changes."""
    submission = SPACE.scene.submission(choices)
    fewest = min(sum(one[a] != choices[a] for a in choices) for one in ACCEPTED)
    found = find_remedies(CROWDWORKS_ARTICLE, submission, DAY)

    assert {len(remedy.changes) for remedy in found} == {fewest}
    assert all(not remedy.added and not remedy.dropped for remedy in found)


def test_every_situation_is_as_far_from_acceptance_as_a_search_finds() -> None:
    """The layers of bits count as many situations at each distance as going through them all."""
    fewest = Counter(
        min(sum(one[a] != choices[a] for a in choices) for one in ACCEPTED) for choices in CHOICES
    )

    assert count_by_least_changes(SPACE) == fewest


@settings(max_examples=50)
@given(st.data())
def test_a_dial_is_turned_where_turning_it_comes_nearer(data: st.DataObject) -> None:
    """A dial belongs to a shortest remedy just where some turn of it leaves one change fewer."""
    part = data.draw(st.sampled_from([p for p in SPACE.parts if p.size > 1]))
    found = find_shortest_remedies(part)
    distance = {n: far for far, layer in enumerate(found.layers) for n in indices(layer)}
    situation = data.draw(st.sampled_from(sorted(distance)))
    for place in range(len(part.dials)):
        reached = indices(part.turned(1 << situation, place))
        comes_nearer = any(distance[n] == distance[situation] - 1 for n in reached)

        assert bool(found.changed_variables[place] >> situation & 1) is comes_nearer
