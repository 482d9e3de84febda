"""The size budgets of the design, measured on the syntax tree."""

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

import idverify

SOURCE = Path(idverify.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a body that are code: no docstring, no comment, no blank line."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    code = {
        line
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.stmt | ast.expr)
        for line in (node.lineno, node.end_lineno or node.lineno)
    }
    return len(code)


def sizes() -> dict[str, int]:
    """Measure every function of the source."""
    return {
        f"{file.relative_to(SOURCE)}:{node.lineno} {node.name}": lines_of(node)
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_functions_are_small() -> None:
    """Half of all functions have at most 5 lines, 95 of 100 at most 20."""
    measured = list(sizes().values())

    assert median(measured) <= 5
    assert quantiles(measured, n=20)[-1] <= 20


def test_no_function_is_long() -> None:
    """No function has more than 40 lines."""
    assert {name: size for name, size in sizes().items() if size > 40} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_file_has_at_most_four_hundred_lines(file: Path) -> None:
    """Generated tables aside, a file can be read in one sitting."""
    length = len(file.read_text(encoding="utf-8").splitlines())

    assert length <= 400 or file.name.endswith("_data.py")
