"""Write the API reference: a page for each package, a heading for each public name.

The sources are parsed and not imported, so that modules whose extra is not installed have a
page too. The pages are generated with the site and are not committed.
"""

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import griffe

__all__ = ["api_pages", "public_names"]

ROOT = Path(__file__).resolve().parents[2]
#: The packages and public modules, in the order of README.md.
PACKAGES: Final = (
    "calendar", "model", "catalogue", "matching", "policy", "lifecycle", "ports", "interchange",
    "presets", "analysis", "render", "desk", "adapters", "testing", "citations", "errors",
)  # fmt: skip
HEAD: Final = "Generated from the docstrings of the code.\n"


def api_pages() -> dict[str, str]:
    """Return the text of each page by its file name, and an index of the packages."""
    packages = _packages()
    links = _links(packages)
    pages = {
        f"{package}.md": _page(package, modules, links) for package, modules in packages.items()
    }
    return {"index.md": _index(packages), **pages}


def public_names() -> dict[str, str]:
    """Return the file name of the page of each public name, by its full path."""
    return {
        f"{module.path}.{name}": f"{package}.md"
        for package, modules in _packages().items()
        for module in modules
        for name in _own(module)
    }


def _packages() -> dict[str, list[griffe.Module]]:
    root = griffe.load("idverify", search_paths=[ROOT / "src"], docstring_parser="google")
    modules_by_package = {
        package: [*_modules(root[package])] for package in PACKAGES if package in root.members
    }
    return {
        package: [m for m in modules if _own(m)] for package, modules in modules_by_package.items()
    }


def _modules(module: griffe.Module) -> Iterator[griffe.Module]:
    """Yield a module and those below it, the public ones, in the order of their names."""
    yield module
    for name, member in sorted(module.members.items()):
        if isinstance(member, griffe.Module) and not name.startswith("_"):
            yield from _modules(member)


def _own(module: griffe.Module) -> list[str]:
    """Return the names that a module exports and defines itself."""
    return [
        name
        for name in map(str, module.exports or ())
        if name in module.members
        and not (module.members[name].is_alias or module.members[name].is_module)
    ]


def _links(packages: Mapping[str, Sequence[griffe.Module]]) -> dict[str, str]:
    """Return the link target of each name that only one module defines."""
    where: dict[str, list[str]] = {}
    for package, modules in packages.items():
        for module in modules:
            for name in _own(module):
                where.setdefault(name, []).append(f"{package}.md#{module.path}.{name}")
    return {name: places[0] for name, places in where.items() if len(places) == 1}


def _index(packages: Mapping[str, Sequence[griffe.Module]]) -> str:
    summaries = {package: _first(_package(modules[0])) for package, modules in packages.items()}
    rows = [
        f"| [`idverify.{package}`]({package}.md) | {summary.replace('|', '&#124;')} |"
        for package, summary in summaries.items()
    ]
    return f"# API\n\n{HEAD}\n| package | content |\n| --- | --- |\n" + "\n".join(rows) + "\n"


def _package(module: griffe.Module) -> griffe.Module:
    """Return the package directly below the root that *module* belongs to."""
    while isinstance(module.parent, griffe.Module) and module.path.count(".") > 1:
        module = module.parent
    return module


def _first(member: griffe.Object) -> str:
    return (
        member.docstring.value.partition("\n\n")[0].replace("\n", " ") if member.docstring else ""
    )


def _page(package: str, modules: Sequence[griffe.Module], links: Mapping[str, str]) -> str:
    parts = [f"# idverify.{package}\n", HEAD]
    for module in modules:
        parts += [f"## {module.path} {{#{module.path}}}\n", *_prose(module, links)]
        parts += [part for name in _own(module) for part in _entry(module[name], links, 3)]
    return "\n".join(parts)


def _entry(member: Any, links: Mapping[str, str], level: int) -> Iterator[str]:  # noqa: ANN401 - griffe's union
    """Yield the entry of a name: signature, docstring, errors, and the members of a class."""
    yield f"{'#' * level} `{member.name}` {{#{member.path}}}\n"
    yield f"```python\n{_declaration(member)}\n```\n"
    yield from _prose(member, links)
    if isinstance(member, griffe.Class):
        yield from _fields(member, links)
        for inner in member.members.values():
            if inner.is_function and not inner.name.startswith("_") and inner.has_docstring:
                yield from _entry(inner, links, level + 1)


def _declaration(member: Any) -> str:  # noqa: ANN401 - griffe's union
    if isinstance(member, griffe.Class):
        bases = ", ".join(map(str, member.bases))
        return f"class {member.name}({bases})" if bases else f"class {member.name}"
    if isinstance(member, griffe.Function):
        return f"{'async ' * ('async' in member.labels)}def {_signature(member)}"
    if member.labels & {"property", "cached"} or (member.annotation and not member.value):
        return f"{member.name}: {member.annotation}"
    typed = f": {member.annotation}" if member.annotation else ""
    value = str(member.value or "")
    return f"{member.name}{typed}" + (f" = {value}" if 0 < len(value) <= 80 else "")


def _signature(member: griffe.Function) -> str:
    text = str(member.signature())
    if len(text) <= 88:
        return text
    head, _, rest = text.partition("(")
    inside, _, result = rest.rpartition(")")
    return f"{head}(\n    " + ",\n    ".join(_split(inside)) + f",\n){result}"


def _split(parameters: str) -> list[str]:
    """Split at the commas outside of brackets."""
    parts, depth = [""], 0
    for sign in parameters:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _fields(member: griffe.Class, links: Mapping[str, str]) -> Iterator[str]:
    """Yield fields, members of an enum and properties as a list."""
    for name, inner in member.members.items():
        if name.startswith("_") or not isinstance(inner, griffe.Attribute):
            continue
        kind = f": `{inner.annotation}`" if inner.annotation else ""
        value = "" if inner.annotation else f" = `{inner.value}`"
        text = " ".join(_prose(inner, links)).replace("\n\n", "\n")
        yield f"- **{name}**{kind}{value if inner.value else ''}\n\n{_indent(text)}\n"


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())


def _prose(member: Any, links: Mapping[str, str]) -> Iterator[str]:  # noqa: ANN401 - griffe's union
    """Yield a docstring, or the `#:` lines above a constant."""
    if member.docstring is None:
        yield from ([_linked(_comment(member), links) + "\n"] if _comment(member) else [])
        return
    for section in member.docstring.parsed:
        if isinstance(section.value, str):
            yield _linked(_fenced(section.value), links) + "\n"
        else:
            yield f"*{section.kind.value.capitalize()}*\n"
            yield from (_item(each, links) for each in section.value)
            yield ""


def _item(each: Any, links: Mapping[str, str]) -> str:  # noqa: ANN401 - griffe's union
    name = each[0] if isinstance(each, tuple) else getattr(each, "name", None) or each.annotation
    text = each[1] if isinstance(each, tuple) else each.description
    return f"- `{name}`: {_linked(' '.join(str(text).split()), links)}"


def _comment(member: griffe.Object) -> str:
    lines: list[str] = []
    assert isinstance(member.filepath, Path)
    for number in range((member.lineno or 1) - 1, 0, -1):
        line = member.lines_collection[member.filepath][number - 1]
        if not line.startswith("#:"):
            break
        lines.insert(0, line.removeprefix("#:").strip())
    return " ".join(lines)


def _fenced(text: str) -> str:
    """Put examples into code fences: from a prompt to the next empty line."""
    blocks = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(f"```pycon\n{b}\n```" if b.startswith(">>>") else b for b in blocks)


_CODE = re.compile(r"(^```.*?^```$)|`(\w+)`", re.DOTALL | re.MULTILINE)


def _linked(text: str, links: Mapping[str, str]) -> str:
    """Link each public name in backticks, outside of examples."""

    def link(found: re.Match[str]) -> str:
        name = found[2]
        return f"[`{name}`]({links[name]})" if name in links else found[0]

    return _CODE.sub(link, text)
