"""A sheet to draw a specimen on: text that fits, a portrait, a seal, the word 見本 all over.

Everything is drawn at twice its size and reduced at the end, which smooths the
edges. Coordinates are pixels of the finished picture.
"""

import hashlib
import importlib.util
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from PIL import Image, ImageDraw, ImageFont

from specimens.holders import Person

__all__ = ["INK", "SEAL", "WRITING", "Colour", "Sheet", "era", "pieces_of"]

Colour: TypeAlias = tuple[int, int, int]
Point: TypeAlias = tuple[float, float]

INK: Final = (38, 40, 52)
#: What the bearer wrote by hand.
WRITING: Final = (28, 58, 140)
SEAL: Final = (200, 52, 48)
WHITE: Final = (255, 255, 255)
_SCALE: Final = 2

_NOTE: Final = "見本:人物・法人・番号・住所は実在しません。  SPECIMEN - not an official document"
_VEIL: Final = (120, 60, 70)

_HAIR: Final = ((48, 40, 38), (84, 60, 44), (62, 62, 70), (108, 84, 66))
_GREY_HAIR: Final = (158, 158, 164)
_GREY_BEFORE: Final = 1960
_CLOTHES: Final = ((70, 96, 140), (60, 60, 72), (136, 84, 92), (84, 120, 100))
_SKIN: Final = ((246, 218, 196), (238, 205, 178), (228, 192, 164))
_BACKDROPS: Final = ((214, 228, 240), (226, 232, 226), (232, 226, 236))

_ERAS: Final = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
)


def era(day: date) -> str:
    """Write a day in the Japanese calendar, as 令和8年11月23日.

    >>> era(date(2019, 5, 1)), era(date(1989, 1, 7))
    ('令和元年5月1日', '昭和64年1月7日')
    """
    start, name = next((start, name) for start, name in _ERAS if day >= start)
    year = day.year - start.year + 1
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def pieces_of(text: str, count: int) -> bytes:
    """Give *count* bytes that depend on *text* alone: chance that is the same every time."""
    return hashlib.shake_128(text.encode()).digest(count)


@cache
def font(size: float) -> ImageFont.FreeTypeFont:
    """Load IPAexGothic from the package matplotlib-fontja, without importing matplotlib."""
    spec = importlib.util.find_spec("matplotlib_fontja")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The font is missing: pip install --no-deps matplotlib-fontja")
    path = Path(spec.submodule_search_locations[0]) / "fonts" / "ipaexg.ttf"
    return ImageFont.truetype(path, size * _SCALE, layout_engine=ImageFont.Layout.BASIC)


class Sheet:
    """A card or a page in the making."""

    def __init__(self, size: tuple[int, int], paper: Colour, scale: int = _SCALE) -> None:
        """Lay out an empty sheet of *size* pixels in the colour of its paper."""
        self.size = size
        self.scale = scale
        self.image = Image.new("RGB", (size[0] * scale, size[1] * scale), paper)
        self.pen = ImageDraw.Draw(self.image)

    def text(  # noqa: PLR0913 - each says how the words look
        self,
        at: Point,
        words: str,
        size: float = 22,
        fill: Colour = INK,
        *,
        anchor: str = "la",
        width: float | None = None,
        bold: bool = False,
    ) -> None:
        """Write one line, smaller where it would be longer than *width*."""
        face = font(size)
        if width is not None and face.getlength(words) > width * self.scale:
            face = font(int(size * width * self.scale / face.getlength(words) * 2) / 2)
        self.pen.text(
            (at[0] * self.scale, at[1] * self.scale),
            words,
            fill,
            face,
            anchor,
            stroke_width=1 if bold else 0,
        )

    def field(  # noqa: PLR0913 - a label, a value and their looks
        self,
        at: Point,
        label: str,
        value: str,
        colour: Colour,
        *,
        indent: float = 120,
        size: float = 24,
        width: float = 400,
    ) -> None:
        """Write a small label and, to the right of it on the same line, its value.

        An address too long for one line is broken before its building.
        """
        self.text((at[0], at[1] + size - 4), label, 16, colour, anchor="ls", width=indent - 12)
        lines = [value]
        if font(size).getlength(value) > width * self.scale:
            lines = value.split("\u3000")
        for row, words in enumerate(lines):
            y = at[1] + (size + 4) * row + size - 2
            self.text((at[0] + indent, y), words, size, anchor="ls", width=width)

    def box(
        self,
        corners: tuple[float, float, float, float],
        fill: Colour | None = None,
        outline: Colour | None = None,
        *,
        radius: float = 0,
        width: int = 1,
    ) -> None:
        """Draw a rectangle, rounded or not."""
        self.pen.rounded_rectangle(
            [each * self.scale for each in corners],
            radius * self.scale,
            fill,
            outline,
            width * self.scale,
        )

    def line(self, start: Point, end: Point, fill: Colour, width: float = 1) -> None:
        """Draw a straight line."""
        ends = [each * self.scale for each in (*start, *end)]
        self.pen.line(ends, fill, max(1, round(width * self.scale)))

    def disc(self, centre: Point, radius: tuple[float, float], fill: Colour) -> None:
        """Draw a filled circle or ellipse."""
        (x, y), (a, b) = centre, radius
        self.pen.ellipse([each * self.scale for each in (x - a, y - b, x + a, y + b)], fill)

    def ripples(self, colour: Colour, step: int = 46) -> "Sheet":
        """Cover the paper with circles around two corners: a pattern, and nobody's own."""
        wide, high = self.size
        for radius in range(step, wide + high, step):
            for x, y in ((0, high), (wide, 0)):
                box = [
                    each * self.scale for each in (x - radius, y - radius, x + radius, y + radius)
                ]
                self.pen.ellipse(box, outline=colour, width=self.scale)
        return self

    def portrait(self, at: Point, width: float, person: Person) -> None:
        """Draw a face that is a drawing and looks a little different for each person."""
        tint = pieces_of(person.latin, 6)
        hair = _GREY_HAIR if person.born.year < _GREY_BEFORE else _HAIR[tint[0] % len(_HAIR)]
        skin = _SKIN[tint[2] % len(_SKIN)]
        face = Sheet((120, 150), _BACKDROPS[tint[3] % len(_BACKDROPS)], scale=8)
        if person.sex == "女" and tint[4] % 4:
            face.disc((60, 78), (37, 46), hair)
        face.disc((60, 152), (54, 44), _CLOTHES[tint[1] % len(_CLOTHES)])
        face.box((50, 92, 70, 116), skin, radius=8)
        face.disc((60, 58), (33, 34), hair)
        face.disc((60, 70), (27, 33), skin)
        face.box((38, 34, 82, 50 + tint[5] % 6), hair, radius=9)
        for x in (49, 71):
            face.disc((x, 70), (3, 3.4), INK)
        face.line((54, 87), (66, 87), (176, 96, 88), 2)
        high = width * 1.25
        picture = face.image.resize(
            (round(width * self.scale), round(high * self.scale)), Image.Resampling.LANCZOS
        )
        self.image.paste(picture, (round(at[0] * self.scale), round(at[1] * self.scale)))
        self.box((*at, at[0] + width, at[1] + high), outline=(120, 126, 140))

    def seal(self, at: Point, words: str, side: float = 64) -> None:
        """Stamp a square seal with up to four characters, read from the right."""
        self.box((*at, at[0] + side, at[1] + side), outline=SEAL, radius=4, width=2)
        for place, letter in enumerate(words[:4]):
            column, row = divmod(place, 2)
            across = 0.73 - 0.46 * column if len(words) > 2 else 0.5  # noqa: PLR2004 - one column
            x, y = at[0] + side * across, at[1] + side * (0.27 + 0.46 * row)
            self.text((x, y), letter, side * 0.4, SEAL, anchor="mm")

    def code(self, at: Point, side: float, content: str) -> None:
        """Draw what looks like a two-dimensional code and cannot be read as one."""
        cell, bits = side / 21, pieces_of(content, 21 * 21)
        self.box((*at, at[0] + side, at[1] + side), WHITE)
        for place, bit in enumerate(bits):
            if bit % 2:
                row, column = divmod(place, 21)
                x, y = at[0] + column * cell, at[1] + row * cell
                self.box((x, y, x + cell, y + cell), INK)

    def handwriting(
        self, at: Point, words: str, size: float = 26, width: float = 500, *, struck: bool = False
    ) -> None:
        """Write as by hand, slanted and a little off the line; strike it out in red."""
        face = font(size)
        if face.getlength(words) > width * self.scale:
            face = font(int(size * width * self.scale / face.getlength(words) * 2) / 2)
        mask = Image.new("L", (round(face.getlength(words)) + 80, round(face.size * 1.6)), 0)
        pen, x = ImageDraw.Draw(mask), 20.0
        for letter, wobble in zip(words, pieces_of(words, len(words)), strict=True):
            pen.text((x, 6 + wobble % 5), letter, 235, face)
            x += face.getlength(letter)
        slanted = mask.transform(
            mask.size, Image.Transform.AFFINE, (1, 0.18, -8, 0, 1, 0), Image.Resampling.BICUBIC
        )
        ink = Image.new("RGB", mask.size, WRITING)
        self.image.paste(ink, (round(at[0] * self.scale), round(at[1] * self.scale)), slanted)
        if struck:
            for y in (at[1] + size * 0.56, at[1] + size * 0.82):
                self.line((at[0], y), (at[0] + x / self.scale + 14, y - 2), SEAL, 2)

    def finished(self, colour: Colour) -> Image.Image:
        """Write at the foot and all across that this is a specimen; reduce it to its size."""
        self.text(
            (self.size[0] / 2, self.size[1] - 12),
            _NOTE,
            14,
            colour,
            anchor="ms",
            width=self.size[0] - 60,
        )
        wide, high = self.image.size
        veil = Image.new("L", (wide * 2, high * 2), 0)
        pen, face = ImageDraw.Draw(veil), font(58)
        for row, y in enumerate(range(0, high * 2, 300)):
            for x in range(-470 * (row % 2), wide * 2, 940):
                pen.text((x, y), "見本 SPECIMEN", 34, face)
        veil = veil.rotate(24, Image.Resampling.BICUBIC)
        veil = veil.crop((wide // 2, high // 2, wide // 2 + wide, high // 2 + high))
        self.image.paste(Image.new("RGB", (wide, high), _VEIL), (0, 0), veil)
        return self.image.resize(self.size, Image.Resampling.LANCZOS)
