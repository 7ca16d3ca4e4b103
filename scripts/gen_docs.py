"""Generate the reference pages from the library, as a hook of MkDocs: nothing generated is kept in the repository.

What must not live here: prose that a person writes; it stands in `docs/`.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

__all__ = ["api_pages", "on_files", "public_modules"]

_SOURCE: Final = Path(__file__).resolve().parent.parent / "src"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to those that MkDocs found in `docs/`."""
    for uri, markdown in pages():
        files.append(File.generated(config, uri, content=markdown))
    return files


def pages() -> Iterator[tuple[str, str]]:
    """Give every generated page: its place below `docs/`, and its Markdown."""
    yield from api_pages()


def public_modules() -> dict[str, str]:
    """Find the modules that export names; gives the first line of each one's docstring."""
    found: dict[str, str] = {}
    for file in sorted((_SOURCE / "qd85rules").rglob("*.py")):
        parts = file.relative_to(_SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        tree = ast.parse(file.read_text("utf-8"))
        if not any(part.startswith("_") for part in name.split(".")) and _exports(tree):
            found[name] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found


def api_pages() -> Iterator[tuple[str, str]]:
    """Give the index of the Python API, and one page for each public module."""
    modules = public_modules()
    rows = [
        f"| [`{name}`](api/{name}.md) | {summary.replace('|', chr(92) + '|')} |" for name, summary in modules.items()
    ]
    yield "reference/api.md", "\n".join(["# Python API", "", "| module | job |", "|---|---|", *rows, ""])
    for name in modules:
        yield f"reference/api/{name}.md", f"# `{name}`\n\n::: {name}\n"


def _exports(tree: ast.Module) -> bool:
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets)
