"""A folder with all that a record can rest on: a pack, registers, waivers, a baseline.

What must not live here: tests.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.evidence.record.sealing import SEAL, record_bytes, seal

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["NAME", "RECORD", "RUN", "change", "reseal", "write_samples"]

RECORD: Final = "run.qd85record.json"
NAME: Final = "Nguyễn Thí Dụ"
DAY: Final = ("--as-of", "2024-11-01", "--no-config")
RUN: Final = ("check", "r.yaml", "more.csv", "--pack", "pack", "--waivers", "w.yaml", "--baseline", "b.json", *DAY)

_PACK: Final = """\
id: club
version: "1"
requires: []
parameters:
  close_within_days:
    type: int
    default: 14
    title: {vi: Thời hạn đóng trang, en: Time to close a page}
    rationale: {vi: Hai tuần là đủ., en: Two weeks will do.}
    set_by: {vi: Ban chấp hành, en: The committee}
  ways:
    type: choices
    choices: [give, lend, sell]
    default: [give, sell]
    title: {vi: Những cách giao trang bị cấm, en: Ways of passing a page on that are forbidden}
    rationale: {vi: Cho mượn còn đang bàn., en: Lending is still being discussed.}
    set_by: {vi: Đại hội, en: The general assembly}
"""
_DOCUMENTS: Final = """\
bylaw:
  title: {vi: Nội quy hội làm vườn, en: Bylaw of the gardening club}
  about: {vi: Trang của hội viên., en: Pages of members.}
  issuer: {vi: Ban chấp hành hội, en: Committee of the club}
  date: 2022-03-01
"""
_RELAYS: Final = """\
"701":
  file_name: 701_bylaw.txt
  title: {vi: Bản tin của hội, en: The club's bulletin}
  description: {vi: In nội quy., en: Prints the bylaw.}
  reads: [bylaw]
  names: []
  digest: "sha256:f73a48cfa80b48d0c23dfbd2ee6aab9cac4e16e61871673023c905de177dabbc"
"""
_CLAUSES: Final = """\
bylaw/1:
  documents: [bylaw]
  relay: "701"
  locator: {item: "1"}
  attribution: single
  in_force_from: 2022-03-01
  title: {vi: Tên ngắn, en: Short title}
  summary: {vi: Trang của hội phải ở trong tay hội viên., en: Pages of the club stay with members.}
  outcome: check
  passage: {start: 31, end: 84, digest: "sha256:15e9c3f4c97f1432f94075a6472590764af92bb095ba75250add541e115e4472"}
"""
_CLOSED: Final = """\
id: page/closed
subject: account
modality: should
clauses: [bylaw/1]
title: {vi: Trang bỏ không được đóng, en: A page out of use is closed}
violated_when: >-
  account.stated_unused && !(has(account.closed_on) && account.closed_on <= today)
  && today - account.unused_since > params.close_within_days
message: {vi: Trang bỏ không chưa được đóng., en: The page is still open.}
remedy: {vi: Đóng trang., en: Close it.}
examples_base: {id: vd-1, closed_on: never, in_use: false}
examples:
  - {name: out of use for long, given: {unused_since: 2024-01-01}, expect: violation}
"""
_PASSED_ON: Final = """\
id: page/passed-on
subject: transfer
modality: must_not
clauses: [bylaw/1]
title: {vi: Trang của hội không sang tay người ngoài, en: The page stays with members}
event_date: transfer.on
applies_when: '"party_member" in holder.roles'
violated_when: transfer.direction == "out" && transfer.kind in params.ways
message: {vi: Trang đã sang tay người ngoài., en: The page was passed on.}
remedy: {vi: Lấy lại trang., en: Take the page back.}
examples_base: {id: vd-1, holder: {id: vd-1, roles: [party_member]}}
examples:
  - {name: sold, given: {transfers: [{direction: out, kind: sell, on: 2024-05-01}]}, expect: violation}
"""
_REGISTER: Final = f"""\
- id: a1
  platform: facebook
  handle: thidu.nguyen
  url: https://www.facebook.com/thidu.nguyen
  holder: {{id: h1, legal_name: {NAME}, roles: [party_member], unit: to-hoa-hong}}
  profile: {{display_name: {NAME}}}
  in_use: true
  closed_on: never
  transfers:
    - {{direction: out, kind: sell, on: 2024-05-01, counterparty: Trần Mẫu}}
    - {{direction: out, kind: lend, on: 2024-06-01}}
    - {{direction: out, on: 2024-07-01}}
- id: a2
  holder: {{id: h2, roles: [party_member]}}
  in_use: false
  closed_on: never
  unused_since: 2024-10-25
  transfers:
    - {{direction: out, kind: give, on: 2024-05-02}}
"""
_TABLE: Final = "id,in_use,closed_on,unused_since\na3,false,never,2024-01-01\n"
_WAIVERS: Final = """\
- rule: page/passed-on
  account: a1
  reason: trang chung của tổ
  approver: Chi ủy
  authority: Nghị quyết 01
  expires_on: 2024-12-31
"""
_FILES: Final = {
    "pack/pack.yaml": _PACK,
    "pack/documents.yaml": _DOCUMENTS,
    "pack/relays.yaml": _RELAYS,
    "pack/clauses.yaml": _CLAUSES,
    "pack/page/closed.yaml": _CLOSED,
    "pack/page/passed-on.yaml": _PASSED_ON,
    "r.yaml": _REGISTER,
    "more.csv": _TABLE,
    "w.yaml": _WAIVERS,
    "b.json": '{"schema_version": 1, "findings": []}\n',
}


def write_samples(folder: Path) -> None:
    """Write the files."""
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def change(name: str, old: str, new: str) -> None:
    """Change a part of a file, which must be there."""
    path = Path(name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def reseal(edit: Callable[[dict[str, Any]], object]) -> None:
    """Edit the record as a forger would: with a seal that fits."""
    data = json.loads(Path(RECORD).read_text("utf-8"))
    edit(data)
    data[SEAL] = seal(data)
    Path(RECORD).write_bytes(record_bytes(data))
