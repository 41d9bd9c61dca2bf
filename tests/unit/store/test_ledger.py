"""The ledger: chained, only ever added to, by one writer at a time; nothing acknowledged is lost."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from v100.errors import V100Error
from v100.store import ledger
from v100.store.files import sha256_of

LEAVE_OUT = ledger.Entry(
    kind="eligibility",
    subject={"mentions": ["m1"]},
    decision="leave_out",
    by="A. Analyst",
    second_by="B. Chair",
    why="wrongly identified",
    at=datetime(2026, 4, 1, 9, tzinfo=UTC),
)
REFER = replace(LEAVE_OUT, kind="referral", decision="score", second_by=None, why="probation is worried")


def withdraw(entry_id: str) -> ledger.Entry:
    return replace(LEAVE_OUT, kind="withdrawal", decision="withdraw", subject={"entry": entry_id}, second_by=None)


def test_entries_are_chained_in_order(tmp_path: Path) -> None:
    first, second = ledger.add(tmp_path, LEAVE_OUT), ledger.add(tmp_path, REFER)
    assert [first["position"], second["position"]] == [1, 2]
    assert (first["previous"], second["previous"]) == (ledger.START, first["hash"])
    assert ledger.entries(tmp_path) == [first, second]
    assert [ledger.head_at(tmp_path, position) for position in range(4)] == [
        ledger.START,
        first["hash"],
        second["hash"],
        None,
    ]


def test_an_entry_written_twice_changes_nothing(tmp_path: Path) -> None:
    named = replace(LEAVE_OUT, entry_id="panel-7")
    first = ledger.add(tmp_path, named)
    again = ledger.add(tmp_path, replace(named, at=datetime(2026, 4, 2, tzinfo=UTC)))
    assert again == first
    assert len(ledger.entries(tmp_path)) == 1


def test_an_entry_id_stands_for_one_decision(tmp_path: Path) -> None:
    ledger.add(tmp_path, replace(LEAVE_OUT, entry_id="panel-7"))
    with pytest.raises(V100Error, match="taken by another decision"):
        ledger.add(tmp_path, replace(REFER, entry_id="panel-7"))
    assert len(ledger.entries(tmp_path)) == 1


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (replace(LEAVE_OUT, second_by=None), "it takes two people"),
        (replace(LEAVE_OUT, second_by="a. analyst "), "one person"),
        (replace(LEAVE_OUT, why=" "), "why is empty"),
        (replace(LEAVE_OUT, by=" "), "by is empty"),
        (replace(LEAVE_OUT, decision="delete"), "is no decision"),
        (replace(LEAVE_OUT, kind="gossip"), "is no decision"),
        (replace(REFER, kind="identity", decision="same"), "is about two mentions"),
        (replace(REFER, kind="identity", decision="same", subject={"mentions": ["m1", "m1"]}), "is about two mentions"),
        (replace(REFER, kind="identity", decision="same", subject={"mentions": ["a", "b", "c"]}), "about two mentions"),
        (replace(REFER, kind="link", decision="linked"), "names the report that may be his"),
        (replace(REFER, kind="link", decision="linked", subject={"report": "R1"}), "names no mentions"),
        (replace(REFER, kind="withdrawal", decision="withdraw"), "names no entry"),
        (replace(LEAVE_OUT, subject={}), "names no mentions or lines"),
        (replace(REFER, subject={"lines": [["R1", 1]]}), "names no mentions or referral"),
        (replace(LEAVE_OUT, at=datetime(2026, 4, 1)), "no time zone"),
        (replace(LEAVE_OUT, why="not \udcff text"), "why is not readable text"),
        (replace(LEAVE_OUT, subject={"mentions": ["\udcff"]}), "subject is not readable text"),
        (withdraw("nothing"), "no entry 'nothing'"),
    ],
)
def test_a_faulty_entry_is_refused_and_not_written(tmp_path: Path, entry: ledger.Entry, fault: str) -> None:
    with pytest.raises(V100Error, match=fault):
        ledger.add(tmp_path, entry)
    assert ledger.entries(tmp_path) == []


ALLOWED = [
    ("eligibility", "leave_out", {"mentions": ["m1"]}),
    ("eligibility", "restore", {"lines": [["R1", 1]]}),
    ("identity", "same", {"mentions": ["m1", "m2"]}),
    ("identity", "different", {"mentions": ["m1", "m2"]}),
    ("identity", "unsure", {"mentions": ["m1", "m2"]}),
    ("link", "linked", {"mentions": ["m1"], "report": "R1"}),
    ("link", "not_linked", {"mentions": ["m1"], "report": "R1"}),
    ("link", "to_test", {"mentions": ["m1"], "report": "R1"}),
    ("referral", "score", {"mentions": ["m1"]}),
    ("referral", "score", {"referral": "F1", "sha256": "0" * 64}),
    ("withdrawal", "withdraw", {"entry": "L1"}),
]


@pytest.mark.parametrize(("kind", "decision", "subject"), ALLOWED)
def test_these_may_be_decided_and_only_leaving_out_and_restoring_takes_two(
    kind: str, decision: str, subject: dict[str, Any]
) -> None:
    one = replace(LEAVE_OUT, kind=kind, decision=decision, subject=subject, by="B. Chair", second_by=None)
    assert ledger.faults(replace(one, second_by="A. Analyst")) == []
    assert bool(ledger.faults(one)) == (kind == "eligibility")


def test_a_kind_that_is_none_is_one_fault() -> None:
    assert len(ledger.faults(replace(LEAVE_OUT, kind="gossip", subject={}))) == 1


WRITTEN = (
    '{"position": 1, "entry_id": "L14dc84f3517d", "kind": "eligibility", "subject": {"mentions": ["m1"]}, '
    '"decision": "leave_out", "by": "A. Analyst", "second_by": "B. Chair", "why": "wrongly identified: José", '
    f'"at": "2026-04-01T09:00:00+00:00", "previous": "{"0" * 64}", '
    '"hash": "5cc0e212946038ec007ec80599f854ae837ca8af9ddb3a2a4ede13d2d2c6ae71"}\n'
)


def test_the_ledgers_that_there_are_stay_readable(tmp_path: Path) -> None:
    """How an entry is written and hashed never changes: a changed way would call every store's ledger broken."""
    ledger.add(tmp_path, replace(LEAVE_OUT, why="wrongly identified: José"))
    assert (tmp_path / "ledger.jsonl").read_text(encoding="utf-8") == WRITTEN


def test_what_is_withdrawn_does_not_stand_and_a_withdrawal_can_be_withdrawn(tmp_path: Path) -> None:
    entry = ledger.add(tmp_path, LEAVE_OUT)
    back = ledger.add(tmp_path, withdraw(entry["entry_id"]))
    assert ledger.standing(ledger.entries(tmp_path)) == []
    ledger.add(tmp_path, withdraw(back["entry_id"]))
    assert [each["entry_id"] for each in ledger.standing(ledger.entries(tmp_path))] == [entry["entry_id"]]


@example(why="a\u2028b\x85c")
@given(why=st.text(min_size=1).filter(lambda text: text.strip() != ""))
@settings(deadline=None)
def test_whatever_people_write_is_read_back(tmp_path_factory: pytest.TempPathFactory, why: str) -> None:
    """A reason pasted from elsewhere may hold any character, line separators too."""
    store = tmp_path_factory.mktemp("store")
    ledger.add(store, replace(REFER, why=why))
    ledger.add(store, LEAVE_OUT)
    assert [each["why"] for each in ledger.entries(store)] == [why, LEAVE_OUT.why]


@given(data=st.data())
@settings(deadline=None)
def test_any_one_changed_byte_breaks_the_chain(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    store = tmp_path_factory.mktemp("store")
    head = [ledger.add(store, replace(REFER, why=f"reason {number}"))["hash"] for number in range(3)][-1]
    path = store / "ledger.jsonl"
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :])
    assert ledger.head_at(store, 3) != head


def test_what_broke_later_does_not_doubt_what_was_before(tmp_path: Path) -> None:
    """A run read the ledger up to a position: only that much of it must hold."""
    first = ledger.add(tmp_path, LEAVE_OUT)
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(path.read_bytes() + b"what?\n")
    assert ledger.head_at(tmp_path, 1) == first["hash"]
    assert ledger.head_at(tmp_path, 2) is None


@pytest.mark.parametrize("harm", ["changed", "spaced", "closed up", "lost", "moved", "no JSON", "no entry", "no text"])
def test_a_broken_chain_is_told_by_its_line(tmp_path: Path, harm: str) -> None:
    for number in range(3):
        ledger.add(tmp_path, replace(REFER, why=f"reason {number}"))
    path = tmp_path / "ledger.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines = {
        "changed": [lines[0], lines[1].replace("reason 1", "reason 9"), lines[2]],
        "spaced": [lines[0], lines[1].replace(": ", ":\t", 1), lines[2]],
        "closed up": [lines[0], lines[1].replace(": ", ":", 1), lines[2]],
        "lost": [lines[0], lines[2]],
        "moved": [lines[0], lines[2], lines[1]],
        "no JSON": [lines[0], "what?\n", lines[2]],
        "no entry": [lines[0], "[1]\n", lines[2]],
        "no text": [lines[0], lines[1].replace("reason", "re\udcffson"), lines[2]],
    }[harm]
    path.write_text("".join(lines), encoding="utf-8", errors="surrogateescape")
    with pytest.raises(V100Error, match="line 2: the chain is broken"):
        ledger.entries(tmp_path)
    with pytest.raises(V100Error, match="chain is broken"):
        ledger.add(tmp_path, LEAVE_OUT)


@pytest.mark.parametrize("said", [{"position": 1}, {"position": 3}, {"previous": "0" * 64}, {"previous": "f" * 64}])
def test_who_hashes_a_line_anew_still_breaks_the_chain(tmp_path: Path, said: dict[str, Any]) -> None:
    """A line that agrees with its own hash alone is of no use: its place and the line before are told in it."""
    ledger.add(tmp_path, LEAVE_OUT)
    second = ledger.add(tmp_path, REFER)
    body = {name: value for name, value in second.items() if name != "hash"} | said
    path = tmp_path / "ledger.jsonl"
    first = path.read_text(encoding="utf-8").splitlines(keepends=True)[0]
    path.write_text(first + json.dumps({**body, "hash": sha256_of(body)}) + "\n", encoding="utf-8")
    with pytest.raises(V100Error, match="line 2: the chain is broken"):
        ledger.entries(tmp_path)


@pytest.mark.parametrize("lost", range(1, 6))
def test_a_line_that_a_crash_cut_short_is_cut_off(tmp_path: Path, lost: int) -> None:
    """It was never acknowledged, be it cut within a letter; what was stays, and the next entry follows it."""
    first = ledger.add(tmp_path, LEAVE_OUT)
    path = tmp_path / "ledger.jsonl"
    torn = json.dumps({"position": 2, "why": "café"}, ensure_ascii=False).encode()[:-lost]
    path.write_bytes(path.read_bytes() + torn)
    assert ledger.entries(tmp_path) == [first]
    second = ledger.add(tmp_path, REFER)
    assert ledger.entries(tmp_path) == [first, second]


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    reasons = [f"reason {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda why: ledger.add(tmp_path, replace(REFER, why=why)), reasons))
    assert sorted(each["why"] for each in ledger.entries(tmp_path)) == sorted(reasons)
