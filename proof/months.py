"""Twelve months in sequence: each month's delivery taken in, then a run; who came and went, whose id persisted."""

from itertools import pairwise
from pathlib import Path

import duckdb

from proof.measured import table, v100

SCALE, AS_AT, MONTHS, RUNS = "london-tenth", "2025-11-30", 24, 12


def page(folder: Path) -> str:
    """One row for each month: what arrived, who moved, how many kept their id, how large the store is."""
    city, store = folder / "city", folder / "store"
    v100("simulate", "--scale", SCALE, "--out", city, "--as-at", AS_AT, "--months", MONTHS, "--monthly")
    months = []
    for delivery in sorted((city / "deliveries").iterdir()):
        taken = v100("intake", delivery, "--store", store, "--received-on", delivery.name)
        reports = next(file for file in taken.said["files"] if file["file"].startswith("crime_report"))
        months.append((delivery.name, reports))
    rows, ran = [], []
    for day, reports in months[-RUNS:]:
        run = v100("run", "--as-at", day, "--store", store)
        ran.append(run.said["run_id"])
        first = len(ran) == 1
        listed = ["–"] * 3 if first else _movement(store, run.said["run_id"])
        kept = "–" if first else _kept(store, *ran[-2:])
        rows.append([day, f"{reports['accepted']:,}", *listed, kept, f"{run.seconds:.0f}", f"{_size(store):,.0f}"])
    again = [_returned(store, *pair) for pair in pairwise(ran)]
    head = ["month ending", "reports", "stayed", "new", "gone", "ids kept", "run, s", "store, MB"]
    return (
        "# Twelve months in sequence\n\n"
        f"Scale `{SCALE}`, {MONTHS} monthly deliveries, a run for each of the last {RUNS}. Reports: new ones and later "
        "versions of earlier ones. Ids kept: of the suspects of the run before, who bear the same id now.\n\n"
        + table(head, rows)
        + f"\nOn average {sum(again) / len(again):.0%} of each month's hundred were on the list of the month before. "
        "`make proof` writes this page.\n"
    )


def _movement(store: Path, run_id: str) -> list[str]:
    ranking = f"read_parquet('{store}/runs/{run_id}/ranking.parquet')"
    gone = f"read_parquet('{store}/runs/{run_id}/departure.parquet')"
    same, new = "count(*) FILTER (movement <> 'new')", "count(*) FILTER (movement = 'new')"
    stayed, came = _one(f"SELECT {same}, {new} FROM {ranking} WHERE rank <= 100")
    return [str(stayed), str(came), str(_one(f"SELECT count(*) FROM {gone}")[0])]


def _kept(store: Path, before: str, now: str) -> str:
    people = "SELECT person_id FROM read_parquet('{}/runs/{}/person.parquet') WHERE side = 'suspect'"
    share = _one(
        f"SELECT avg((person_id IN ({people.format(store, now)}))::INT) FROM ({people.format(store, before)})"
    )[0]
    return f"{share:.2%}"


def _returned(store: Path, before: str, now: str) -> float:
    top = "SELECT person_id FROM read_parquet('{}/runs/{}/ranking.parquet') WHERE rank <= 100"
    return float(
        _one(f"SELECT avg((person_id IN ({top.format(store, before)}))::INT) FROM ({top.format(store, now)})")[0]
    )


def _one(query: str) -> tuple[float, ...]:
    row = duckdb.sql(query).fetchone()
    assert row is not None
    return row


def _size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
