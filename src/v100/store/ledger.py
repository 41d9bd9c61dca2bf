"""The ledger: what people decided and the engine must obey. One line each, hash-chained, only ever added to."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from v100.errors import V100Error
from v100.store.files import append_line, sha256_of, unreadable, whole_lines

DECISIONS = {
    "eligibility": ("leave_out", "restore"),
    "identity": ("same", "different", "unsure"),
    "link": ("linked", "not_linked", "to_test"),
    "referral": ("score",),
    "withdrawal": ("withdraw",),
}
"""What may be decided, by kind. An eligibility decision takes two people."""

SUBJECTS = {
    "eligibility": ("mentions", "lines"),
    "identity": ("mentions",),
    "link": ("mentions",),
    "referral": ("mentions", "referral"),
    "withdrawal": ("entry",),
}
"""What a decision may be about, by kind: one of these at least."""

START = "0" * 64

FILE = "ledger.jsonl"


@dataclass(frozen=True)
class Entry:
    """One decision before it is written.

    `subject` has `mentions`, or `lines` ([report_id, line]), or `entry`, or `referral` with the `sha256` of its file.
    A decision about a link has `mentions`, of which one of the man is enough, and the `report` that may be his.
    Of an identity decision it may have `parts`, the evidence of the two mentions (tables.MATCH) as it was decided on.
    """

    kind: str
    subject: dict[str, Any]
    decision: str
    by: str
    why: str
    at: datetime
    second_by: str | None = None
    entry_id: str | None = None


def add(store: Path, entry: Entry) -> dict[str, Any]:
    """Write an entry and give it as written, with position and hash. The same entry_id again changes nothing.

    Raises V100Error naming every fault of the entry; when its id stands for something else; when the chain is broken.
    """
    content = _content(entry)
    written: dict[str, Any] = {}

    def line(lines: list[bytes]) -> str | None:
        entries = _parse(lines, store)
        known = {each["entry_id"]: each for each in entries}
        if content["entry_id"] in known:
            written.update(_same(known[content["entry_id"]], content))
            return None
        if content["kind"] == "withdrawal" and content["subject"]["entry"] not in known:
            raise V100Error(f"no entry {content['subject']['entry']!r} to withdraw: `v100 ledger list` shows them")
        body = {"position": len(entries) + 1, **content, "previous": entries[-1]["hash"] if entries else START}
        written.update(body, hash=sha256_of(body))
        return _line(written)

    append_line(store / FILE, line)
    return written


def entries(store: Path, *, up_to: int | None = None) -> list[dict[str, Any]]:
    """The entries in order, to a position or all. Raises V100Error when a line was changed, lost or out of turn."""
    return _parse(whole_lines(store / FILE)[:up_to], store)


def standing(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries that hold: not withdrawn, and no withdrawals among them."""
    withdrawn: set[str] = set()
    for entry in reversed(found):
        if entry["kind"] == "withdrawal" and entry["entry_id"] not in withdrawn:
            withdrawn.add(entry["subject"]["entry"])
    return [entry for entry in found if entry["kind"] != "withdrawal" and entry["entry_id"] not in withdrawn]


def head_at(store: Path, position: int) -> str | None:
    """The hash of the entry at a position (the start's before the first); none when the ledger is shorter or broken."""
    try:
        found = entries(store, up_to=position)
    except V100Error:
        return None
    if len(found) < position:
        return None
    return str(found[-1]["hash"]) if found else START


def faults(entry: Entry) -> list[str]:
    """What keeps an entry from being written, whatever the ledger holds; none when nothing does."""
    found = []
    if entry.decision not in DECISIONS.get(entry.kind, ()):
        allowed = "; ".join(f"{kind}: {', '.join(decisions)}" for kind, decisions in DECISIONS.items())
        found.append(f"{entry.kind} {entry.decision} is no decision (allowed are {allowed})")
    found += [f"{name} is empty" for name in ("by", "why") if not getattr(entry, name).strip()]
    found += [f"{name} is not readable text" for name, value in asdict(entry).items() if unreadable(value)]
    if entry.kind == "eligibility" and not (entry.second_by or "").strip():
        found.append("an eligibility decision needs second_by: it takes two people")
    if entry.kind == "identity" and len(set(entry.subject.get("mentions", ()))) != 2:
        found.append("an identity decision is about two mentions")
    if entry.kind == "link" and not entry.subject.get("report"):
        found.append("a decision about a link names the report that may be his")
    if entry.second_by and entry.second_by.strip().casefold() == entry.by.strip().casefold():
        found.append("by and second_by are one person: it takes two people")
    wanted = SUBJECTS.get(entry.kind, ())
    if wanted and not any(entry.subject.get(name) for name in wanted):
        found.append(f"the subject names no {' or '.join(wanted)}")
    if entry.at.tzinfo is None:
        found.append("at carries no time zone")
    return found


def _content(entry: Entry) -> dict[str, Any]:
    if found := faults(entry):
        raise V100Error("ledger entry refused: " + "; ".join(found))
    content = {
        "kind": entry.kind,
        "subject": entry.subject,
        "decision": entry.decision,
        "by": entry.by,
        "second_by": entry.second_by,
        "why": entry.why,
        "at": entry.at.isoformat(),
    }
    return {"entry_id": entry.entry_id or "L" + sha256_of(content)[:12], **content}


def _same(known: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in content.items() if name != "at"}
    if any(known[name] != value for name, value in told.items()):
        raise V100Error(f"entry_id {content['entry_id']!r} is taken by another decision: nothing written")
    return known


def _line(entry: dict[str, Any]) -> str:
    """The one way in which an entry is written: other spacing is a change too."""
    return json.dumps(entry, ensure_ascii=False)


def _parse(lines: list[bytes], store: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
            body = {name: value for name, value in entry.items() if name != "hash"}
            sound = (
                entry["position"] == number
                and entry["previous"] == (found[-1]["hash"] if found else START)
                and entry["hash"] == sha256_of(body)
                and line == _line(entry).encode()
            )
        except (ValueError, KeyError, AttributeError):
            sound = False
        if not sound:
            raise V100Error(f"{store / FILE} line {number}: the chain is broken: restore the file from a copy")
        found.append(entry)
    return found
