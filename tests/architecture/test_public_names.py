"""The root of the package shows what it promises, and nothing else."""

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import idverify

INIT = Path(idverify.__file__)

#: Engines that the job `test` does not install, and the adapters that cannot be imported without.
ENGINES = {
    "procrastinate": ("adapters.procrastinate",),
    "ray": ("adapters.frames.carried", "adapters.frames.cluster"),
    "temporalio": ("adapters.temporal.",),
}
MISSING = tuple(
    f"idverify.{home}"
    for engine, homes in ENGINES.items()
    if not find_spec(engine)
    for home in homes
)


def checked_names() -> dict[str, str]:
    """Return the names that type checkers see, each with its module."""
    tree = ast.parse(INIT.read_text(encoding="utf-8"))
    [block] = (
        node
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    return {
        alias.asname or alias.name: f"{node.module}"
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def lazy_names() -> dict[str, str]:
    """Return the names that are loaded when first used, each with its module."""
    homes = vars(idverify)["_HOMES"]
    return {name: f"idverify.{home}" for home, names in homes.items() for name in names}


def test_three_lists_of_names_are_one() -> None:
    """What is exported, what type checkers see and what is loaded are the same."""
    assert checked_names() == lazy_names()
    assert in_order([*lazy_names()]) == list(idverify.__all__)


def test_the_root_has_thirty_to_forty_five_names() -> None:
    """Few enough to read, the rest lives one level down."""
    assert 30 <= len(idverify.__all__) <= 45


def test_completion_shows_the_public_names_only() -> None:
    """`dir(idverify)` is `__all__`."""
    assert sorted(idverify.__all__) == dir(idverify)


def test_every_name_can_be_imported_and_is_that_of_its_home() -> None:
    """Each name leads to the very object of its module, which exports it."""
    for name, home in lazy_names().items():
        module = import_module(home)
        assert getattr(idverify, name) is getattr(module, name)
        assert name in module.__all__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """Whoever mistypes a name is told which."""
    assert not hasattr(idverify, "VerificationDesks")


def test_every_module_sorts_its_public_names() -> None:
    """Every public module has an `__all__` in sorted order, of names it has."""
    for file in sorted(INIT.parent.rglob("[a-z]*.py")):
        name = ".".join(file.relative_to(INIT.parent.parent).with_suffix("").parts)
        if name.startswith(MISSING):
            continue
        module = import_module(name)
        assert hasattr(module, "__all__"), name
        assert [each for each in module.__all__ if not hasattr(module, each)] == [], name
        assert in_order(module.__all__) == list(module.__all__), name


def in_order(names: list[str]) -> list[str]:
    """Sort names as the linter does: constants, then classes, then the others."""
    return sorted(names, key=lambda n: (not n.isupper(), not n.lstrip("_")[:1].isupper(), n))
