"""Which reports stand against a man: those that name him as a suspect, and no others."""

from pathlib import Path

from runs_made_up import AS_AT, man, seal
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.of_man import outcomes_of
from v100.casework.outcomes.reports import reports_of
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new

ROLES = {"R1": {}, "R2": {"role": "suspect"}, "R3": {"role": "witness"}, "R4": {"eliminated_on": AS_AT}}


def test_a_report_in_which_he_is_a_witness_or_was_eliminated_does_not_stand_against_him(tmp_path: Path) -> None:
    seal(
        tmp_path,
        person=[man("P1", "Mike Madeup")],
        person_mention=[{"person_id": "P1", "mention_id": f"M{each}", "side": "suspect"} for each in ROLES],
        suspect=[{"mention_id": f"M{each}", "report_id": each, **role} for each, role in ROLES.items()],
        crime_report=[{"report_id": each, "crime_ref": each, "recorded_on": AS_AT} for each in ROLES],
    )
    load_new(tmp_path)
    nominal, run = Nominal.objects.get(person_id="P1"), current_run()
    assert run
    assert [each.report["report_id"] for each in outcomes_of(nominal, run).reports] == ["R1", "R2"]
    assert set(reports_of(nominal, run)) == {"R1", "R2"}
