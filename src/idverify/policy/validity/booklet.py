"""Pension books and disability handbooks: some print a last day, most do not."""

from idverify.policy.validity.dates import DocumentDates
from idverify.policy.validity.provision import Validity

__all__ = ["as_printed"]


def as_printed(days: DocumentDates) -> Validity:
    """Take the printed day where there is one; no source says more."""
    return Validity(days.expires_on)
