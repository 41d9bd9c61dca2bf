"""What stands beside the list: who was set aside and why, and the annexes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from v100.reports.reading import Row, Run

PRINTED = 200
"""How many rows of each are printed, highest ranks first; the counts are of all."""
NO_RANK = 10**9


@dataclass(frozen=True)
class SetAside:
    """Who would be ranked but for a rule: counts by reason of all, rows up to PRINTED."""

    reasons: list[tuple[str, int]]
    rows: list[Row]
    in_all: int


@dataclass(frozen=True)
class Annex:
    """One annex: what it is, and its rows up to PRINTED. `notes` says, by person_id, what stands beside a row."""

    key: str
    title: str
    text: str
    rows: list[Row]
    in_all: int
    notes: Mapping[str, str]


ANNEXES = {
    "named_late": (
        "Named late",
        "Reports recorded before the window in which somebody was first named within it. They do not count, because "
        "the window goes by the date of recording; the days are what they would add.",
    ),
    "but_for_cancellations": (
        "But for cancellations",
        "Who would be listed if cancelled records still counted. Cancelled is not the same as false: look at why.",
    ),
    "unknown_victim": (
        "Victim's sex not known",
        "Offences that do not count because neither the record nor the offence says whether a woman or girl was the "
        "victim. Correct the record and the next run counts them.",
    ),
    "possible_duplicate": (
        "Possible duplicates",
        "Pairs of reports with the same person, victim and offence at overlapping times, recorded close together. "
        "Both count until a person decides.",
    ),
    "mutual": (
        "Each accuses the other",
        "Incidents in which suspect and victim swap roles within a day. Nobody is dropped; a panel records whom it "
        "takes for the primary perpetrator, and why.",
    ),
    "referral": (
        "Referred by partners",
        "People whom another agency put forward. A referral adds nothing to the sum; it is read beside the list. One "
        "that is no suspect known, or may be several, stands under its own number.",
    ),
}
"""Each annex: its title, and in a sentence or two what it is."""

REFERRED = "referral: score"
"""The decision that puts a row into the annex of referrals: what it did is said beside the row."""


def set_aside(run: Run) -> SetAside:
    """Everyone set aside, by the rank that they would have."""
    rows = sorted(run.set_aside, key=lambda row: (row["rank_otherwise"] or NO_RANK, row["person_id"]))
    reasons = Counter(row["reason"] for row in rows)
    by_number = sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))
    return SetAside(by_number, rows[:PRINTED], len(rows))


def annexes(run: Run) -> list[Annex]:
    """Every annex, empty ones too, each by the rank that its people would have."""
    found = []
    referred = {made.person_id: made.effect for made in run.facts.decisions if made.decision == REFERRED}
    for key, (title, text) in ANNEXES.items():
        rows = [row for row in run.annexes if row["annex"] == key]
        rows.sort(key=lambda row: (row["rank_with"] or NO_RANK, row["person_id"], row["reports"] or []))
        found.append(Annex(key, title, text, rows[:PRINTED], len(rows), referred if key == "referral" else {}))
    return found
