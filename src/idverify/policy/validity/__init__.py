"""Is a document good on a day, and why? What is printed, and what the law says about the print.

One module a family of documents; each norm stands there beside the function that
applies it, with its dates and its source.
"""

from idverify.policy.validity.goodness import Goodness, good_on, last_valid_day
from idverify.policy.validity.paper import last_day_within
from idverify.policy.validity.provision import Decider, Provision, Validity
from idverify.policy.validity.provisions import PROVISIONS

__all__ = [
    "PROVISIONS",
    "Decider",
    "Goodness",
    "Provision",
    "Validity",
    "good_on",
    "last_day_within",
    "last_valid_day",
]
