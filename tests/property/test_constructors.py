"""Every public value refuses at once what it cannot mean, or keeps it and works with it."""

import pkgutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import import_module
from typing import Any, Final

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st

import idverify
import idverify.testing  # registers a strategy for every type
from idverify.adapters.memory import FixedClock, MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure
from idverify.calendar.deadline import ReviewClock
from idverify.calendar.period import Period
from idverify.errors import IdVerifyError
from idverify.interchange.codec import dump
from idverify.lifecycle.case import replay
from idverify.lifecycle.events import Event
from idverify.model.applicants import Applicant
from idverify.model.documents import DocumentKind
from idverify.model.observations import Observation
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN
from idverify.policy.assessment import Verdict
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.ports import CaseStore, Clock, Notifier, Outbox, Vault
from idverify.presets import CROWDWORKS_ARTICLE, MERCARI
from support.applicants import HANAKO, submission
from support.rules import policy

#: Packages of results that the library itself computes, and of tools for tests.
COMPUTED: Final = ("analysis", "desk", "render", "testing", "adapters.frames", "adapters._sql")
#: Results of comparisons, and what the errors of every value are built upon.
COMPUTED_MODULES: Final = ("matching", "redaction", "policy.facts", "policy.partial")
#: Kept as it is until the steps of a case are rewritten, and a table of names.
COMPUTED_TYPES: Final = {"Decision", "StoredForm", "Slot"}
#: Adapters of which no example can be drawn: they need keys, folders or connections.
CONNECTED: Final = {
    "AsyncEncryptedVault",
    "CaseActivities",
    "EmlNotifier",
    "EncryptedVault",
    "EncryptionCodec",
    "HistoryKeys",
    "LocalKeyProvider",
    "ProcrastinateCaseStore",
    "SmtpConnection",
    "SmtpNotifier",
    "TemporalDesk",
    "WebhookNotifier",
}
DAY: Final = date(2026, 9, 17)
MOMENT: Final = datetime(2026, 9, 17, 12, tzinfo=UTC)
FOREIGN: Final[Mapping[str, object]] = {
    "None": None,
    "text": "見本",
    "empty text": "",
    "bytes": b"x",
    "int": 7,
    "negative": -1,
    "float": 1.5,
    "nan": float("nan"),
    "bool": True,
    "date": DAY,
    "moment": MOMENT,
    "naive moment": MOMENT.replace(tzinfo=None),
    "time": time(17),
    "duration": timedelta(1),
    "list": [1],
    "list of text": ["x"],
    "list of None": [None],
    "dict": {"x": 1},
    "enum": Verdict.OPEN,
    "unknown": UNKNOWN,
    "absent": ABSENT,
    "impossible": IMPOSSIBLE,
    "class": int,
    "object": object(),
    "function": len,
}


def is_computed(module: str) -> bool:
    """Return whether the values of a module are results only."""
    name = module.removeprefix("idverify.")
    return name.startswith((*COMPUTED, *COMPUTED_MODULES)) or name.rpartition(".")[2][:1] == "_"


def public_types() -> Iterator[type]:
    """Walk all modules and yield the classes of attrs that they export."""
    for found in pkgutil.walk_packages(idverify.__path__, "idverify."):
        if is_computed(found.name):
            continue
        try:
            module = import_module(found.name)
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("idverify"):
                raise
            continue  # an engine that is not installed here; the job `scale` has it
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if isinstance(value, type) and value.__module__ == found.name and attrs.has(value):
                yield value


TYPES: Final = [kind for kind in public_types() if kind.__name__ not in COMPUTED_TYPES]
DRAWN: Final = [kind for kind in TYPES if kind.__name__ not in CONNECTED]


@cache
def handed_in() -> Submission:
    """Return a submission that every policy can evaluate."""
    return submission(DocumentKind.DRIVERS_LICENSE)


def evaluate(value: Submission) -> None:
    """Evaluate a submission by two presets, and explain what was found."""
    for preset in (CROWDWORKS_ARTICLE, MERCARI):
        for finding in preset.evaluate(value, DAY).findings:
            finding.explain_differences(value)


def of(document: Document) -> Submission:
    """Return a submission of one document."""
    return Submission(id="s-1", applicant=HANAKO, documents=[document])


def use(value: Any) -> None:  # noqa: ANN401 - any public value
    """Take a value through the core: print, compare, write, evaluate, count."""
    assert repr(value)
    assert (value == value) in {True, False}  # noqa: PLR0124 - it must not raise; nan differs
    with suppress(IdVerifyError):  # not every type has a stored form
        dump(value)
    if isinstance(value, Applicant):
        value = Submission(id="s-1", applicant=value, documents=handed_in().documents)
    if isinstance(value, Observation):
        value = Document(kind=DocumentKind.DRIVERS_LICENSE, observation=value)
    work_with(value)


def work_with(value: Any) -> None:  # noqa: ANN401 - any public value
    """Evaluate a submission or a policy, and count days by a clock or a closure."""
    match value:
        case Document():
            evaluate(of(value))
        case Submission():
            evaluate(value)
        case Rule():
            policy(value).evaluate(handed_in(), DAY)
        case Policy():
            value.evaluate(handed_in(), DAY)
        case Period():
            assert DAY in value or DAY not in value
        case Closure():
            BusinessCalendar.japan().with_closures([value]).next(DAY)
        case ReviewClock():
            value.deadline(MOMENT)
        case _ if isinstance(value, Event):
            replay([value])
        case _:
            pass  # nothing in the core takes it by itself


def is_kept(kept: object, offered: object) -> bool:
    """Return whether a field holds what was offered, or the same items in another collection."""
    if isinstance(offered, list):
        return isinstance(kept, tuple | frozenset | list) and list(kept) == offered
    return kept is offered or kept == offered


def offer(kind: type, arguments: Mapping[str, object], name: str, value: object) -> None:
    """Make a value with one foreign argument; it is refused, or kept and usable."""
    try:
        made = kind(**{**arguments, name: value})
        use(made)
    except IdVerifyError:
        return
    field = next(each for each in attrs.fields(kind) if each.alias == name)
    assert is_kept(getattr(made, field.name), value), f"{name} became something else"


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_public_type_is_checked(kind: type) -> None:
    """A type that is added later must be checked too, or be named above as a result."""
    assert kind.__init__.__code__.co_name == "checked"  # type: ignore[misc]


#: What hypothesis cannot make by itself: moments with a time zone, and parts of a service.
SUPPLIED: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    datetime: st.just(MOMENT),
    Clock: st.just(FixedClock(MOMENT)),
    Vault: st.builds(MemoryVault),
    Notifier: st.builds(MemoryNotifier),
    CaseStore: st.builds(MemoryCaseStore),
    Outbox: st.builds(MemoryCaseStore),
}


@cache
def example_of(kind: type) -> Mapping[str, object]:
    """Return arguments that make a value of this type, by the names of its constructor."""
    for part, strategy in SUPPLIED.items():
        st.register_type_strategy(part, strategy)
    quiet = settings(
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    value = find(st.from_type(kind), lambda _: True, settings=quiet)
    return {f.alias: getattr(value, f.name) for f in attrs.fields(kind) if f.init}


@pytest.mark.parametrize(
    "kind",
    [kind for kind in TYPES if kind.__name__ in CONNECTED],
    ids=lambda kind: kind.__name__,
)
def test_parts_of_a_service_are_refused_by_name(kind: type) -> None:
    """A value made of keys, folders or connections names the argument that cannot be one."""
    name = kind.__name__
    for field in attrs.fields(kind):
        if field.init and field.type is not Any:
            with pytest.raises(IdVerifyError, match=rf"{name}\.{field.alias} must be"):
                kind(**{field.alias: object()})


@pytest.mark.parametrize("kind", DRAWN, ids=lambda kind: kind.__name__)
def test_a_foreign_value_is_refused_or_kept(kind: type) -> None:
    """No field takes a value of another type that fails later or becomes another value."""
    arguments = example_of(kind)
    for name in arguments:
        for shape, value in FOREIGN.items():
            try:
                offer(kind, arguments, name, value)
            except Exception as error:
                error.add_note(f"{kind.__name__}.{name} was given: {shape}")
                raise
