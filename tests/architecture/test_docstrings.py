"""Whatever is public says what it means."""

import ast
from collections.abc import Iterator
from pathlib import Path

import idverify

SOURCE = Path(idverify.__file__).parent
Documented = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def undocumented(tree: ast.AST, where: str) -> Iterator[str]:
    """Walk the public classes and functions, methods included, that say nothing."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Documented) and not node.name.startswith("_"):
            name = f"{where}.{node.name}"
            if not (ast.get_docstring(node) or "").strip():
                yield name
            if isinstance(node, ast.ClassDef):
                yield from undocumented(node, name)


def test_every_public_class_and_function_has_a_docstring() -> None:
    """Nothing public stands in the source without a sentence."""
    found = [
        name
        for file in sorted(SOURCE.rglob("*.py"))
        for name in undocumented(ast.parse(file.read_text(encoding="utf-8")), file.stem)
    ]

    assert found == []


def test_every_module_says_what_it_is_about() -> None:
    """The first line of every module is a docstring."""
    files = sorted(SOURCE.rglob("*.py"))

    assert [
        str(file.relative_to(SOURCE))
        for file in files
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ] == []
