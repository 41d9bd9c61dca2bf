"""How well mentions were joined, against the truth of a simulated city."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.errors import V100Error
from v100.identity import resolve, train
from v100.store import known_tables
from v100.store.runs import Run

Scores = dict[str, float | int | None]

SEED = 1
"""Of the strangers that the ceiling's model is trained on."""


def evaluate_identity(store: Path, truth: Path, run: Run, *, side: str = "suspect") -> Scores:
    """score_identity of one side's mentions that the run knew, against TRUTH/mention.csv, placeholders left out.

    A mention that the run knew and made nobody of counts as missed. Raises V100Error when `truth` is no truth of a
    simulated city.
    """
    with _known(store, run) as (backend, known):
        people = backend.create_table("person_mention", run.table("person_mention"))
        return score_identity(people.filter(people.side == side), _truth_of(backend, truth, known, side))


def identity_ceiling(store: Path, truth: Path, run: Run, *, side: str = "suspect") -> Scores:
    """The same for a model whose chances were counted on the truth of these very mentions: no training without labels
    can be expected to do better with the same comparisons."""
    with _known(store, run) as (backend, known):
        recorded_on = known["crime_report"].select("report_id", "recorded_on")
        mentions = engine.keep(backend, "mentions", known[side].join(recorded_on, "report_id"))
        true = engine.keep(backend, "true", _truth_of(backend, truth, known, side))
        people = resolve(
            backend,
            mentions,
            side=side,
            model=train(backend, mentions, side=side, seed=SEED, truth=true),
            as_at=date.fromisoformat(run.manifest["as_at"]),
            victims=known["victim"] if side == "suspect" else None,
        )
        return score_identity(people.person_mention, true)


@contextmanager
def _known(store: Path, run: Run) -> Iterator[tuple[Backend, dict[str, ir.Table]]]:
    """An engine with the tables that the run read."""
    backend = engine.connect()
    try:
        batches = list(run.manifest["inputs"]["batches"])
        yield backend, known_tables(backend, store, date.fromisoformat(run.manifest["known_to"]), batches=batches)
    finally:
        backend.disconnect()


def _truth_of(backend: Backend, truth: Path, known: dict[str, ir.Table], side: str) -> ir.Table:
    return read_truth(backend, truth, side).semi_join(known[side], "mention_id")


def read_truth(backend: Backend, truth: Path, side: str) -> ir.Table:
    """mention_id and true_id of one side, placeholders left out."""
    file = truth / "mention.csv"
    if not file.is_file():
        raise V100Error(f"{file}: no such file; give the folder `truth` that `v100 simulate` wrote")
    mentions = backend.read_csv(file, all_varchar=True, table_name="truth_mention")
    return mentions.filter((mentions.side == side) & (mentions.placeholder == "false")).select("mention_id", "true_id")


def score_identity(person_mention: ir.Table, truth_mentions: ir.Table) -> Scores:
    """Pairwise precision, recall and F1, and `pairs`: how many true pairs there were to find.

    `person_mention` has person_id and mention_id, `truth_mentions` mention_id and true_id, both of one side. A
    mention that only truth has counts as missed, one that truth lacks is left out. A measure without pairs is None.
    """
    both = truth_mentions.select("mention_id", "true_id").left_join(
        person_mention.select("mention_id", "person_id"), "mention_id"
    )
    found = both.filter(both.person_id.notnull())
    pairs, joined, right = _pairs(both, "true_id"), _pairs(found, "person_id"), _pairs(found, "true_id", "person_id")
    precision = right / joined if joined else None
    recall = right / pairs if pairs else None
    return {"precision": precision, "recall": recall, "f1": _f1(precision, recall), "pairs": pairs}


def _pairs(mentions: ir.Table, *same: str) -> int:
    sizes = mentions.group_by(*same).agg(mentions=mentions.count()).mentions
    return int((sizes * (sizes - 1)).sum().fill_null(0).execute()) // 2


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None or precision + recall == 0:
        return None
    return 2 * precision * recall / (precision + recall)
