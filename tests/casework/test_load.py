"""A sealed run comes into PostgreSQL as it was sealed, whole or not at all, once."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runs_made_up import AS_AT, became, man, month_later, seal
from site_users import signed_in
from v100.casework.access import Role
from v100.casework.nominals.models import Became, Nominal, Term
from v100.casework.oversight.models import Event
from v100.casework.runs.copy import copy_rows
from v100.casework.runs.load import load, load_new
from v100.casework.runs.models import MODELS, LoadedRun, Named, Unloaded
from v100.casework.runs.tasks import load_new_runs
from v100.errors import CheckFailed
from v100.tables import PERSON, RUN

LONDON = ZoneInfo("Europe/London")


def held(name: str, run: LoadedRun) -> list[dict[str, Any]]:
    """One of a loaded run's tables as PostgreSQL has it, in the order it came."""
    rows = MODELS[name].objects.filter(run=run).order_by("id").values(*RUN[name].names)
    return [{column: _wall(value) for column, value in row.items()} for row in rows]


def _wall(value: Any) -> Any:
    """A time as a report gives it: London's, without an offset."""
    return value.astimezone(LONDON).replace(tzinfo=None) if isinstance(value, datetime) else value


def test_every_table_comes_as_it_was_sealed_but_for_who_is_who_among_victims(tmp_path: Path) -> None:
    her = {"person_id": "V-0000001", "side": "victim", "sex": "F", "mentions": 1}
    hers = {"person_id": "V-0000001", "side": "victim", "mention_id": "MV1"}
    run = seal(tmp_path, person=[her], person_mention=[hers])
    loaded = load(tmp_path, run.run_id)
    assert (loaded.as_at, loaded.policy, loaded.list_size) == (AS_AT, "v100", 5)
    for name in RUN:
        assert held(name, loaded) == [row for row in run.rows(name) if row.get("side") != "victim"], name
    assert Event.objects.filter(action="loaded run", subject=f"run:{run.run_id}").count() == 1


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "person_id": st.none() | TEXT,
                "names": st.none() | st.lists(TEXT, max_size=3),
                "births": st.none() | st.lists(st.dates(date(1900, 1, 1), date(2030, 1, 1)), max_size=3),
                "sex_conflict": st.none() | st.booleans(),
                "mentions": st.none() | st.integers(-(2**62), 2**62),
            }
        ),
        max_size=5,
        unique_by=lambda row: row["person_id"],
    )
)
def test_whatever_stands_in_a_cell_arrives(rows: list[dict[str, Any]]) -> None:
    table = PERSON.arrow(rows)
    with transaction.atomic(), connection.cursor() as cursor:
        run = LoadedRun.objects.create(run_id="r", seal="s", as_at=AS_AT, policy="v100", list_size=5, manifest={})
        copy_rows(cursor, "run_person", table, run=run.number)
        assert held("person", run) == table.to_pylist()
        transaction.set_rollback(True)


def test_a_piece_cut_from_the_middle_arrives() -> None:
    table = PERSON.arrow([man(f"P{number}", f"Able {number}") for number in range(5)])
    run = LoadedRun.objects.create(run_id="r", seal="s", as_at=AS_AT, policy="v100", list_size=5, manifest={})
    with connection.cursor() as cursor:
        copy_rows(cursor, "run_person", pa.concat_tables([table.slice(3, 2), table.slice(0, 1)]), run=run.number)
    assert [row["names"] for row in held("person", run)] == [["Able 3"], ["Able 4"], ["Able 0"]]


def test_loading_again_changes_nothing(tmp_path: Path) -> None:
    run = seal(tmp_path)
    first = load(tmp_path, run.run_id)
    before = {name: model.objects.count() for name, model in MODELS.items()}
    events, men = Event.objects.count(), Nominal.objects.count()
    assert load(tmp_path, run.run_id) == first
    assert load_new(tmp_path) == []
    assert {name: model.objects.count() for name, model in MODELS.items()} == before
    assert (Event.objects.count(), Nominal.objects.count()) == (events, men)


@pytest.mark.parametrize("file", ["ranking.parquet", "report.html", "manifest.json"])
def test_a_run_that_is_not_as_sealed_is_refused_whole(tmp_path: Path, file: str) -> None:
    run = seal(tmp_path)
    with (run.folder / file).open("ab") as changed:
        changed.write(b" ")
    with pytest.raises(CheckFailed, match=rf"run {run.run_id} was not loaded: {file}"):
        load(tmp_path, run.run_id)
    assert not LoadedRun.objects.exists()
    assert not Nominal.objects.exists()


@pytest.mark.parametrize("file", ["report.html", "manifest.json"])
def test_one_that_cannot_be_loaded_is_said_and_holds_no_other_up(tmp_path: Path, file: str) -> None:
    broken, good = seal(tmp_path), month_later(tmp_path)
    sealed = (broken.folder / file).read_bytes()
    (broken.folder / file).write_bytes(sealed + b"}")
    assert [run.run_id for run in load_new(tmp_path)] == [good.run_id]
    assert load_new(tmp_path) == []
    analyst, administrator = signed_in(Role.ANALYST), signed_in(Role.ADMINISTRATOR)
    said = "has been trying to load a run and cannot"
    pages = [client.get("/").content.decode() for client in (analyst, administrator)]
    assert [said in page for page in pages] == [True, False]
    assert broken.run_id in pages[0]
    (broken.folder / file).write_bytes(sealed)
    assert [run.run_id for run in load_new(tmp_path)] == [broken.run_id]
    assert said not in analyst.get("/").content.decode()


def test_a_run_whose_month_was_made_again_is_wanted_no_more(tmp_path: Path) -> None:
    broken = seal(tmp_path)
    report = (broken.folder / "report.html").read_bytes()
    (broken.folder / "report.html").write_bytes(report + b" ")
    assert load_new(tmp_path) == []
    again = seal(tmp_path, "2026-03-31-v100-c2")
    assert [run.run_id for run in load_new(tmp_path)] == [again.run_id]
    (broken.folder / "report.html").write_bytes(report)
    assert load_new(tmp_path) == []
    assert not Unloaded.objects.exists()


def test_two_runs_of_one_id_are_not_mixed(tmp_path: Path) -> None:
    load(tmp_path / "one", seal(tmp_path / "one").run_id)
    with pytest.raises(CheckFailed, match="loaded with another seal"):
        load(tmp_path / "two", seal(tmp_path / "two", people=7).run_id)


def test_runs_are_loaded_in_the_order_they_were_asked_for(tmp_path: Path) -> None:
    later, earlier = month_later(tmp_path), seal(tmp_path)
    assert [run.run_id for run in load_new(tmp_path)] == [later.run_id, earlier.run_id]
    assert [run.run_id for run in LoadedRun.objects.all()] == [earlier.run_id, later.run_id]


def test_a_man_keeps_his_reference_from_run_to_run(tmp_path: Path) -> None:
    seal(tmp_path, person=[man("P1", "Mike Madeup")])
    month_later(tmp_path, person=[man("P1", "Michael Madeup")], person_lineage=[became("P1", "P1", "kept")])
    load_new(tmp_path)
    assert Nominal.objects.get(person_id="P1").first_run.as_at == AS_AT
    assert not Became.objects.exists()


def test_a_man_who_is_found_to_be_another_or_two_is_said_to_be(tmp_path: Path) -> None:
    seal(tmp_path, person=[man("P1", "Mike Madeup"), man("P2", "M Madeup"), man("P3", "Nick Madeup")])
    lineage = [became("P1", "P1", "kept"), became("P2", "P1", "merged"), became("P3", "P4", "split")]
    month_later(
        tmp_path,
        person=[man("P1", "Mike Madeup"), man("P3", "Nick Madeup"), man("P4", "Nicky Madeup")],
        person_lineage=[*lineage, became("P3", "P3", "kept"), became("V1", "V2", "merged")],
    )
    load_new(tmp_path)
    said = Became.objects.values_list("nominal__person_id", "kind", "other__person_id")
    assert set(said) == {("P2", "merged", "P1"), ("P3", "split", "P4")}


def test_women_are_no_nominals(tmp_path: Path) -> None:
    seal(tmp_path, person=[{"person_id": "V9", "side": "victim", "sex": "F", "mentions": 1}])
    load_new(tmp_path)
    assert Nominal.objects.exists()
    assert not Nominal.objects.filter(person_id="V9").exists()


def test_the_last_run_says_by_which_words_a_man_is_found(tmp_path: Path) -> None:
    month_later(tmp_path, person=[man("P1", "Séan O’Brien-Évans", ids=["12/345X"])])
    seal(tmp_path, person=[man("P1", "Shaun Brown")])
    load_new(tmp_path)
    found = Term.objects.filter(nominal__person_id="P1").values_list("kind", "words", "folded")
    assert set(found) == {
        ("name", "Séan O’Brien-Évans", "sean obrien evans"),
        ("police id", "12/345X", "12 345x"),
    }


def test_a_run_sealed_while_the_site_is_open_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.STORE", tmp_path)
    run = seal(tmp_path)
    load_new_runs(0)
    load_new_runs(60)
    assert [each.run_id for each in LoadedRun.objects.all()] == [run.run_id]


def test_of_victims_only_the_mentions_of_whose_page_can_be_opened_come(tmp_path: Path) -> None:
    mentions = [{"person_id": each, "side": "victim", "mention_id": f"M-{each}"} for each in ("V1", "V2")]
    seal(tmp_path, person_mention=mentions, report_victim=[{"report_id": "R1", "line": 1, "person_id": "V1"}])
    load_new(tmp_path)
    held_here = MODELS["person_mention"].objects.filter(side="victim")
    assert list(held_here.values_list("person_id", "mention_id")) == [("V1", "M-V1")]


def test_who_is_named_in_which_report_is_written_with_the_run(tmp_path: Path) -> None:
    """Once for each report; not who was a witness or was eliminated."""
    on = date(2026, 3, 1)
    as_who: list[dict[str, Any]] = [{}, {"role": "suspect"}, {"role": "witness"}, {"eliminated_on": on}]
    run = seal(
        tmp_path,
        person_mention=[{"person_id": "P1", "side": "suspect", "mention_id": f"M{n}"} for n in range(5)],
        suspect=[
            *({"mention_id": f"M{n}", "report_id": f"R{n}", **how} for n, how in enumerate(as_who)),
            {"mention_id": "M4", "report_id": "R0"},
        ],
        crime_report=[
            {"report_id": f"R{n}", "crime_ref": f"CR/{n}", "recorded_on": on, "domestic_abuse": n == 1}
            for n in range(4)
        ],
        offence=[{"report_id": "R0", "line": n, "ho_code": code} for n, code in enumerate(("1", "2", "1"))],
        offence_table=[{"ho_code": "1", "vawg_category": "rape"}, {"ho_code": "2"}],
        report_victim=[
            {"report_id": "R0", "line": n, "person_id": person, "sex": sex}
            for n, (person, sex) in enumerate((("V2", "F"), ("V1", None), ("V2", "F"), ("V3", "M")))
        ],
    )
    loaded = load(tmp_path, run.run_id)
    told = Named.objects.filter(run=loaded, person_id="P1").order_by("report_id")
    assert list(told.values_list("report_id", "crime_ref", "recorded_on", "domestic_abuse", "categories", "women")) == [
        ("R0", "CR/0", on, False, ["rape"], ["V1", "V2"]),
        ("R1", "CR/1", on, True, [], []),
    ]
