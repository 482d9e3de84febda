"""Hold the evaluation of a policy beside rule engines that can be called from Python.

    pip install --group bench && python tests/benchmarks/bench_policies.py

The rules are those of the article's policy for a driver's licence. Each engine gets
them in the form that suits it best, written from the same data: one expression for
all rules (zen, CEL), one typed dictionary (pydantic), one expression a rule (the
others). Its input is converted outside the timing: it is handed the answer to every
fact, the comparisons of names and addresses among them. We are handed a submission.

Every contender must first find the same broken rules in every case; then all are
timed in turn, round by round, and the medians and their ratios are printed. A
package that is not installed is left out.
"""

import pickle
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from itertools import product
from statistics import median
from timeit import default_timer
from typing import Any, Final, Literal

from idverify.model.applicants import Address, Individual
from idverify.model.documents import DocumentKind, Side
from idverify.model.observations import Medium, Observation
from idverify.model.submissions import Document, Image, Submission
from idverify.model.unknown import ABSENT
from idverify.model.uploads import ImageFormat, Upload
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.presets import CROWDWORKS_ARTICLE

RECEIVED_ON: Final = date(2026, 11, 2)
ROUNDS: Final = 41
KIND: Final = DocumentKind.DRIVERS_LICENSE

Facts = Mapping[str, Any]
Codes = frozenset[str]
Contender = Callable[[Any], object]


def submissions() -> list[Submission]:
    """Return a licence with every combination of what may be wrong with it: 144 cases."""
    upload = Upload(ImageFormat.JPEG, 1200, 800, 300_000, "0" * 64, ())
    images = [Image(side=side, upload=upload) for side in (Side.FRONT, Side.BACK)]
    hanako = Individual(
        kanji_name="見本 花子",
        kana_name="ミホン ハナコ",
        birth_date=date(1990, 4, 1),
        address=Address("東京都中野区中野4-8-1"),
    )
    observed: Iterator[tuple[Any, ...]] = product(
        (Medium.ORIGINAL, Medium.PHOTOCOPY),
        (date(2030, 5, 1), date(2026, 10, 1)),
        ("見本 花子", "見本　花子", "見木 花子"),
        ("東京都中野区中野4-8-1", "東京都中野区中野四丁目8番1号", "東京都中野区中野4-8-2", ABSENT),
        (date(1990, 4, 1), date(1990, 4, 2), ABSENT),
    )
    return [
        Submission(
            id="s-1",
            applicant=hanako,
            documents=[
                Document(
                    kind=KIND,
                    images=images,
                    observation=Observation(
                        medium=medium,
                        expires_on=expires_on,
                        name=name,
                        address=address,
                        birth_date=birth_date,
                    ),
                )
            ],
        )
        for medium, expires_on, name, address, birth_date in observed
    ]


def rules_of(policy: Policy) -> list[Rule]:
    """Return the rules that are asked of a licence; each reads one fact."""
    return [rule for rule in policy.rules if rule.applies_to(KIND)]


def facts_of(rules: list[Rule], submission: Submission) -> Facts:
    """Answer every fact, as plain words and truth values."""
    facts = {rule.requires.fact.name: rule.requires.fact for rule in rules}
    document = submission.documents[0]
    return {
        name: _plain(fact.read(document, submission, RECEIVED_ON)) for name, fact in facts.items()
    }


def _plain(answer: object) -> object:
    return answer if isinstance(answer, bool) else str(answer)


def expression(rule: Rule, conjunction: str) -> str:
    """Write what a rule requires as an expression that holds if the rule does."""
    name, values = rule.requires.fact.name, rule.requires.values
    if values <= {True, False}:
        return name if values == {True} else f"!{name}"
    refused = sorted(set(rule.requires.fact.values) - values, key=str)
    return f" {conjunction} ".join(f"{name} != '{value}'" for value in refused)


# -- the contenders: each takes its own kind of input and finds the broken rules ----------------


def ours(policy: Policy, _: list[Rule]) -> tuple[Contender, Callable[[object], Codes]]:
    """Evaluate the submission itself; the findings are objects with reasons and citations."""
    of_day = policy.in_force_on(RECEIVED_ON)

    def found(assessment: Any) -> Codes:  # noqa: ANN401 - what the contender returned
        return frozenset(finding.rule.code for finding in assessment.findings)

    return (lambda submission: of_day.evaluate(submission, RECEIVED_ON)), found


def _by_place(rules: list[Rule]) -> Callable[[Any], Codes]:
    def found(holds: Any) -> Codes:  # noqa: ANN401 - a list of truth values
        return frozenset(r.code for r, ok in zip(rules, holds, strict=True) if not ok)

    return found


def zen(_: Policy, rules: list[Rule]) -> tuple[Contender, Callable[[object], Codes]]:
    """Ask zen-engine for one list of truth values."""
    compiled = import_module("zen").compile_expression(
        f"[{', '.join(expression(rule, 'and') for rule in rules)}]"
    )
    return compiled.evaluate, _by_place(rules)


def cel(_: Policy, rules: list[Rule]) -> tuple[Contender, Callable[[object], Codes]]:
    """Ask CEL in Rust for one list of truth values; contexts are made outside the timing."""
    compiled = import_module("cel").compile(
        f"[{', '.join(expression(rule, '&&') for rule in rules)}]"
    )
    return compiled.execute, _by_place(rules)


def cel_each(_: Policy, rules: list[Rule]) -> tuple[Contender, Callable[[object], Codes]]:
    """Ask CEL in Rust rule by rule, with the same contexts."""
    each = [import_module("cel").compile(expression(rule, "&&")).execute for rule in rules]
    return (lambda context: [execute(context) for execute in each]), _by_place(rules)


def cel_python(_: Policy, rules: list[Rule]) -> tuple[Contender, Callable[[object], Codes]]:
    """Ask CEL in Python for one list of truth values; activations are converted outside."""
    celpy = import_module("celpy")
    environment = celpy.Environment()
    text = f"[{', '.join(expression(rule, '&&') for rule in rules)}]"
    program = environment.program(environment.compile(text))
    return program.evaluate, _by_place(rules)


def rule_engine(_: Policy, rules: list[Rule]) -> tuple[Contender, Callable[[object], Codes]]:
    """Ask rule-engine rule by rule."""
    module = import_module("rule_engine")
    each = [
        module.Rule(expression(rule, "and").replace("!", "not ").replace("not =", "!=")).matches
        for rule in rules
    ]
    return (lambda facts: [matches(facts) for matches in each]), _by_place(rules)


def pydantic(_: Policy, rules: list[Rule]) -> tuple[Contender, Callable[[object], Codes]]:
    """Validate a typed dictionary of literals; what is wrong comes as an exception."""
    module = import_module("pydantic")
    fields = {
        rule.code: Literal[tuple(map(_plain, sorted(rule.requires.values, key=str)))]
        for rule in rules
    }
    shape = import_module("typing_extensions").TypedDict("shape", fields)
    validate = module.TypeAdapter(shape).validator.validate_python

    def ask(facts: Facts) -> object:
        try:
            return validate(facts) and ()
        except module.ValidationError as error:
            return error.errors(include_url=False, include_context=False, include_input=False)

    def found(errors: Any) -> Codes:  # noqa: ANN401 - what the contender returned
        return frozenset(error["loc"][0] for error in errors)

    return ask, found


CONTENDERS: Final = {
    "idverify, asked again": ours,
    "pydantic, typed dict": pydantic,
    "CEL in Rust, each rule": cel_each,
    "CEL in Rust, one list": cel,
    "zen-engine": zen,
    "rule-engine": rule_engine,
    "cel-python": cel_python,
}


def inputs(name: str, rules: list[Rule], cases: list[Submission]) -> list[Any]:
    """Convert the cases to what a contender takes."""
    if name.startswith("idverify"):
        return list(cases)
    facts = [facts_of(rules, case) for case in cases]
    if name.startswith(
        "pydantic"
    ):  # a field has one set of answers, and two rules may share a fact
        return [{rule.code: each[rule.requires.fact.name] for rule in rules} for each in facts]
    if name.startswith("CEL in Rust"):
        context = import_module("cel").Context
        return [context(dict(each)) for each in facts]
    if name == "cel-python":
        to_cel = import_module("celpy").json_to_cel
        return [{key: to_cel(value) for key, value in each.items()} for each in facts]
    return facts


# -- timing ---------------------------------------------------------------------------------------


def ready(rules: list[Rule], cases: list[Submission]) -> Iterator[tuple[str, Contender, list[Any]]]:
    """Make every contender that is installed, and see that it finds what is broken."""
    expected = [
        frozenset(f.rule.code for f in CROWDWORKS_ARTICLE.evaluate(case, RECEIVED_ON).findings)
        for case in cases
    ]
    for name, make in CONTENDERS.items():
        try:
            ask, found = make(CROWDWORKS_ARTICLE, rules)
        except ModuleNotFoundError as error:
            print(f"{name} is left out: {error}")  # noqa: T201 - a report
            continue
        converted = inputs(name, rules, cases)
        wrong = [i for i, case in enumerate(converted) if found(ask(case)) != expected[i]]
        if wrong:
            raise SystemExit(f"{name} finds other rules broken in {len(wrong)} cases")
        yield name, ask, converted


def timed(ask: Contender, cases: list[Any]) -> float:
    """Return the microseconds that one decision takes, over all cases."""
    begun = default_timer()
    for case in cases:
        ask(case)
    return (default_timer() - begun) / len(cases) * 1e6


def first_times(cases: list[Submission]) -> dict[str, Submission]:
    """Return what is judged for the first time: with all as registered, and as it arrives."""
    whole = cases[0]
    return {
        "idverify, first time": whole,
        "idverify, first, unobserved": whole.with_observations(Observation()),
    }


def first_time(example: Submission, times: int) -> float:
    """Time objects that nobody has judged before; all of each is new, to the last string."""
    of_day, pickled = CROWDWORKS_ARTICLE.in_force_on(RECEIVED_ON), pickle.dumps(example)
    fresh = [pickle.loads(pickled) for _ in range(times)]  # noqa: S301 - our own bytes
    return timed(lambda submission: of_day.evaluate(submission, RECEIVED_ON), fresh)


def main() -> None:
    """Check, time and report."""
    cases = submissions()
    rules = rules_of(CROWDWORKS_ARTICLE.in_force_on(RECEIVED_ON))
    contenders = list(ready(rules, cases))
    rounds: dict[str, list[float]] = {name: [] for name, _, _ in contenders}
    rounds |= {name: [] for name in first_times(cases)}
    for _ in range(ROUNDS):
        for name, ask, converted in contenders:
            rounds[name].append(timed(ask, converted))
        for name, example in first_times(cases).items():
            rounds[name].append(first_time(example, len(cases)))
    ours_again = rounds["idverify, asked again"]
    print(f"{len(rules)} rules, {len(cases)} cases, medians of {ROUNDS} rounds")  # noqa: T201
    for name, times in sorted(rounds.items(), key=lambda item: median(item[1])):
        ratio = median(t / o for t, o in zip(times, ours_again, strict=True))
        print(f"{name:28} {median(times):8.2f} us {ratio:8.2f} times")  # noqa: T201 - a report


if __name__ == "__main__":
    main()
