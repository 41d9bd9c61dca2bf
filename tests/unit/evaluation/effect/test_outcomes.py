"""What followed a run, worked by hand: windows, arrests on earlier and later reports, what is cut off."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import ibis
import pytest

from v100 import engine
from v100.evaluation.effect.outcomes import outcomes
from v100.evaluation.past import Later
from v100.tables import CRIME_REPORT, EVENT

RUN, NEXT, LAST = date(2026, 1, 31), date(2026, 2, 28), date(2026, 5, 1)
"""The last day known is ninety days after the run."""
REPORTS = {"old": date(2025, 12, 1), "same day": RUN, "new": date(2026, 2, 10)}

Row = dict[str, Any]


@pytest.fixture
def backend() -> Iterator[engine.Backend]:
    made = engine.connect()
    yield made
    made.disconnect()


def followed(
    backend: engine.Backend,
    events: Sequence[tuple[str, date, str | None]] = (),
    lines: Sequence[tuple[date, date, int]] = (),
    *,
    days: int = 90,
    horizons: tuple[int, ...] = (90,),
    length: int | None = None,
) -> Row:
    """What the table says of one man of one run. Events are (kind, on, report), lines (recorded, began, harm days)."""
    reports = [
        {"report_id": name, "force": "A", "crime_ref": name, "recorded_on": day} for name, day in REPORTS.items()
    ]
    told = [
        {"event_id": f"E{number}", "kind": kind, "on": on, "report_id": report, "days": length}
        for number, (kind, on, report) in enumerate(events)
    ]
    event = engine.keep(backend, "event", EVENT.arrow(told)).mutate(person_id=ibis.literal("P1"))
    acts = ibis.memtable(
        [("P1", harm, recorded, began) for recorded, began, harm in lines],
        schema={"person_id": "string", "days": "decimal(18, 4)", "recorded_on": "date", "began_on": "date"},
    )
    men = ibis.memtable(
        {"person_id": ["P1"], "as_at": [RUN], "next_on": [NEXT]},
        schema={"person_id": "string", "as_at": "date", "next_on": "date"},
    )
    known = {"crime_report": engine.keep(backend, "crime_report", CRIME_REPORT.arrow(reports))}
    found = outcomes(
        engine.keep(backend, "men", men),
        known,
        Later(lines=engine.keep(backend, "acts", acts), women=acts, events=event),
        days=days,
        horizons=horizons,
        last=LAST,
    )
    rows: list[Row] = found.to_pyarrow().to_pylist()
    assert len(rows) == 1
    return rows[0]


def day(number: int) -> date:
    return date.fromordinal(RUN.toordinal() + number)


@pytest.mark.parametrize(("number", "arrested"), [(0, False), (1, True), (90, True), (91, False)])
def test_an_arrest_counts_from_the_day_after_the_run_to_the_last_of_the_days(
    backend: engine.Backend, number: int, arrested: bool
) -> None:
    found = followed(backend, [("arrest", day(number), "old")])
    assert found["arrested"] is arrested
    assert found["arrest_day"] == (number or None)


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ("old", ("earlier",)),
        ("same day", ("earlier",)),
        ("new", ("later",)),
        (None, ("unknown",)),
        ("never seen", ("unknown",)),
    ],
)
def test_an_arrest_is_on_an_earlier_report_a_later_one_or_it_is_not_told(
    backend: engine.Backend, report: str | None, told: tuple[str, ...]
) -> None:
    found = followed(backend, [("arrest", day(20), report)])
    assert tuple(name for name in ("earlier", "later", "unknown") if found[f"arrested_{name}"]) == told


def test_what_came_before_the_run_is_kept_apart(backend: engine.Backend) -> None:
    found = followed(backend, [("arrest", day(0), "old"), ("charge", day(-89), "old"), ("charge", day(-90), "old")])
    assert found["arrested_before"] is True
    assert found["charged_before"] is True
    assert found["charged"] is False
    assert followed(backend, [("charge", day(-90), "old")])["charged_before"] is False


def test_an_arrest_by_the_next_run_is_of_the_month(backend: engine.Backend) -> None:
    assert followed(backend, [("arrest", NEXT, "old")])["arrested_month"] is True
    assert followed(backend, [("arrest", day(29), "old")])["arrested_month"] is False


def test_what_was_not_followed_to_its_end_is_not_known(backend: engine.Backend) -> None:
    found = followed(backend, [("arrest", day(20), "old")], days=91, horizons=(90, 91))
    assert found["arrested"] is None
    assert found["any_91"] is None
    assert found["any_90"] is False
    assert found["arrest_day"] == 20
    assert found["followed"] == 90


@pytest.mark.parametrize(
    ("recorded", "began", "harm"),
    [(day(1), day(1), 10), (day(90), day(3), 10), (day(91), day(3), 0), (day(5), day(0), 0), (day(5), day(-30), 0)],
)
def test_harm_is_what_began_after_the_run_and_was_recorded_within_the_days(
    backend: engine.Backend, recorded: date, began: date, harm: int
) -> None:
    found = followed(backend, lines=[(recorded, began, 10)])
    assert found["harm_90"] == harm
    assert found["any_90"] is (harm > 0)


def test_the_first_custody_after_the_run_and_death_are_told_by_day(backend: engine.Backend) -> None:
    found = followed(
        backend,
        [("remand", day(12), "old"), ("remand", day(-5), "old"), ("recall", day(40), None), ("death", day(60), None)],
    )
    assert (found["custody_day"], found["death_day"]) == (12, 60)


def test_sentences_within_the_days_are_added(backend: engine.Backend) -> None:
    events = [("sentence", day(30), "old"), ("sentence", day(89), "new"), ("sentence", day(91), "new")]
    assert followed(backend, events, length=100)["sentence_days"] == 200
