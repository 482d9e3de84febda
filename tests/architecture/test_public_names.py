"""The root of the package shows what it promises, and nothing else."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import idverify
from idverify import errors

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
        alias.asname or "": f"{node.module}"
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def exported_names() -> dict[str, str]:
    """Return the names that are loaded when first used, each with its module."""
    exports = vars(idverify)["_EXPORTS"]
    return {name: f"idverify.{module}" for module, names in exports.items() for name in names}


def test_type_checkers_see_the_names_that_are_exported() -> None:
    """The imports for type checkers are those of the one list."""
    assert checked_names() == exported_names()
    assert {*exported_names(), "__version__"} == set(idverify.__all__)


def test_the_root_has_at_most_seventy_names() -> None:
    """Few enough to read; the rest lives one level down."""
    assert 45 <= len(idverify.__all__) <= 70


def test_the_version_is_that_of_the_distribution() -> None:
    """`__version__` is a constant of the source, and the distribution is built from it."""
    assert idverify.__version__ == version("idverify-jp")


def test_every_error_class_is_exported() -> None:
    """A service can catch each error by a name of the root."""
    assert set(errors.__all__) <= set(idverify.__all__)


def test_completion_shows_the_public_names_only() -> None:
    """`dir(idverify)` is `__all__`."""
    assert sorted(idverify.__all__) == dir(idverify)


def test_every_name_can_be_imported_and_is_that_of_its_home() -> None:
    """Each name leads to the very object of its module, which exports it."""
    for name, home in exported_names().items():
        module = import_module(home)
        assert getattr(idverify, name) is getattr(module, name)
        assert name in module.__all__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """Whoever mistypes a name is told which."""
    assert not hasattr(idverify, "VerificationDesks")


def test_every_module_sorts_its_public_names() -> None:
    """Every public module has an `__all__` in sorted order, of names it has."""
    for module in public_modules():
        name = module.__name__
        assert hasattr(module, "__all__"), name
        assert [each for each in module.__all__ if not hasattr(module, each)] == [], name
        assert in_order(module.__all__) == list(module.__all__), name


def public_modules() -> Iterator[ModuleType]:
    """Yield every module that can be imported here."""
    for file in sorted(INIT.parent.rglob("[a-z]*.py")):
        name = ".".join(file.relative_to(INIT.parent.parent).with_suffix("").parts)
        if not name.startswith(MISSING):
            yield import_module(name)


def test_no_name_of_the_root_means_something_else_below() -> None:
    """`Address` is one class, whichever module it is imported from."""
    root = {name: getattr(idverify, name) for name in exported_names()}
    others = [
        (module.__name__, name)
        for module in public_modules()
        for name in module.__all__
        if name in root and getattr(module, name) is not root[name]
    ]

    assert others == []


def test_every_class_has_a_name_of_its_own() -> None:
    """One class name has one meaning in the whole library, private classes included."""
    places = defaultdict(list)
    for file in sorted(INIT.parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(file.relative_to(INIT.parent)))

    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def in_order(names: list[str]) -> list[str]:
    """Sort names as the linter does: constants, then classes, then the others."""
    return sorted(names, key=lambda n: (not n.isupper(), not n.lstrip("_")[:1].isupper(), n))
