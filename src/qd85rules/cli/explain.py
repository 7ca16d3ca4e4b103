"""`qd85 explain`: everything that is known of a rule, a clause, a parameter, a concept or a fact.

What must not live here: what is known of each (`describe`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, assert_never

from qd85rules.cli.accounts import add_account, kind_of_item, look
from qd85rules.cli.exits import Exit
from qd85rules.cli.failures import say_problems
from qd85rules.cli.options import policy_of
from qd85rules.cli.outputs import add_result, write_result
from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.describe.clause_entry import clause_data, document_data, relay_data, show_clause
from qd85rules.describe.evaluation import evaluate_rule, judged_rule
from qd85rules.describe.evaluation_data import evaluation_data, outcome_data
from qd85rules.describe.evaluation_page import heading, show_evaluation
from qd85rules.describe.fact_entry import fact_data, show_fact
from qd85rules.describe.parameter_entry import parameter_data, show_parameter
from qd85rules.describe.rule_entry import Background, concept_data, rule_data, show_concept, show_rule
from qd85rules.model.spec import FactSpec
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.clause import Clause
from qd85rules.policy.policy import ResolvedRule, shipped_packs
from qd85rules.policy.rule import NamedConcept, Parameter
from qd85rules.wording import usage

if TYPE_CHECKING:
    import argparse

    from qd85rules.model.spec import Subject
    from qd85rules.reporters.page import Page

_Thing = ResolvedRule | Clause | Parameter | NamedConcept | FactSpec

_EXAMPLES: Final = """\
examples:
  qd85 explain transfer/given-away               a rule, with its clauses, conditions, facts and examples
  qd85 explain qd85/member/6 --lang en           a clause, and what becomes of it
  qd85 explain notify_within_days                a parameter; so too a concept or a fact by its name
  qd85 explain identity/details --pack local/go-cong-tay --output-format json
  qd85 explain transfer/given-away --account register.yaml --id a1 --item transfers[0]
                                                 the rule part by part, as it is for one page

exit codes: 0 explained; 2 there is nothing of that name, or the account cannot be read
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `explain`."""
    parser.epilog = _EXAMPLES
    parser.add_argument("name", metavar="NAME", help="the id of a rule or clause, or a parameter, concept or fact")
    # The settings of `check` apply, so that a finding is explained by the policy that it was found with.
    add_account(parser)
    add_result(parser, ("as-of", "time-zone", "pack", "param", "suffix-list", "show-names"))


def run(options: argparse.Namespace) -> int:
    """Carry out `explain`; gives the exit code."""
    back = Background(policy_of(options, options.packs or shipped_packs()), frozenset(options.params))
    thing = _find(options.name, back)
    item = kind_of_item(options)
    if options.account is not None:
        return _for_account(options, thing, item)
    write_result(options, partial(_data, back, thing), partial(_show, back, thing))
    return Exit.CLEAN


def _for_account(options: argparse.Namespace, thing: _Thing, item: Subject | None) -> int:
    """Explain what a rule is for an account, by the packs that a check would take."""
    if not isinstance(thing, ResolvedRule):
        raise UsageError(usage.ACCOUNT_WITH_RULE.filled(name=options.name[:60]))
    kind = thing.rule.subject
    if item not in {None, kind}:
        raise UsageError(usage.RULE_ON_OTHER.filled(rule=thing.rule.id, kind=kind, item=options.item))
    back = Background(policy_of(options, options.packs or (thing.rule.pack,)), frozenset(options.params))
    policy = back.policy
    resolved = policy.stack.rules_by_id[thing.rule.id]
    looked = look(options, policy, kind)
    found = [(evaluate_rule(policy, resolved, seen), judged_rule(policy, resolved, seen)) for seen in looked.subjects]
    shown = {"given": back.given, "show_names": options.show_names}

    def data() -> dict[str, Any]:
        return {
            **_data(back, resolved),
            "evaluations": [{**evaluation_data(policy, one, **shown), **outcome_data(judged)} for one, judged in found],
            "errors": [error.to_dict(options.lang) for error in looked.errors],
        }

    def show(page: Page) -> None:
        for one, judged in found:
            heading(page, policy, one, resolved.rule.title[page.lang], outcome=judged)
            show_evaluation(page, policy, one, **shown)

    write_result(options, data, show)
    say_problems(looked.errors, options.lang)
    return Exit.FAILED if looked.errors else Exit.CLEAN


def _find(wanted: str, back: Background) -> _Thing:
    known = _known(back)
    if wanted not in known:
        said = usage.WHAT_IS_KNOWN.filled(name=wanted[:60])
        raise UsageError(usage.hinted(said, suggestion(wanted, known)))
    return known[wanted]


def _known(back: Background) -> dict[str, _Thing]:
    """Give everything by its names; of two things with one name the rule comes first, then the clause, and so on."""
    policy = back.policy
    parameters = policy.stack.parameters
    return {
        **FACTS,
        **back.concepts,
        **{f"concepts.{name}": concept for name, concept in back.concepts.items()},
        **parameters,
        **{f"params.{name}": parameter for name, parameter in parameters.items()},
        **policy.catalogue.clauses,
        **{name: resolved for resolved in policy.rules for name in resolved.rule.deprecated_ids},
        **policy.stack.rules_by_id,
    }


def _data(back: Background, thing: _Thing) -> dict[str, Any]:
    match thing:
        case ResolvedRule():
            return {"kind": "rule", **rule_data(back, thing)}
        case Clause():
            catalogue = back.policy.catalogue
            documents = [document_data(document) for document in catalogue.documents_of(thing)]
            return {
                "kind": "clause",
                **clause_data(back.policy.stack, thing),
                "documents": documents,
                "relay": relay_data(catalogue.relay(thing.relay)),
            }
        case Parameter():
            return {"kind": "parameter", **parameter_data(back.policy, thing, back.given)}
        case NamedConcept():
            return {"kind": "concept", **concept_data(back, thing)}
        case FactSpec():
            return {"kind": "fact", **fact_data(back.policy, thing)}
        case _:
            assert_never(thing)


def _show(back: Background, thing: _Thing, page: Page) -> None:
    match thing:
        case ResolvedRule():
            show_rule(page, back, thing)
        case Clause():
            show_clause(page, back.policy.stack, thing)
        case Parameter():
            show_parameter(page, back.policy, thing, back.given)
        case NamedConcept():
            show_concept(page, back, thing)
        case FactSpec():
            show_fact(page, back.policy, thing)
        case _:
            assert_never(thing)
