"""How the figures of the notebooks look: Japanese letters, and colours for light and dark."""

import matplotlib.pyplot as plt
import matplotlib_fontja  # noqa: F401 - brings the letters
from matplotlib.axes import Axes

BLUE, ORANGE, GREY = "#3b82c4", "#d9730d", "#808080"
"""Blue and orange are told apart by everybody; the grey reads on white and on black."""

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
    **dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color"), GREY),
    # A shade darker: where all labels are light, or all dark, IPython puts a ground behind them.
    "ytick.color": "#7f7f7f",
}


def bare(axes: Axes, *sides: str) -> Axes:
    """Leave out the frame and the ticks, but for these sides."""
    without = [side for side in ("top", "right", "left", "bottom") if side not in sides]
    axes.spines[without].set_visible(False)
    axes.tick_params(**dict.fromkeys(without, False))
    return axes


def unlabelled(axes: Axes, axis: str = "y") -> Axes:
    """Leave out the numbers along an axis; they stay there unseen, for IPython (see above)."""
    unseen = "none" if axis == "y" else "#ffffff00"
    axes.tick_params(axis=axis, labelcolor=unseen, labelsize=1)
    return axes
