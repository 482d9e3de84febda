"""Rich display of values in notebooks (表示).

Lower layers must not import the layer that renders their values. They only mark the values
that can be rendered, and the renderer is loaded when a notebook first displays one.
"""

from importlib import import_module
from typing import Final, Protocol

__all__ = ["NotebookDisplay", "PrettyPrinter", "ShortRepr"]

#: The only module that renders values for notebooks.
RENDERER_MODULE: Final = "idverify.render.notebook"


class NotebookDisplay:
    """A value that Jupyter displays as HTML or Markdown, some with a Mermaid diagram.

    >>> from idverify import Case
    >>> sorted(Case()._repr_mimebundle_())
    ['text/html', 'text/markdown', 'text/plain', 'text/vnd.mermaid']
    """

    __slots__ = ()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return every available format, whatever Jupyter asks to include or exclude."""
        return dict(import_module(RENDERER_MODULE).build_mime_bundle(self))

    def _repr_html_(self) -> str:
        return self._repr_mimebundle_()["text/html"]

    def _repr_markdown_(self) -> str:
        return self._repr_mimebundle_()["text/markdown"]


class PrettyPrinter(Protocol):
    """A printer of IPython or Hypothesis."""

    def text(self, text: str) -> None:
        """Print *text*."""
        ...


class ShortRepr:
    """A value that IPython and Hypothesis print by its short `repr`, not field by field."""

    __slots__ = ()

    def _repr_pretty_(self, printer: PrettyPrinter, _cycle: bool) -> None:
        printer.text(repr(self))
