"""python -m benchmarks.identity.city.worker WHO FOLDER: one of them in a process of its own, measured, as JSON."""

import json
import logging
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
from ibis import _

from benchmarks.identity.city.joining import OWN, Linked
from benchmarks.identity.scores import at_best_threshold
from v100 import engine
from v100.evaluation.matching import matched, measures

BEST = "best"


def main(who: str, folder: Path) -> None:
    logging.getLogger("splink").setLevel(logging.ERROR)
    backend = engine.connect(spill_to=folder)
    backend.create_table("mention", backend.read_parquet(folder / "mention.parquet"))
    loaded = _peak_gb()
    began, worked = time.perf_counter(), time.process_time()
    linked: Linked = import_module(f"benchmarks.identity.city.{who}").link(backend)
    told = {
        "seconds": time.perf_counter() - began,
        "processor": time.process_time() - worked,
        "learning": linked.learning,
        "loaded_gb": loaded,
        "peak_gb": _peak_gb(),
    }
    true = backend.read_parquet(folder / "truth.parquet")
    print(json.dumps(told | {"scores": _scores(linked, true)}))


def _scores(linked: Linked, true: ir.Table) -> list[dict[str, Any]]:
    """One for each threshold: those that it states, then the best by the truth."""
    thresholds = dict(linked.thresholds)
    if linked.pairs is not None:
        weighed = linked.pairs.select(weight="match_weight", one="mention_a", other="mention_b").to_pandas()
        thresholds[BEST] = at_best_threshold(weighed, true.to_pandas().set_index("mention_id")["true_id"])[0]
    scores = []
    for name, bits in thresholds.items():
        people = linked.people if name == OWN else linked.at(bits)
        scores.append({"threshold": name, "bits": bits, **_measured(people, true)})
    return scores


def _measured(people: ir.Table, true: ir.Table) -> dict[str, Any]:
    """measures (matching.py), and `false_merges`: how many people hold mentions of several true persons."""
    found = matched(people, true)
    held = found.filter(_.person_id.notnull()).group_by("person_id").agg(persons=_.true_id.nunique())
    return {**measures(found), "false_merges": int(held.filter(_.persons > 1).count().execute())}


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
