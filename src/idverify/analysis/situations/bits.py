"""Sets of situations, or of cases, as the bits of one large integer."""

from collections.abc import Iterator

__all__ = ["indices", "lowest", "repeated"]


def repeated(block: int, width: int, times: int) -> int:
    """Return *block*, *width* bits wide, written *times* times over.

    >>> bin(repeated(0b01, 2, 3))
    '0b10101'
    """
    bits, have = block, 1
    while have < times:
        more = min(have, times - have)
        bits |= (bits & ((1 << more * width) - 1)) << have * width
        have += more
    return bits


def lowest(bits: int) -> int:
    """Return the index of the lowest bit that is set.

    >>> lowest(0b1100)
    2
    """
    return (bits & -bits).bit_length() - 1


def indices(bits: int) -> Iterator[int]:
    """Yield the index of every bit that is set, in ascending order.

    >>> list(indices(0b1101))
    [0, 2, 3]
    """
    for place, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            yield from (8 * place + n for n in range(8) if byte >> n & 1)
