"""Which of the broken rules the applicant is told (告げられる規則): none that yields to another."""

from collections.abc import Mapping

from idverify.analysis.situations.spaces import Breach, Space

__all__ = ["is_beside", "silenced", "told_in"]


def silenced(space: Space, breach: Breach) -> Mapping[int, int]:
    """Return the situations of each part, by its place, in which a breach is not told.

    There a rule of the same side is broken that already tells the applicant the cause.
    Parts in which it always is told are left out.
    """
    found: dict[int, int] = {}
    causes = breach.rule.suppressed_by
    for place, part in enumerate(space.parts if causes else ()):
        for other in part.breaches:
            if other.situations and other.rule.code in causes and _tells_of(other, breach):
                found[place] = found.get(place, 0) | other.situations
    return found


def told_in(space: Space, place: int, breach: Breach) -> int:
    """Return the situations of its own part in which a breach can be told."""
    quiet = silenced(space, breach)
    elsewhere = ((p, bits) for p, bits in quiet.items() if p != place)
    if any(bits == space.parts[p].everything for p, bits in elsewhere):
        return 0
    return breach.situations & ~quiet.get(place, 0)


def is_beside(one: Breach, other: Breach) -> bool:
    """Whether they speak of the same document, or one of them of the submission."""
    return one.document == other.document or None in {one.document, other.document}


def _tells_of(other: Breach, breach: Breach) -> bool:
    return other.side == breach.side and is_beside(breach, other)
