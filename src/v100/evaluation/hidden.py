"""Undetected crimes whose offender is known to the truth of a simulated city: where he stands among all men."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis import _
from sklearn.metrics import average_precision_score

from v100 import engine
from v100.engine import Backend
from v100.errors import V100Error
from v100.evaluation.identity import read_truth
from v100.evaluation.known import known_to_run
from v100.evaluation.links import cllr
from v100.linkage import TENTHS, Model, prepared, without_repeats
from v100.linkage.candidates import candidates
from v100.linkage.comparisons import WITH_HIS
from v100.linkage.of_him import with_parts_of_him
from v100.linkage.weighing import weighed
from v100.monthly import comparable
from v100.store.runs import Run

SERIAL = 2
"""Solved crimes of the kind from which a man could be found by how he does them."""
FIRST = (1, 10, 100)
STRONGEST = (100, 500)
MOST = 2000
"""Crimes of a category that are looked at, drawn by a hash of their ids: enough for shares to a point."""


@dataclass(frozen=True)
class Leads:
    """Every man who was looked at for every such crime: leads, and how many were his; the share that was right of the
    strongest 100 and 500; average precision; and what the Bayes factors cost in bits (evaluation.links: 0 is best, 1 is
    to say nothing)."""

    leads: int
    his: int
    right: dict[int, float]
    average_precision: float
    cllr: float


@dataclass(frozen=True)
class Hidden:
    """Of a category: undetected crimes by strangers, recorded once, whose true man has SERIAL solved ones or more; the
    share of them for which he was looked at; the share for which he was among the first 1, 10, 100 by strength."""

    category: str
    crimes: int
    looked_at: float
    first: dict[int, float]
    leads: Leads | None


@dataclass(frozen=True)
class Sought:
    """Undetected crimes whose true man could be found, and whom he could be found by.

    crimes: what is compared (linkage.crimes); suspects: person_id, report_id, born; who: person_id, true_id; sought:
    report_id, category, true_id, of a category MOST at most.
    """

    crimes: ir.Table
    suspects: ir.Table
    who: ir.Table
    sought: ir.Table


def sought_crimes(backend: Backend, known: Mapping[str, ir.Table], run: Run, truth: Path) -> Sought:
    """Of a run on a simulated city. Raises V100Error where the folder holds no truth."""
    if not (truth / "report.csv").is_file():
        raise V100Error(f"{truth}: no report.csv; give the folder `truth` that `v100 simulate` wrote")
    people = {name: engine.keep(backend, f"run_{name}", run.table(name)) for name in ("person", "person_mention")}
    offences = engine.keep(backend, "run_offences", run.table("offence_table"))
    crimes, suspects = comparable(backend, known, people, offences)
    who = engine.keep(backend, "who", _who(people["person_mention"], read_truth(backend, truth, "suspect")))
    truly = backend.read_csv(truth / "report.csv", all_varchar=True, table_name="did")
    did = truly.filter(_.same_crime_as.nullif("").isnull()).select("report_id", "true_id")
    return Sought(crimes, suspects, who, engine.keep(backend, "sought", _serial(crimes, suspects, who, did)))


def hidden_offenders(store: Path, run: Run, truth: Path, model: Model | None = None) -> list[Hidden]:
    """By category, of a run on a simulated city; by the model that the run names unless another is given.

    Raises V100Error where the folder holds no truth.
    """
    model = model or Model.load(run.manifest["settings"]["link_model"])
    with known_to_run(store, run) as (backend, known):
        laid = sought_crimes(backend, known, run, truth)
        compared = prepared(backend, laid.crimes, without_repeats(laid.suspects, laid.crimes), model)

        def keep(name: str, step: ir.Table) -> ir.Table:
            return engine.keep(backend, name, step)

        solved_by = keep("solved_by", compared.suspects.semi_join(compared.crimes.filter(_.solved), "report_id"))
        his, ages = solved_by.select("man", "crime"), keep("ages", solved_by.select("man", "born").distinct())
        crimes = compared.features.select("report_id", "category", "crime")
        near = keep("near", candidates(his, crimes.semi_join(laid.sought, "report_id"), compared.features))
        pairs = keep("pairs", weighed(his, near, compared.features, model, WITH_HIS, keep))
        told = with_parts_of_him(pairs, his, ages, compared.features, model)
        named = told.join(solved_by.select("person_id", "man").distinct(), "man").join(crimes, "crime")
        return _standing(laid.sought, keep("told", named), laid.who)


def _who(people: ir.Table, truth: ir.Table) -> ir.Table:
    """person_id, true_id: who a person of the run is, by most of his mentions."""
    counted = people.join(truth, "mention_id").group_by("person_id", "true_id").agg(mentions=_.count())
    order = [counted.mentions.desc(), counted.true_id]
    first = ibis.row_number().over(group_by=counted.person_id, order_by=order) == 0
    return counted.filter(first).select("person_id", "true_id")


def _serial(crimes: ir.Table, suspects: ir.Table, who: ir.Table, did: ir.Table) -> ir.Table:
    """report_id, category, true_id of the crimes that are sought."""
    solved = crimes.filter(_.solved).select("report_id", "category").join(suspects, "report_id").join(who, "person_id")
    serial = solved.group_by("category", "true_id").agg(crimes=_.report_id.nunique()).filter(_.crimes >= SERIAL)
    by_strangers = crimes.filter(_.undetected & (_.relationship.fill_null("stranger") == "stranger"))
    every = by_strangers.select("report_id", "category").join(did, "report_id")
    every = every.semi_join(serial, ["category", "true_id"])
    lot = ibis.row_number().over(group_by=every.category, order_by=every.report_id.hexdigest("sha256"))
    return every.filter(lot < MOST)


def _standing(sought: ir.Table, told: ir.Table, who: ir.Table) -> list[Hidden]:
    order = [told.strength.desc(), told.person_id]
    placed = told.mutate(place=ibis.row_number().over(group_by=told.report_id, order_by=order) + 1)
    true = placed.join(who, "person_id").join(sought.select("report_id", "true_id"), ["report_id", "true_id"])
    best = true.group_by("report_id").agg(place=_.place.min())
    found = (
        engine.add(sought, best, "report_id")
        .group_by("category")
        .agg(
            crimes=_.count(),
            looked_at=_.place.notnull().mean(),
            **{f"first_{most}": (_.place <= most).fill_null(False).mean() for most in FIRST},
        )
    )
    return [
        Hidden(
            category=row["category"],
            crimes=row["crimes"],
            looked_at=row["looked_at"],
            first={most: row[f"first_{most}"] for most in FIRST},
            leads=_leads(told, sought, who, row["category"]),
        )
        for row in found.order_by("category").to_pyarrow().to_pylist()
    ]


def _leads(told: ir.Table, sought: ir.Table, who: ir.Table, category: str) -> Leads | None:
    of_kind = told.filter(told.category == category).join(sought.select("report_id", truly="true_id"), "report_id")
    named = of_kind.join(who, "person_id").order_by(ibis.desc("strength"), "report_id", "person_id")
    rows = named.select("log10_bf", "strength", his=named.true_id == named.truly).to_pyarrow()
    his = rows["his"].to_numpy(zero_copy_only=False)
    if not his.any() or his.all():
        return None
    return Leads(
        leads=len(his),
        his=int(his.sum()),
        right={most: float(his[:most].mean()) for most in STRONGEST},
        average_precision=float(average_precision_score(his, rows["strength"].to_numpy())),
        cllr=cllr(rows["log10_bf"].to_numpy() / TENTHS, his),
    )
