"""Every kind of result that shows itself, with markup wherever a text can come from outside."""

from datetime import date, datetime

from attrs import evolve

from idverify.analysis import (
    Population,
    WaitTimes,
    audit_policy,
    build_timeline,
    compare_policies,
    find_remedies,
)
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.calendar.period import Period
from idverify.calendar.timezone import TOKYO
from idverify.lifecycle.case import Case
from idverify.matching.names import compare_name
from idverify.model.observations import Medium
from idverify.policy import facts
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import submission, unobserved
from support.rules import policy, rule
from support.state_space import DAY, LICENCE

EVIL = """<script>document.title='owned'</script>"><img src=x onerror="document.title='owned'">"""
ORIGINAL = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))
NO_COPY = rule("no_copy", facts.MEDIUM.other_than(Medium.PHOTOCOPY))
NEVER = rule("never", facts.MEDIUM.one_of(Medium.ORIGINAL), kinds=frozenset())
NAMED = evolve(ORIGINAL, statement_ja=EVIL, statement_en=EVIL)
HOUSE = evolve(policy(NAMED, NO_COPY, NEVER), title_ja=EVIL, title_en=EVIL)
LAX = policy(evolve(NO_COPY, statement_ja=EVIL), business_days=10)
PAST = Population.from_records([{"kind": "drivers_license", "medium": "screen"}], facts.MEDIUM)
SPRING = evolve(NAMED, period=Period(date(2026, 4, 1), date(2026, 7, 1)))

RESULTS = [
    HOUSE,
    HOUSE.evaluate(submission(LICENCE, medium=Medium.SCREEN), DAY),
    HOUSE.evaluate(unobserved(submission(LICENCE)), DAY),
    compare_name(EVIL, "見本 花子"),
    Case(),
    audit_policy(HOUSE, DAY),
    audit_policy(policy(ORIGINAL), DAY),
    audit_policy(CROWDWORKS_ARTICLE, DAY),
    compare_policies(HOUSE, LAX, DAY),
    build_timeline(policy(SPRING), date(2026, 1, 1), date(2027, 1, 1)),
    build_timeline(policy(), date(2026, 1, 1), date(2027, 1, 1)),
    build_timeline(CROWDWORKS_ARTICLE, date(2025, 1, 1), date(2027, 1, 1)),
    PAST.evaluate([NAMED]),
    PAST.compare_rules([NO_COPY], [NAMED]),
    WaitTimes({1: 3, 6: 1}),
    find_remedies(HOUSE, submission(LICENCE, medium=Medium.PHOTOCOPY), DAY)[0],
    HOUSE.derive(code="other", drop=["no_copy"], max_attempts=3).diff(),
    ReviewClock(BusinessCalendar.japan()).deadline(datetime(2026, 9, 17, 12, tzinfo=TOKYO)),
]
