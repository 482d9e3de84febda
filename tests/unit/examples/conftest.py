"""The examples are scripts beside each other: their folder is on the path while they are tested."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "examples"))
