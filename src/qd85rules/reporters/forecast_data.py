"""A forecast as plain data: stable, versioned, growing by additions only.

What must not live here: the report of a check (`judge.report`), whose findings these are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import errors_in
from qd85rules.core.outcome import Outcome

if TYPE_CHECKING:
    from qd85rules.reporters import Options
    from qd85rules.run.forecast import Coming, Forecast

FORECAST_VERSION: Final = 1
"""The version of the shape."""


def forecast_data(found: Forecast, options: Options) -> dict[str, Any]:
    """Give a forecast as plain data, what comes in the order in which it comes."""
    return {
        "schema_version": FORECAST_VERSION,
        "as_of": found.as_of.isoformat(),
        "until": found.until.isoformat(),
        "policy": {
            "packs": list(found.policy.packs),
            "fingerprint": found.policy.fingerprint,
            "params": dict(found.policy.params),
        },
        "engines": list(found.engines),
        "inputs": list(options.inputs),
        "summary": {
            "accounts": found.accounts,
            "now": {outcome.value: found.now.get(outcome, 0) for outcome in Outcome if outcome in _NOW},
            "coming": {"violation": len(found.violations), "undetermined": len(found.undetermined)},
            "errors": errors_in(found.errors),
        },
        "coming": [_coming_data(one, options) for one in found.coming],
        "errors": [error.to_dict(options.lang) for error in found.errors],
    }


# What comes due later is compliant until its day, and waivers are not looked at.
_NOW: Final = frozenset({Outcome.VIOLATION, Outcome.UNDETERMINED, Outcome.COMPLIANT, Outcome.NOT_APPLICABLE})


def _coming_data(one: Coming, options: Options) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "last_day": one.last_day.isoformat(),
        "before": one.before.value,
        "changed": [
            {"parameter": change.name, "before": change.before, "after": change.after} for change in one.changed
        ],
        "finding": one.finding.to_dict(lang=options.lang, show_names=options.show_names),
    }
