"""The first screen: key figures of the list, how firm it is, and what changed since the run before."""

from dataclasses import dataclass
from decimal import Decimal

import pyarrow.compute as pc

from v100.reports.parts import Part
from v100.reports.reading import Row, Run

FIRM = 0.95
"""Listed in so many samples of the links in doubt, a man is firmly on the list."""


@dataclass(frozen=True)
class Figures:
    """The list in numbers. Harm and offences count a line once however many listed suspects carry it (rule 31)."""

    people: int
    ranked: int
    harm: Decimal
    all_harm: Decimal
    offences: int
    reports: int
    victims: int


def figures(run: Run) -> Figures:
    """The key figures of the list."""
    lines = run.distinct_lines
    of_list = lines.filter(pc.field("listed") == 1)
    return Figures(
        people=len(run.listed),
        ranked=len(run.ranking),
        harm=pc.sum(of_list["days"]).as_py() or Decimal(0),
        all_harm=pc.sum(lines["days"]).as_py() or Decimal(0),
        offences=of_list.num_rows,
        reports=pc.count_distinct(of_list["report_id"]).as_py(),
        victims=len(_victims_of_list(run)),
    )


def _victims_of_list(run: Run) -> set[str]:
    """References of those on the list's counted lines whom the policy's count of victims takes."""
    female = run.facts.policy.female_victim
    counted = {
        (line["report_id"], line["line"])
        for row in run.listed
        for line in run.lines.get(row["person_id"], [])
        if line["counted"]
    }
    return {
        victim["person_id"]
        for key in counted
        for victim in run.victims.get(key, [])
        if victim["person_id"] and (victim["sex"] == "F" or not female)
    }


@dataclass(frozen=True)
class Changes:
    """Who entered and left the list, and who moved within it."""

    compared: bool
    first_time: list[Row]
    entered: list[Row]
    up: list[Row]
    down: list[Row]
    same: int
    gone: list[Row]


def changes(run: Run) -> Changes:
    """Movement of the list against the same policy's run before."""
    size = run.facts.policy.list_size
    stayed = [row for row in run.listed if (row["previous_rank"] or size + 1) <= size]
    return Changes(
        compared=any(row["movement"] for row in run.ranking) or bool(run.departures),
        first_time=[row for row in run.listed if row["previous_rank"] is None],
        entered=[row for row in run.listed if (row["previous_rank"] or 0) > size],
        up=_by_steps([row for row in stayed if row["rank"] < row["previous_rank"]]),
        down=_by_steps([row for row in stayed if row["rank"] > row["previous_rank"]]),
        same=sum(row["rank"] == row["previous_rank"] for row in stayed),
        gone=sorted(run.departures, key=lambda row: (row["previous_rank"], row["person_id"])),
    )


def _by_steps(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-abs(row["rank"] - row["previous_rank"]), row["rank"]))


@dataclass(frozen=True)
class Firmness:
    """How far the list rests on little: one report, one doubtful identity, an unknown sex. `often_off`: off the list in
    more than one in twenty samples of the links in doubt."""

    rests_on_one: int
    one_report: int
    doubtful: int
    often_off: int
    sex_unknown: int
    tied: int


def firmness(run: Run, parts: list[Part]) -> Firmness:
    """How many of the list would leave it without one of their reports, or rest on a doubtful identity."""
    size = run.facts.policy.list_size
    listed = parts[: len(run.listed)]
    return Firmness(
        rests_on_one=sum(
            any(bar.rank_without is None or bar.rank_without > size for bar in part.bars) for part in listed
        ),
        one_report=sum(part.ranked["reports"] == 1 for part in listed),
        doubtful=sum(bool(part.identity.doubt) for part in listed),
        often_off=sum((part.ranked["chance_in_top"] or 0) < FIRM for part in listed if part.ranked["rank_low"]),
        sex_unknown=sum(any(flag.startswith("sex") for flag, _ in part.flags) for part in listed),
        tied=sum(bool(part.ranked["tie_at_cut"]) for part in listed),
    )
