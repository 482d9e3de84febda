"""What becomes of a specimen when it is not photographed as it should be."""

from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from specimens.drawing import pieces_of

__all__ = ["photocopied"]

_TABLE: Final = (150, 124, 98)
_PAPER: Final = 238


def photocopied(picture: Image.Image) -> Image.Image:
    """Make it look like the photo of a black-and-white copy lying askew on a table."""
    wide, high = picture.size
    paper = Image.new("L", (round(wide * 1.16), round(high * 1.22)), _PAPER)
    grey = ImageOps.autocontrast(ImageOps.grayscale(picture), cutoff=2)
    toner = ImageEnhance.Contrast(grey).enhance(1.7).point(lambda level: min(level, _PAPER))
    paper.paste(toner, (round(wide * 0.08), round(high * 0.07)))
    _speckle(paper)
    shade = Image.linear_gradient("L").rotate(90).resize(paper.size)
    paper = ImageChops.multiply(paper, shade.point(lambda level: 205 + level // 6))
    sheet = paper.filter(ImageFilter.GaussianBlur(0.8)).convert("RGBA")
    sheet = sheet.resize((paper.width * 2, paper.height * 2), Image.Resampling.BICUBIC)
    sheet = sheet.rotate(-3.2, Image.Resampling.BICUBIC, expand=True)
    table = Image.new("RGB", (sheet.width + 80, sheet.height + 60), _TABLE)
    shadow = Image.new("RGB", sheet.size, (84, 68, 54))
    table.paste(shadow, (56, 44), sheet.getchannel("A").filter(ImageFilter.GaussianBlur(12)))
    table.paste(sheet, (32, 16), sheet)
    return table.resize((wide, round(table.height * wide / table.width)), Image.Resampling.LANCZOS)


def _speckle(paper: Image.Image) -> None:
    """Add the dirt of the copier's glass: dots, and the dark stripe of an open lid."""
    pen, dirt = ImageDraw.Draw(paper), pieces_of("toner", 4 * 260)
    for at in range(0, len(dirt), 4):
        x = (dirt[at] * 256 + dirt[at + 1]) % paper.width
        y = (dirt[at + 2] * 256 + dirt[at + 3]) % paper.height
        pen.point([(x, y), (x + dirt[at] % 2, y)], fill=90)
    pen.rectangle((0, 0, paper.width, 7), fill=70)
    pen.rectangle((0, 0, 4, paper.height), fill=110)
