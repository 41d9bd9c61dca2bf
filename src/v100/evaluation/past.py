"""The past as a force lived it: the sealed runs of one policy, and what is known of what followed them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.engine import Backend
from v100.errors import V100Error
from v100.harm import bind, count_lines, occurred
from v100.policy import Policy
from v100.store import ledger
from v100.store.runs import Run, asked_for, runs


def past_runs(store: Path, policy: str = "v100", *, since: date | None = None, until: date | None = None) -> list[Run]:
    """The sealed runs of a policy, oldest first; of several for one day the one asked for last.

    Raises V100Error when there are fewer than two: nothing was recorded after the only one.
    """
    order = {run_id: place for place, run_id in enumerate(asked_for(store))}
    by_day: dict[date, Run] = {}
    for run in sorted(runs(store), key=lambda run: order.get(run.run_id, -1)):
        if run.policy == policy and (since or date.min) <= run.as_at <= (until or date.max):
            by_day[run.as_at] = run
    if len(by_day) < 2:
        raise V100Error(
            f"{store} holds {len(by_day)} days with a run of policy {policy!r} and the past needs two: "
            f"make one for each month with `v100 run --as-at DATE --policy {policy} --store {store}`, oldest first"
        )
    return [by_day[day] for day in sorted(by_day)]


def made_from(command: str, past: Sequence[Run]) -> tuple[tuple[str, str], ...]:
    """What a page says of the runs that it was made from: (name, value)."""
    return (
        ("Command", command),
        ("Policy", past[-1].policy),
        ("First and last run", f"{past[0].run_id}, {past[-1].run_id}"),
        ("Known to", str(past[-1].manifest["known_to"])),
    )


@dataclass(frozen=True)
class Later:
    """What is known at the last run, by the people whom it tells apart.

    lines: every line that counts and was recorded after the first run and by the last (person_id, report_id, line,
    ho_code, days, recorded_on, began_on). women: who is on each line that may count in any of the runs or after
    (report_id, line, mention_id, who). events: what happened to each person (tables.EVENT with person_id).
    """

    lines: ir.Table
    women: ir.Table
    events: ir.Table


def what_followed(backend: Backend, store: Path, known: Mapping[str, ir.Table], past: Sequence[Run]) -> Later:
    """By the policy of the last run and the decisions that it obeyed. `known`: what it knew (evaluation.known)."""
    last, first = past[-1], past[0]
    policy = Policy.model_validate(last.manifest["policy"])
    policy = policy.model_copy(update={"window_days": policy.window_days + (last.as_at - first.as_at).days})
    people = {name: engine.keep(backend, f"people_{name}", last.table(name)) for name in ("person", "person_mention")}
    decisions = ledger.standing(ledger.entries(store, up_to=last.manifest["inputs"]["ledger"]["position"]))
    counting = count_lines(
        known,
        people,
        engine.keep(backend, "people_offences", last.table("offence_table")),
        left_out=bind(decisions, people["person_mention"]).left_out_lines,
        policy=policy,
        as_at=last.as_at,
        keep=lambda name, step: engine.keep(backend, f"later_{name}", step),
    )
    counted = counting.lines.filter(_.counted & (_.recorded_on > first.as_at)).select(
        "person_id", "report_id", "line", "ho_code", "days", "recorded_on"
    )
    began = known["crime_report"].select("report_id", began_on=occurred(known["crime_report"]))
    return Later(
        lines=engine.keep(backend, "later_counted", counted.join(began, "report_id")),
        women=engine.keep(
            backend,
            "later_women",
            counting.victims.filter(_.effective_sex == "F").select("report_id", "line", "mention_id", "who"),
        ),
        events=counting.events,
    )
