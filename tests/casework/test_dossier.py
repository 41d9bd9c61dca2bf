"""A man's page says what the terminal and the printed briefing say of him."""

from datetime import date
from pathlib import Path

import pytest

from runs_made_up import seal
from v100.casework.nominals.dossier import part_of
from v100.casework.nominals.models import Nominal
from v100.casework.runs.load import load
from v100.casework.runs.models import LoadedRun
from v100.policy import Policy
from v100.reports.facts import Facts
from v100.reports.parts import person_part
from v100.store.runs import Run
from v100.tables import RUN

DECIDED = {"side": "suspect", "mention_a": "M001-1", "mention_b": "M002-1", "match_weight": -3, "joined": False}
"""Two men of whom somebody said that they are two."""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return seal(tmp_path, people=30, match=[DECIDED | {"decided": "different", "parts": ["birth: other -7"]}])


@pytest.fixture
def loaded(run: Run) -> LoadedRun:
    return load(run.folder.parents[1], run.run_id)


def test_everybodys_part_is_the_same_from_the_database_and_from_the_sealed_run(run: Run, loaded: LoadedRun) -> None:
    tables = {name: run.table(name) for name in RUN}
    facts = Facts(
        run_id=run.run_id,
        as_at=run.as_at,
        known_to=date.fromisoformat(run.manifest["known_to"]),
        policy=Policy.model_validate(run.manifest["policy"]),
        marking=run.manifest["settings"]["marking"],
    )
    men = list(Nominal.objects.values_list("person_id", flat=True))
    assert len(men) == 31
    parts = [part_of(loaded, person_id) for person_id in men]
    assert parts == [person_part(tables, facts, person_id) for person_id in men]
    assert [len(part.identity.decided) for part in parts if part.identity.decided] == [1, 1]
