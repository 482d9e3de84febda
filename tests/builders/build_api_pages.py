"""Write the reference from the docstrings: a page for each room, a heading for each public name.

Nothing is imported: the sources are read as they stand, so a part whose extra is not
installed has its page too. The pages are made with the site and not kept.
"""

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import griffe

__all__ = ["api_pages", "public_names"]

ROOT = Path(__file__).resolve().parents[2]
#: The rooms from the top of the house to its ground, as README.md has them.
ROOMS: Final = (
    "calendar", "model", "catalogue", "matching", "policy", "lifecycle", "ports", "interchange",
    "presets", "analysis", "render", "desk", "adapters", "testing", "citations", "errors",
)  # fmt: skip
HEAD: Final = "Made from the docstrings of the code, when the site is built.\n"


def api_pages() -> dict[str, str]:
    """Return the text of each page by its file name, and an index of the rooms."""
    rooms = _rooms()
    links = _links(rooms)
    pages = {f"{room}.md": _page(room, modules, links) for room, modules in rooms.items()}
    return {"index.md": _index(rooms), **pages}


def public_names() -> dict[str, str]:
    """Return the file name of the page on which each public name stands, by its full path."""
    return {
        f"{module.path}.{name}": f"{room}.md"
        for room, modules in _rooms().items()
        for module in modules
        for name in _own(module)
    }


def _rooms() -> dict[str, list[griffe.Module]]:
    package = griffe.load("idverify", search_paths=[ROOT / "src"], docstring_parser="google")
    found = {room: [*_modules(package[room])] for room in ROOMS if room in package.members}
    return {room: [m for m in modules if _own(m)] for room, modules in found.items()}


def _modules(module: griffe.Module) -> Iterator[griffe.Module]:
    """Yield a module and those below it, the public ones, in the order of their names."""
    yield module
    for name, member in sorted(module.members.items()):
        if isinstance(member, griffe.Module) and not name.startswith("_"):
            yield from _modules(member)


def _own(module: griffe.Module) -> list[str]:
    """Name what a module exports and defines itself."""
    return [
        name
        for name in map(str, module.exports or ())
        if name in module.members
        and not (module.members[name].is_alias or module.members[name].is_module)
    ]


def _links(rooms: Mapping[str, Sequence[griffe.Module]]) -> dict[str, str]:
    """Say where each name that only one module defines is explained."""
    where: dict[str, list[str]] = {}
    for room, modules in rooms.items():
        for module in modules:
            for name in _own(module):
                where.setdefault(name, []).append(f"{room}.md#{module.path}.{name}")
    return {name: places[0] for name, places in where.items() if len(places) == 1}


def _index(rooms: Mapping[str, Sequence[griffe.Module]]) -> str:
    rows = [
        f"| [`idverify.{room}`]({room}.md) | {_first(modules[0]).replace('|', '&#124;')} |"
        for room, modules in rooms.items()
    ]
    return f"# API\n\n{HEAD}\n| room | what it is |\n| --- | --- |\n" + "\n".join(rows) + "\n"


def _first(member: griffe.Object) -> str:
    return (
        member.docstring.value.partition("\n\n")[0].replace("\n", " ") if member.docstring else ""
    )


def _page(room: str, modules: Sequence[griffe.Module], links: Mapping[str, str]) -> str:
    parts = [f"# idverify.{room}\n", HEAD]
    for module in modules:
        parts += [f"## {module.path} {{#{module.path}}}\n", *_prose(module, links)]
        parts += [part for name in _own(module) for part in _entry(module[name], links, 3)]
    return "\n".join(parts)


def _entry(member: Any, links: Mapping[str, str], level: int) -> Iterator[str]:  # noqa: ANN401 - griffe's union
    """Write one name: its shape, what it means, its errors; of a class also its members."""
    yield f"{'#' * level} `{member.name}` {{#{member.path}}}\n"
    yield f"```python\n{_shape(member)}\n```\n"
    yield from _prose(member, links)
    if isinstance(member, griffe.Class):
        yield from _fields(member, links)
        for inner in member.members.values():
            if inner.is_function and not inner.name.startswith("_") and inner.has_docstring:
                yield from _entry(inner, links, level + 1)


def _shape(member: Any) -> str:  # noqa: ANN401 - griffe's union
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
    """Split at the commas that stand in no bracket."""
    parts, depth = [""], 0
    for sign in parameters:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _fields(member: griffe.Class, links: Mapping[str, str]) -> Iterator[str]:
    """Write fields, members of an enum and properties as a list."""
    for name, inner in member.members.items():
        if name.startswith("_") or not isinstance(inner, griffe.Attribute):
            continue
        kind = f": `{inner.annotation}`" if inner.annotation else ""
        value = "" if inner.annotation else f" = `{inner.value}`"
        says = " ".join(_prose(inner, links)).replace("\n\n", "\n")
        yield f"- **{name}**{kind}{value if inner.value else ''}\n\n{_indent(says)}\n"


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())


def _prose(member: Any, links: Mapping[str, str]) -> Iterator[str]:  # noqa: ANN401 - griffe's union
    """Write a docstring, or the `#:` lines above a constant."""
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
    """Put examples into fences: from a prompt to the next empty line."""
    blocks = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(f"```pycon\n{b}\n```" if b.startswith(">>>") else b for b in blocks)


_CODE = re.compile(r"(^```.*?^```$)|`(\w+)`", re.DOTALL | re.MULTILINE)


def _linked(text: str, links: Mapping[str, str]) -> str:
    """Link each public name that stands in backticks, outside of examples."""

    def link(found: re.Match[str]) -> str:
        name = found[2]
        return f"[`{name}`]({links[name]})" if name in links else found[0]

    return _CODE.sub(link, text)
