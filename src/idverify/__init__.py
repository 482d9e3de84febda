"""Identity verification (本人確認) by human document review, as Japanese marketplaces do it.

A tour, from the ground up. Days come first: `BusinessCalendar` knows which days
are business days (営業日) and why the others are not, and `ReviewClock` turns the
moment of receipt into a `Deadline` that lists every day it skipped.

>>> from datetime import date, datetime, timedelta, timezone
>>> from idverify import (
...     CROWDWORKS_ARTICLE, Address, BusinessCalendar, Document, DocumentKind, Individual,
...     Medium, Observation, ReviewClock, Submission, replay
... )
>>> jst = timezone(timedelta(hours=9))
>>> clock = ReviewClock(BusinessCalendar.japan(), business_days=5)
>>> clock.deadline(datetime(2026, 9, 17, 10, 0, tzinfo=jst)).due_on
datetime.date(2026, 9, 29)

Then the nouns: an applicant (`Individual` or `Corporation`) hands in a
`Submission` of `Document`s; a reviewer notes an `Observation` of each, in which
everything starts as `UNKNOWN`.

>>> hanako = Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
...                     birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
>>> licence = Document(kind=DocumentKind.DRIVERS_LICENSE)
>>> submission = Submission(id="s-1", applicant=hanako, documents=[licence])

A `Policy` says what a service asks for, each `Rule` with its source and dates.
It returns every finding, and what is still to be looked at.

>>> assessment = CROWDWORKS_ARTICLE.evaluate(submission, date(2026, 9, 17))
>>> assessment.verdict, assessment.open_questions[0].fact.question_ja
(<Verdict.OPEN: 'open'>, '原本を撮影した画像ですか')
>>> seen = submission.with_observations(Observation(medium=Medium.PHOTOCOPY))
>>> [finding.reason.label_ja for finding in CROWDWORKS_ARTICLE.evaluate(seen, date(2026, 9, 17)).findings]
['コピーの撮影']

A case moves by one table only: `decide` says what follows from a command,
`evolve` applies an event, `replay` a whole history. No event holds personal data.

>>> replay([]).state
<State.INCOMPLETE: 'incomplete'>

`VerificationDesk` puts these together over four ports (`CaseStore`, `Vault`,
`Notifier`, `Clock`); adapters for them live in `idverify.adapters`. Names are
loaded when first used, so importing the package costs next to nothing.
"""  # noqa: E501 - an example reads best in one line

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from idverify.calendar.business_days import BusinessCalendar
    from idverify.calendar.closures import Closure
    from idverify.calendar.deadline import Deadline, ReviewClock
    from idverify.calendar.period import Period
    from idverify.catalogue.documents import DOCUMENTS
    from idverify.catalogue.reasons import REASONS
    from idverify.citations import Citation, Confidence
    from idverify.desk.desk import VerificationDesk
    from idverify.errors import (
        DataError,
        IdVerifyError,
        IllegalTransitionError,
        InvalidValueError,
        OutOfSpanError,
        VersionConflictError,
    )
    from idverify.lifecycle.case import Case, evolve, replay
    from idverify.lifecycle.decide import Decision, decide
    from idverify.lifecycle.states import State
    from idverify.matching.changes import detect_identity_changes
    from idverify.model.applicants import Address, Corporation, Individual
    from idverify.model.documents import DocumentKind, Side
    from idverify.model.submissions import (
        Document,
        Image,
        Masking,
        Medium,
        Observation,
        Submission,
    )
    from idverify.model.unknown import ABSENT, UNKNOWN
    from idverify.model.uploads import FileLimits, inspect_upload
    from idverify.policy.assessment import Assessment, Finding, Verdict
    from idverify.policy.policy import Policy
    from idverify.policy.rules import Rule
    from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE

__all__ = [
    "ABSENT",
    "CROWDWORKS_ARTICLE",
    "DOCUMENTS",
    "REASONS",
    "UNKNOWN",
    "Address",
    "Assessment",
    "BusinessCalendar",
    "Case",
    "Citation",
    "Closure",
    "Confidence",
    "Corporation",
    "DataError",
    "Deadline",
    "Decision",
    "Document",
    "DocumentKind",
    "FileLimits",
    "Finding",
    "IdVerifyError",
    "IllegalTransitionError",
    "Image",
    "Individual",
    "InvalidValueError",
    "Masking",
    "Medium",
    "Observation",
    "OutOfSpanError",
    "Period",
    "Policy",
    "ReviewClock",
    "Rule",
    "Side",
    "State",
    "Submission",
    "Verdict",
    "VerificationDesk",
    "VersionConflictError",
    "decide",
    "detect_identity_changes",
    "evolve",
    "inspect_upload",
    "replay",
]

#: Where each public name lives; the type checkers read the imports above, and a test
#: holds the two against each other.
_HOMES: Final = {
    "calendar.business_days": ("BusinessCalendar",),
    "calendar.closures": ("Closure",),
    "calendar.deadline": ("Deadline", "ReviewClock"),
    "calendar.period": ("Period",),
    "citations": ("Citation", "Confidence"),
    "errors": (
        "DataError", "IdVerifyError", "IllegalTransitionError", "InvalidValueError", "OutOfSpanError",
        "VersionConflictError",
    ),
    "lifecycle.case": ("Case", "evolve", "replay"),
    "lifecycle.decide": ("Decision", "decide"),
    "lifecycle.states": ("State",),
    "matching.identity": ("detect_identity_changes",),
    "policy.assessment": ("Assessment", "Finding", "Verdict"),
    "policy.policy": ("Policy",),
    "presets.crowdworks_article": ("CROWDWORKS_ARTICLE",),
    "policy.rules": ("Rule",),
    "desk.desk": ("VerificationDesk",),
    "model.applicants": ("Address", "Corporation", "Individual"),
    "catalogue.documents": ("DOCUMENTS",),
    "model.documents": ("DocumentKind", "Side"),
    "model.unknown": ("ABSENT", "UNKNOWN"),
    "catalogue.reasons": ("REASONS",),
    "model.submissions": (
        "Document", "Image", "Masking", "Medium", "Observation", "Submission",
    ),
    "model.uploads": ("FileLimits", "inspect_upload"),
}  # fmt: skip


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, and keep it."""
    for home, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"idverify.{home}"), name)
            return value
    raise AttributeError(f"module 'idverify' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Show the public names only."""
    return __all__
