"""Names in kanji and kana as registered (氏名): is this the name on the document?

A registered name is compared character by character. Width, spacing, the order
of family and given name, 々, variation selectors and reviewed kanji variants are
notation; さくら and サクラ are two names, and so are 斉藤 and 斎藤 until a human says
otherwise. The document may print a former surname (旧姓) or alias (通称) beside the
name: then either is right. The relation is symmetric except for that.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import field, frozen

from idverify.matching._kanji_variants import find_variant_difference, kanji_folding
from idverify.matching._legal_forms import expand_legal_form, has_legal_form
from idverify.matching._text import (
    MAX_LENGTH,
    NAME_SEPARATOR,
    Grapheme,
    find_absent_value,
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
#: Katakana that no eye can tell from the kanji beside it.
HOMOGLYPHS: Final[dict[str, str]] = dict(
    zip("カエニロタトハヘー", "力工二口夕卜八へ一", strict=True)
)
ITERATION_MARKS: Final = "々〻"
#: In a name this short, written in one word, exchanged names look like exchanged characters.
MIN_SWAPPABLE_LENGTH: Final = 3
DISPUTED_KANA: Final = frozenset("ノの之乃")


@frozen
class NameCandidate:
    """One way to read what a side says: its words, and why it may be read so."""

    words: tuple[tuple[Grapheme, ...], ...] = field(repr=False)
    kind: DifferenceKind | None = None
    text: str = field(default="", repr=False)

    @property
    def graphemes(self) -> tuple[Grapheme, ...]:
        """All words in order."""
        return sum(self.words, ())


def compare_name(declared: str, on_document: str) -> Comparison:
    """Compare a declared name with the name on a document (氏名の照合).

    Any two strings give an answer. Both sides may be Latin; then case, order and
    transliteration are notation, as in `compare_romaji`.

    >>> compare_name("渡辺 直樹", "渡邉直樹").outcome.value
    'variant'
    >>> compare_name("山田大郎", "山田太郎").outcome.value
    'typo'
    >>> compare_name("鈴木恵", "田中 恵（旧姓 鈴木）").outcome.value
    'variant'
    """
    if declared == on_document:
        return IDENTICAL
    if (nothing := find_absent_value(declared, on_document)) is not None:
        return summarize([nothing])
    if max(len(declared), len(on_document)) > MAX_LENGTH:
        return summarize(
            [
                make_difference(
                    DifferenceKind.UNREADABLE, declared[:MAX_LENGTH], on_document[:MAX_LENGTH]
                )
            ]
        )
    if is_latin(declared) and is_latin(on_document):
        return compare_latin(declared, on_document)
    return compare_registered(declared, on_document)


def compare_registered(declared: str, on_document: str) -> Comparison:
    """Try every reading of the document; word the refusal by the first."""
    full = expand_legal_form(declared, on_document), expand_legal_form(on_document, declared)
    if full != (declared, on_document):
        short = make_difference(DifferenceKind.CORPORATE_ABBREVIATION, declared, on_document)
        rest = IDENTICAL if full[0] == full[1] else compare_registered(*full)
        return summarize([short, *rest.differences])
    typed = list(iter_candidates(declared))
    printed = list(iter_candidates(on_document))
    for reading in printed:
        if is_latin(typed[0].text) and is_latin(reading.text):
            found = match_latin_names(typed[0], reading)
        else:
            found = match_candidates(typed[0], reading)
        if found is not None:
            told = [*found, *find_bracket_differences(typed, printed, reading)]
            return summarize(told or [find_layout_difference(declared, on_document)])
    return summarize(find_name_mismatch(typed[0], printed[0]))


def match_latin_names(typed: NameCandidate, printed: NameCandidate) -> list[Difference] | None:
    """Compare two Latin names that stand beside others."""
    found = compare_latin(typed.text, printed.text)
    if not found.is_match:
        return None
    return [*found.differences, *find_spacing_differences(typed, printed)]


def find_bracket_differences(
    typed: Sequence[NameCandidate], printed: Sequence[NameCandidate], read_as: NameCandidate
) -> Iterator[Difference]:
    """What one side adds in brackets: the profile may add nothing that is not printed."""
    second, shown = typed[1:2], printed[1:2]
    for extra in second:
        if all(match_candidates(extra, reading) is None for reading in printed):
            yield make_difference(DifferenceKind.EXTRA, extra.text)
    is_told = any(match_candidates(extra, each) is not None for extra in second for each in shown)
    if shown and not is_told and read_as.kind is None:
        yield make_difference(
            DifferenceKind.SECOND_NAME_OMITTED, "", shown[0].text, ComparisonSide.DECLARED
        )


def find_layout_difference(declared: str, on_document: str) -> Difference:
    """Name what stands around two names that are the same to the letter: spaces, or marks."""
    is_space = "".join(declared.split()) == "".join(on_document.split())
    return make_difference(
        DifferenceKind.SPACE if is_space else DifferenceKind.PUNCTUATION, declared, on_document
    )


def iter_candidates(text: str) -> Iterator[NameCandidate]:
    """The name itself, then what brackets or a second script add to it."""
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
    """A Latin name that stands beside one in Japanese script."""
    run = LATIN_RUN.search(text)
    if run is None or has_legal_form(text) or is_blank(text.replace(run[0], "")):
        return None
    return run[0] if sum(map(str.isalpha, run[0])) > 1 else None


def make_candidate(text: str, kind: DifferenceKind | None = None) -> NameCandidate:
    """Read a text word by word."""
    return NameCandidate(
        tuple(expand_iteration_marks(split_graphemes(word)) for word in split_words(text)),
        kind,
        text,
    )


def expand_iteration_marks(word: tuple[Grapheme, ...]) -> tuple[Grapheme, ...]:
    """Read 々 as the kanji before it."""
    if not any(glyph.normalized in ITERATION_MARKS for glyph in word):
        return word
    found: list[Grapheme] = []
    for glyph in word:
        repeated = glyph.normalized in ITERATION_MARKS and found
        found.append(Grapheme(glyph.raw, found[-1].normalized) if repeated else glyph)
    return tuple(found)


def iter_bracket_candidates(
    text: str, bracket: re.Match[str], inner: str, words: Sequence[str]
) -> Iterator[NameCandidate]:
    """The full names that a bracketed former surname or alias may stand for."""
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
    """What may be the given name of a name written without a space.

    Two characters for the family name are by far the most frequent; with three in
    all it may be one or two. Anything longer is not guessed.
    """
    cuts = {2: (1,), 3: (1, 2), 4: (2,)}.get(len(name), ())
    for cut in cuts:
        yield name[cut:]


def match_candidates(typed: NameCandidate, printed: NameCandidate) -> list[Difference] | None:
    """The notation that separates two readings, or None when they are not the same name."""
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
    """The declared words as typed, and with family and given name exchanged."""
    yield typed.words, []
    if has_legal_form(typed.text):
        return
    swapped = [make_difference(DifferenceKind.NAME_ORDER, typed.text, printed.text)]
    match typed.words, printed.words:
        case (family, given), (_, _, *_):
            yield (given, family), swapped
        case (family, given), _ if len(typed.graphemes) >= MIN_SWAPPABLE_LENGTH:
            yield (given, family), swapped
        case (whole,), (_, given) if len(whole) >= MIN_SWAPPABLE_LENGTH:
            yield (whole[len(given) :], whole[: len(given)]), swapped
        case _:
            pass


def find_spacing_differences(typed: NameCandidate, printed: NameCandidate) -> list[Difference]:
    """Spacing, and the reason for reading the document in this way."""
    found = []
    if find_word_boundaries(typed) != find_word_boundaries(printed):
        found.append(make_difference(DifferenceKind.SPACE, typed.text, printed.text))
    if printed.kind is not None:
        found.append(
            make_difference(printed.kind, typed.text, printed.text, ComparisonSide.DOCUMENT)
        )
    return found


def find_word_boundaries(reading: NameCandidate) -> tuple[list[str], list[int]]:
    """Where the words end, and with what."""
    return NAME_SEPARATOR.findall(reading.text), [len(word) for word in reading.words]


def compare_graphemes(
    typed: Sequence[Grapheme], printed: Sequence[Grapheme]
) -> list[Difference] | None:
    """Compare two equally long rows of glyphs; None at the first that is not the same."""
    if len(typed) != len(printed):
        return None
    found: list[Difference] = []
    for one, other in zip(typed, printed, strict=True):
        if one.raw == other.raw and one.normalized == other.normalized:
            continue
        difference = find_grapheme_difference(one, other)
        if difference.kind.category is not DifferenceCategory.NOTATION and (
            difference.kind is not DifferenceKind.SIMPLIFIED_DISPUTED
        ):
            return None
        found.append(difference)
    return resolve_simplified_forms(found)


def resolve_simplified_forms(found: list[Difference]) -> list[Difference] | None:
    """A form also used in Japan counts as simplified only beside one that is not."""
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


def find_grapheme_difference(one: Grapheme, other: Grapheme) -> Difference:
    """Name the difference between two glyphs at the same place."""
    if one.normalized == other.normalized:
        if (one.raw in ITERATION_MARKS) != (other.raw in ITERATION_MARKS):
            return make_difference(DifferenceKind.ITERATION_MARK, one.raw, other.raw)
        return find_encoding_difference(one, other)
    if (related := find_variant_difference(one.normalized, other.normalized)) is not None:
        return related
    kind = classify_characters(one.normalized, other.normalized)
    return make_difference(kind, one.raw, other.raw)


def classify_characters(a: str, b: str) -> DifferenceKind:
    """How two characters differ that no kanji table relates."""
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
    """Hiragana as katakana; anything else as it is."""
    return chr(ord(character) + 0x60) if "\u3041" <= character <= "\u3096" else character


def find_name_mismatch(typed: NameCandidate, printed: NameCandidate) -> list[Difference]:
    """Name what is wrong, absent or too many."""
    one, other = typed.graphemes, printed.graphemes
    if len(one) == len(other):
        pairs = [find_grapheme_difference(a, b) for a, b in zip(one, other, strict=True) if a != b]
        errors = [d for d in pairs if d.kind.category is not DifferenceCategory.NOTATION]
        soft = [d for d in errors if d.kind is not DifferenceKind.SUBSTITUTED]
        if errors and (len(errors) == len(soft) or len(errors) == 1 < len(one)):
            return pairs
    folded = [
        "".join(g.normalized for g in side).translate(kanji_folding()) for side in (one, other)
    ]
    found = classify_mismatch(*folded)
    start, end = count_common_affixes(*folded)
    stray = folded[1][start : len(folded[1]) - end]
    if found[0].kind is DifferenceKind.CHARACTER_ABSENT and len(stray) == 1 and is_latin(stray):
        return [make_difference(DifferenceKind.EXTRA, "", stray, ComparisonSide.DOCUMENT)]
    whole = [w for w in printed.words if w in typed.words]
    if (
        found[0].kind is DifferenceKind.CHARACTER_ABSENT
        and whole
        and len(typed.words) < len(printed.words)
    ):
        return [
            make_difference(
                DifferenceKind.NAME_PART_ABSENT, typed.text, printed.text, ComparisonSide.DECLARED
            )
        ]
    return found
