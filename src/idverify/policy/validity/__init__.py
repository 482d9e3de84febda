"""Is a document good on a day, and why? What is printed, and what the law says about the print.

One module a family of documents; each norm stands there beside the function that
applies it, with its dates and its source.
"""

from idverify.policy.validity.goodness import Usability, check_usable_on, compute_validity
from idverify.policy.validity.paper import last_day_within
from idverify.policy.validity.provision import Provision, ReferenceDate, Validity
from idverify.policy.validity.provisions import PROVISIONS

__all__ = [
    "PROVISIONS",
    "Provision",
    "ReferenceDate",
    "Usability",
    "Validity",
    "check_usable_on",
    "compute_validity",
    "last_day_within",
]
