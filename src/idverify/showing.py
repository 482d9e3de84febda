"""Values that show themselves (表示) wherever somebody has said how they are drawn.

A lower room may not know the room that draws: it only marks what can be drawn. The
package says on import that `idverify.render.display` does it, which is loaded when a
notebook first asks.
"""

from collections.abc import Callable, Mapping

__all__ = ["Showing", "drawn_by"]

Forms = Mapping[str, str]
"""What to show, by media type, as Jupyter takes it."""

_drawers: list[Callable[[object], Forms]] = []


def drawn_by(drawer: Callable[[object], Forms]) -> None:
    """Say who draws from now on."""
    _drawers[:] = [drawer]


class Showing:
    """A value that Jupyter draws: as HTML, as Markdown, some with a Mermaid diagram.

    >>> from idverify import Case
    >>> sorted(Case()._repr_mimebundle_())
    ['text/html', 'text/markdown', 'text/plain', 'text/vnd.mermaid']
    """

    __slots__ = ()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return every form there is, whatever Jupyter asks to include or to leave out."""
        return dict(_drawers[0](self))

    def _repr_html_(self) -> str:
        return self._repr_mimebundle_()["text/html"]

    def _repr_markdown_(self) -> str:
        return self._repr_mimebundle_()["text/markdown"]
