"""Write docs/reference/differences.md anew from the kinds, rules and rulings of the library."""

from pathlib import Path

from idverify.matching import NEW_FORMS_FOR_OLD, STANDARD, STRICT, Difference, Kind, Side, Standing
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
    Standing.NOTATION: "Notation: both sides write the same thing",
    Standing.JUDGEMENT: "Judgement: people who know the matter disagree, so a human decides",
    Standing.ABSENCE: "Absence: something required is not there; the side says on which of the two",
    Standing.ERROR: "Error: not the same",
    Standing.UNRELATED: "Unrelated: nothing to do with each other",
}


def rulings(kind: Kind) -> list[str]:
    """What each shipped strictness makes of a kind."""

    def on(side: Side) -> Difference:
        return Difference(kind, side, "", "", RULES[kind])

    typed, printed = (NEW_FORMS_FOR_OLD.ruling(on(s)) for s in (Side.DECLARED, Side.DOCUMENT))
    directed = printed.name if printed is typed else f"{printed.name} / {typed.name}"
    both = [strictness.ruling(on(Side.BOTH)).name for strictness in (STRICT, STANDARD)]
    return [ruling.lower() for ruling in (*both, directed)]


def sources(kind: Kind) -> str:
    """Who stands behind a kind: one source, or one for each table of kanji."""
    tables = [rule.citation for of, rule in KANJI_RULES.values() if of is kind]
    cited = tables or [RULES[kind].citation]
    said = dict.fromkeys(f"{c.title} ({c.confidence})" for c in cited)
    return "; ".join(said)


def row(kind: Kind) -> str:
    """One kind in one line of the table."""
    words = EXPLANATIONS[kind].en.replace("{declared}", "…").replace("{document}", "…")
    return f"| `{kind}` | {' | '.join(rulings(kind))} | {words} | {sources(kind)} |"


def differences_page() -> str:
    """The whole page."""
    parts = [HEAD]
    for standing, title in STANDINGS.items():
        kinds = [kind for kind in Kind if kind.standing is standing]
        parts += [
            f"\n## {title}\n",
            "| kind | `strict` | `standard` | `new_forms_for_old` | in words | source (how sure) |",
            "| --- | --- | --- | --- | --- | --- |",
            *map(row, kinds),
        ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(differences_page(), encoding="utf-8")
