"""All measures of fairness of one run."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.errors import V100Error
from v100.evaluation.adopted import adoptions
from v100.evaluation.fairness.doubt import Doubts, doubt
from v100.evaluation.fairness.given_harm import Expected, Recount, given_harm, recount
from v100.evaluation.fairness.groups import ETHNICITY, NOT_KNOWN, ethnicity, groups_of, name_origins, unread
from v100.evaluation.fairness.men import men_of
from v100.evaluation.fairness.naming import Renamed, naming
from v100.evaluation.fairness.outcomes import Outcomes, outcomes
from v100.evaluation.fairness.panel import Panel, panel
from v100.evaluation.fairness.selection import Selected, Totals, selection, totals
from v100.evaluation.fairness.suppression import held_back, shown
from v100.evaluation.fairness.weighting import Reweighed, reweighed
from v100.evaluation.identity import ORIGIN, evaluate_identity
from v100.evaluation.known import known_to_run
from v100.evaluation.past import past_runs
from v100.offences import offence_table
from v100.offences.table import weight_sets
from v100.store.runs import Run, asked_for, runs


@dataclass(frozen=True)
class Fairness:
    """What is measured of a run. Counts below `smallest` are held back in every part (suppression.held_back).

    basis: suspects by where their ethnicity comes from; unread: ethnicities as recorded that no code says; outcomes:
    none where the past is one run; panel: none where no file of who was adopted was given; by_origin: precision and
    recall of identity by name origin, where a truth was given.
    """

    run_id: str
    as_at: date
    policy: str
    list_size: int
    smallest: int
    marking: str
    totals: Totals
    basis: dict[str, int | None]
    unread: dict[str, int]
    selection: list[Selected]
    recount: Recount
    given_harm: list[Expected]
    outcomes: Outcomes | None
    panel: Panel | None
    doubt: Doubts
    by_origin: list[dict[str, Any]] | None
    naming: list[Renamed]
    weighting: list[Reweighed]

    @property
    def sound(self) -> bool:
        """Given harm, no group matters."""
        return self.recount.sound and not any(each.fault for each in self.given_harm)


def last_run(store: Path, policy: str) -> Run:
    """The run of a policy with the latest as_at; of several the one asked for last. Raises V100Error when there is
    none."""
    of_policy = [run for run in runs(store) if run.policy == policy]
    if not of_policy:
        raise V100Error(
            f"{store} holds no run of policy {policy!r}: make one with `v100 run --as-at DATE --policy {policy} "
            f"--store {store}`, or name a run with --run"
        )
    order = {run_id: place for place, run_id in enumerate(asked_for(store))}
    return max(of_policy, key=lambda run: (run.as_at, order.get(run.run_id, -1)))


def measure_fairness(
    store: Path, run: Run, *, truth: Path | None = None, adopted: Path | None = None, smallest: int = 10
) -> Fairness:
    """truth: the folder `truth` of the simulated city that the store was filled from; adopted: a file of who was
    adopted when. Raises V100Error when that file is at fault."""
    told = adoptions(adopted) if adopted else None
    size = int(run.manifest["policy"]["list_size"])
    with known_to_run(store, run) as (backend, known):
        tables = {
            name: engine.keep(backend, f"run_{name}", run.table(name))
            for name in ("ranking", "set_aside", "harm_line", "offence_table")
        }
        counted = engine.keep(backend, "counted_lines", tables["harm_line"].filter(_.counted))
        people = _suspects(backend, run.table("person"), "people")
        mentions = _suspects(backend, run.table("person_mention"), "people_mentions")
        groups = groups_of(backend, known, people, mentions, counted)
        if truth:
            groups = groups.union(name_origins(backend, truth, people, mentions))
        groups = engine.keep(backend, "groups_of_men", groups)
        men = engine.keep(backend, "men", men_of(counted, tables["ranking"], tables["set_aside"], list_size=size))
        selected = selection(men, groups, smallest=smallest)
        by_ethnicity = {each.group: each for each in selected if each.kind == ETHNICITY}
        ethnic = engine.keep(backend, "ethnic_groups", groups.filter(_.kind == ETHNICITY))
        return Fairness(
            run_id=run.run_id,
            as_at=run.as_at,
            policy=run.policy,
            list_size=size,
            smallest=smallest,
            marking=str(run.manifest["settings"]["marking"]),
            totals=totals(men),
            basis=_basis(men, ethnicity(backend, known["suspect"], mentions), smallest),
            unread=unread(known["suspect"], smallest=smallest),
            selection=selected,
            recount=recount(men),
            given_harm=given_harm(men, groups, selected, smallest=smallest),
            outcomes=_outcomes(backend, store, known, run, groups, smallest),
            panel=panel(backend, _past(store, run), told, groups, smallest=smallest) if told is not None else None,
            doubt=doubt(tables["ranking"], groups, smallest=smallest),
            by_origin=_by_origin(store, truth, run, smallest) if truth else None,
            naming=naming(
                backend,
                counted,
                tables["ranking"],
                ethnic,
                names=[name for name, each in by_ethnicity.items() if each.listed and name != NOT_KNOWN],
                list_size=size,
            ),
            weighting=reweighed(
                backend,
                counted,
                tables["offence_table"],
                tables["ranking"],
                ethnic,
                others=_other_sets(store, run),
                list_size=size,
                smallest=smallest,
                already={name: each.listed is None for name, each in by_ethnicity.items()},
            ),
        )


def _outcomes(
    backend: Backend, store: Path, known: dict[str, ir.Table], run: Run, groups: ir.Table, smallest: int
) -> Outcomes | None:
    """None where this is the first run of its policy."""
    past = _past(store, run)
    return outcomes(backend, known, past, groups, smallest=smallest) if len(past) > 1 else None


def _past(store: Path, run: Run) -> list[Run]:
    """The runs of the policy up to this one, which is the last."""
    try:
        return [*past_runs(store, run.policy, until=run.as_at)[:-1], run]
    except V100Error:  # there is no other
        return [run]


def _suspects(backend: Backend, table: pa.Table, name: str) -> ir.Table:
    return engine.keep(backend, name, engine.keep(backend, f"{name}_both", table).filter(_.side == "suspect"))


def _basis(men: ir.Table, told: ir.Table, smallest: int) -> dict[str, int | None]:
    rows = engine.add(men.select("person_id"), told, "person_id").mutate(basis=_.basis.fill_null(NOT_KNOWN))
    counts = rows.group_by("basis").agg(men=_.count()).order_by("basis").to_pyarrow().to_pydict()
    if not counts["men"]:
        return {}
    return dict(zip(counts["basis"], shown(counts["men"], held_back(counts["men"], smallest=smallest)), strict=True))


def _by_origin(store: Path, truth: Path, run: Run, smallest: int) -> list[dict[str, Any]]:
    """The measures by name origin (evaluation.identity), of origins with enough mentions to say anything."""
    told = evaluate_identity(store, truth, run, side="suspect")["groups"]
    return [row for row in told if row["kind"] == ORIGIN and row["mentions"] >= smallest]


def _other_sets(store: Path, run: Run) -> dict[str, pa.Table]:
    own = run.manifest["policy"]["weights"]
    return {name: offence_table(name, store=store) for name in weight_sets(store) if name != own}
