"""Comparison of registered names in kanji and kana (氏名).

A registered name is compared character by character. Width, spacing, the order
of family and given name, 々, variation selectors and reviewed kanji variants are
notation; さくら and サクラ are two names, and so are 斉藤 and 斎藤 unless a reviewer
decides otherwise. Where the document prints a former surname (旧姓) or alias (通称)
beside the name, either matches. Apart from that the relation is symmetric.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, field, frozen

from idverify.matching._kanji_variants import find_variant_difference, kanji_folding
from idverify.matching._legal_forms import expand_legal_form, has_legal_form
from idverify.matching._text import (
    NAME_SEPARATOR,
    Grapheme,
    compare_trivial_cases,
    find_encoding_difference,
    is_blank,
    split_graphemes,
    split_words,
)
from idverify.matching._typos import classify_mismatch, count_common_affixes
from idverify.matching.comparison import (
    IDENTICAL,
    Comparison,
    ComparisonSide,
    Difference,
    summarize,
)
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.romaji import compare_latin, is_latin
from idverify.matching.rules import make_difference
from idverify.validation import validated

__all__ = ["compare_name"]

OPENING_BRACKETS: Final = "(（[［【〔〈"
CLOSING_BRACKETS: Final = ")）\\]］】〕〉"
BRACKETED: Final = re.compile(
    f"[{re.escape(OPENING_BRACKETS)}]([^{CLOSING_BRACKETS}]*)[{CLOSING_BRACKETS}]?"
)
LABELS: Final = "旧姓|旧氏|通称名?|別名|併記名?|本名|旧名"
LABEL: Final = re.compile(rf"\s*({LABELS})\s*[:：]?\s*")
#: A label without brackets at the end: 石黒葵 旧氏 杉浦.
TRAILING_LABEL: Final = re.compile(rf"[\s、,]+((?:{LABELS})[\s:：].+)$")
LATIN_RUN: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚÀ-ɏ][A-Za-zＡ-Ｚａ-ｚÀ-ɏ'’\-.,\s]*")
#: Katakana with the kanji that look exactly like them.
HOMOGLYPHS: Final[dict[str, str]] = dict(
    zip("カエニロタトハヘー", "力工二口夕卜八へ一", strict=True)
)
ITERATION_MARKS: Final = "々〻"
#: In a shorter name written as one word, exchanged names look like transposed characters.
MIN_SWAPPABLE_LENGTH: Final = 3
DISPUTED_KANA: Final = frozenset("ノの之乃")


@frozen
class NameCandidate:
    """One interpretation of a name: its words, and the kind of difference that permits it."""

    words: tuple[tuple[Grapheme, ...], ...] = field(repr=False)
    kind: DifferenceKind | None = None
    text: str = field(default="", repr=False)

    @property
    def graphemes(self) -> tuple[Grapheme, ...]:
        """All words in order."""
        return sum(self.words, ())


@validated
def compare_name(declared: str, on_document: str) -> Comparison:
    """Compare a declared name with the name on a document (氏名の照合).

    Any two strings are accepted. If both are Latin, case, order and transliteration
    are notation, as in `compare_romaji`.

    >>> compare_name("渡辺 直樹", "渡邉直樹").outcome.value
    'variant'
    >>> compare_name("山田大郎", "山田太郎").outcome.value
    'typo'
    >>> compare_name("鈴木恵", "田中 恵（旧姓 鈴木）").outcome.value
    'variant'
    """
    if (trivial := compare_trivial_cases(declared, on_document)) is not None:
        return trivial
    if is_latin(declared) and is_latin(on_document):
        return compare_latin(declared, on_document)
    return compare_registered(declared, on_document)


def compare_registered(declared: str, on_document: str) -> Comparison:
    """Compare a name with every interpretation of the document; report a mismatch by the first."""
    expanded = expand_legal_form(declared, on_document), expand_legal_form(on_document, declared)
    if expanded != (declared, on_document):
        abbreviation = make_difference(DifferenceKind.CORPORATE_ABBREVIATION, declared, on_document)
        rest = IDENTICAL if expanded[0] == expanded[1] else compare_registered(*expanded)
        return summarize([abbreviation, *rest.differences])
    typed = list(iter_candidates(declared))
    printed = list(iter_candidates(on_document))
    for candidate in printed:
        if is_latin(typed[0].text) and is_latin(candidate.text):
            found = match_latin_names(typed[0], candidate)
        else:
            found = match_candidates(typed[0], candidate)
        if found is not None:
            differences = [*found, *find_bracket_differences(typed, printed, candidate)]
            return summarize(differences or [find_layout_difference(declared, on_document)])
    return summarize(find_name_mismatch(typed[0], printed[0]))


def match_latin_names(typed: NameCandidate, printed: NameCandidate) -> list[Difference] | None:
    """Return the notation between two Latin names beside others, or None if they differ."""
    found = compare_latin(typed.text, printed.text)
    if not found.is_match:
        return None
    return [*found.differences, *find_spacing_differences(typed, printed)]


def find_bracket_differences(
    typed: Sequence[NameCandidate], printed: Sequence[NameCandidate], read_as: NameCandidate
) -> Iterator[Difference]:
    """Yield differences of bracketed names: the profile may add none that is not printed."""
    typed_brackets, printed_brackets = typed[1:2], printed[1:2]
    for extra in typed_brackets:
        if all(match_candidates(extra, candidate) is None for candidate in printed):
            yield make_difference(DifferenceKind.EXTRA, extra.text)
    is_declared = any(
        match_candidates(extra, printed_name) is not None
        for extra in typed_brackets
        for printed_name in printed_brackets
    )
    if printed_brackets and not is_declared and read_as.kind is None:
        yield make_difference(
            DifferenceKind.SECOND_NAME_OMITTED,
            "",
            printed_brackets[0].text,
            ComparisonSide.DECLARED,
        )


def find_layout_difference(declared: str, on_document: str) -> Difference:
    """Return the difference in spaces or marks around two names with the same letters."""
    is_space = "".join(declared.split()) == "".join(on_document.split())
    return make_difference(
        DifferenceKind.SPACE if is_space else DifferenceKind.PUNCTUATION, declared, on_document
    )


def iter_candidates(text: str) -> Iterator[NameCandidate]:
    """Yield the name itself, then the names that brackets or a second script add."""
    text = TRAILING_LABEL.sub(r"(\1)", text)
    main = BRACKETED.sub(" ", text)
    bracket = BRACKETED.search(text)
    if latin := find_latin_name(main):
        yield make_candidate(main.replace(latin, " ").strip(), DifferenceKind.ALIAS)
        yield make_candidate(latin, DifferenceKind.ALIAS)
    else:
        yield make_candidate(main)
    if bracket is not None and not is_blank(bracket[1]):
        inner = LABEL.sub("", bracket[1])
        yield from iter_bracket_candidates(text, bracket, inner, split_words(main))


def find_latin_name(text: str) -> str | None:
    """Return the Latin name beside one in Japanese script, or None."""
    run = LATIN_RUN.search(text)
    if run is None or has_legal_form(text) or is_blank(text.replace(run[0], "")):
        return None
    return run[0] if sum(map(str.isalpha, run[0])) > 1 else None


def make_candidate(text: str, kind: DifferenceKind | None = None) -> NameCandidate:
    """Make a candidate from a text, word by word."""
    return NameCandidate(
        tuple(expand_iteration_marks(split_graphemes(word)) for word in split_words(text)),
        kind,
        text,
    )


def expand_iteration_marks(word: tuple[Grapheme, ...]) -> tuple[Grapheme, ...]:
    """Replace each 々 by the kanji before it."""
    if not any(grapheme.normalized in ITERATION_MARKS for grapheme in word):
        return word
    found: list[Grapheme] = []
    for grapheme in word:
        repeated = grapheme.normalized in ITERATION_MARKS and found
        found.append(Grapheme(grapheme.raw, found[-1].normalized) if repeated else grapheme)
    return tuple(found)


def iter_bracket_candidates(
    text: str, bracket: re.Match[str], inner: str, words: Sequence[str]
) -> Iterator[NameCandidate]:
    """Yield the full names that a bracketed former surname or alias may represent."""
    yield make_candidate(inner, DifferenceKind.ALIAS)
    after = text[bracket.end() :]
    if not is_blank(after):
        yield make_candidate(f"{inner} {after}", DifferenceKind.FORMER_SURNAME)
    elif len(words) > 1:
        yield make_candidate(" ".join((inner, *words[1:])), DifferenceKind.FORMER_SURNAME)
    elif words:
        for given in guess_given_names(words[0]):
            yield make_candidate(f"{inner} {given}", DifferenceKind.FORMER_SURNAME)


def guess_given_names(name: str) -> Iterator[str]:
    """Yield the possible given names of a name written without a space.

    Two characters for the family name are by far the most frequent; in a name of
    three characters it may have one or two. Longer names are not split.
    """
    cuts = {2: (1,), 3: (1, 2), 4: (2,)}.get(len(name), ())
    for cut in cuts:
        yield name[cut:]


def match_candidates(typed: NameCandidate, printed: NameCandidate) -> list[Difference] | None:
    """Return the notation between two candidates, or None if they are different names."""
    if not typed.words or not printed.words:
        return None
    for words, order in iter_word_orders(typed, printed):
        found = compare_graphemes(sum(words, ()), printed.graphemes)
        if found is not None:
            return [*order, *found, *find_spacing_differences(typed, printed)]
    return None


def iter_word_orders(
    typed: NameCandidate, printed: NameCandidate
) -> Iterator[tuple[tuple[tuple[Grapheme, ...], ...], list[Difference]]]:
    """Yield the declared words as typed, then with family and given name exchanged."""
    yield typed.words, []
    if has_legal_form(typed.text):
        return
    swapped = [make_difference(DifferenceKind.NAME_ORDER, typed.text, printed.text)]
    match typed.words, printed.words:
        case (family, given), (_, _, *_):
            yield (given, family), swapped
        case (family, given), _ if len(typed.graphemes) >= MIN_SWAPPABLE_LENGTH:
            yield (given, family), swapped
        case (joined,), (_, given) if len(joined) >= MIN_SWAPPABLE_LENGTH:
            yield (joined[len(given) :], joined[: len(given)]), swapped
        case _:
            pass


def find_spacing_differences(typed: NameCandidate, printed: NameCandidate) -> list[Difference]:
    """Return the difference in spacing and the one that permits the document's candidate."""
    found = []
    if find_word_boundaries(typed) != find_word_boundaries(printed):
        found.append(make_difference(DifferenceKind.SPACE, typed.text, printed.text))
    if printed.kind is not None:
        found.append(
            make_difference(printed.kind, typed.text, printed.text, ComparisonSide.DOCUMENT)
        )
    return found


def find_word_boundaries(candidate: NameCandidate) -> tuple[list[str], list[int]]:
    """Return the separators and the lengths of the words."""
    return NAME_SEPARATOR.findall(candidate.text), [len(word) for word in candidate.words]


def compare_graphemes(
    typed: Sequence[Grapheme], printed: Sequence[Grapheme]
) -> list[Difference] | None:
    """Return the notation between two rows of graphemes, or None if they are different."""
    if len(typed) != len(printed):
        return None
    found: list[Difference] = []
    for first, second in zip(typed, printed, strict=True):
        if first.raw == second.raw and first.normalized == second.normalized:
            continue
        difference = find_grapheme_difference(first, second)
        if difference.kind.category is not DifferenceCategory.NOTATION and (
            difference.kind is not DifferenceKind.SIMPLIFIED_DISPUTED
        ):
            return None
        found.append(difference)
    return resolve_simplified_forms(found)


def resolve_simplified_forms(found: list[Difference]) -> list[Difference] | None:
    """Return the differences with disputed simplified forms decided, or None if undecided.

    A form also used in Japan counts as simplified only beside one that is not.
    """
    doubtful = [d for d in found if d.kind is DifferenceKind.SIMPLIFIED_DISPUTED]
    if not doubtful:
        return found
    if not any(d.kind is DifferenceKind.KANJI_SIMPLIFIED for d in found):
        return None
    return [
        make_difference(DifferenceKind.KANJI_SIMPLIFIED, d.declared, d.on_document, d.side)
        if d in doubtful
        else d
        for d in found
    ]


def find_grapheme_difference(first: Grapheme, second: Grapheme) -> Difference:
    """Return the difference between two graphemes at the same position."""
    if first.normalized == second.normalized:
        if (first.raw in ITERATION_MARKS) != (second.raw in ITERATION_MARKS):
            return make_difference(DifferenceKind.ITERATION_MARK, first.raw, second.raw)
        return find_encoding_difference(first, second)
    if (related := find_variant_difference(first.normalized, second.normalized)) is not None:
        return related
    kind = classify_characters(first.normalized, second.normalized)
    return make_difference(kind, first.raw, second.raw)


def classify_characters(a: str, b: str) -> DifferenceKind:
    """Return the kind of difference between two characters that no kanji table relates."""
    if HOMOGLYPHS.get(a, a) == HOMOGLYPHS.get(b, b):
        return DifferenceKind.HOMOGLYPH
    if {a, b} == {"ヶ", "ケ"}:
        return DifferenceKind.SMALL_KE
    if a.isascii() and a.upper() == b.upper():
        return DifferenceKind.LETTER_CASE
    if a in DISPUTED_KANA and b in DISPUTED_KANA:
        return DifferenceKind.KANA_DISPUTED
    return DifferenceKind.SCRIPT if to_katakana(a) == to_katakana(b) else DifferenceKind.SUBSTITUTED


def to_katakana(character: str) -> str:
    """Return hiragana as katakana, any other character unchanged."""
    return chr(ord(character) + 0x60) if "\u3041" <= character <= "\u3096" else character


def find_name_mismatch(typed: NameCandidate, printed: NameCandidate) -> list[Difference]:
    """Return the differences of two names that do not match: wrong, absent or extra."""
    first, second = typed.graphemes, printed.graphemes
    if len(first) == len(second):
        pairs = [
            find_grapheme_difference(a, b) for a, b in zip(first, second, strict=True) if a != b
        ]
        errors = [d for d in pairs if d.kind.category is not DifferenceCategory.NOTATION]
        specific = [d for d in errors if d.kind is not DifferenceKind.SUBSTITUTED]
        if errors and (len(errors) == len(specific) or len(errors) == 1 < len(first)):
            return pairs
    folded = [
        "".join(g.normalized for g in side).translate(kanji_folding()) for side in (first, second)
    ]
    differences = classify_mismatch(*folded)
    start, end = count_common_affixes(*folded)
    stray = folded[1][start : len(folded[1]) - end]
    if (
        differences[0].kind is DifferenceKind.CHARACTER_ABSENT
        and len(stray) == 1
        and is_latin(stray)
    ):
        return [make_difference(DifferenceKind.EXTRA, "", stray, ComparisonSide.DOCUMENT)]
    shared_words = [w for w in printed.words if w in typed.words]
    if (
        differences[0].kind is DifferenceKind.CHARACTER_ABSENT
        and shared_words
        and len(typed.words) < len(printed.words)
    ):
        return [
            make_difference(
                DifferenceKind.NAME_PART_ABSENT, typed.text, printed.text, ComparisonSide.DECLARED
            )
        ]
    return [quote_as_typed(each, typed, printed, (start, end)) for each in differences]


def quote_as_typed(
    difference: Difference, typed: NameCandidate, printed: NameCandidate, shared: tuple[int, int]
) -> Difference:
    """Quote the names, or the characters between the shared beginning and end, as written."""
    if difference.kind in {DifferenceKind.CHARACTER_ABSENT, DifferenceKind.UNRELATED}:
        return evolve(difference, declared=typed.text, on_document=printed.text)
    pieces = [
        "".join(grapheme.raw for grapheme in side[shared[0] : len(side) - shared[1]])
        for side in (typed.graphemes, printed.graphemes)
    ]
    return evolve(difference, declared=pieces[0], on_document=pieces[1])
