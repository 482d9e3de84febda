"""What a story of the demonstration is made of: papers, steps, and what is special about them."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from specimens.holders import Company, Person

__all__ = ["Edit", "Paper", "Review", "Step", "Story", "Submit", "Withdraw"]

Options = Mapping[str, Any]


@frozen
class Paper:
    """One document of a submission, as it is drawn."""

    kind: str
    options: Options = field(factory=dict)
    """What is special about the drawing: arguments of `specimens.make_specimens.draw`."""
    sides: tuple[str, ...] | None = None
    """The sides that were photographed; `None`: all there are."""


@frozen
class Submit:
    """The applicant sends papers, with the profile as it stands."""

    at: str
    papers: tuple[Paper, ...]
    typed: Options = field(factory=dict)
    """What the applicant typed otherwise than the papers have it: `name`, `address`."""


@frozen
class Review:
    """A reviewer looks at a submission, by default the last one, and decides."""

    at: str
    reviewer: str
    of: int = 0
    """The number of the submission; 0: the last one."""
    left_out: tuple[str, ...] = ()
    """Fields of the observation that the reviewer has not looked at yet."""
    notes: bool = True
    """Whether anything is noted now; if not, it was before."""
    decision: str | None = None
    reasons: tuple[str, ...] = ()
    final: bool = False


@frozen
class Edit:
    """The applicant edits the profile."""

    at: str
    typed: Options


@frozen
class Withdraw:
    """The applicant takes the submission back."""

    at: str


Step = Submit | Review | Edit | Withdraw


@frozen(kw_only=True)
class Story:
    """One application from its first file to its last."""

    folder: str
    ja: str
    en: str
    holder: Person | Company
    steps: tuple[Step, ...] = field(converter=tuple[Step, ...])
    language: str = "ja"
    enlarged_to: Mapping[str, int] = field(factory=dict)
    """Pictures too large to keep here: to how many bytes each is enlarged on the day."""
    pdf: tuple[str, ...] = ()
    """Pictures that are PDF files under another name."""
    slip: tuple[str, str] | None = None
    """What somebody wrote wrong in the dossier itself: right and wrong text."""
