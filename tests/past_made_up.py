"""A small force whose past is known: who was named when, taken in month by month, with a run at the end of each."""

from datetime import date
from pathlib import Path

from small_force import offence, report, suspect, take_delivery, victim
from v100 import policy
from v100.monthly import monthly_run

METHOD = policy.load("v100")
RECORDED = {
    "A1": ("adam", "2025-06-10", "019/08"),
    "B1": ("ben", "2026-01-10", "008/06"),
    "A2": ("adam", "2026-03-05", "019/08"),
    "B2": ("ben", "2026-04-02", "019/08"),
    "C1": ("carl", "2026-04-10", "019/08"),
    "D1": ("dev", "2026-04-30", "008/06"),
}
"""Who was named in each report, when it was recorded, what it was: rape or assault."""
AS_A_BOY = {"C1": {"occurred_from": "2005-01-01 10:00:00", "occurred_to": "2005-01-01 11:00:00"}}
"""What Carl did before his eighteenth birthday does not count."""


DAYS = (date(2026, 2, 28), date(2026, 3, 31), date(2026, 7, 31))
"""Of the runs. Ninety days have passed after the first two."""


def make_past(folder: Path) -> None:
    """`store`: all that was recorded so far, taken in on each of the days, and the run of that day."""
    for number, day in enumerate(DAYS, start=1):
        recorded = {name: told for name, told in RECORDED.items() if told[1] <= day.isoformat()}
        take_delivery(folder / "store", folder, number, day, extract(recorded))
        monthly_run(folder / "store", as_at=day, policy=METHOD)


def extract(recorded: dict[str, tuple[str, str, str]]) -> dict[str, list[dict[str, str]]]:
    return {
        "crime_report": [
            report(name, on, **{"occurred_from": f"{on} 10:00:00", "occurred_to": "", **AS_A_BOY.get(name, {})})
            for name, (_, on, _) in recorded.items()
        ],
        "offence": [offence(name, code) for name, (_, _, code) in recorded.items()],
        "suspect": [suspect(man, name) for name, (man, _, _) in recorded.items()],
        "victim": [victim(name) for name in recorded],
    }
