"""Where two records differ, in words, the most basic difference first: it may be the cause of those below it.

What must not live here: reproducing a run (`run.reproducing`), and how differences are shown (`cli.verify`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from qd85rules.core.text import Text, composed
from qd85rules.evidence.record.outcomes import kind_of
from qd85rules.evidence.record.sealing import LETTERS, OUTCOMES, SEAL, canonical, digest_of
from qd85rules.wording import evidence as say
from qd85rules.wording.verdicts import OUTCOMES as OUTCOME_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Kind = Literal[
    "layout",
    "tool",
    "pack",
    "pack-file",
    "parameter",
    "meaning",
    "suffix-list",
    "input",
    "waivers",
    "baseline",
    "engine",
    "rule",
    "outcome",
    "result",
]

_SHOWN: Final = 12
_Record = dict[str, Any]
_VERDICT: Final = ("rules", "accounts", "result")
"""The parts of a record that say what was found; the others say from what."""


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """One difference: what differs, as the record has it, as it is now, and the same as a sentence.

    `subject` names it among those of its kind: a file, a parameter, an account. `None` stands for what is not there.
    """

    kind: Kind
    subject: str
    recorded: Any
    now: Any
    message: Text


def same_verdict(recorded: _Record, now: _Record) -> bool:
    """Say whether two records have the same outcomes, whatever else differs."""
    return all(recorded[key] == now.get(key) for key in _VERDICT)


def compare_records(recorded: _Record, now: _Record) -> tuple[RecordDifference, ...]:
    """List the differences; `now` may lack parts, where a run could not be carried to its end."""
    return tuple(found for part in _PARTS if part in now for found in _of_part(part, recorded, now))


def _of_part(part: str, recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    """Say in words what differs in a part, and that something does where there are no words for it.

    Parts of a run that could not be carried to its end may be unfinished themselves.
    """
    found = tuple(_PARTS[part](recorded, now))
    yield from found
    if not found and part not in _TOLD_WHOLE and SEAL in now and recorded[part] != now[part]:
        before, after = (digest_of([canonical(one[part])]) for one in (recorded, now))
        yield _changed("result", part, before, after, say.THE_PART.filled(key=part))


def _tool(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    before, after = (f"{one['tool']['name']} {one['tool']['version']}" for one in (recorded, now))
    if before != after:
        yield _changed("tool", "version", before, after, say.TOOL_VERSION)


def _policy(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    before, after = recorded["policy"], now["policy"]
    found = [*_packs(before, after), *_params(before["params"], after["params"])]
    yield from found
    if before["fingerprint"] != after["fingerprint"]:
        message = say.MEANING_DIFFERS if found else say.MEANING_DIFFERS_UNSEEN
        yield RecordDifference("meaning", "fingerprint", before["fingerprint"], after["fingerprint"], message)
    if before["suffix_list"] != after["suffix_list"]:
        what = say.SUFFIX_LIST
        old, new = (_list_name(one["suffix_list"]) for one in (before, after))
        yield _changed("suffix-list", "version", old, new, what)


def _list_name(part: _Record) -> str:
    file = part["file"]
    return str(part["version"]) if file is None else f"{part['version']}, {_short(file['sha256'])}"


def _packs(before: _Record, after: _Record) -> Iterator[RecordDifference]:
    old, new = ({pack["id"]: pack for pack in one["packs"]} for one in (before, after))
    for name in dict.fromkeys((*old, *new)):
        if name not in old or name not in new:
            yield _come_or_gone("pack", name, name in new, say.THE_PACK.filled(name=name))
        elif old[name]["version"] != new[name]["version"]:
            what = say.PACK_VERSION.filled(name=name)
            yield _changed("pack", name, old[name]["version"], new[name]["version"], what)
    for name in old:
        if name in new:
            yield from _files(name, old[name]["files"], new[name]["files"])


def _files(pack: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[RecordDifference]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            what = say.PACK_FILE.filled(file=name, pack=pack)
            subject = f"{pack}/{name}"
            if name in old and name in new:
                yield _changed("pack-file", subject, _short(old[name]), _short(new[name]), what)
            else:
                yield _come_or_gone("pack-file", subject, name in new, what)


def _params(old: _Record, new: _Record) -> Iterator[RecordDifference]:
    for name in sorted({*old, *new}):
        what = say.THE_PARAMETER.filled(name=name)
        if name not in old or name not in new:
            yield _come_or_gone("parameter", name, name in new, what)
        # For Python `True` is 1.
        elif old[name] != new[name] or isinstance(old[name], bool) is not isinstance(new[name], bool):
            yield _changed("parameter", name, old[name], new[name], what)


def _inputs(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    for before, after in zip(recorded["inputs"], now["inputs"], strict=True):
        yield from _bytes("input", before, after, say.THE_INPUT)


def _waivers(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    for before, after in zip(recorded["waivers"], now["waivers"], strict=True):
        yield from _bytes("waivers", before, after, say.THE_WAIVERS)


def _baseline(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    if recorded["baseline"] is not None and now["baseline"] is not None:
        yield from _bytes("baseline", recorded["baseline"], now["baseline"], say.THE_BASELINE)


def _bytes(kind: Kind, before: _Record, after: _Record, what: Text) -> Iterator[RecordDifference]:
    # A file that could not be read to its end has no digest; why not is told as the failure of the run.
    if after["sha256"] is not None and any(before[key] != after[key] for key in ("sha256", "bytes")):
        name = before["path"]
        named = say.NAMED.filled(what=what, name=name)
        old, new = (_same_text(f"{_short(one['sha256'])}, {one['bytes']} B") for one in (before, after))
        yield _changed(kind, name, before["sha256"], after["sha256"], named, old, new)


def _engines(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    before, after = (one["engines"] for one in (recorded, now))
    if before != after:
        old, new = " + ".join(before), " + ".join(after)
        missing = "durable" in before and "durable" not in after
        why = say.NO_SECOND_OPINION if missing else say.NO_REASON
        message = say.ENGINE_IS.filled(new=new, old=old, why=why)
        yield RecordDifference("engine", "engines", before, after, message)


def _rules(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    old, new = ([rule for rules in one["rules"].values() for rule in rules] for one in (recorded, now))
    for rule in dict.fromkeys((*old, *new)):
        if rule not in old or rule not in new:
            yield _come_or_gone("rule", rule, rule in new, say.THE_RULE.filled(rule=rule))


def _accounts(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    old, new = ({(one["input"], composed(one["id"])): one for one in each["accounts"]} for each in (recorded, now))
    for key in sorted({*old, *new}):
        if key not in old or key not in new:
            name = key[1]
            yield _come_or_gone("outcome", name, key in new, say.THE_ACCOUNT.filled(name=name))
        elif old[key] != new[key]:
            yield from _account(old[key], new[key], recorded["rules"], now["rules"])


def _account(old: _Record, new: _Record, old_rules: _Record, new_rules: _Record) -> Iterator[RecordDifference]:
    before, after = _by_rule(old, old_rules), _by_rule(new, new_rules)
    for subject, rule in dict.fromkeys((*before, *after)):
        one, other = before.get((subject, rule)), after.get((subject, rule))
        if one != other:
            yield _outcome(old["id"], subject, rule, one, other)
            continue
        was, now = (entry["details"].get(subject, {}).get(rule) for entry in (old, new))
        if was != now:
            place = _place(old["id"], subject)
            message = say.SAME_OUTCOME.filled(place=place, rule=rule)
            yield RecordDifference("outcome", f"{place} {rule}", was, now, message)


def _by_rule(entry: _Record, rules: _Record) -> dict[tuple[str, str], str]:
    return {
        (subject, rule): letter
        for subject, letters in entry["outcomes"].items()
        for rule, letter in zip(rules[kind_of(subject)], letters, strict=True)
    }


def _outcome(account: str, subject: str, rule: str, before: str | None, after: str | None) -> RecordDifference:
    place = _place(account, subject)
    old, new = (None if letter is None else OUTCOMES[letter] for letter in (before, after))
    texts = [_NAMES[letter] for letter in (before, after)]
    message = say.OUTCOME_IS.filled(place=place, rule=rule, now=texts[1], recorded=texts[0])
    return RecordDifference("outcome", f"{place} {rule}", old, new, message)


def _place(account: str, subject: str) -> str:
    return account if subject == "account" else f"{account} {subject}"


_NAMES: Final[dict[str | None, Text]] = {
    None: say.NOT_THERE,
    **{letter: OUTCOME_WORDS[outcome] for outcome, letter in LETTERS.items()},
}


def _result(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    before, after = recorded["result"], now["result"]
    # Where accounts differ, it follows from what is said of them.
    if before["outcomes"] != after["outcomes"] and recorded["accounts"] == now["accounts"]:
        old, new = (_same_text(_short(one["outcomes"])) for one in (before, after))
        yield _changed("result", "outcomes", before["outcomes"], after["outcomes"], say.ALL_OUTCOMES, old, new)
    for name in sorted(before["summary"]):
        if before["summary"][name] != after["summary"][name]:
            what = say.THE_NUMBER.filled(name=name)
            yield _changed("result", name, before["summary"][name], after["summary"][name], what)
    if before["baseline"] != after["baseline"]:
        what = say.THE_COMPARISON
        yield _changed("result", "baseline", before["baseline"], after["baseline"], what)
    if before["exit_code"] != after["exit_code"]:
        what = say.THE_EXIT_CODE
        yield _changed("result", "exit_code", before["exit_code"], after["exit_code"], what)


def _seal(recorded: _Record, now: _Record) -> Iterator[RecordDifference]:
    """Say so where the records differ in what no part above looks at; a seal is there only at the end of a run."""
    looked_at = ("tool", "policy", "inputs", "waivers", "baseline", "engines", "rules", "accounts", "result", SEAL)
    for key in sorted({*recorded, *now} - {*looked_at}):
        if recorded.get(key) != now.get(key):
            what = say.THE_PART.filled(key=key)
            yield _changed("result", key, recorded.get(key), now.get(key), what)


_PARTS: Final[dict[str, Callable[[_Record, _Record], Iterator[RecordDifference]]]] = {
    "tool": _tool,
    "policy": _policy,
    "inputs": _inputs,
    "waivers": _waivers,
    "baseline": _baseline,
    "engines": _engines,
    "rules": _rules,
    "accounts": _accounts,
    "result": _result,
    SEAL: _seal,
}


_TOLD_WHOLE: Final = {"result", SEAL}
"""The parts of which nothing is left to tell: the digest of all outcomes follows from the accounts."""


def _changed(
    kind: Kind,
    subject: str,
    before: object,
    after: object,
    what: Text,
    before_text: Text | None = None,
    after_text: Text | None = None,
) -> RecordDifference:
    old = before_text or _same_text(before)
    new = after_text or _same_text(after)
    message = say.IS_RECORDED_AS.filled(what=what, now=new, recorded=old)
    return RecordDifference(kind, subject, before, after, message)


def _come_or_gone(kind: Kind, subject: str, is_new: bool, what: Text) -> RecordDifference:  # noqa: FBT001 - a plain fact
    message = say.NOT_IN_THE_RECORD.filled(what=what) if is_new else say.HAS_GONE.filled(what=what)
    return RecordDifference(kind, subject, None if is_new else True, True if is_new else None, message)


def _same_text(value: object) -> Text:
    shown = f"`{str(value).lower() if isinstance(value, bool) else value}`"
    return Text(shown, shown)


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:_SHOWN]
