"""Strategies: applicants, documents, submissions, histories and days to try a program with.

Values that could not be made cannot be drawn, and what belongs together agrees. The
first of every choice is the plainest, so that a failing example ends in one that a
person can read. `st.from_type` knows all public types by itself.
"""

from idverify.testing.strategies.days import (
    business_calendars,
    citations,
    closures,
    days,
    deadlines,
    moments,
    periods,
    receipts_before_long_holidays,
    review_clocks,
)
from idverify.testing.strategies.documents import (
    documents,
    documents_good_on,
    file_limits,
    images,
    kinds_good_on,
    observations,
    pixel,
    uploads,
)
from idverify.testing.strategies.histories import (
    IllegalHistory,
    cases,
    commands,
    dues,
    effects,
    events,
    histories,
    illegal_histories,
)
from idverify.testing.strategies.outbox import dead_letters, deliveries, outbox_entries
from idverify.testing.strategies.people import (
    addresses,
    applicants,
    contacts,
    corporations,
    individuals,
)
from idverify.testing.strategies.policies import (
    assessments,
    decisions,
    findings,
    policies,
    rules,
)
from idverify.testing.strategies.shipped import (
    acceptances,
    capabilities,
    conditions,
    era_dates,
    gaps,
    next_steps,
    policy_differences,
    provisions,
    rejection_reasons,
    retentions,
    validities,
)
from idverify.testing.strategies.spellings import slips_of, spellings_of
from idverify.testing.strategies.submissions import (
    accepted_by,
    left_open_by,
    reasons_of,
    refused_for,
    submissions,
)

__all__ = [
    "IllegalHistory",
    "acceptances",
    "accepted_by",
    "addresses",
    "applicants",
    "assessments",
    "business_calendars",
    "capabilities",
    "cases",
    "citations",
    "closures",
    "commands",
    "conditions",
    "contacts",
    "corporations",
    "days",
    "dead_letters",
    "deadlines",
    "decisions",
    "deliveries",
    "documents",
    "documents_good_on",
    "dues",
    "effects",
    "era_dates",
    "events",
    "file_limits",
    "findings",
    "gaps",
    "histories",
    "illegal_histories",
    "images",
    "individuals",
    "kinds_good_on",
    "left_open_by",
    "moments",
    "next_steps",
    "observations",
    "outbox_entries",
    "periods",
    "pixel",
    "policies",
    "policy_differences",
    "provisions",
    "reasons_of",
    "receipts_before_long_holidays",
    "refused_for",
    "rejection_reasons",
    "retentions",
    "review_clocks",
    "rules",
    "slips_of",
    "spellings_of",
    "submissions",
    "uploads",
    "validities",
]
