"""What a failed effect may say of itself, and whether another attempt is of any use."""

from idverify.errors import IdVerifyError, InvalidValueError, PermanentDeliveryError

__all__ = ["describe_error", "is_permanent_failure"]


def describe_error(error: BaseException) -> str:
    """Say what went wrong without a person.

    Our own sentences name nobody; those of a mail server quote the address.
    """
    return str(error) if isinstance(error, IdVerifyError) else type(error).__name__


def is_permanent_failure(error: BaseException) -> bool:
    """Whether it would fail again, however often it is tried."""
    return isinstance(error, PermanentDeliveryError | InvalidValueError)
