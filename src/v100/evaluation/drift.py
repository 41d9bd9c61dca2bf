"""Does the model that a run used still fit what it read?"""

from pathlib import Path

from v100.evaluation.known import known_to_run
from v100.identity import Model, drift
from v100.identity.drift import Drift
from v100.identity.standard import standardise
from v100.store.known import dated_mentions
from v100.store.runs import Run


def run_drift(store: Path, run: Run, *, side: str) -> tuple[Model, int, list[Drift]]:
    """The model, how many mentions the run joined into people, and the drift of each comparison."""
    model = Model.load(run.manifest["settings"][f"{side}_model"])
    with known_to_run(store, run) as (backend, known):
        match = backend.create_table("match", run.table("match"))
        people = backend.create_table("person_mention", run.table("person_mention"))
        named = dated_mentions(known, side).semi_join(people.filter(people.side == side), "mention_id")
        standard = standardise(backend, "standard", named)
        return model, int(standard.count().execute()), drift(match.filter(match.side == side), standard, model)
