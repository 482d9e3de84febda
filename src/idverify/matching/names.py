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

from idverify.matching._corporations import in_full, is_corporate
from idverify.matching._kanji import folding, relate
from idverify.matching._slips import refuse, trim
from idverify.matching._text import BREAK, LIMIT, Glyph, absent, is_blank, layout, read, split_words
from idverify.matching.comparison import IDENTICAL, Comparison, Difference, Side, conclude
from idverify.matching.kinds import Kind, Standing
from idverify.matching.romaji import compare_latin, is_latin
from idverify.matching.rules import differ

__all__ = ["compare_name"]

OPENING: Final = "(（[［【〔〈"
CLOSING: Final = ")）\\]］】〕〉"
BRACKETED: Final = re.compile(f"[{re.escape(OPENING)}]([^{CLOSING}]*)[{CLOSING}]?")
LABELS: Final = "旧姓|旧氏|通称名?|別名|併記名?|本名|旧名"
LABEL: Final = re.compile(rf"\s*({LABELS})\s*[:：]?\s*")
#: A label without brackets at the end: 石黒葵 旧氏 杉浦.
LABELLED: Final = re.compile(rf"[\s、,]+((?:{LABELS})[\s:：].+)$")
LATIN_RUN: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚÀ-ɏ][A-Za-zＡ-Ｚａ-ｚÀ-ɏ'’\-.,\s]*")
#: Katakana that no eye can tell from the kanji beside it.
HOMOGLYPHS: Final[dict[str, str]] = dict(
    zip("カエニロタトハヘー", "力工二口夕卜八へ一", strict=True)
)
ITERATION: Final = "々〻"
#: In a name this short, written in one word, exchanged names look like exchanged characters.
EXCHANGEABLE: Final = 3
DISPUTED_KANA: Final = frozenset("ノの之乃")


@frozen
class Reading:
    """One way to read what a side says: its words, and why it may be read so."""

    words: tuple[tuple[Glyph, ...], ...] = field(repr=False)
    kind: Kind | None = None
    text: str = field(default="", repr=False)

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
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
    if (nothing := absent(declared, on_document)) is not None:
        return conclude([nothing])
    if max(len(declared), len(on_document)) > LIMIT:
        return conclude([differ(Kind.UNREADABLE, declared[:LIMIT], on_document[:LIMIT])])
    if is_latin(declared) and is_latin(on_document):
        return compare_latin(declared, on_document)
    return compare_registered(declared, on_document)


def compare_registered(declared: str, on_document: str) -> Comparison:
    """Try every reading of the document; word the refusal by the first."""
    full = in_full(declared, on_document), in_full(on_document, declared)
    if full != (declared, on_document):
        short = differ(Kind.CORPORATE_ABBREVIATION, declared, on_document)
        rest = IDENTICAL if full[0] == full[1] else compare_registered(*full)
        return conclude([short, *rest.differences])
    typed = list(readings(declared))
    printed = list(readings(on_document))
    for reading in printed:
        if is_latin(typed[0].text) and is_latin(reading.text):
            found = latin(typed[0], reading)
        else:
            found = matched(typed[0], reading)
        if found is not None:
            told = [*found, *beside(typed, printed, reading)]
            return conclude(told or [around(declared, on_document)])
    return conclude(refusal(typed[0], printed[0]))


def latin(typed: Reading, printed: Reading) -> list[Difference] | None:
    """Compare two Latin names that stand beside others."""
    found = compare_latin(typed.text, printed.text)
    if not found.agrees:
        return None
    return [*found.differences, *surroundings(typed, printed)]


def beside(
    typed: Sequence[Reading], printed: Sequence[Reading], read_as: Reading
) -> Iterator[Difference]:
    """What one side adds in brackets: the profile may add nothing that is not printed."""
    second, shown = typed[1:2], printed[1:2]
    for extra in second:
        if all(matched(extra, reading) is None for reading in printed):
            yield differ(Kind.EXTRA, extra.text)
    is_told = any(matched(extra, each) is not None for extra in second for each in shown)
    if shown and not is_told and read_as.kind is None:
        yield differ(Kind.SECOND_NAME_OMITTED, "", shown[0].text, Side.DECLARED)


def around(declared: str, on_document: str) -> Difference:
    """Name what stands around two names that are the same to the letter: spaces, or marks."""
    is_space = "".join(declared.split()) == "".join(on_document.split())
    return differ(Kind.SPACE if is_space else Kind.PUNCTUATION, declared, on_document)


def readings(text: str) -> Iterator[Reading]:
    """The name itself, then what brackets or a second script add to it."""
    text = LABELLED.sub(r"(\1)", text)
    main = BRACKETED.sub(" ", text)
    bracket = BRACKETED.search(text)
    if latin := latin_beside(main):
        yield reading_of(main.replace(latin, " ").strip(), Kind.ALIAS)
        yield reading_of(latin, Kind.ALIAS)
    else:
        yield reading_of(main)
    if bracket is not None and not is_blank(bracket[1]):
        inner = LABEL.sub("", bracket[1])
        yield from bracketed(text, bracket, inner, split_words(main))


def latin_beside(text: str) -> str | None:
    """A Latin name that stands beside one in Japanese script."""
    run = LATIN_RUN.search(text)
    if run is None or is_corporate(text) or is_blank(text.replace(run[0], "")):
        return None
    return run[0] if sum(map(str.isalpha, run[0])) > 1 else None


def reading_of(text: str, kind: Kind | None = None) -> Reading:
    """Read a text word by word."""
    return Reading(tuple(expand(read(word)) for word in split_words(text)), kind, text)


def expand(word: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Read 々 as the kanji before it."""
    if not any(glyph.plain in ITERATION for glyph in word):
        return word
    found: list[Glyph] = []
    for glyph in word:
        repeated = glyph.plain in ITERATION and found
        found.append(Glyph(glyph.raw, found[-1].plain) if repeated else glyph)
    return tuple(found)


def bracketed(
    text: str, bracket: re.Match[str], inner: str, words: Sequence[str]
) -> Iterator[Reading]:
    """The full names that a bracketed former surname or alias may stand for."""
    yield reading_of(inner, Kind.ALIAS)
    after = text[bracket.end() :]
    if not is_blank(after):
        yield reading_of(f"{inner} {after}", Kind.FORMER_SURNAME)
    elif len(words) > 1:
        yield reading_of(" ".join((inner, *words[1:])), Kind.FORMER_SURNAME)
    elif words:
        for given in given_names(words[0]):
            yield reading_of(f"{inner} {given}", Kind.FORMER_SURNAME)


def given_names(name: str) -> Iterator[str]:
    """What may be the given name of a name written without a space.

    Two characters for the family name are by far the most frequent; with three in
    all it may be one or two. Anything longer is not guessed.
    """
    cuts = {2: (1,), 3: (1, 2), 4: (2,)}.get(len(name), ())
    for cut in cuts:
        yield name[cut:]


def matched(typed: Reading, printed: Reading) -> list[Difference] | None:
    """The notation that separates two readings, or None when they are not the same name."""
    if not typed.words or not printed.words:
        return None
    for words, order in arrangements(typed, printed):
        found = glyph_by_glyph(sum(words, ()), printed.glyphs)
        if found is not None:
            return [*order, *found, *surroundings(typed, printed)]
    return None


def arrangements(
    typed: Reading, printed: Reading
) -> Iterator[tuple[tuple[tuple[Glyph, ...], ...], list[Difference]]]:
    """The declared words as typed, and with family and given name exchanged."""
    yield typed.words, []
    if is_corporate(typed.text):
        return
    swapped = [differ(Kind.NAME_ORDER, typed.text, printed.text)]
    match typed.words, printed.words:
        case (family, given), (_, _, *_):
            yield (given, family), swapped
        case (family, given), _ if len(typed.glyphs) >= EXCHANGEABLE:
            yield (given, family), swapped
        case (whole,), (_, given) if len(whole) >= EXCHANGEABLE:
            yield (whole[len(given) :], whole[: len(given)]), swapped
        case _:
            pass


def surroundings(typed: Reading, printed: Reading) -> list[Difference]:
    """Spacing, and the reason for reading the document in this way."""
    found = []
    if spacing(typed) != spacing(printed):
        found.append(differ(Kind.SPACE, typed.text, printed.text))
    if printed.kind is not None:
        found.append(differ(printed.kind, typed.text, printed.text, Side.DOCUMENT))
    return found


def spacing(reading: Reading) -> tuple[list[str], list[int]]:
    """Where the words end, and with what."""
    return BREAK.findall(reading.text), [len(word) for word in reading.words]


def glyph_by_glyph(typed: Sequence[Glyph], printed: Sequence[Glyph]) -> list[Difference] | None:
    """Compare two equally long rows of glyphs; None at the first that is not the same."""
    if len(typed) != len(printed):
        return None
    found: list[Difference] = []
    for one, other in zip(typed, printed, strict=True):
        if one.raw == other.raw and one.plain == other.plain:
            continue
        difference = between(one, other)
        if difference.kind.standing is not Standing.NOTATION and (
            difference.kind is not Kind.SIMPLIFIED_DISPUTED
        ):
            return None
        found.append(difference)
    return settled(found)


def settled(found: list[Difference]) -> list[Difference] | None:
    """A form also used in Japan counts as simplified only beside one that is not."""
    doubtful = [d for d in found if d.kind is Kind.SIMPLIFIED_DISPUTED]
    if not doubtful:
        return found
    if not any(d.kind is Kind.KANJI_SIMPLIFIED for d in found):
        return None
    return [
        differ(Kind.KANJI_SIMPLIFIED, d.declared, d.on_document, d.side) if d in doubtful else d
        for d in found
    ]


def between(one: Glyph, other: Glyph) -> Difference:
    """Name the difference between two glyphs at the same place."""
    if one.plain == other.plain:
        if (one.raw in ITERATION) != (other.raw in ITERATION):
            return differ(Kind.ITERATION_MARK, one.raw, other.raw)
        return layout(one, other)
    if (related := relate(one.plain, other.plain)) is not None:
        return related
    kind = between_kana(one.plain, other.plain)
    return differ(kind, one.raw, other.raw)


def between_kana(a: str, b: str) -> Kind:
    """How two characters differ that no kanji table relates."""
    if HOMOGLYPHS.get(a, a) == HOMOGLYPHS.get(b, b):
        return Kind.HOMOGLYPH
    if {a, b} == {"ヶ", "ケ"}:
        return Kind.SMALL_KE
    if a.isascii() and a.upper() == b.upper():
        return Kind.LETTER_CASE
    if a in DISPUTED_KANA and b in DISPUTED_KANA:
        return Kind.KANA_DISPUTED
    return Kind.SCRIPT if katakana(a) == katakana(b) else Kind.SUBSTITUTED


def katakana(character: str) -> str:
    """Hiragana as katakana; anything else as it is."""
    return chr(ord(character) + 0x60) if "\u3041" <= character <= "\u3096" else character


def refusal(typed: Reading, printed: Reading) -> list[Difference]:
    """Name what is wrong, absent or too many."""
    one, other = typed.glyphs, printed.glyphs
    if len(one) == len(other):
        pairs = [between(a, b) for a, b in zip(one, other, strict=True) if a != b]
        errors = [d for d in pairs if d.kind.standing is not Standing.NOTATION]
        soft = [d for d in errors if d.kind is not Kind.SUBSTITUTED]
        if errors and (len(errors) == len(soft) or len(errors) == 1 < len(one)):
            return pairs
    folded = ["".join(g.plain for g in side).translate(folding()) for side in (one, other)]
    found = refuse(*folded)
    start, end = trim(*folded)
    stray = folded[1][start : len(folded[1]) - end]
    if found[0].kind is Kind.CHARACTER_ABSENT and len(stray) == 1 and is_latin(stray):
        return [differ(Kind.EXTRA, "", stray, Side.DOCUMENT)]
    whole = [w for w in printed.words if w in typed.words]
    if found[0].kind is Kind.CHARACTER_ABSENT and whole and len(typed.words) < len(printed.words):
        return [differ(Kind.NAME_PART_ABSENT, typed.text, printed.text, Side.DECLARED)]
    return found
