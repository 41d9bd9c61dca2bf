"""Two crimes beside each other as a run knew them: how alike each comparison finds them and what that is worth."""

from dataclasses import dataclass
from pathlib import Path

import ibis

from v100.errors import V100Error
from v100.evaluation.known import known_to_run
from v100.linkage import COMPARISONS, TENTHS, Model, pair_evidence, prepared
from v100.monthly import comparable
from v100.store.runs import Run


@dataclass(frozen=True)
class Part:
    """One comparison: its level in words (None: one of the two does not say) and its log10 Bayes factor."""

    comparison: str
    level: str | None
    log10_bf: float


def explain_pair(store: Path, run: Run, one: str, other: str) -> tuple[str, list[Part]]:
    """The category of two crimes and the parts of the evidence that one hand did both.

    Raises V100Error when they cannot be compared.
    """
    model = Model.load(run.manifest["settings"]["link_model"])
    with known_to_run(store, run) as (backend, known):
        wanted = {
            name: known[name].filter(known[name].report_id.isin([one, other]))
            for name in ("crime_report", "offence", "suspect", "victim", "event")
        }
        people = {name: backend.create_table(f"run_{name}", run.table(name)) for name in ("person", "person_mention")}
        offences = backend.create_table("offences", run.table("offence_table"))
        crimes, suspects = comparable(backend, wanted, people, offences)
        compared = prepared(backend, crimes, suspects, model)
        found = {row["report_id"]: row["category"] for row in compared.features.to_pyarrow().to_pylist()}
        if missing := sorted({one, other} - set(found)):
            raise V100Error(
                f"{' and '.join(missing)} cannot be compared: unknown to run {run.run_id}, cancelled, of a kind that "
                "is not linked, or by somebody whom she knows well"
            )
        if found[one] != found[other]:
            raise V100Error(
                f"{one} is {found[one]} and {other} is {found[other]}: only crimes of a category are compared"
            )
        features = compared.features
        pairs = features.filter(features.report_id == one).select(one="report_id").mutate(other=ibis.literal(other))
        row = pair_evidence(pairs, features, model, COMPARISONS).to_pyarrow().to_pylist()[0]
    return found[one], [
        Part(
            comparison.title,
            None if row[comparison.name] is None else comparison.levels[row[comparison.name]],
            (row[f"{comparison.name}_part"] or 0) / TENTHS,
        )
        for comparison in COMPARISONS
    ]
