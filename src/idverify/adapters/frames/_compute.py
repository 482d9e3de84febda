"""Arrow's functions on columns, which it makes at run time, where no type checker sees them."""

from typing import Any

from pyarrow import compute

__all__ = ["pc"]

pc: Any = compute
