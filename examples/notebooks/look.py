"""How the figures of the notebooks look: Japanese letters, and colours for light and dark."""

import matplotlib.pyplot as plt
import matplotlib_fontja  # noqa: F401 - brings the letters
from matplotlib.axes import Axes

#: Blue and orange are told apart by everybody; grey has a contrast of 4 on white and on black.
BLUE, ORANGE, GREY = "#3b82c4", "#d9730d", "#808080"

plt.rcParams |= {
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "figure.constrained_layout.use": True,
    "figure.dpi": 120,
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE]),
    **dict.fromkeys(
        ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), GREY
    ),
}


def bare(axes: Axes, *sides: str) -> Axes:
    """Leave out the frame, but for these sides."""
    axes.spines[[side for side in ("top", "right", "left", "bottom") if side not in sides]].set_visible(False)
    return axes

