"""Where two records differ, in words, the most basic difference first: it may be the cause of those below it.

What must not live here: reproducing a run (`run.reproducing`), and how differences are shown (`cli.verify`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from qd85rules.core.outcome import REPORTED
from qd85rules.core.plain import composed
from qd85rules.core.text import Text
from qd85rules.evidence.record.outcomes import kind_of
from qd85rules.evidence.record.shape import LETTERS, OUTCOMES, SEAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Difference", "Kind", "compare_records", "same_verdict"]

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
class Difference:
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


def compare_records(recorded: _Record, now: _Record) -> tuple[Difference, ...]:
    """List the differences; `now` may lack parts, where a run could not be carried to its end."""
    return tuple(found for part, compare in _PARTS.items() if part in now for found in compare(recorded, now))


def _tool(recorded: _Record, now: _Record) -> Iterator[Difference]:
    before, after = (f"{one['tool']['name']} {one['tool']['version']}" for one in (recorded, now))
    if before != after:
        yield _changed("tool", "version", before, after, Text("phiên bản công cụ", "the version of the tool"))


def _policy(recorded: _Record, now: _Record) -> Iterator[Difference]:
    before, after = recorded["policy"], now["policy"]
    found = [*_packs(before, after), *_params(before["params"], after["params"])]
    yield from found
    if before["fingerprint"] != after["fingerprint"]:
        message = (
            Text("ý nghĩa của chính sách đã khác: dấu vân khác", "the meaning of the policy differs: its fingerprint")
            if found
            else Text(
                "dấu vân của chính sách khác dù các tệp và tham số vẫn thế: công cụ hiểu chúng khác đi",
                "the policy's fingerprint differs though its files and parameters do not: the tool reads them "
                "differently",
            )
        )
        yield Difference("meaning", "fingerprint", before["fingerprint"], after["fingerprint"], message)
    if before["suffix_list"] != after["suffix_list"]:
        what = Text("danh sách đuôi tên miền", "the public suffix list")
        old, new = (_list_name(one["suffix_list"]) for one in (before, after))
        yield _changed("suffix-list", "version", old, new, what)


def _list_name(part: _Record) -> str:
    file = part["file"]
    return str(part["version"]) if file is None else f"{part['version']}, {_short(file['sha256'])}"


def _packs(before: _Record, after: _Record) -> Iterator[Difference]:
    old, new = ({pack["id"]: pack for pack in one["packs"]} for one in (before, after))
    for name in dict.fromkeys((*old, *new)):
        if name not in old or name not in new:
            yield _come_or_gone("pack", name, name in new, Text(f"gói `{name}`", f"the pack `{name}`"))
        elif old[name]["version"] != new[name]["version"]:
            what = Text(f"phiên bản của gói `{name}`", f"the version of the pack `{name}`")
            yield _changed("pack", name, old[name]["version"], new[name]["version"], what)
    for name in old:
        if name in new:
            yield from _files(name, old[name]["files"], new[name]["files"])


def _files(pack: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            what = Text(f"tệp `{name}` của gói `{pack}`", f"the file `{name}` of the pack `{pack}`")
            subject = f"{pack}/{name}"
            if name in old and name in new:
                yield _changed("pack-file", subject, _short(old[name]), _short(new[name]), what)
            else:
                yield _come_or_gone("pack-file", subject, name in new, what)


def _params(old: _Record, new: _Record) -> Iterator[Difference]:
    for name in sorted({*old, *new}):
        what = Text(f"tham số `{name}`", f"the parameter `{name}`")
        if name not in old or name not in new:
            yield _come_or_gone("parameter", name, name in new, what)
        elif old[name] != new[name] or type(old[name]) is not type(new[name]):
            yield _changed("parameter", name, old[name], new[name], what)


def _inputs(recorded: _Record, now: _Record) -> Iterator[Difference]:
    for before, after in zip(recorded["inputs"], now["inputs"], strict=True):
        yield from _bytes("input", before, after, Text("dữ liệu vào", "the input"))


def _waivers(recorded: _Record, now: _Record) -> Iterator[Difference]:
    for before, after in zip(recorded["waivers"], now["waivers"], strict=True):
        yield from _bytes("waivers", before, after, Text("tệp miễn trừ", "the file of waivers"))


def _baseline(recorded: _Record, now: _Record) -> Iterator[Difference]:
    if recorded["baseline"] is not None and now["baseline"] is not None:
        yield from _bytes("baseline", recorded["baseline"], now["baseline"], Text("danh sách nền", "the baseline"))


def _bytes(kind: Kind, before: _Record, after: _Record, what: Text) -> Iterator[Difference]:
    # A file that could not be read to its end has no digest; why not is told as the failure of the run.
    if before["sha256"] != after["sha256"] and after["sha256"] is not None:
        name = before["path"]
        named = Text(f"{what.vi} `{name}`", f"{what.en} `{name}`")
        old, new = (_same_text(f"{_short(one['sha256'])}, {one['bytes']} B") for one in (before, after))
        yield _changed(kind, name, before["sha256"], after["sha256"], named, old, new)


def _engines(recorded: _Record, now: _Record) -> Iterator[Difference]:
    before, after = (one["engines"] for one in (recorded, now))
    if before != after:
        old, new = " + ".join(before), " + ".join(after)
        missing = "durable" in before and "durable" not in after
        why = (
            Text(
                ": Python này không có durable-rules, nên không có ý kiến thứ hai",
                ": this Python has no durable-rules, so there is no second opinion",
            )
            if missing
            else Text("", "")
        )
        message = Text(f"bộ máy là {new}, không phải {old}{why.vi}", f"the engine is {new}, not {old}{why.en}")
        yield Difference("engine", "engines", before, after, message)


def _rules(recorded: _Record, now: _Record) -> Iterator[Difference]:
    old, new = ([rule for rules in one["rules"].values() for rule in rules] for one in (recorded, now))
    for rule in dict.fromkeys((*old, *new)):
        if rule not in old or rule not in new:
            yield _come_or_gone("rule", rule, rule in new, Text(f"quy tắc `{rule}`", f"the rule `{rule}`"))


def _accounts(recorded: _Record, now: _Record) -> Iterator[Difference]:
    old, new = ({(one["input"], composed(one["id"])): one for one in each["accounts"]} for each in (recorded, now))
    for key in sorted({*old, *new}):
        if key not in old or key not in new:
            name = key[1]
            yield _come_or_gone("outcome", name, key in new, Text(f"tài khoản `{name}`", f"the account `{name}`"))
        elif old[key] != new[key]:
            yield from _account(old[key], new[key], recorded["rules"], now["rules"])


def _account(old: _Record, new: _Record, old_rules: _Record, new_rules: _Record) -> Iterator[Difference]:
    before, after = _by_rule(old, old_rules), _by_rule(new, new_rules)
    changed = False
    for subject, rule in dict.fromkeys((*before, *after)):
        one, other = before.get((subject, rule)), after.get((subject, rule))
        if one != other:
            changed = True
            yield _outcome(old["id"], subject, rule, one, other)
    if not changed and old["digest"] != new["digest"]:
        rules = [rule for (_, rule), letter in before.items() if OUTCOMES[letter] in REPORTED]
        listed = ", ".join(f"`{rule}`" for rule in dict.fromkeys(rules))
        message = Text(
            f"tài khoản `{old['id']}`: kết quả như cũ, nhưng ngày đến hạn, căn cứ hoặc dữ kiện còn thiếu đã khác; xem "
            f"{listed}",
            f"the account `{old['id']}`: the same outcomes, but not the same due days, clauses or missing facts; look "
            f"at {listed}",
        )
        yield Difference("outcome", old["id"], old["digest"], new["digest"], message)


def _by_rule(entry: _Record, rules: _Record) -> dict[tuple[str, str], str]:
    return {
        (subject, rule): letter
        for subject, letters in entry["outcomes"].items()
        for rule, letter in zip(rules[kind_of(subject)], letters, strict=True)
    }


def _outcome(account: str, subject: str, rule: str, before: str | None, after: str | None) -> Difference:
    place = account if subject == "account" else f"{account} {subject}"
    old, new = (None if letter is None else OUTCOMES[letter] for letter in (before, after))
    texts = [_NAMES[letter] for letter in (before, after)]
    message = Text(
        f"tài khoản `{place}`, quy tắc `{rule}`: {texts[1].vi}, biên bản ghi {texts[0].vi}",
        f"the account `{place}` under the rule `{rule}`: {texts[1].en}, recorded as {texts[0].en}",
    )
    return Difference("outcome", f"{place} {rule}", old, new, message)


_NAMES: Final[dict[str | None, Text]] = {
    None: Text("không có", "not there"),
    **{
        letter: Text(said, outcome.value.replace("_", " "))
        for (outcome, letter), said in zip(
            LETTERS.items(),
            ("vi phạm", "chưa xác định", "sắp đến hạn", "được miễn", "đúng quy định", "không áp dụng"),
            strict=True,
        )
    },
}


def _result(recorded: _Record, now: _Record) -> Iterator[Difference]:
    before, after = recorded["result"], now["result"]
    for name in sorted(before["summary"]):
        if before["summary"][name] != after["summary"][name]:
            what = Text(f"số `{name}`", f"the number of `{name}`")
            yield _changed("result", name, before["summary"][name], after["summary"][name], what)
    if before["baseline"] != after["baseline"]:
        what = Text("phép so với danh sách nền", "the comparison with the baseline")
        yield _changed("result", "baseline", before["baseline"], after["baseline"], what)
    if before["exit_code"] != after["exit_code"]:
        what = Text("mã thoát", "the exit code")
        yield _changed("result", "exit_code", before["exit_code"], after["exit_code"], what)


def _seal(recorded: _Record, now: _Record) -> Iterator[Difference]:
    """Say so where the records differ in what no part above looks at; a seal is there only at the end of a run."""
    looked_at = ("tool", "policy", "inputs", "waivers", "baseline", "engines", "rules", "accounts", "result", SEAL)
    for key in sorted({*recorded, *now} - {*looked_at}):
        if recorded.get(key) != now.get(key):
            what = Text(f"mục `{key}`", f"the part `{key}`")
            yield _changed("result", key, recorded.get(key), now.get(key), what)


_PARTS: Final[dict[str, Callable[[_Record, _Record], Iterator[Difference]]]] = {
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


def _changed(
    kind: Kind,
    subject: str,
    before: object,
    after: object,
    what: Text,
    before_text: Text | None = None,
    after_text: Text | None = None,
) -> Difference:
    old = before_text or _same_text(before)
    new = after_text or _same_text(after)
    message = Text(f"{what.vi} là {new.vi}, biên bản ghi {old.vi}", f"{what.en} is {new.en}, recorded as {old.en}")
    return Difference(kind, subject, before, after, message)


def _come_or_gone(kind: Kind, subject: str, is_new: bool, what: Text) -> Difference:  # noqa: FBT001 - a plain fact
    message = (
        Text(f"{what.vi} không có trong biên bản", f"{what.en} is not in the record")
        if is_new
        else Text(f"{what.vi} không còn", f"{what.en} has gone")
    )
    return Difference(kind, subject, None if is_new else True, True if is_new else None, message)


def _same_text(value: object) -> Text:
    shown = f"`{str(value).lower() if isinstance(value, bool) else value}`"
    return Text(shown, shown)


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:_SHOWN]
