"""Every line of every preset, with a good submission of it."""

from datetime import date, timedelta
from typing import Any

from attrs import frozen

from idverify.model.applicants import Applicant, EntityKind
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Submission
from idverify.policy.policy import Policy
from idverify.presets import PRESETS
from support.applicants import COMPANY, HANAKO, RECEIVED_ON, submission
from support.lifetimes import lifetimes

_DAY = timedelta(days=1)


@frozen
class Line:
    """One line of the accept list of a preset, on the last day up to now on which it serves."""

    policy: Policy
    kinds: tuple[DocumentKind, ...]
    entity_kind: EntityKind
    day: date

    def __str__(self) -> str:
        return "-".join([self.policy.code, *self.kinds])

    @property
    def applicant(self) -> Applicant:
        """The applicant of the line."""
        return HANAKO if self.entity_kind is EntityKind.INDIVIDUAL else COMPANY

    def submission(self, applicant: Applicant | None = None, **changes: Any) -> Submission:  # noqa: ANN401
        """Return a submission that is right in every point but for *changes*."""
        noted = {
            "issued_on": self.day - timedelta(days=30),
            "shows_photo": True,
            "shows_what_is_needed": True,
            "expires_on": date(2035, 5, 1),
            **changes,
        }
        return submission(*self.kinds, applicant=applicant or self.applicant, **noted)


LINES = tuple(
    Line(
        policy,
        tuple(sorted(life.line.kinds)),
        life.line.entity_kind,
        min(RECEIVED_ON, (life.periods[-1].until or date.max) - _DAY),
    )
    for policy in PRESETS
    for life in lifetimes(policy)
)
