"""Identity verification (本人確認) by human document review, as Japanese marketplaces do it.

`BusinessCalendar` determines which days are business days (営業日) and why the others
are not. `ReviewClock` computes a `Deadline` from the moment of receipt; the deadline
lists every skipped day.

>>> from datetime import date, datetime, timedelta, timezone
>>> from idverify import BusinessCalendar, ReviewClock
>>> jst = timezone(timedelta(hours=9))
>>> clock = ReviewClock(BusinessCalendar.japan(), business_days=5)
>>> clock.deadline(datetime(2026, 9, 17, 10, 0, tzinfo=jst)).due_on
datetime.date(2026, 9, 29)

An applicant (`Individual` or `Corporation`) sends a `Submission` of `Document`s. A
reviewer records an `Observation` of each document, in which every field is `UNKNOWN` at
first.

>>> from idverify import Address, Document, DocumentKind, Individual, Submission
>>> hanako = Individual(
...     kanji_name="見本 花子",
...     kana_name="ミホン ハナコ",
...     birth_date=date(1990, 4, 1),
...     address=Address("東京都千代田区千代田1-1"),
... )
>>> licence = Document(kind=DocumentKind.DRIVERS_LICENSE)
>>> submission = Submission(id="s-1", applicant=hanako, documents=[licence])

A `Policy` contains the requirements of a service, each `Rule` with its source and
dates. Its assessment contains every finding and every question that is still open.

>>> from idverify import CROWDWORKS_ARTICLE, Medium, Observation
>>> assessment = CROWDWORKS_ARTICLE.evaluate(submission, date(2026, 9, 17))
>>> assessment.verdict, assessment.open_questions[0].fact.question_ja
(<Verdict.OPEN: 'open'>, '原本を撮影した画像ですか')
>>> seen = submission.with_observations(Observation(medium=Medium.PHOTOCOPY))
>>> assessment = CROWDWORKS_ARTICLE.evaluate(seen, date(2026, 9, 17))
>>> [finding.reason.label_ja for finding in assessment.findings]
['コピーの撮影']

A case changes its state only by the transition table: `decide` returns the events and
effects of a command, `evolve` applies one event, `replay` a whole history. No event
contains personal data.

>>> from idverify import replay
>>> replay([]).state
<State.INCOMPLETE: 'incomplete'>

`VerificationDesk` combines these with four interfaces that an application implements
(`CaseStore`, `Vault`, `Notifier`, `Clock`); `idverify.adapters` has implementations. Names
are loaded on first use, so that importing the package takes almost no time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from idverify.calendar.business_days import BusinessCalendar as BusinessCalendar
    from idverify.calendar.closures import Closure as Closure
    from idverify.calendar.deadline import Deadline as Deadline
    from idverify.calendar.deadline import ReviewClock as ReviewClock
    from idverify.calendar.period import Period as Period
    from idverify.calendar.timezone import TOKYO as TOKYO
    from idverify.catalogue.documents import DOCUMENTS as DOCUMENTS
    from idverify.catalogue.reasons import REASONS as REASONS
    from idverify.citations import Citation as Citation
    from idverify.citations import Confidence as Confidence
    from idverify.desk.async_desk import AsyncVerificationDesk as AsyncVerificationDesk
    from idverify.desk.desk import VerificationDesk as VerificationDesk
    from idverify.desk.results import StepResult as StepResult
    from idverify.errors import CommandIdReusedError as CommandIdReusedError
    from idverify.errors import ConfigurationError as ConfigurationError
    from idverify.errors import DataError as DataError
    from idverify.errors import DeliveryError as DeliveryError
    from idverify.errors import IdVerifyError as IdVerifyError
    from idverify.errors import IllegalTransitionError as IllegalTransitionError
    from idverify.errors import InvalidValueError as InvalidValueError
    from idverify.errors import MissingDataError as MissingDataError
    from idverify.errors import OutOfSpanError as OutOfSpanError
    from idverify.errors import PermanentDeliveryError as PermanentDeliveryError
    from idverify.errors import SchemaMismatchError as SchemaMismatchError
    from idverify.errors import StaleSubmissionError as StaleSubmissionError
    from idverify.errors import StoreUnavailableError as StoreUnavailableError
    from idverify.errors import TamperedDataError as TamperedDataError
    from idverify.errors import UnknownCaseError as UnknownCaseError
    from idverify.errors import UnknownSubmissionError as UnknownSubmissionError
    from idverify.errors import VersionConflictError as VersionConflictError
    from idverify.errors import http_status as http_status
    from idverify.i18n import Language as Language
    from idverify.lifecycle.case import Case as Case
    from idverify.lifecycle.case import evolve as evolve
    from idverify.lifecycle.case import replay as replay
    from idverify.lifecycle.decide import Decision as Decision
    from idverify.lifecycle.decide import decide as decide
    from idverify.lifecycle.states import State as State
    from idverify.matching.changes import detect_identity_changes as detect_identity_changes
    from idverify.model.applicants import Address as Address
    from idverify.model.applicants import Corporation as Corporation
    from idverify.model.applicants import Individual as Individual
    from idverify.model.contacts import Contact as Contact
    from idverify.model.documents import DocumentKind as DocumentKind
    from idverify.model.documents import Side as Side
    from idverify.model.image_cleaning import clean_upload as clean_upload
    from idverify.model.observations import Masking as Masking
    from idverify.model.observations import Medium as Medium
    from idverify.model.observations import Observation as Observation
    from idverify.model.submissions import Document as Document
    from idverify.model.submissions import Image as Image
    from idverify.model.submissions import Submission as Submission
    from idverify.model.unknown import ABSENT as ABSENT
    from idverify.model.unknown import UNKNOWN as UNKNOWN
    from idverify.model.uploads import FileLimits as FileLimits
    from idverify.model.uploads import inspect_upload as inspect_upload
    from idverify.policy.acceptance import Acceptance as Acceptance
    from idverify.policy.assessment import Assessment as Assessment
    from idverify.policy.assessment import Finding as Finding
    from idverify.policy.assessment import Verdict as Verdict
    from idverify.policy.policy import Policy as Policy
    from idverify.policy.rules import Rule as Rule
    from idverify.presets import PRESETS as PRESETS
    from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE as CROWDWORKS_ARTICLE

__version__ = "0.1.0"

#: The public names, by the module that defines them. `__all__` and lazy loading follow from this
#: list; a test checks the imports above, which only type checkers read, against it.
_EXPORTS: Final = {
    "calendar.business_days": ("BusinessCalendar",),
    "calendar.closures": ("Closure",),
    "calendar.deadline": ("Deadline", "ReviewClock"),
    "calendar.period": ("Period",),
    "calendar.timezone": ("TOKYO",),
    "catalogue.documents": ("DOCUMENTS",),
    "catalogue.reasons": ("REASONS",),
    "citations": ("Citation", "Confidence"),
    "desk.async_desk": ("AsyncVerificationDesk",),
    "desk.desk": ("VerificationDesk",),
    "desk.results": ("StepResult",),
    "errors": (
        "CommandIdReusedError", "ConfigurationError", "DataError", "DeliveryError",
        "IdVerifyError", "IllegalTransitionError", "InvalidValueError", "MissingDataError",
        "OutOfSpanError", "PermanentDeliveryError", "SchemaMismatchError", "StaleSubmissionError",
        "StoreUnavailableError", "TamperedDataError", "UnknownCaseError",
        "UnknownSubmissionError", "VersionConflictError",
        "http_status",
    ),
    "i18n": ("Language",),
    "lifecycle.case": ("Case", "evolve", "replay"),
    "lifecycle.decide": ("Decision", "decide"),
    "lifecycle.states": ("State",),
    "matching.changes": ("detect_identity_changes",),
    "model.applicants": ("Address", "Corporation", "Individual"),
    "model.contacts": ("Contact",),
    "model.documents": ("DocumentKind", "Side"),
    "model.image_cleaning": ("clean_upload",),
    "model.observations": ("Masking", "Medium", "Observation"),
    "model.submissions": ("Document", "Image", "Submission"),
    "model.unknown": ("ABSENT", "UNKNOWN"),
    "model.uploads": ("FileLimits", "inspect_upload"),
    "policy.acceptance": ("Acceptance",),
    "policy.assessment": ("Assessment", "Finding", "Verdict"),
    "policy.policy": ("Policy",),
    "policy.rules": ("Rule",),
    "presets": ("PRESETS",),
    "presets.crowdworks_article": ("CROWDWORKS_ARTICLE",),
}  # fmt: skip
_MODULES: Final = {name: module for module, names in _EXPORTS.items() for name in names}

__all__ = ["__version__", *sorted(_MODULES)]  # noqa: PLE0604 - they are strings


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, and keep it."""
    if name not in _MODULES:
        raise AttributeError(f"module 'idverify' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"idverify.{_MODULES[name]}"), name)
    return value


def __dir__() -> list[str]:
    """List the public names only."""
    return __all__
