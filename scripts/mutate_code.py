"""Changes the code one small thing at a time and tells which changes no test notices; `make mutation-code` runs it.

cosmic-ray knows the changes. A sample of them is drawn with a seed, the same number from every room, and the rooms
take turns, so that a campaign that is stopped early has tried all of them alike. Each change is made in a copy of the
project, where the tests of its room run until one fails. What was tried is kept, one line each, and not tried again.

Left out are changes that no run can notice: in annotations, which nothing evaluates, and between `is` and `==`.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cosmic_ray.work_item import MutationSpec

ROOT: Final = Path(__file__).resolve().parents[1]
KEPT: Final = ROOT / "build" / "mutation-code.jsonl"

ROOMS: Final[dict[str, tuple[str, ...]]] = {
    "core": ("tests/core", "tests/lang", "tests/cli/test_plain_output.py"),
    "lang": ("tests/lang", "tests/conformance"),
    "knowledge": ("tests/knowledge",),
    "model": ("tests/model", "tests/rules/test_examples.py", "tests/run/test_register.py"),
    "engines": ("tests/engines", "tests/conformance"),
    "policy": ("tests/policy", "tests/rules/test_examples.py"),
    "judge": (
        "tests/judge/test_compiled.py",
        "tests/judge/test_missing.py",
        "tests/judge/test_verdict.py",
        "tests/rules/test_examples.py",
        "tests/run/test_check.py",
        "tests/judge/test_findings.py",
    ),
    "evidence": ("tests/evidence", "tests/cli/test_verify.py"),
}
"""The rooms that decide what a finding says, and the tests that are to notice a change there, the nearest first."""

COPIED: Final = ("src", "tests", "rules", "examples", "scripts", "docs", "pyproject.toml", "README.md", "Makefile")
SAME: Final = ("Operator_Is_Eq", "Operator_IsNot_NotEq", "Operator_Eq_Is", "Operator_NotEq_IsNot")
LONGEST: Final = 900.0
"""Seconds after which a run of tests is taken to hang, which is counted apart: a busy machine is slow as well."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: its room, and where and what cosmic-ray changes."""

    room: str
    spec: MutationSpec

    @property
    def name(self) -> str:
        """Tell it from all others of this state of the code."""
        return f"{self.spec.module_path}:{self.spec.start_pos[0]} {self.spec.operator_name} {self.spec.occurrence}"


def annotated_lines(path: Path) -> set[tuple[int, int]]:
    """Give the places (line, column) at which annotations of a module stand."""
    tree = ast.parse(path.read_text("utf-8"))
    places: set[tuple[int, int]] = set()
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            for part in ast.walk(getattr(node, name, None) or ast.Module([], [])):
                if isinstance(part, ast.expr):
                    columns = range(part.col_offset, (part.end_col_offset or 0) + 1)
                    places.update(
                        (line, column) for line in range(part.lineno, (part.end_lineno or 0) + 1) for column in columns
                    )
    return places


def mutants_of(room: str, database: WorkDB) -> list[Mutant]:
    """List every change of a room, in the order of the code."""
    paths = [path.relative_to(Path.cwd()) for path in sorted((Path.cwd() / "src" / "qd85rules" / room).rglob("*.py"))]
    init(paths, database, {})
    notes = {str(path): annotated_lines(path) for path in paths}
    specs = [spec for item in database.work_items for spec in item.mutations]
    wanted = [
        spec
        for spec in specs
        if not any(same in spec.operator_name for same in SAME) and spec.start_pos not in notes[str(spec.module_path)]
    ]
    return [
        Mutant(room, spec)
        for spec in sorted(wanted, key=lambda spec: (str(spec.module_path), spec.start_pos, spec.operator_name))
    ]


def drawn(rooms: Iterable[str], number: int, seed: int) -> Iterator[Mutant]:
    """Draw so many changes from every room, and let the rooms take turns."""
    with tempfile.TemporaryDirectory() as folder:
        samples = []
        for room in rooms:
            with use_db(f"{folder}/{room}.sqlite", WorkDB.Mode.create) as database:
                found = mutants_of(room, database)
            print(f"{room}: {len(found)} changes", file=sys.stderr)
            samples.append(random.Random(f"{seed} {room}").sample(found, min(number, len(found))))  # noqa: S311 - no secret
    for turn in range(number):
        yield from (sample[turn] for sample in samples if turn < len(sample))


def tests_of(room: str) -> str:
    """Give the command that runs the tests of a room until one fails."""
    tests = " ".join(ROOMS[room])
    return f"{sys.executable} -m pytest -x -q -n 0 -p no:randomly -p no:cacheprovider --hypothesis-seed=1 {tests}"


def tests_pass(room: str) -> bool:
    """Tell whether the tests of a room pass as the code is."""
    return subprocess.run(tests_of(room).split(), check=False, stdout=subprocess.DEVNULL).returncode == 0


def tried(mutant: Mutant) -> dict[str, Any]:
    """Make the change, run the tests of its room, and say what came of it."""
    result = mutate_and_test([mutant.spec], tests_of(mutant.room), LONGEST)
    outcome = "none" if result.test_outcome is None else result.test_outcome.value
    failed = [line for line in result.output.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return {
        "room": mutant.room,
        "name": mutant.name,
        "outcome": "timeout" if result.output == "timeout" else "killed" if outcome == "incompetent" else outcome,
        "by": failed[0].split(" - ")[0] if failed else "",
        "diff": result.diff,
    }


def table(found: list[dict[str, Any]]) -> str:
    """Give the results by room as a table in Markdown."""
    lines = ["| room | tried | noticed | score |", "|---|---|---|---|"]
    for room in [*ROOMS, "all"]:
        outcomes = [one["outcome"] for one in found if one["room"] == room or room == "all"]
        killed = outcomes.count("killed")
        if outcomes:
            lines.append(f"| {room} | {len(outcomes)} | {killed} | {100 * killed / len(outcomes):.1f} % |")
    return "\n".join(lines)


def house() -> Path:
    """Copy what the tests need into a new folder."""
    folder = Path(tempfile.mkdtemp(prefix="qd85-mutants-"))
    for name in COPIED:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, folder / name)
    return folder


def main() -> None:
    """Run a campaign, and print its table and what survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=190, help="how many to draw from each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="when to stop")
    parser.add_argument("--rooms", nargs="+", choices=ROOMS, default=list(ROOMS))
    options = parser.parse_args()
    KEPT.parent.mkdir(exist_ok=True)
    found = [json.loads(line) for line in KEPT.read_text("utf-8").splitlines()] if KEPT.is_file() else []
    known = {one["name"] for one in found}
    end = time.monotonic() + 60 * options.minutes
    folder = house()
    os.chdir(folder)
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (folder / "src", folder)))
    try:
        for room in options.rooms:
            if not tests_pass(room):
                sys.exit(f"{room}: its tests fail before anything is changed")
        for mutant in drawn(options.rooms, options.mutants, options.seed):
            if time.monotonic() > end:
                break
            if mutant.name in known:
                continue
            one = tried(mutant)
            found.append(one)
            with KEPT.open("a", encoding="utf-8") as file:
                file.write(json.dumps(one, ensure_ascii=False) + "\n")
    finally:
        shutil.rmtree(folder)
    for one in found:
        if one["outcome"] != "killed":
            print(one["room"], one["outcome"], one["name"], one["diff"], sep="\n")
    print(table(found))


if __name__ == "__main__":
    main()
