"""`python -m fuzz`: run a campaign, or replay what one found.

python -m fuzz run --minutes 60             every target in turn
python -m fuzz run --minutes 5 rule cases   some of them
python -m fuzz replay fuzz/found/rule/check/exception-KeyError-loader-load.1a2b3c4d
python -m fuzz list
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from fuzz.campaign import Nursery, can_be_guided, run_target
from fuzz.found import FOUND
from fuzz.targets import TARGETS


def _run(options: argparse.Namespace) -> int:
    guided = can_be_guided() and not options.unguided
    how = (
        "guided by coverage (atheris)"
        if guided
        else "by chance: "
        + ("as asked" if options.unguided else "atheris is not installed, it has wheels for Linux on x86-64")
    )
    targets = options.targets or tuple(TARGETS)
    seconds = max(1, round(options.minutes * 60 / len(targets)))
    print(f"{len(targets)} targets, {seconds} s each, {how}", flush=True)
    new = 0
    with Nursery(guided=guided) as nursery:
        for target in targets:
            ran = run_target(nursery, target, seconds=seconds, seed=options.seed)
            print(ran.line(), flush=True)
            for path in ran.new:
                shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
                print(f"    python -m fuzz replay {shown}", flush=True)
            new += len(ran.new)
    print(f"{new} new failures, kept in {FOUND}", flush=True)
    return 1 if new else 0


def _replay(options: argparse.Namespace) -> int:
    from fuzz.worker import replay  # noqa: PLC0415 - it limits this process

    with tempfile.TemporaryDirectory(prefix="qd85-fuzz-") as folder:
        failures = replay(options.file.resolve(), Path(folder), options.target, options.door)
    for failure in failures:
        print(f"{failure.signature}\n{failure.detail}")
    if not failures:
        print("nothing is wrong any more")
    return 1 if failures else 0


def _list(_options: argparse.Namespace) -> int:
    for target in TARGETS.values():
        print(f"{target.name}: {target.file}, read by {', '.join(target.doors)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Give the readers broken and hostile input.")
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="look for failures; exit code 1 where there are new ones")
    run.add_argument("targets", nargs="*", metavar="TARGET", choices=[[], *TARGETS], help="default: all, in turn")
    run.add_argument("--minutes", type=float, default=5, help="for all targets together (default: 5)")
    run.add_argument("--seed", type=int, default=1)
    run.add_argument("--unguided", action="store_true", help="do not use atheris")
    run.set_defaults(run=_run)
    replay = commands.add_parser("replay", help="give one input once more, and say what is wrong")
    replay.add_argument("file", type=Path, help="found/TARGET/DOOR/NAME")
    replay.add_argument("--target", help="where the path does not say it")
    replay.add_argument("--door", help="likewise")
    replay.set_defaults(run=_replay)
    commands.add_parser("list", help="show the targets and their doors").set_defaults(run=_list)
    return parser


if __name__ == "__main__":
    chosen = _parser().parse_args()
    sys.exit(chosen.run(chosen))
