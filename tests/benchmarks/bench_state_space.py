"""Put the laboratory's questions to bits, and the same ones to zen-engine by brute force.

    pip install --group bench && python tests/benchmarks/bench_state_space.py

Of a real preset (the article's). Its situations fall into independent parts, whose
product is never built; so that nobody has to take that on trust, the same questions
are put once more to a space of one single part of at least 2^16 situations, in which
a rule that refuses nobody ties every dial to every other. zen-engine gets the rules
as one expression and is asked one situation after the other: first both must find the
same refusals, then both are timed in turn. Medians of rounds are printed.

A million past cases are then read from records and from frames of polars and pandas,
and a change of rules is tried on them.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from functools import partial, reduce
from importlib import import_module
from operator import or_
from random import Random
from statistics import median
from timeit import default_timer
from typing import Any, Final

from attrs import evolve

from idverify.analysis.audit import audit_survey
from idverify.analysis.column_names import column_name
from idverify.analysis.compare import compare_spaces
from idverify.analysis.populations import Population, collect_facts
from idverify.analysis.remedies import find_shortest_remedies
from idverify.analysis.situations.scenes import line_scene, numbers_in
from idverify.analysis.situations.spaces import Component, InForce, Space, space_of
from idverify.analysis.situations.survey import Survey
from idverify.model.documents import DocumentKind
from idverify.model.observations import Medium
from idverify.policy import facts
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.presets import CROWDWORKS_ARTICLE

DAY: Final = date(2025, 6, 3)
"""A day on which every line of the article can still be satisfied."""
ROUNDS: Final = 31
CASES: Final = 1_000_000
ASKED_OF_ZEN: Final = 2_000
"""Situations put to zen-engine in a round; the time for all of them is reckoned from these."""

Question = Callable[[], object]


# -- the spaces ------------------------------------------------------------------------------------


def tied(policy: Policy) -> Policy:
    """Return the policy with a rule that refuses nobody and reads what the others read.

    The three questions about files are left out: with them there would be 2^22.9 situations.
    """
    files = {facts.FILE_FORMAT, facts.FILE_SIZE, facts.FILE_READABLE}
    of_cards = [r for r in policy.requirements if r.kinds is None or r.kinds & CARD_AND_RECORD]
    read = dict.fromkeys(f for r in of_cards for f in r.facts if f not in files)
    every = [fact.one_of(*fact.values) for fact in read]
    tie = evolve(
        of_cards[0], code="tie", requires=every[0], when=every[1:], kinds=None, is_blocking=False
    )
    return policy.derive(code="tied", add=[tie])


CARD_AND_RECORD: Final = frozenset(
    {DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD}
)
ARTICLE: Final = tied(CROWDWORKS_ARTICLE)
LAXER: Final = tied(CROWDWORKS_ARTICLE.derive(code="laxer", drop=["original_is_photographed"]))


def space_of_cards(*policies: Policy) -> Space:
    """Return the insurance card with its resident record, under these policies side by side."""
    line = next(line for line in CROWDWORKS_ARTICLE.accept_list if line.kinds == CARD_AND_RECORD)
    scene = line_scene(line, numbers_in(CROWDWORKS_ARTICLE), DAY)
    return space_of(scene, *(InForce.of(policy, DAY) for policy in policies))


def largest(space: Space) -> Component:
    """Return the part with the most situations."""
    return max(space.parts, key=lambda part: part.size)


# -- the questions ---------------------------------------------------------------------------------


def about_rules(policy: Policy) -> tuple[str, Question, float]:
    """Examine a policy whose spaces are built: dead, implied, hopeless, silent, seams."""
    begun = default_timer()
    survey = Survey.of(policy, DAY)
    built = default_timer() - begun
    what = f"all about the rules of {policy.code}, {survey.situations:,} situations"
    return what, lambda: audit_survey(survey), built


def about_two(a: Policy, b: Policy) -> tuple[str, Question]:
    """Compare two policies whose space is built."""
    space = space_of_cards(a, b)
    what = f"difference of {a.code} and {b.code}, {largest(space).size:,} in one part"
    return what, lambda: list(compare_spaces(space))


def about_remedies(policy: Policy) -> tuple[str, Question]:
    """Find every shortest remedy of every situation of the largest part."""
    part = largest(space_of_cards(policy))
    return (
        f"every shortest remedy, {part.size:,} situations in one part",
        lambda: find_shortest_remedies(part),
    )


# -- zen-engine, one situation after the other -----------------------------------------------------


def expression(rule: Rule, document: int) -> str:
    """Write a rule of one condition as an expression that holds if the rule does."""
    name = variable(rule, document)
    wrong = sorted(set(map(str, rule.requires.fact.values)) - set(map(str, rule.requires.values)))
    return " and ".join(f"{name} != '{value}'" for value in wrong)


def variable(rule: Rule, document: int) -> str:
    """Name what a rule asks of a document; a full stop would mean a field of something."""
    return f"{rule.requires.fact.name}_{document}".replace(".", "_")


def put_to_zen(part: Component) -> tuple[Question, int]:
    """Compile the blocking rules of a part for zen-engine, and see that it refuses the same."""
    zen = import_module("zen")
    asked = [b for b in part.breaches if not b.rule.when]
    one = " and ".join(f"({expression(b.rule, b.document or 0)})" for b in asked)
    compiled = zen.compile_expression(one)
    chosen = Random(1).sample(range(part.size), ASKED_OF_ZEN)
    inputs = [answers(part, situation) for situation in chosen]
    refused = [any(b.situations >> n & 1 for b in asked) for n in chosen]
    if [not compiled.evaluate(each) for each in inputs] != refused:
        raise SystemExit("zen-engine refuses others than the bits")
    return lambda: [compiled.evaluate(each) for each in inputs], part.size


def answers(part: Component, situation: int) -> Mapping[str, str]:
    """Return the answer to each question in a situation, as zen-engine takes it."""
    possible: dict[str, set[Hashable]] = {}
    for breach in part.breaches:
        condition = breach.rule.requires
        name = variable(breach.rule, breach.document or 0)
        is_broken = breach.situations >> situation & 1
        wrong = set(condition.fact.values) - condition.values
        fitting = possible.setdefault(name, set(condition.fact.values))
        if not breach.rule.when:
            fitting &= wrong if is_broken else condition.values
    return {name: str(min(values, key=str)) for name, values in possible.items()}


# -- a million past cases --------------------------------------------------------------------------


def past_cases() -> dict[str, list[object]]:
    """Draw the answers of a million licences to every question of the article about them."""
    chance = Random(6)
    asked = {
        column_name(fact, 0): [str(v) if not isinstance(v, bool) else v for v in fact.values]
        for fact in collect_facts(CROWDWORKS_ARTICLE)
    }
    columns: dict[str, list[object]] = {"kind": ["drivers_license"] * CASES}
    for name, values in asked.items():
        weights = [95, *([5 / (len(values) - 1)] * (len(values) - 1))] if len(values) > 1 else [1]
        columns[name] = chance.choices(values, weights, k=CASES)
    return columns


def read_and_try() -> None:
    """Read the cases in three ways, see that they agree, and try a change on them."""
    columns = past_cases()
    asked = collect_facts(CROWDWORKS_ARTICLE)
    records = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    sources: dict[str, Callable[[], Population]] = {
        "records": lambda: Population.from_records(records, *asked)
    }
    for name in ("polars", "pandas"):
        frame = import_module(name).DataFrame(columns)
        sources[name] = partial(Population.from_frame, frame, *asked)
    read = {name: timed_once(source) for name, source in sources.items()}
    first = next(iter(read.values()))[1]
    for name, (seconds, population) in read.items():
        if population.columns != first.columns:
            raise SystemExit(f"{name} reads other cases")
        print(f"reading {CASES:,} cases of {len(columns)} columns from {name}: {seconds:.2f} s")  # noqa: T201
    try_on(first)


def try_on(population: Population) -> None:
    """Time a change of the medium and of nothing else, on everybody."""
    rules = CROWDWORKS_ARTICLE.in_force_on(DAY).rules
    original = next(r for r in rules if r.code == "original_is_photographed")
    changed = evolve(original, requires=facts.MEDIUM.one_of(Medium.ORIGINAL))
    after = [changed if rule is original else rule for rule in rules]

    def tried() -> object:
        return population.compare_rules(rules, after).contributing_rules

    begun = default_timer()
    tried()
    report("what if, asked for the first time", [default_timer() - begun])
    report(f"what if, {len(rules)} rules on {CASES:,} cases", rounds(tried))


# -- timing ----------------------------------------------------------------------------------------


def timed_once(source: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that something took, and what it gave."""
    begun = default_timer()
    given = source()
    return default_timer() - begun, given


def rounds(question: Question) -> list[float]:
    """Return the seconds of each round."""
    return [timed_once(question)[0] for _ in range(ROUNDS)]


def report(what: str, seconds: list[float]) -> None:
    """Print the median, and the quickest, in milliseconds."""
    print(f"{median(seconds) * 1e3:9.3f} ms ({min(seconds) * 1e3:.3f})  {what}")  # noqa: T201


def main() -> None:
    """Check, time and report."""
    print(f"medians of {ROUNDS} rounds, the quickest in brackets")  # noqa: T201
    for policy in (CROWDWORKS_ARTICLE, ARTICLE):
        what, question, built = about_rules(policy)
        report(f"building the spaces of {policy.code}, once", [built])
        report(f"{what}, the first time", [timed_once(question)[0]])
        report(what, rounds(question))
    for what, question in (about_two(ARTICLE, LAXER), about_remedies(ARTICLE)):
        report(what, rounds(question))
    brute_force()
    read_and_try()


def brute_force() -> None:
    """Ask whom a policy refuses: of bits, and of zen-engine one by one."""
    part = largest(space_of_cards(ARTICLE))
    ask, size = put_to_zen(part)
    blocking = [b.situations for b in part.breaches if b.rule.is_blocking]
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        ours.append(timed_once(lambda: reduce(or_, blocking, 0).bit_count())[0])
        theirs.append(timed_once(ask)[0] * size / ASKED_OF_ZEN)
    report(f"whom the article refuses, {size:,} situations, by bits", ours)
    report(f"the same by zen-engine, reckoned from {ASKED_OF_ZEN:,} of them", theirs)
    ratio = median(t / o for t, o in zip(theirs, ours, strict=True))
    print(f"{ratio:,.0f} times as long")  # noqa: T201


if __name__ == "__main__":
    main()
