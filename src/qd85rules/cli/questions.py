"""`qd85 questions`: what to ask so that what is undetermined is decided, each question once, by unit and holder.

What must not live here: which questions are open (`judge.questions`), and how they are shown (`reporters.questions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.cli.check import JUDGING, judge, load_policy
from qd85rules.cli.console import say
from qd85rules.cli.exits import Exit
from qd85rules.cli.failures import say_problems
from qd85rules.cli.options import add_config, add_settings
from qd85rules.cli.outputs import add_file, page_for, write, write_data, write_json
from qd85rules.judge.questions import open_questions
from qd85rules.reporters import Options
from qd85rules.reporters.questions import questions_data, render_questions_csv, show_questions
from qd85rules.source.files import refuse_harmful
from qd85rules.wording import commands as words
from qd85rules.wording import questions as wording
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    import argparse

    from qd85rules.judge.questions import OpenQuestion
    from qd85rules.judge.report import Report

_EXAMPLES: Final = """\
examples:
  qd85 questions register.yaml                          what to ask, by unit and holder
  qd85 questions registers/ --as-of 2024-11-01 --lang en
  qd85 questions register.xlsx --output-format csv --output-file questions.csv     a table to be filled in

exit codes: 0 listed; 2 the job could not be done, or a part of the register could not be read
"""

_FORMATS: Final = ("text", "json", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `questions`."""
    parser.epilog = _EXAMPLES
    add_settings(parser, JUDGING)
    group = parser.add_argument_group("output")
    group.add_argument("--output-format", choices=_FORMATS, default="text", help="default: text")
    add_file(group)
    add_settings(parser, ("show-names", "color"))
    add_config(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `questions`; gives the exit code."""
    report, inputs = judge(options, load_policy(options))
    asked = open_questions(report)
    shown = Options(lang=options.lang, show_names=options.show_names, inputs=inputs.paths)
    refuse_harmful([options.output_file])
    if options.output_format == "json":
        write_json(questions_data(report, asked, shown), options.output_file)
    elif options.output_format == "csv":
        write_data(render_questions_csv(asked, shown), options.output_file, "csv")
    else:
        page = page_for(options)
        show_questions(report, asked, page, shown)
        write(page.render(), options.output_file, colour=page.colour)
    say_problems(report.errors, options.lang)
    nothing = not report.accounts and not options.allow_empty
    code = Exit.FAILED if report.errors or nothing else Exit.CLEAN
    if not options.quiet or code is Exit.FAILED:
        closing = (
            words.NOTHING_TO_CHECK[options.lang] if nothing and not report.errors else _closing(report, asked, options)
        )
        say(f"qd85: {closing}; {words.EXIT[options.lang]} {code.value}")
    return code


def _closing(report: Report, asked: tuple[OpenQuestion, ...], options: argparse.Namespace) -> str:
    lang = options.lang
    waiting = sum(1 for finding in report.undetermined if finding.missing)
    return wording.CLOSING[lang].format(
        questions=count("question", len(asked), lang),
        accounts=count("accounts", len({one.account for one in asked}), lang),
        waiting=count("undetermined", waiting, lang),
    )
