"""What people decided of two mentions: which entries of the ledger hold, which a later one overrules."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
import ibis.expr.types as ir

Entry = Mapping[str, Any]
Pair = tuple[str, str]

SAME, DIFFERENT = "same", "different"
_PAIRS = {"mention_a": "string", "mention_b": "string", "decision": "string", "decided": "string"}


@dataclass(frozen=True)
class Decided:
    """Entries of the ledger's kind identity about mentions of one side.

    `in_force`: by pair (smaller mention_id first), the entry that holds. `obeyed`: by entry_id, the pair of each entry
    in force and of each earlier one that said the same. `overruled`: entry_ids that later entries contradict;
    `conflicting` the mentions of those that contradict over other mentions than their own two.
    `nobody`: by entry_id, a mention that names nobody. `known`: the mentions decided of that this side has.
    """

    in_force: dict[Pair, Entry]
    obeyed: dict[str, Pair]
    overruled: frozenset[str]
    conflicting: frozenset[str]
    nobody: dict[str, str]
    known: frozenset[str]

    def pairs(self, decision: str) -> list[Pair]:
        """The pairs of which people decided so."""
        return [pair for pair, entry in sorted(self.in_force.items()) if entry["decision"] == decision]

    @property
    def table(self) -> ir.Table:
        """mention_a, mention_b, decision, decided (in words: what, by whom, when)."""
        rows = [(*pair, entry["decision"], in_words(entry)) for pair, entry in sorted(self.in_force.items())]
        return ibis.memtable(rows, schema=_PAIRS)


def settle(entries: Iterable[Entry], known: Collection[str], unnamed: Collection[str]) -> Decided:
    """The standing entries of kind identity about mentions that are `known` on this side.

    Read from the last to the first. Of two decisions about one pair the later holds. "Same" is overruled where it
    would bring together two whom later entries keep apart, "different" where later entries bring its two together,
    over any number of mentions. A mention that names nobody (`unnamed`) is no person: it is one with nobody.
    """
    decisions = [entry for entry in entries if entry["kind"] == "identity"]
    in_force: dict[Pair, Entry] = {}
    obeyed: dict[str, Pair] = {}
    overruled: set[str] = set()
    conflicting: set[str] = set()
    nobody: dict[str, str] = {}
    one_of: dict[str, frozenset[str]] = {}
    apart: set[Pair] = set()
    for entry in sorted(decisions, key=lambda entry: -entry["position"]):
        pair, decision = pair_of(entry), entry["decision"]
        if not set(pair) <= set(known):
            continue
        both = frozenset(pair).union(*(one_of.get(mention, ()) for mention in pair))
        torn = decision == SAME and any(set(each) <= both for each in apart)
        tied = decision == DIFFERENT and pair[1] in one_of.get(pair[0], ())
        if empty := sorted(set(pair) & set(unnamed)):
            nobody[entry["entry_id"]] = empty[0]
        elif pair in in_force and in_force[pair]["decision"] == decision:
            obeyed[entry["entry_id"]] = pair
        elif pair in in_force:
            overruled.add(entry["entry_id"])
        elif torn or tied:
            overruled.add(entry["entry_id"])
            conflicting.update(pair)
        else:
            in_force[pair] = entry
            obeyed[entry["entry_id"]] = pair
            if decision == SAME:
                one_of.update(dict.fromkeys(both, both))
            elif decision == DIFFERENT:
                apart.add(pair)
    mentioned = {mention for entry in decisions for mention in pair_of(entry)}
    return Decided(
        in_force, obeyed, frozenset(overruled), frozenset(conflicting), nobody, frozenset(mentioned & set(known))
    )


def pair_of(entry: Entry) -> Pair:
    """The two mentions of an identity entry, smaller id first."""
    one, other = sorted(entry["subject"]["mentions"])
    return one, other


def in_words(entry: Entry) -> str:
    """same, by DI Example on 1 April 2026 (entry L...)"""
    on = datetime.fromisoformat(entry["at"])
    return f"{entry['decision']}, by {entry['by']} on {on.day} {on:%B %Y} (entry {entry['entry_id']})"
