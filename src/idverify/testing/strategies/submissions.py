"""Strategies for submissions (提出): any, accepted, rejected for a reason, or left open.

The last three are constructed for a given policy, not filtered: `idverify.analysis` finds every
situation with that verdict, for presets and derived policies, and one of them is drawn.
Examples shrink towards the simplest situation.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache, reduce
from itertools import count
from operator import or_
from typing import Any, Final

from attrs import evolve, fields
from hypothesis import strategies as st

from idverify.analysis.situations.spaces import Breach, Component, Space
from idverify.analysis.situations.survey import Survey
from idverify.errors import InvalidValueError
from idverify.model.applicants import Applicant, Corporation, Individual
from idverify.model.documents import Side
from idverify.model.observations import Observation, Transcription
from idverify.model.submissions import Image, Submission
from idverify.model.unknown import ABSENT, UNKNOWN
from idverify.model.uploads import FileLimits, inspect_upload
from idverify.policy.assessment import Verdict
from idverify.policy.policy import Policy
from idverify.testing.strategies.applicants import applicants, corporations, individuals
from idverify.testing.strategies.documents import documents, make_png

__all__ = [
    "accepted_submissions",
    "open_submissions",
    "possible_reason_codes",
    "rejected_submissions",
    "submissions",
    "submissions_with_images",
]

_OBSERVATION_FIELDS: Final = tuple(
    n.name for n in fields(Observation) if n.init and n.name not in {"masking", "notes"}
)


def submissions(max_documents: int = 2) -> st.SearchStrategy[Submission]:
    """Draw a submission with any documents and any observations."""
    return st.builds(
        Submission,
        id=st.integers(1, 9).map("s-{}".format),
        applicant=applicants(),
        documents=st.lists(documents(), min_size=1, max_size=max_documents),
    )


def submissions_with_images(
    drawn: st.SearchStrategy[Submission] | None = None,
) -> st.SearchStrategy[tuple[Submission, dict[str, bytes]]]:
    """Draw a submission together with the bytes of its images, as a desk takes them.

    >>> from hypothesis import find
    >>> submission, images = find(submissions_with_images(), lambda _: True)
    >>> {i.upload.sha256 for d in submission.documents for i in d.images} == set(images)
    True

    Args:
        drawn: The submissions whose images get real bytes, such as `accepted_submissions(...)`;
            by default `submissions()`. A document without an image gets one.
    """
    return (submissions() if drawn is None else drawn).map(_with_bytes)


def _with_bytes(drawn: Submission) -> tuple[Submission, dict[str, bytes]]:
    numbers, files = count(), dict[str, bytes]()

    def photograph(image: Image) -> Image:
        data = make_png(next(numbers) % 256)
        upload = inspect_upload(data, FileLimits())
        files[upload.sha256] = data
        return evolve(image, upload=upload)

    blank = Image(side=Side.FRONT, upload=inspect_upload(make_png(), FileLimits()))
    documents = [
        evolve(document, images=[photograph(image) for image in document.images or [blank]])
        for document in drawn.documents
    ]
    return evolve(drawn, documents=documents), files


@lru_cache(maxsize=32)
def _survey(policy: Policy, day: date) -> Survey:
    return Survey.of(policy, day)


def accepted_submissions(policy: Policy, day: date) -> st.SearchStrategy[Submission]:
    """Draw a submission with observations that the policy accepts on a day of receipt.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> from hypothesis import find
    >>> day = date(2026, 11, 2)
    >>> accepted = find(accepted_submissions(CROWDWORKS_ARTICLE, day), lambda _: True)
    >>> CROWDWORKS_ARTICLE.evaluate(accepted, day).verdict
    <Verdict.ACCEPTED: 'accepted'>

    Raises:
        InvalidValueError: The policy accepts no submission on that day.
    """
    spaces = [space for space in _survey(policy, day).lines if space.accepts()]
    if not spaces:
        raise InvalidValueError(
            f"{policy.code} accepts nobody on {day}: see audit_policy(policy).unsatisfiable_lines"
        )
    return st.sampled_from(spaces).flatmap(
        lambda space: _with_other_applicant(policy, day, _accepted_situations(space))
    )


def _accepted_situations(space: Space) -> st.SearchStrategy[Submission]:
    """Draw a situation of each component that is accepted."""
    parts = [_situations(part, part.accepted[0]) for part in space.parts]
    return st.tuples(*parts).map(lambda chosen: space.witness(dict(enumerate(chosen))))


def _situations(part: Component, wanted: int) -> st.SearchStrategy[int]:
    """Draw a situation and return the wanted situation that differs in the fewest variables."""
    return st.integers(0, part.size - 1).map(lambda start: part.nearest(wanted, start))


# -- rejected ----------------------------------------------------------------------------------


def possible_reason_codes(policy: Policy, day: date) -> tuple[str, ...]:
    """Return the codes of the reasons for which a policy can reject on a day of receipt.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> "profile.typo_or_omission" in possible_reason_codes(CROWDWORKS_ARTICLE, date(2026, 11, 2))
    True
    """
    return tuple(
        dict.fromkeys(breach.rule.reason.code for _, _, breach in _reported_breaches(policy, day))
    )


def rejected_submissions(policy: Policy, reason: str, day: date) -> st.SearchStrategy[Submission]:
    """Draw a submission that the policy rejects on a day for a reason, and if possible only for it.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> from hypothesis import find
    >>> day = date(2026, 11, 2)
    >>> copies = rejected_submissions(CROWDWORKS_ARTICLE, "image.photo_of_copy", day)
    >>> copied = find(copies, lambda _: True)
    >>> CROWDWORKS_ARTICLE.evaluate(copied, day).reason_codes
    ('image.photo_of_copy',)

    Raises:
        InvalidValueError: The policy never rejects for that reason on that day.
    """
    reported = [
        found for found in _reported_breaches(policy, day) if found[2].rule.reason.code == reason
    ]
    if not reported:
        raise InvalidValueError(
            f"{policy.code} refuses nobody for {reason} on {day}: "
            "possible_reason_codes says for what it does"
        )
    # The simplest first: a situation with this breach only.
    reported.sort(key=lambda found: (not _only_breach(found[0].parts[found[1]], found[2]),))
    return st.sampled_from(reported).flatmap(
        lambda found: _with_other_applicant(policy, day, _rejected_situations(*found))
    )


def _rejected_situations(space: Space, place: int, breach: Breach) -> st.SearchStrategy[Submission]:
    part = space.parts[place]
    wanted = _only_breach(part, breach) or _not_suppressed(part, breach)
    return _situations(part, wanted).map(lambda situation: space.witness({place: situation}))


@lru_cache(maxsize=32)
def _reported_breaches(policy: Policy, day: date) -> tuple[tuple[Space, int, Breach], ...]:
    """Return each breach that is reported in some situation, with its space and component."""
    return tuple(_iter_reported_breaches(_survey(policy, day)))


def _iter_reported_breaches(survey: Survey) -> Iterator[tuple[Space, int, Breach]]:
    for space in survey.spaces:
        for place, part in enumerate(space.parts):
            for breach in part.breaches:
                if breach.rule.is_blocking and _is_reported(survey, space, place, breach):
                    yield space, place, breach


def _is_reported(survey: Survey, space: Space, place: int, breach: Breach) -> bool:
    """Return whether a breach is reported and not suppressed by its cause in another component."""
    part = space.parts[place]
    wanted = _only_breach(part, breach) or _not_suppressed(part, breach)
    if not wanted:
        return False
    witness = space.witness({place: part.nearest(wanted)})
    return breach.rule.reason.code in survey.policy.evaluate(witness, survey.day).reason_codes


def _only_breach(part: Component, breach: Breach) -> int:
    """Return the situations in which no other rule of the component is broken."""
    others = (other.situations for other in part.breaches if other is not breach)
    return breach.situations & ~reduce(or_, others, 0)


def _not_suppressed(part: Component, breach: Breach) -> int:
    """Return the situations in which the breach is not suppressed by its cause."""
    causes = (o.situations for o in part.breaches if o.rule.code in breach.rule.suppressed_by)
    return breach.situations & ~reduce(or_, causes, 0)


# -- left open ---------------------------------------------------------------------------------


def open_submissions(policy: Policy, day: date) -> st.SearchStrategy[Submission]:
    """Draw a submission for which the verdict of the policy is still open.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> from hypothesis import find
    >>> day = date(2026, 11, 2)
    >>> pending = find(open_submissions(CROWDWORKS_ARTICLE, day), lambda _: True)
    >>> pending.documents[0].observation.name
    UNKNOWN

    Raises:
        InvalidValueError: The policy accepts no submission on that day, or has no open questions.
    """
    survey = _survey(policy, day)
    spaces = [
        s
        for s in survey.lines
        if s.accepts() and _is_open(policy, day, _without_observations(s.witness()))
    ]
    if not spaces:
        raise InvalidValueError(
            f"{policy.code} leaves nothing open on {day}: it accepts nobody unseen"
        )
    accepted = st.sampled_from(spaces).flatmap(
        lambda s: _with_other_applicant(policy, day, _accepted_situations(s))
    )
    gaps = st.one_of(
        st.just(_OBSERVATION_FIELDS),
        st.lists(st.sampled_from(_OBSERVATION_FIELDS), min_size=1, unique=True),
    )
    return st.builds(
        lambda complete, names: _with_gaps(policy, day, complete, names), accepted, gaps
    )


def _is_open(policy: Policy, day: date, submission: Submission) -> bool:
    return policy.evaluate(submission, day).verdict is Verdict.OPEN


def _without_observations(submission: Submission) -> Submission:
    return submission.with_observations(*[Observation()] * len(submission.documents))


def _with_gaps(
    policy: Policy, day: date, complete: Submission, names: tuple[str, ...] | list[str]
) -> Submission:
    """Return the submission with some fields unknown, or all if it would not be open otherwise."""
    unknown: Mapping[str, Any] = dict.fromkeys(names, UNKNOWN)
    observations = [evolve(document.observation, **unknown) for document in complete.documents]
    partial = complete.with_observations(*observations)
    return partial if _is_open(policy, day, partial) else _without_observations(complete)


# -- applicants --------------------------------------------------------------------------------


@st.composite
def _with_other_applicant(
    draw: st.DrawFn, policy: Policy, day: date, witnesses: st.SearchStrategy[Submission]
) -> Submission:
    """Draw a submission and replace its applicant, if the verdict and reasons stay the same."""
    witness = draw(witnesses)
    is_person = isinstance(witness.applicant, Individual)
    other: Applicant = draw(individuals()) if is_person else draw(corporations())
    replaced = _replace_applicant(other, witness)
    before, after = policy.evaluate(witness, day), policy.evaluate(replaced, day)
    is_same = (before.verdict, before.reason_codes) == (after.verdict, after.reason_codes)
    return replaced if is_same else witness


def _replace_applicant(applicant: Applicant, witness: Submission) -> Submission:
    """Replace the name and address of the applicant, also in observations that agree with them."""
    own = witness.applicant
    swaps = {own.name: applicant.name, own.address.text: applicant.address.text}
    observations = [d.observation for d in witness.documents]
    texts = {text for note in observations for text in (note.name, note.address)}
    texts -= {own.name, own.address.text, ABSENT, UNKNOWN}
    if texts:
        return witness  # a text differs on purpose from the profile of this applicant
    replaced = [
        evolve(
            note,
            name=swaps.get(str(note.name), note.name),
            address=swaps.get(str(note.address), note.address),
            representative=_replace_representative(note, own, applicant),
        )
        for note in observations
    ]
    new_applicant = _with_same_birth_date(own, applicant)
    return evolve(witness, applicant=new_applicant).with_observations(*replaced)


def _with_same_birth_date(own: Applicant, other: Applicant) -> Applicant:
    if isinstance(own, Individual) and isinstance(other, Individual):
        return evolve(other, birth_date=own.birth_date)
    return other


def _replace_representative(note: Observation, own: Applicant, other: Applicant) -> Transcription:
    """Return the new representative if the observed one was that of the company."""
    if isinstance(own, Corporation) and isinstance(other, Corporation):
        is_own = note.representative == own.representative
        return other.representative if is_own else note.representative
    return note.representative
