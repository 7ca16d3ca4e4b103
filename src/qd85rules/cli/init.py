"""`qd85 init`: a starter that passes at once: settings, a register, a pack, cases, hooks, and schemas for editors.

What must not live here: what the files say, which `starter/` has.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from qd85rules.cli.console import put
from qd85rules.cli.exits import Exit
from qd85rules.cli.schemas import SCHEMAS, get_schema
from qd85rules.cli.settings_search import shared_settings
from qd85rules.core.diagnostics import UsageError
from qd85rules.core.text import LANGUAGES, json_text
from qd85rules.source.writing import write_file
from qd85rules.wording import commands as words
from qd85rules.wording import usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_EXAMPLES: Final = """\
examples:
  qd85 init                     write the starter here
  qd85 init pages --lang en     write it into a folder

exit codes: 0 written; 2 the job could not be done
"""

_SCHEMA_FOLDER: Final = ".qd85"
STARTER: Final[dict[str, tuple[str, str | None]]] = {
    "qd85rules.toml": ("qd85rules.toml", "config"),
    "register.yaml": ("register.yaml", "register"),
    "unit-pack/pack.yaml": ("unit-pack/pack.yaml", "pack"),
    "unit-pack/identity/portrait.yaml": ("unit-pack/identity/portrait.yaml", "rule"),
    "cases.qd85test.yaml": ("cases.qd85test.yaml", "cases"),
    ".pre-commit-config.yaml": ("pre-commit-config.yaml", None),
}
"""The files of the starter: from which template each is made, and the schema that editors check it against."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `init`."""
    parser.epilog = _EXAMPLES
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help="the folder (default: this one)")
    parser.add_argument("--lang", choices=LANGUAGES, default="vi", help="the language of the output (default: vi)")


def run(options: argparse.Namespace) -> int:
    """Write what is not there yet; gives the exit code."""
    folder = Path(options.folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError(usage.NOT_A_FOLDER.filled(folder=options.folder[:60]))
    _refuse_links_out(folder)
    if (shared := shared_settings(folder)) is not None:
        raise UsageError(usage.WOULD_VOID.filled(file=shared.as_posix()[-80:]))
    for name, text in _texts(options.lang):
        path = folder / name
        exists = path.exists() or path.is_symlink()
        if not exists:
            write_file(path, text)
        put(f"{(words.PACK_EXISTS if exists else words.PACK_WRITTEN)[options.lang]}: {path.as_posix()}\n")
    put(f"{words.PACK_NEXT[options.lang]}\n")
    return Exit.CLEAN


def _refuse_links_out(folder: Path) -> None:
    """Write nothing where a folder of the starter is a link to somewhere else, as a stranger's folder may have it."""
    root = folder.resolve()
    for name in (*STARTER, f"{_SCHEMA_FOLDER}/schema.json"):
        parent = (folder / name).parent
        if not parent.resolve().is_relative_to(root):
            raise UsageError(usage.LEADS_OUT.filled(folder=parent.as_posix()[:80]))


def _texts(lang: str) -> Iterator[tuple[str, str]]:
    root = files("qd85rules.cli") / "starter"
    schemas: set[str] = set()
    for name, (template, schema) in STARTER.items():
        text = (root / template).read_text(encoding="utf-8")
        if schema in SCHEMAS:
            schemas.add(schema)
            up = "../" * (len(PurePosixPath(name).parts) - 1)
            text = f"{_modeline(name)}{up}{_SCHEMA_FOLDER}/{schema}.schema.json\n\n{text}"
        yield name, text.replace('lang = "vi"', f'lang = "{lang}"')
    for schema in sorted(schemas):
        text = json_text(get_schema(schema)) + "\n"
        yield f"{_SCHEMA_FOLDER}/{schema}.schema.json", text


def _modeline(name: str) -> str:
    return "#:schema ./" if name.endswith(".toml") else "# yaml-language-server: $schema="
