"""Standard rules that many services have; each policy passes its own citations.

A rule is named for its requirement, `original_is_photographed` for example, and the name is
also the code of its findings. There is one module for each subject; `common` assembles the
rules that every preset has.
"""

from idverify.policy.standard_rules._scope import ACCEPT_LIST_RULES, EVERY_KIND
from idverify.policy.standard_rules.applicant import (
    AGE_CITATIONS,
    applicant_is_adult,
    applicant_meets_minimum_age,
)
from idverify.policy.standard_rules.common import CommonCitations, make_common_rules
from idverify.policy.standard_rules.documents import (
    ENDED_ERA_YEARS_CITATION,
    collect_statutory_citations,
    dates_are_possible,
    documents_are_valid,
    expiry_is_shown,
    issue_is_recent,
    validity_remains,
)
from idverify.policy.standard_rules.images import (
    bearers_page_is_there,
    files_are_usable,
    original_is_photographed,
    photo_is_shown,
    sides_are_shown,
)
from idverify.policy.standard_rules.masking import (
    INSURED_NUMBERS_CITATION,
    KINDS_WITH_INDIVIDUAL_NUMBER,
    KINDS_WITH_NUMBER_ON_BACK,
    NUMBER_COLLECTION_CITATION,
    NUMBER_COPY_CITATION,
    fields_are_masked,
    individual_number_is_absent,
    masking_is_irreversible,
    needed_fields_are_visible,
    number_side_is_absent,
    numbers_are_masked,
    old_addresses_are_struck_out,
)
from idverify.policy.standard_rules.profile import (
    IDENTITY_ATTRIBUTES_CITATION,
    address_is_shown,
    identity_is_shown,
    profile_matches,
)

__all__ = [
    "ACCEPT_LIST_RULES",
    "AGE_CITATIONS",
    "ENDED_ERA_YEARS_CITATION",
    "EVERY_KIND",
    "IDENTITY_ATTRIBUTES_CITATION",
    "INSURED_NUMBERS_CITATION",
    "KINDS_WITH_INDIVIDUAL_NUMBER",
    "KINDS_WITH_NUMBER_ON_BACK",
    "NUMBER_COLLECTION_CITATION",
    "NUMBER_COPY_CITATION",
    "CommonCitations",
    "address_is_shown",
    "applicant_is_adult",
    "applicant_meets_minimum_age",
    "bearers_page_is_there",
    "collect_statutory_citations",
    "dates_are_possible",
    "documents_are_valid",
    "expiry_is_shown",
    "fields_are_masked",
    "files_are_usable",
    "identity_is_shown",
    "individual_number_is_absent",
    "issue_is_recent",
    "make_common_rules",
    "masking_is_irreversible",
    "needed_fields_are_visible",
    "number_side_is_absent",
    "numbers_are_masked",
    "old_addresses_are_struck_out",
    "original_is_photographed",
    "photo_is_shown",
    "profile_matches",
    "sides_are_shown",
    "validity_remains",
]
