"""Comparison of applicant data with identity documents (登録情報と書類の照合).

    >>> from idverify.matching import STANDARD, compare_address
    >>> comparison = compare_address("中野区中野4-8-2", "東京都中野区中野四丁目8番1号")
    >>> comparison.outcome.value, STANDARD.decide(comparison).name
    ('typo', 'REFUSE')
    >>> print(STANDARD.discrepancies(comparison)[0].explain("en"))
    A number of the address is "4-8-2" in the profile but "四丁目8番1号" on the document. \
Correct the profile if it is wrong; if you moved or changed your name, have the document \
updated first.

Each comparison takes any two strings, the declared one first, and returns every
difference with the rule behind it. Similarity alone never makes two texts match.

The public names are imported here. Modules whose names begin with an underscore are
helpers of the comparisons and may change with any release.
"""

from idverify.matching.address import compare_address
from idverify.matching.address_completeness import find_absent_elements
from idverify.matching.address_parser import ParsedAddress, parse_address
from idverify.matching.bank_account import compare_account_holder
from idverify.matching.changes import (
    ProfileChange,
    detect_address_change,
    detect_birth_date_change,
    detect_name_change,
)
from idverify.matching.comparison import (
    Comparison,
    ComparisonSide,
    Difference,
    MatchingRule,
    Outcome,
)
from idverify.matching.dates import compare_birth_date
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.kana import compare_kana
from idverify.matching.municipalities import Municipality, municipalities
from idverify.matching.names import compare_name
from idverify.matching.romaji import compare_romaji
from idverify.matching.strictness import (
    NEW_FORMS_FOR_OLD,
    STANDARD,
    STRICT,
    MatchDecision,
    Strictness,
)
from idverify.redaction import (
    SensitiveKind,
    SensitiveNumber,
    find_sensitive_numbers,
    redact,
)

__all__ = [
    "NEW_FORMS_FOR_OLD",
    "STANDARD",
    "STRICT",
    "Comparison",
    "ComparisonSide",
    "Difference",
    "DifferenceCategory",
    "DifferenceKind",
    "MatchDecision",
    "MatchingRule",
    "Municipality",
    "Outcome",
    "ParsedAddress",
    "ProfileChange",
    "SensitiveKind",
    "SensitiveNumber",
    "Strictness",
    "compare_account_holder",
    "compare_address",
    "compare_birth_date",
    "compare_kana",
    "compare_name",
    "compare_romaji",
    "detect_address_change",
    "detect_birth_date_change",
    "detect_name_change",
    "find_absent_elements",
    "find_sensitive_numbers",
    "municipalities",
    "parse_address",
    "redact",
]
