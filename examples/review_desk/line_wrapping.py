"""Lines that wrap as a reader of Japanese expects: anywhere, but never before 。 or after 「."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import field, frozen
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

__all__ = ["Flow", "bullet", "flow", "labelled", "listed"]

#: What may not be torn: a run of ASCII, or one character with its brackets and stops.
_PIECE: Final = re.compile(r"[「『(]*(?:[!-~]+|\s|[^\s!-~])[」』)、。・ーっゃゅょ!?]*")


@frozen
class Flow:
    """Pieces of text that fill one line after the other and are not torn themselves."""

    pieces: tuple[str, ...] = field(converter=tuple[str, ...])
    style: str = ""

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Say how narrow and how wide it can be."""
        widths = [cell_len(piece) for piece in self.pieces] or [0]
        return Measurement(max(widths), sum(widths)).with_maximum(options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Fill the lines."""
        for line in self._lines(options.max_width):
            yield Text(line.rstrip(), self.style, overflow="fold")

    def _lines(self, width: int) -> Iterator[str]:
        line = ""
        for piece in self.pieces:
            if line and cell_len(line + piece.rstrip()) > width:
                yield line
                line = piece.lstrip()
            else:
                line += piece
        yield line


def flow(text: str, style: str = "") -> Flow:
    """Let a sentence wrap."""
    return Flow(_PIECE.findall(text), style)


def listed(items: Iterable[str], separator: str, style: str = "") -> Flow:
    """Let a list wrap between its items only."""
    parts = list(items)
    return Flow([*(part + separator for part in parts[:-1]), *parts[-1:]], style)


def bullet(mark: str, text: str, style: str = "") -> RenderableType:
    """Put *text* behind a mark, and wrap it there."""
    return labelled((Text(mark, style), flow(text, style)), gap=1)


def labelled(*rows: tuple[Text, RenderableType], gap: int = 2) -> RenderableType:
    """Put contents behind their labels, and wrap them there."""
    grid = Table.grid(padding=(0, gap, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, content in rows:
        grid.add_row(label, content)
    return grid
