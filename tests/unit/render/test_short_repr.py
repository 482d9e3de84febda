"""Values that are printed by their short `repr`."""

from idverify.display import ShortRepr


class Printer:
    """A printer of IPython or Hypothesis that keeps what it prints."""

    def __init__(self) -> None:
        self.printed = ""

    def text(self, text: str) -> None:
        """Keep a text."""
        self.printed += text


class Sample(ShortRepr):
    """A value with a short `repr`."""

    def __repr__(self) -> str:
        return "Sample(code='x')"


def test_a_value_is_printed_by_its_short_repr() -> None:
    """Printers that walk through fields print the `repr` instead."""
    printer = Printer()
    Sample()._repr_pretty_(printer, _cycle=False)
    assert printer.printed == "Sample(code='x')"
