"""Delivery errors: descriptions without personal data, and whether a retry can succeed."""

from idverify.errors import IdVerifyError, InvalidValueError, PermanentDeliveryError

__all__ = ["describe_error", "is_permanent_failure"]


def describe_error(error: BaseException) -> str:
    """Return a description of an error that contains no personal data.

    The texts of this library contain none; those of a mail server quote addresses.
    """
    return str(error) if isinstance(error, IdVerifyError) else type(error).__name__


def is_permanent_failure(error: BaseException) -> bool:
    """Return whether every further attempt would fail with the same error."""
    return isinstance(error, PermanentDeliveryError | InvalidValueError)
