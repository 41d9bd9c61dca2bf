"""The monthly run, top to bottom: from what was known to the ranked list, with its reasons and its account."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.dataset as ds
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.errors import CheckFailed, V100Error
from v100.harm import Previous, Scored, find_precursors, score
from v100.identity import in_words
from v100.monthly.account import Counted, account, moved_by_edition, refusal
from v100.monthly.inputs import Inputs, gather, recorded
from v100.monthly.links import run_links
from v100.monthly.people import both_sides, recognised_people, who_is_who, with_chances
from v100.offences import offence_table
from v100.policy import Policy
from v100.reports.briefing import briefing
from v100.reports.facts import Facts
from v100.store import ledger, runs, verify
from v100.store.carry import carried, without_her_names
from v100.store.files import ROW_GROUP, clear_unfinished, only_one, sha256, write_batches, write_text
from v100.store.known import known_tables
from v100.tables import RUN

Progress = Callable[[str], None]


def unheard(_step: str) -> None:
    """Progress that nobody listens to."""


@dataclass(frozen=True)
class Outcome:
    """A sealed run, and whether it was sealed before."""

    run: runs.Run
    already: bool


def monthly_run(
    store: Path,
    *,
    as_at: date,
    policy: Policy,
    known_to: date | None = None,
    allow_unweighted: bool = False,
    progress: Progress = unheard,
) -> Outcome:
    """Rank the men of the window that ends with as_at, from what was known at the end of known_to, and seal the run.
    One at a time in a store: a second waits.

    The same inputs find the sealed run. Raises CheckFailed, with the reason kept under STORE/refused, when the
    run's own counts are out of the policy's bounds; V100Error when the store holds no crime reports, or
    they have changed since they were taken in.
    """
    with only_one(store / ".run.lock", lambda: progress("waiting for another run of this store to end")):
        clear_unfinished(store / "runs")
        inputs = gather(
            store, as_at=as_at, known_to=known_to or as_at, policy=policy, allow_unweighted=allow_unweighted
        )
        sealed = store / "runs" / inputs.run_id
        already = sealed.exists()
        if already:
            run = runs.open_run(store, inputs.run_id)
        else:
            if changed := verify.altered(store, inputs.described()["inputs"]):
                raise V100Error(f"no run from what has changed since it was written: {'; '.join(changed)}. Restore it")
            run = runs.publish(store, inputs.run_id, lambda folder: _make(store, inputs, folder, progress))
        runs.ask(store, run.run_id)
        return Outcome(run, already)


def _make(store: Path, inputs: Inputs, folder: Path, progress: Progress) -> dict[str, object]:
    """Writes the run into the folder; what its manifest says beside the hash of each output. Raises CheckFailed when it
    may not be published."""
    facts, counted = compute(store, inputs, folder, progress, afresh=False)
    if reason := refusal(counted, inputs.policy, inputs.allow_unweighted):
        runs.refuse(store, inputs.run_id, {**inputs.described(), "why": reason})
        raise CheckFailed(f"run {inputs.run_id} refused to publish: {reason}")
    return {
        **inputs.described(),
        "late_batches": inputs.late_batches,
        "steps": [asdict(step) for step in facts.steps],
        "quality": [asdict(measure) for measure in facts.quality],
        "not_known": [asdict(measure) for measure in facts.not_known],
        "unweighted": [asdict(code) for code in facts.unweighted],
        "decisions": [asdict(decision) for decision in facts.decisions],
    }


def compute(store: Path, inputs: Inputs, folder: Path, progress: Progress, *, afresh: bool) -> tuple[Facts, Counted]:
    """Writes the run's tables and its report into the folder; what the report says, and the run's counts.

    `afresh`: who is who is worked out from the crime reports alone, whatever earlier runs left.
    """
    with engine.workroom(store / "intake") as backend:
        progress("reading what was known")
        known = known_tables(backend, store, inputs.known_to, batches=list(inputs.batches))
        offences = engine.keep(backend, "offence_table", offence_table(inputs.policy.weights, store=store))
        decisions = ledger.standing(ledger.entries(store, up_to=inputs.ledger["position"]))
        suspects, victims = who_is_who(backend, store, known, decisions, inputs, progress, afresh=afresh)
        people = both_sides(backend, suspects, victims)
        recognised = recognised_people(backend, store, known, people, inputs)

        progress("scoring and ranking")

        def scored_by(weights: ir.Table, name: str) -> Scored:
            return score(
                known,
                people,
                weights,
                policy=inputs.policy,
                as_at=inputs.as_at,
                keep=lambda step_name, step: engine.keep(backend, f"{name}_{step_name}", step),
                decisions=decisions,
                recognised=recognised,
                previous=_previous(backend, store, inputs),
            )

        scored = scored_by(offences, "harm")
        edition = None
        if (before := _other_edition(store, inputs)) is not None:
            progress("scoring by the edition of the run before")
            other = scored_by(engine.keep(backend, "edition_before", before), "edition")
            edition = moved_by_edition(other.ranking, scored.ranking, inputs.policy)
        progress("measuring doubt")
        ranking = engine.keep(backend, "ranking", with_chances(scored, known, people, inputs))
        progress("reading for precursors")
        precursor = engine.keep(
            backend,
            "precursor",
            find_precursors(
                backend,
                known,
                people,
                offences,
                scored.person_event,
                policy=inputs.policy,
                as_at=inputs.as_at,
                left_out=scored.decisions.left_out,
                earlier_relationships=known["victim_history"],
            ),
        )
        progress("looking for links to other crimes")
        links = run_links(backend, known, people, scored, offences, decisions, inputs)
        progress("gathering what the run carries")
        tables = _written(folder, _tables(backend, known, people, scored, ranking, precursor, links, offences))
        counted = Counted.of(known, people, suspects, victims, recognised, scored, inputs)
    progress("writing the report")
    facts = account(inputs, counted, decisions, tables, edition)
    write_text(folder / runs.REPORT, briefing(tables, facts))
    return facts, counted


def recompute(store: Path, run: runs.Run, progress: Progress = unheard) -> list[str]:
    """What differs when the run is made again from what its manifest names; none when every byte is the same."""
    outputs = run.manifest["outputs"]
    with tempfile.TemporaryDirectory() as folder:
        compute(store, recorded(store, run), Path(folder), progress, afresh=True)
        again = {path.name: sha256(path) for path in Path(folder).iterdir()}
    return [
        f"{name} comes out differently when recomputed"
        for name in sorted(outputs)
        if again.get(name) != outputs[name]["sha256"]
    ]


def check(store: Path, run: runs.Run, *, again: bool, progress: Progress = unheard) -> list[str]:
    """What keeps the run from proving itself: changed bytes; with `again`, what differs when it is made once more."""
    found = verify.differences(store, run)
    return found if found or not again else recompute(store, run, progress)


def _previous(backend: Backend, store: Path, inputs: Inputs) -> Previous | None:
    if inputs.movement_from is None:
        return None
    run = runs.open_run(store, inputs.movement_from)
    return Previous(
        engine.keep(backend, "previous_ranking", run.table("ranking")),
        engine.keep(backend, "previous_mention", run.table("person_mention")),
    )


def _other_edition(store: Path, inputs: Inputs) -> pa.Table | None:
    """The offence table of the same policy's run before, where its weights are another edition (rule 13)."""
    if inputs.movement_from is None:
        return None
    before = runs.open_run(store, inputs.movement_from)
    same = before.manifest["inputs"]["weights"]["sha256"] == inputs.weights_sha256
    return None if same else before.table("offence_table")


def _tables(
    backend: Backend,
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    scored: Scored,
    ranking: ir.Table,
    precursor: ir.Table,
    links: dict[str, ir.Table],
    offences: ir.Table,
) -> dict[str, ir.Table]:
    """Every table of the run."""
    parts = (ranking, scored.set_aside, precursor, scored.decisions.referred)
    shown = engine.keep(backend, "shown", ibis.union(*(part.select("person_id") for part in parts), distinct=True))
    crimes = ibis.union(*(links[name].select("report_id") for name in links), distinct=True)
    carry = carried(backend, known, people["person_mention"], scored.person_event, shown, crimes, _small_areas(backend))
    named = people["person_mention"].filter(_.side == "suspect").semi_join(shown, "person_id")
    victims = scored.report_victim.semi_join(carry["suspect"].semi_join(named, "mention_id"), "report_id")
    return {
        **people,
        "person": without_her_names(people["person"], people["person_mention"], known),
        **carry,
        "harm_line": scored.harm_line,
        "ranking": ranking,
        "set_aside": scored.set_aside,
        "annex": scored.annex,
        "departure": scored.departure,
        "precursor": precursor,
        **links,
        "report_victim": victims,
        "offence_table": offences,
    }


def _small_areas(backend: Backend) -> ir.Table:
    """Points of London's small areas: area_code, easting, northing (src/v100/data/geo/SOURCES.md)."""
    return backend.read_csv(str(files("v100.data.geo") / "lsoas.csv"), table_name="small_areas")


def _written(folder: Path, tables: Mapping[str, ir.Table]) -> dict[str, ds.Dataset]:
    """The tables in the order of their keys, written as they leave the engine, to be read from their files."""
    files = {name: folder / f"{name}.parquet" for name in RUN}
    for name, path in files.items():
        schema = RUN[name].schema.to_pyarrow()
        ordered = tables[name].order_by(*RUN[name].key)
        said = RUN[name].shape(in_words(ordered) if name == "match" else ordered)  # words are dear to sort
        batches = said.to_pyarrow_batches(chunk_size=ROW_GROUP)
        write_batches(path, schema, (batch.cast(schema) for batch in batches))  # the engine's types may be wider
    return {name: ds.dataset(path) for name, path in files.items()}
