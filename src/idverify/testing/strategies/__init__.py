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
    documents_usable_on,
    file_limits,
    images,
    kinds_usable_on,
    make_png,
    observations,
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
from idverify.testing.strategies.spellings import spelling_variants, typos
from idverify.testing.strategies.submissions import (
    accepted_submissions,
    open_submissions,
    possible_reason_codes,
    rejected_submissions,
    submissions,
)

__all__ = [
    "IllegalHistory",
    "acceptances",
    "accepted_submissions",
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
    "documents_usable_on",
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
    "kinds_usable_on",
    "make_png",
    "moments",
    "next_steps",
    "observations",
    "open_submissions",
    "outbox_entries",
    "periods",
    "policies",
    "policy_differences",
    "possible_reason_codes",
    "provisions",
    "receipts_before_long_holidays",
    "rejected_submissions",
    "rejection_reasons",
    "retentions",
    "review_clocks",
    "rules",
    "spelling_variants",
    "submissions",
    "typos",
    "uploads",
    "validities",
]
