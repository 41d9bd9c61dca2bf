"""What rested on a wrong join: when people split a person, everything that took the two for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from v100.store import ledger
from v100.store.runs import Run, runs

Row = dict[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Rested:
    """`decisions`: the standing entries that part him from others. `runs`: each sealed run that took such two for one,
    oldest first. `entries`: standing decisions about mentions that are now several people's, with those people."""

    decisions: list[Row]
    runs: list[Row]
    entries: list[Row]


def rested_on_wrong_join(store: Path, run: Run, person_id: str) -> Rested:
    """What is to be looked at again because people decided that mentions of this person of `run` are another's."""
    standing = ledger.standing(ledger.entries(store))
    his = set(_mentions(run, pc.field("person_id") == person_id))
    parting = [
        entry for entry in standing if entry["decision"] == "different" and his & set(entry["subject"]["mentions"])
    ]
    pairs = [(min(entry["subject"]["mentions"]), max(entry["subject"]["mentions"])) for entry in parting]
    found = [row for each in runs(store) for row in _wrong(each, pairs)]
    return Rested(parting, found, _across(standing, run, {mention for pair in pairs for mention in pair} | his))


def _wrong(run: Run, pairs: list[Pair]) -> list[Row]:
    """What the run says of each person who holds both mentions of a pair."""
    person_of = _mentions(run, _among(mention for pair in pairs for mention in pair))
    joined = {person_of[one] for one, other in pairs if one in person_of and person_of[one] == person_of.get(other)}
    return [_said(run, person) for person in sorted(joined)]


def _said(run: Run, person_id: str) -> Row:
    of_him = pc.field("person_id") == person_id
    ranked, aside, annexes = (run.table(name).filter(of_him).to_pylist() for name in ("ranking", "set_aside", "annex"))
    rank = ranked[0]["rank"] if ranked else None
    return {
        "run_id": run.run_id,
        "as_at": run.as_at,
        "person_id": person_id,
        "rank": rank,
        "listed": rank is not None and rank <= run.manifest["policy"]["list_size"],
        "harm_days": (ranked or aside or [{"harm_days": None}])[0]["harm_days"],
        "set_aside": aside[0]["reason"] if aside else None,
        "annexes": sorted(row["annex"] for row in annexes),
        "decisions": [made for made in run.manifest["decisions"] if made["person_id"] == person_id],
    }


def _across(standing: list[Row], run: Run, near: set[str]) -> list[Row]:
    """Entries about several mentions, one of them `near`, that are more than one person's in the run."""
    told = [
        entry for entry in standing if entry["kind"] != "identity" and near & set(entry["subject"].get("mentions", ()))
    ]
    person_of = _mentions(run, _among(mention for entry in told for mention in entry["subject"]["mentions"]))
    people = [sorted({person_of.get(each, "nobody") for each in entry["subject"]["mentions"]}) for entry in told]
    return [{**entry, "people": whose} for entry, whose in zip(told, people, strict=True) if len(whose) > 1]


def _among(mentions: Iterable[str]) -> pc.Expression:
    return pc.field("mention_id").isin(pa.array(sorted(set(mentions)), pa.string()))


def _mentions(run: Run, which: pc.Expression) -> dict[str, str]:
    """person_id by mention_id of the suspects' mentions."""
    rows: pa.Table = run.table("person_mention").filter(which & (pc.field("side") == "suspect"))
    return {row["mention_id"]: row["person_id"] for row in rows.to_pylist()}
