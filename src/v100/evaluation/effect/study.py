"""The study table: each man within reach of the cut in each run of the past, listed or not, and what followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.engine import Backend
from v100.errors import V100Error
from v100.evaluation.adopted import adoptions, bound, with_adoption
from v100.evaluation.effect.outcomes import outcomes
from v100.evaluation.following import HORIZONS
from v100.evaluation.known import known_to_run
from v100.evaluation.past import past_runs, what_followed
from v100.harm import who_is_who_now
from v100.store.runs import Run

if TYPE_CHECKING:
    import pandas as pd

REACH = 4
"""Ranks that are looked at: up to so many times the length of the list."""


@dataclass(frozen=True)
class Study:
    """`rows`: person_id, was_id (in the run), as_at, run (its place, from 0), size (of the list), rank, x (places above
    the cut: half a place and more is listed, minus half a place and less is not), listed, harm_days, cut (harm days
    halfway between the last who is listed and the first who is not), tied (as many days stand on both sides of the
    cut), reports, quiet_days (since his last report), listed_day (the first later day on which a run lists him),
    listed_before, followed (days), adopted (in the study's days after the run; only with a file), and
    what followed (outcomes.outcomes). `horizons` are those to whose end at least
    one run was followed. `adoptions` are how many of the file's lines are of men within reach, and how many it has;
    nothing without a file. `days_of_runs` are all runs, the last one, which nothing follows, among them."""

    rows: "pd.DataFrame"
    policy: str
    days: int
    horizons: tuple[int, ...]
    days_of_runs: tuple[date, ...]
    run_ids: tuple[str, ...]
    marking: str
    adoptions: tuple[int, int] | None = None


def study(
    store: Path,
    policy: str = "v100",
    *,
    days: int = 90,
    since: date | None = None,
    until: date | None = None,
    adopted: Path | None = None,
) -> Study:
    """From the sealed runs of a policy, people told apart as in the last of them. `adopted` is a file of who was
    adopted when (evaluation.adopted).

    Raises V100Error when there are fewer than two runs, or none is followed for `days`, or the file is at fault.
    """
    told = adoptions(adopted) if adopted else None
    past = past_runs(store, policy, since=since, until=until)
    first, last = past[0].as_at, past[-1].as_at
    if (last - first).days < days:
        raise V100Error(
            f"no run of policy {policy!r} is followed for {days} days: the first is of {first}, the last of {last}; "
            f"make later runs, or give fewer --days"
        )
    horizons = tuple(h for h in sorted({days, *HORIZONS}) if h <= (last - first).days)
    with known_to_run(store, past[-1]) as (backend, known):
        later = what_followed(backend, store, known, past)
        men = engine.keep(backend, "effect_men", _men(backend, past))
        if told is not None:
            spells = engine.keep(backend, "effect_adopted", bound(told, men, backend.table("effect_people")))
            men = engine.keep(backend, "effect_men_adopted", with_adoption(men, spells, days))
        found = engine.keep(
            backend, "effect_study", outcomes(men, known, later, days=days, horizons=horizons, last=last)
        )
        rows = found.order_by("as_at", "rank").to_pandas()
        used = None if told is None else (int(spells.line.nunique().execute()), told.num_rows)
    return Study(
        rows=_plain(rows, horizons),
        policy=policy,
        days=days,
        horizons=horizons,
        days_of_runs=tuple(run.as_at for run in past),
        run_ids=tuple(run.run_id for run in past),
        marking=str(past[-1].manifest["settings"]["marking"]),
        adoptions=used,
    )


def _men(backend: Backend, past: Sequence[Run]) -> ir.Table:
    """One row for each man and run but the last; who was two men in a run and is one now stands once, where he stood
    higher."""
    people = engine.keep(backend, "effect_people", past[-1].table("person_mention"))
    standings = [
        engine.keep(backend, f"effect_run_{place}", _standing(backend, run, place, people))
        for place, run in enumerate(past)
    ]
    everyone = engine.keep(backend, "effect_standings", ibis.union(*standings))
    once = ibis.row_number().over(group_by=[_.person_id, _.as_at], order_by=_["rank"]) == 0
    ranked = everyone.filter(once)
    days = [run.as_at for run in past]
    nexts = ibis.memtable({"as_at": days[:-1], "next_on": days[1:]}, schema={"as_at": "date", "next_on": "date"})
    return _listings(ranked).join(nexts, "as_at")


def _standing(backend: Backend, run: Run, place: int, people: ir.Table) -> ir.Table:
    size = run.manifest["policy"]["list_size"]
    ranking = engine.keep(backend, "effect_ranking", run.table("ranking"))
    near = ranking.filter(ranking["rank"] <= REACH * size)
    mentions = engine.keep(backend, "effect_mentions", run.table("person_mention"))
    now = who_is_who_now(mentions.semi_join(near, "person_id"), people)
    ranked = near.join(now, near.person_id == now.was_id)
    edge = ranking.agg(
        inside=ranking.harm_days.max(where=ranking["rank"] == size),
        outside=ranking.harm_days.max(where=ranking["rank"] == size + 1),
    )
    return ranked.cross_join(edge).select(
        "was_id",
        "rank",
        "reports",
        person_id=now.person_id,
        as_at=ibis.literal(run.as_at),
        run=ibis.literal(place),
        size=ibis.literal(size),
        x=size + 0.5 - ranked["rank"],
        listed=ranked["rank"] <= size,
        harm_days=ranked.harm_days.cast("float64"),
        cut=(edge.inside.cast("float64") + edge.outside.cast("float64")) / 2,
        tied=((ranked.harm_days == edge.inside) & (edge.inside == edge.outside)).fill_null(False),
        quiet_days=ibis.literal(run.as_at).delta(ranked.last_on, unit="day"),
    )


def _listings(ranked: ir.Table) -> ir.Table:
    """With listed_day and listed_before: the days of the runs that list him, before and after."""
    listed = ranked.filter(_.listed).select("person_id", listed_on="as_at")
    pairs = ranked.select("person_id", "as_at").join(listed, "person_id")
    day = pairs.listed_on.delta(pairs.as_at, unit="day")
    when = pairs.group_by("person_id", "as_at").agg(listed_day=day.min(where=day > 0), listed_before=(day < 0).any())
    found = engine.add(ranked, when, "person_id", "as_at")
    return found.mutate(listed_before=found.listed_before.fill_null(False))


def _plain(rows: "pd.DataFrame", horizons: Sequence[int]) -> "pd.DataFrame":
    """Numbers as numbers: what is not known is not a number, true is one."""
    flags = ["arrested", "arrested_earlier", "arrested_later", "arrested_unknown", "charged", "arrested_month"]
    flags += ["arrested_before", "charged_before", *(f"any_{horizon}" for horizon in horizons)]
    days = ["arrest_day", "custody_day", "death_day", "listed_day", "sentence_days", "quiet_days", "followed"]
    days += ["reports", "cut", *(f"harm_{horizon}" for horizon in horizons)]
    numbers = dict.fromkeys([*flags, *days], "float64") | dict.fromkeys(["run", "size", "rank"], "int64")
    return rows.assign(as_at=rows.as_at.dt.date).astype(numbers | dict.fromkeys(["listed", "listed_before"], bool))
