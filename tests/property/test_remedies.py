"""The shortest remedies, held against a search that knows nothing of bits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from idverify.analysis.remedy import remedies
from idverify.analysis.situations.spaces import Side, space_of
from idverify.analysis.situations.specimens import Choices
from idverify.policy.assessment import Verdict
from idverify.policy.presets import CROWDWORKS_ARTICLE
from support.laboratory import DAY, LICENCE, every_choice, scene

SPACE = space_of(scene(LICENCE), Side.of(CROWDWORKS_ARTICLE, DAY))
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
    found = remedies(CROWDWORKS_ARTICLE, submission, DAY)

    assert {len(remedy.changes) for remedy in found} == {fewest}
    assert all(not remedy.added and not remedy.dropped for remedy in found)
