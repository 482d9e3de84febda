"""A million damaged dates, and every day of 243 years in every notation.

    python tests/benchmarks/damaged_dates.py --damaged 1000000 --seed 20261201 --write

Prints how many damaged dates were read as another day (none may be), how many were still
read rightly, and what a date costs. `--write` records the result in
docs/reference/date-reader.md. Exits 1 if a day was invented or not read back.
"""

import argparse
import platform
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from timeit import default_timer

from idverify.calendar.japanese_dates import MAX_LENGTH, read_date
from support.written_dates import (
    DAMAGES,
    ERA,
    FIRST_DAY,
    FOREIGN,
    LAST_DAY,
    OPEN,
    WESTERN,
    write_all,
)

PAGE = Path(__file__).parents[2] / "docs/reference/date-reader.md"
TITLE = """\
# Date reader: damaged and exhaustive texts

Recorded by `python tests/benchmarks/damaged_dates.py --damaged {damaged} --seed {seed} --write`;
the notations are in [the table of notations](date-notations.md). A damage makes a text that is
no date: a gap or a separator inside a number, a separator doubled or replaced by one of another
notation, a letter for a 1 or a 0.

"""
DAYS = range(FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1)
DATES_OF_SPEED_TEST = 400
ROUNDS = 50


def damage(rng: Random, count: int) -> Counter[tuple[str, str]]:
    """Count what becomes of damaged dates, by damage and outcome."""
    found: Counter[tuple[str, str]] = Counter()
    names = list(DAMAGES)
    while found.total() < count:
        day = date.fromordinal(rng.choice(DAYS))
        name = rng.choice(names)
        broken = DAMAGES[name](rng, rng.choice(list(write_all(day)))[1])
        if broken is not None:
            found[name, outcome(broken, day)] += 1
    return found


def outcome(text: str, day: date) -> str:
    """What the reader makes of a text that was written for a day."""
    found = read_date(text)
    if found.day is not None:
        return "right" if found.day == day else "wrong"
    if found.partial is not None:
        return "partial" if found.partial.may_be(day) else "wrong"
    return found.kind.value


def every_day() -> tuple[int, int]:
    """Read every day in every notation; return how many texts, and how many were wrong."""
    texts = wrong = 0
    for day in map(date.fromordinal, DAYS):
        for _, text in write_all(day):
            texts += 1
            wrong += read_date(text).day != day
    return texts, wrong


def guessed() -> tuple[int, int]:
    """Read every day in the open and foreign notations; return how many texts and guesses."""
    texts = wrong = 0
    for day in map(date.fromordinal, DAYS):
        for write in (*OPEN.values(), *FOREIGN.values()):
            texts += 1
            wrong += read_date(write(day)).day not in {None, day}
    return texts, wrong


def microseconds(texts: list[str]) -> float:
    """What a date costs, the best of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = default_timer()
        for text in texts:
            read_date(text)
        times.append(default_timer() - start)
    return min(times) / len(texts) * 1e6


def report(arguments: argparse.Namespace) -> Iterator[str]:
    """Measure, and yield the lines of the page."""
    rng = Random(arguments.seed)
    found = damage(rng, arguments.damaged)
    yield f"Seed {arguments.seed}, Python {platform.python_version()}.\n"
    yield "| damage | texts | another day | still right | a part of it | asked | refused |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name in DAMAGES:
        counts = [
            found[name, one] for one in ("wrong", "right", "partial", "undecidable", "impossible")
        ]
        total = sum(number for (damaged, _), number in found.items() if damaged == name)
        refused = counts.pop() + found[name, "unreadable"]
        yield f"| {name} | {' | '.join(f'{n:,}' for n in (total, *counts, refused))} |"
    wrong = sum(number for (_, one), number in found.items() if one == "wrong")
    right = sum(number for (_, one), number in found.items() if one == "right")
    share = right / found.total()
    yield f"\nOf {found.total():,} damaged dates {wrong:,} became another day; {share:.1%} were"
    yield "read rightly all the same.\n"
    texts, missed = every_day()
    yield f"Every day from {FIRST_DAY} to {LAST_DAY} in {len(WESTERN) + len(ERA)} notations, eras"
    yield f"from 1873 on: {texts:,} texts, {missed:,} not read back.\n"
    open_texts, guesses = guessed()
    yield f"In {len(OPEN)} open and {len(FOREIGN)} foreign notations: {open_texts:,} texts,"
    yield f"{guesses:,} read as another day.\n"
    mixed = [
        text
        for _ in range(DATES_OF_SPEED_TEST // (len(WESTERN) + len(ERA)) + 1)
        for _, text in write_all(date.fromordinal(rng.choice(DAYS)))
    ]
    longest = ("2026年11月27日" + " " * MAX_LENGTH)[:MAX_LENGTH]
    slowest = microseconds(["1 " * (MAX_LENGTH // 2), longest])
    yield f"A date costs {microseconds(mixed):.0f} microseconds, and a text of the maximum length,"
    yield f"{MAX_LENGTH} characters, {slowest:.0f}."
    arguments.is_wrong = bool(wrong or missed or guesses)


def main() -> int:
    """Measure, print, and record if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--damaged", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20261201)
    parser.add_argument("--write", action="store_true", help="record the result in the docs")
    arguments = parser.parse_args()
    lines = list(report(arguments))
    sys.stdout.write("\n".join(lines) + "\n")
    if arguments.write:
        title = TITLE.format(damaged=arguments.damaged, seed=arguments.seed)
        PAGE.write_text(title + "\n".join(lines) + "\n", encoding="utf-8")
    return int(arguments.is_wrong)


if __name__ == "__main__":
    sys.exit(main())
