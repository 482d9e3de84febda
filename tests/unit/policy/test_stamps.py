"""Stamps of policies: the same for the same rules, another one for others, whatever the process."""

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from attrs import evolve

from idverify.errors import InvalidValueError
from idverify.policy.policy import Policy
from idverify.policy.stamps import PolicyStamp, compute_rules_digest
from idverify.presets import CROWDWORKS_ARTICLE, PRESETS

DAY = date(2026, 11, 2)


@pytest.mark.parametrize("policy", PRESETS, ids=lambda policy: str(policy.code))
def test_the_digest_changes_with_the_rules_in_force_only(policy: Policy) -> None:
    """Around each day of change the digests differ where the rules differ."""
    for day in policy.change_dates:
        before, after = (
            [rule for rule in policy.rules if at in rule.period]
            for at in (day - timedelta(days=1), day)
        )
        stamps = (policy.stamp(day - timedelta(days=1)), policy.stamp(day))
        assert (stamps[0] == stamps[1]) is (before == after)


def test_a_rule_that_decides_otherwise_has_another_digest() -> None:
    """Dropping a rule, or letting it only remark, changes the digest; another title does not."""
    stamp = CROWDWORKS_ARTICLE.stamp(DAY)
    [rule] = (r for r in CROWDWORKS_ARTICLE.rules if r.code == "original_is_photographed")
    lenient = CROWDWORKS_ARTICLE.derive(replace=[evolve(rule, is_blocking=False)])
    dropped = CROWDWORKS_ARTICLE.derive(drop=[rule.code])
    other_words = evolve(rule, statement_en="An original.", citations=rule.citations * 2)
    reworded = CROWDWORKS_ARTICLE.derive(title_en="Renamed", replace=[other_words])

    assert len({stamp.digest, lenient.stamp(DAY).digest, dropped.stamp(DAY).digest}) == 3
    assert reworded.stamp(DAY) == stamp


def test_another_process_computes_the_same_digest() -> None:
    """Sets are iterated in another order by each process; the digest does not depend on it."""
    program = (
        "from datetime import date; from idverify import CROWDWORKS_ARTICLE as policy;"
        "print(policy.stamp(date(2026, 11, 2)).digest)"
    )
    digests = {
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }

    assert digests == {CROWDWORKS_ARTICLE.stamp(DAY).digest}


def test_no_rules_have_a_digest() -> None:
    """The digest of no rules is that of an empty text."""
    assert compute_rules_digest([]).startswith("e3b0c44298fc1c14")


@pytest.mark.parametrize("digest", ["", "0f", "0F" * 32, "見" * 64])
def test_a_stamp_has_a_digest(digest: str) -> None:
    """Anything but the digits of a SHA-256 is refused."""
    with pytest.raises(InvalidValueError, match="digest has"):
        PolicyStamp("house", digest)
