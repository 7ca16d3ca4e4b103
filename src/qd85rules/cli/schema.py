"""`qd85 schema`: the JSON Schema of a file that people write or a report that programs read.

What must not live here: the schemas (`schemas`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.cli.exits import Exit
from qd85rules.cli.outputs import add_file, write_json
from qd85rules.cli.schemas import SCHEMAS, get_schema
from qd85rules.core.text import LANGUAGES

if TYPE_CHECKING:
    import argparse

_EXAMPLES: Final = """\
examples:
  qd85 schema register --output-file register.schema.json
  qd85 schema rule --lang vi                     descriptions in one language alone

at the top of a register, for editors that have the YAML language server:
  # yaml-language-server: $schema=register.schema.json

exit codes: 0 printed; 2 there is no such schema
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `schema`."""
    parser.epilog = _EXAMPLES
    parser.add_argument("name", metavar="NAME", help=f"one of {', '.join(SCHEMAS)}")
    add_file(parser)
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=None, help="the language of the descriptions (default: both)"
    )


def run(options: argparse.Namespace) -> int:
    """Carry out `schema`; gives the exit code."""
    write_json(get_schema(options.name, options.lang), options.output_file)
    return Exit.CLEAN
