"""Write the reviewed list of public names, one a line, from the `__all__` of every public module.

    python tests/builders/public_names.py

Only the root is imported, so names that need an extra are listed too. A change of the list is a
change for users: it has its line in CHANGELOG.md.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import idverify

ROOT: Final = Path(__file__).resolve().parents[2]
LIST: Final = ROOT / "tests" / "data" / "public_names.txt"


def public_names() -> Iterator[str]:
    """Yield the full path of every name that a public module exports."""
    yield from (f"idverify.{name}" for name in idverify.__all__)
    source = ROOT / "src"
    for file in sorted((source / "idverify").rglob("*.py")):
        place = file.relative_to(source).with_suffix("").parts
        room = place[:-1] if place[-1] == "__init__" else place
        if len(room) > 1 and not any(part.startswith("_") for part in room):
            tree = ast.parse(file.read_text("utf-8"))
            yield from (".".join((*room, name)) for name in _exported(tree))


def _exported(tree: ast.Module) -> list[str]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else ()
        if isinstance(node, ast.Assign) and any(ast.unparse(each) == "__all__" for each in targets):
            names: list[str] = ast.literal_eval(node.value)
            return names
    return []


if __name__ == "__main__":
    LIST.write_text("".join(f"{name}\n" for name in sorted(public_names())), encoding="utf-8")
