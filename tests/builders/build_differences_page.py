"""Write docs/reference/differences.md anew from the kinds, rules and rulings of the library."""

from pathlib import Path

from idverify.matching import (
    NEW_FORMS_FOR_OLD,
    STANDARD,
    STRICT,
    ComparisonSide,
    Difference,
    DifferenceCategory,
    DifferenceKind,
)
from idverify.matching.explanations import EXPLANATIONS
from idverify.matching.rules import KANJI_RULES, RULES

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/differences.md"
HEAD = """\
# The kinds of difference, and what follows from each

Written by `tests/builders/build_differences_page.py`; do not edit. How they are found is told in
[matching](matching.md).

A comparison names every difference by one of these kinds. What a kind means before any policy
speaks is its standing; a policy's strictness then says *accept*, *note*, *ask* a human or
*refuse*. Where `new_forms_for_old` has two rulings, the first holds when the document keeps the
old form, the second when the profile does.
"""
STANDINGS = {
    DifferenceCategory.NOTATION: "Notation: both sides write the same thing",
    DifferenceCategory.JUDGEMENT: "Judgement: people who know the matter disagree, so a human decides",
    DifferenceCategory.ABSENCE: "Absence: something required is not there; the side says on which of the two",
    DifferenceCategory.ERROR: "Error: not the same",
    DifferenceCategory.UNRELATED: "Unrelated: nothing to do with each other",
}


def rulings(kind: DifferenceKind) -> list[str]:
    """What each shipped strictness makes of a kind."""

    def on(side: ComparisonSide) -> Difference:
        return Difference(kind, side, "", "", RULES[kind])

    typed, printed = (
        NEW_FORMS_FOR_OLD.decide_difference(on(s))
        for s in (ComparisonSide.DECLARED, ComparisonSide.DOCUMENT)
    )
    directed = printed.name if printed is typed else f"{printed.name} / {typed.name}"
    both = [
        strictness.decide_difference(on(ComparisonSide.BOTH)).name
        for strictness in (STRICT, STANDARD)
    ]
    return [ruling.lower() for ruling in (*both, directed)]


def sources(kind: DifferenceKind) -> str:
    """Who stands behind a kind: one source, or one for each table of kanji."""
    tables = [rule.citation for of, rule in KANJI_RULES.values() if of is kind]
    cited = tables or [RULES[kind].citation]
    said = dict.fromkeys(f"{c.title} ({c.confidence})" for c in cited)
    return "; ".join(said)


def row(kind: DifferenceKind) -> str:
    """One kind in one line of the table."""
    words = EXPLANATIONS[kind].en.replace("{declared}", "…").replace("{document}", "…")
    return f"| `{kind}` | {' | '.join(rulings(kind))} | {words} | {sources(kind)} |"


def differences_page() -> str:
    """The whole page."""
    parts = [HEAD]
    for standing, title in STANDINGS.items():
        kinds = [kind for kind in DifferenceKind if kind.category is standing]
        parts += [
            f"\n## {title}\n",
            "| kind | `strict` | `standard` | `new_forms_for_old` | in words | source (how sure) |",
            "| --- | --- | --- | --- | --- | --- |",
            *map(row, kinds),
        ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(differences_page(), encoding="utf-8")
