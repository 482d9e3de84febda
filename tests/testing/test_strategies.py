"""Strategies draw what could be, and examples shrink to what a person can read."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.strategies._internal import types
from hypothesis.vendor.pretty import pretty

import idverify
from idverify import (
    CROWDWORKS_ARTICLE,
    IllegalTransitionError,
    Individual,
    Policy,
    Submission,
    Verdict,
)
from idverify.calendar.business_days import BusinessCalendar
from idverify.errors import InvalidValueError
from idverify.lifecycle.case import replay
from idverify.lifecycle.commands import Command
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.matching import compare_kana, compare_name
from idverify.matching.comparison import Outcome
from idverify.matching.municipalities import municipalities
from idverify.model.applicants import Address
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind
from idverify.policy.validity import check_usable_on
from idverify.presets import PRESETS
from idverify.testing import registration, strategies

DAY = date(2026, 11, 2)
DERIVED = CROWDWORKS_ARTICLE.derive(code="house", drop=["original_is_photographed"])
POLICIES = [*PRESETS, DERIVED]
#: Rooms whose classes are no values to try a program with.
OTHER_ROOMS = ("adapters", "testing", "analysis/situations")
#: And single ones: what is made of adapters, results that hold the machinery of the analysis,
#: a pair of rules of any class, and a dictionary of settings.
LEFT_OUT = {
    "AsyncVerificationDesk",
    "CaseReader",
    "CaseSteps",
    "DeskSteps",
    "EffectSteps",
    "CaseFile",
    "Codec",
    "CombinedClosures",
    "PolicyAudit",
    "Settings",
    "UnreadInput",
    "VerificationDesk",
}
few = settings(max_examples=20)
#: Nobody reads the smallest example where every example has to do.
quick = settings(max_examples=15, phases=[Phase.generate], database=None)
#: Long enough that the rarest of nine is met.
among = settings(quick, max_examples=500)


def public_classes() -> Iterator[type[Any]]:
    """Yield every class that a public module defines and exports, but for errors and Protocols."""
    root = Path(idverify.__file__).parent
    for file in sorted(root.rglob("[a-z]*.py")):
        place = file.relative_to(root).with_suffix("")
        if place.as_posix().startswith(OTHER_ROOMS):
            continue
        module = import_module(".".join(("idverify", *place.parts)))
        for value in (getattr(module, name) for name in module.__all__):
            if (
                inspect.isclass(value)
                and value.__module__ == module.__name__
                and value.__name__ not in LEFT_OUT
                and not issubclass(value, Exception)
                and not getattr(value, "_is_protocol", False)
            ):
                yield value


PUBLIC = [*public_classes()]
#: Those that have a strategy of their own; the others are built of them.
OWN = [
    kind
    for kind in PUBLIC
    for module in [kind.__module__.removeprefix("idverify.")]
    if kind.__name__ in registration.TYPE_STRATEGIES.get(module, ())
    or kind.__name__ in registration.VARIANT_STRATEGIES.get(module, ("", ()))[1]
]


def test_the_public_types_are_found() -> None:
    """Those of the root are among them, and far more below it."""
    root = [value for name in idverify.__all__ if inspect.isclass(value := getattr(idverify, name))]
    missing = {kind for kind in root if not issubclass(kind, Exception)} - set(PUBLIC)

    assert len(PUBLIC) > 120
    assert missing == {idverify.AsyncVerificationDesk, idverify.VerificationDesk}


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.__name__)
def test_from_type_draws_every_public_type_with_no_set_up(kind: type[Any]) -> None:
    """Hypothesis knows each type by the entry point alone, and never draws what is refused."""

    @quick
    @given(drawn=st.from_type(kind))
    def holds(drawn: object) -> None:
        assert isinstance(drawn, kind)

    holds()


@pytest.mark.parametrize(
    ("draw", "kind"),
    [
        *((strategies.commands, kind) for kind in get_args(Command)),
        *((strategies.effects, kind) for kind in get_args(Effect)),
    ],
    ids=lambda value: value.__name__,
)
def test_every_command_and_effect_is_drawn(draw: Callable[..., Any], kind: type[Any]) -> None:
    """Of a given kind, and among the others."""
    assert type(find(draw(kind), lambda _: True, settings=few)) is kind
    assert type(find(draw(), lambda drawn: type(drawn) is kind, settings=among)) is kind


def registered_types(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the types that are registered one by one where Hypothesis resolves none by name."""
    found: set[str] = set()
    monkeypatch.delattr(types, "_global_extra_lookup")
    monkeypatch.setattr(
        st,
        "register_type_strategy",
        lambda kind, _: found.add(f"{kind.__module__}.{kind.__name__}"),
    )
    registration.register()
    return found


def test_a_release_of_hypothesis_without_lookup_by_name_gets_the_types(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same types are registered, each imported for it."""
    found = registered_types(monkeypatch)

    assert {f"{kind.__module__}.{kind.__name__}" for kind in OWN} <= found
    assert "idverify.interchange.dossier.Dossier" in found


def test_without_the_extra_json_no_dossier_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Importing Hypothesis never fails for want of an extra."""
    monkeypatch.setattr(registration, "find_spec", lambda _: None)

    assert {name for name in registered_types(monkeypatch) if "interchange" in name} == set()


def test_a_strategy_of_the_user_takes_precedence() -> None:
    """A type that the user has registered is drawn by the user's strategy."""
    mine = Contact(name="見本 花子", email="hanako@example.jp")
    st.register_type_strategy(Contact, st.just(mine))
    try:
        assert find(st.from_type(Contact), lambda _: True, settings=few) is mine
    finally:
        types._global_type_lookup.pop(Contact)  # noqa: SLF001 - as it was


@few
@given(event=st.one_of([st.from_type(kind) for kind in get_args(Event)]))
def test_from_type_draws_every_event(event: Event) -> None:
    """The union of events is drawn as well."""
    assert event.at.utcoffset() is not None


@given(home=strategies.addresses())
def test_an_address_lies_in_a_municipality_that_exists(home: Address) -> None:
    """Prefecture and municipality are those of the table of today."""
    assert any(
        (home.prefecture, home.municipality) == (m.prefecture, m.full_name)
        for m in municipalities()
    )


@given(person=strategies.individuals())
def test_the_three_scripts_of_a_name_have_as_many_words(person: Individual) -> None:
    """Kanji, kana and Latin letters each have a family name and a given name."""
    words = {len(name.split()) for name in (person.kanji_name, person.kana_name)}
    words |= {len(person.latin_name.split())} if person.latin_name else set()

    assert words == {2}


@few
@given(data=st.data(), day=strategies.days(), person=strategies.individuals())
def test_a_document_as_the_law_has_it_is_good_on_its_day(
    data: st.DataObject, day: date, person: Individual
) -> None:
    """Its day of issue lies in the window of its kind, and it has not run out."""
    document = data.draw(strategies.documents_usable_on(day, person))
    seen = document.observation
    expires = seen.expires_on if isinstance(seen.expires_on, date) else None
    assert isinstance(seen.issued_on, date)

    found = check_usable_on(
        document.kind,
        day,
        issued_on=seen.issued_on,
        applied_on=seen.issued_on,
        expires_on=expires,
        birth_date=person.birth_date,
    )
    assert found.is_usable
    assert seen.issued_on <= day


def test_a_kind_that_has_ended_cannot_be_drawn() -> None:
    """No health insurance card identifies anybody after 1 December 2025."""
    person = find(strategies.individuals(), lambda _: True)
    card = DocumentKind.HEALTH_INSURANCE_CARD

    assert card in strategies.kinds_usable_on(date(2025, 12, 1))
    assert card not in strategies.kinds_usable_on(date(2025, 12, 2))
    with pytest.raises(InvalidValueError, match="kinds_usable_on"):
        find(strategies.documents_usable_on(date(2025, 12, 2), person, card), lambda _: True)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.code)
@few
@given(data=st.data())
def test_what_is_drawn_as_accepted_is_accepted(policy: Policy, data: st.DataObject) -> None:
    """Of presets and of a derived policy alike."""
    submission = data.draw(strategies.accepted_submissions(policy, DAY))

    assert policy.evaluate(submission, DAY).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.code)
@few
@given(data=st.data())
def test_what_is_drawn_as_refused_is_refused_for_that_reason(
    policy: Policy, data: st.DataObject
) -> None:
    """For every reason that the policy gives at all."""
    reason = data.draw(st.sampled_from(strategies.possible_reason_codes(policy, DAY)))
    found = policy.evaluate(data.draw(strategies.rejected_submissions(policy, reason, DAY)), DAY)

    assert found.verdict is Verdict.REJECTED
    assert reason in found.reason_codes


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.code)
@few
@given(data=st.data())
def test_what_is_drawn_as_open_is_open(policy: Policy, data: st.DataObject) -> None:
    """Something is still to be looked at."""
    found = policy.evaluate(data.draw(strategies.open_submissions(policy, DAY)), DAY)

    assert found.verdict is Verdict.OPEN
    assert found.open_questions


def test_a_reason_that_a_policy_never_gives_is_refused_with_a_hint() -> None:
    """The derived policy no longer minds photocopies, and says where to look."""
    assert "image.photo_of_copy" in strategies.possible_reason_codes(CROWDWORKS_ARTICLE, DAY)
    with pytest.raises(InvalidValueError, match="possible_reason_codes"):
        strategies.rejected_submissions(DERIVED, "image.photo_of_copy", DAY)


@given(history=strategies.histories(max_size=12))
def test_a_legal_history_replays_and_its_times_rise(history: tuple[Event, ...]) -> None:
    """Nothing in it is refused by the table, and nothing happens before what came before."""
    assert replay(history).version == len(history)
    assert [event.at for event in history] == sorted(event.at for event in history)


@given(drawn=strategies.illegal_histories())
def test_an_illegal_history_is_illegal_in_one_place(drawn: strategies.IllegalHistory) -> None:
    """It is refused exactly there, naming what was possible; without that event it is legal."""
    with pytest.raises(IllegalTransitionError) as refused:
        replay(drawn.events[: drawn.index + 1])
    assert (drawn.state, drawn.possible_steps) == (refused.value.state, refused.value.possible)
    assert replay(drawn.events[: drawn.index]).state is drawn.state

    rest = (*drawn.events[: drawn.index], *drawn.events[drawn.index + 1 :])
    assert replay(rest).version == len(drawn.events) - 1


@given(moment=strategies.receipts_before_long_holidays())
def test_receipts_before_long_holidays_meet_a_long_rest(moment: Any) -> None:  # noqa: ANN401
    """Within the eight days after the receipt more than three days of rest lie on end."""
    calendar = BusinessCalendar.japan_government()
    opens = [moment.date()]
    while (opens[-1] - moment.date()).days < 8:
        opens.append(calendar.next(opens[-1]))

    assert max((b - a).days for a, b in pairwise(opens)) > 4


@given(data=st.data(), person=strategies.individuals())
def test_a_spelling_is_taken_for_the_same_and_a_slip_is_not(
    data: st.DataObject, person: Individual
) -> None:
    """Our own comparisons agree with what the two strategies promise."""
    name, kana = person.kanji_name, person.kana_name
    other, slip = data.draw(strategies.spelling_variants(name)), data.draw(strategies.typos(name))
    misheard = data.draw(strategies.typos(kana))

    assert compare_name(other, name).outcome in {Outcome.SAME, Outcome.VARIANT}
    assert compare_name(slip, name).outcome not in {Outcome.SAME, Outcome.VARIANT}
    assert compare_kana(misheard, kana).outcome is not Outcome.SAME


# -- shrinking -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.__name__)
def test_the_plainest_example_of_each_type_can_be_read(kind: type[Any]) -> None:
    """It is told in a few lines, and nothing in it is a mark that nobody can see."""
    told = repr(find(st.from_type(kind), lambda _: True, settings=few))

    assert len(told) <= 1_000
    assert told.isprintable()


def test_the_plainest_submission_is_read_at_a_glance() -> None:
    """One person, one document, nothing noted."""
    found = find(strategies.submissions(), lambda _: True)

    assert isinstance(found.applicant, Individual)
    assert found.applicant.kanji_name == "見本 花子"
    assert [(d.kind, d.images) for d in found.documents] == [(DocumentKind.PASSPORT_JP, ())]


def test_a_failing_submission_keeps_only_what_makes_it_fail() -> None:
    """Who trips over two documents and a rare character is shown both, and no more."""
    found = find(
        strategies.submissions(),
        lambda s: len(s.documents) == 2 and "𠮷" in s.applicant.name,
    )

    assert found.applicant.name == "𠮷田 花子"
    assert found.documents[0] == found.documents[1]


def test_a_failing_refusal_shrinks_to_one_fault() -> None:
    """A refusal for a mismatch of names differs in the name alone."""
    found = find(
        strategies.rejected_submissions(CROWDWORKS_ARTICLE, "profile.typo_or_omission", DAY),
        lambda _: True,
    )

    assert CROWDWORKS_ARTICLE.evaluate(found, DAY).reason_codes == ("profile.typo_or_omission",)
    assert isinstance(found, Submission)


def test_a_failing_history_shrinks_to_the_shortest_way() -> None:
    """Two submissions need two events: the later one replaces the first."""
    found = find(
        strategies.histories(),
        lambda h: [type(e).__name__ for e in h].count("Submitted") == 2,
    )

    assert [type(event).__name__ for event in found] == ["Submitted", "Submitted"]


def test_a_failing_illegal_history_shrinks_to_one_event() -> None:
    """The shortest illegal history is a single event of which nothing went before."""
    found = find(strategies.illegal_histories(), lambda _: True)

    assert (len(found.events), found.index) == (1, 0)


def test_a_policy_is_told_in_a_few_lines() -> None:
    """A failing example names the policy and does not print its rules and their sources."""
    assert len(pretty(CROWDWORKS_ARTICLE)) < 600
