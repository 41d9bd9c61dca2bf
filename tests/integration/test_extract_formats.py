"""The same facts in every format: the same accepted tables, and so the same ranking, but for what a format cannot
carry (CANNOT_CARRY, which docs/reference/formats.md lists in words)."""

import csv
import random
import unicodedata
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from v100 import city, intake, offences, policy
from v100.city.extract import Extract
from v100.city.formats import FORMATS
from v100.errors import V100Error
from v100.intake import load_profile
from v100.intake.row_checks import vocabulary
from v100.monthly import monthly_run
from v100.store import batches
from v100.store.runs import Run
from v100.tables import INPUT

AS_AT, NEXT = date(2026, 3, 31), date(2026, 4, 28)
OTHERS = [name for name in FORMATS if name != "canonical"]
Row = dict[str, Any]


def plain(text: str | None) -> str | None:
    """Upper case, without accents: all that is left of a name in Niche's capitals and Windows-1252."""
    if text is None:
        return None
    letters = unicodedata.normalize("NFKD", text.translate(str.maketrans("łŁıđĐ", "lLidD")))
    return "".join(each for each in letters if not unicodedata.combining(each)).upper()


def as_roles_are_said(row: Row) -> Row:
    """An empty role means suspect, or principal; both formats say it."""
    empty = "suspect" if "mention_id" in row else "principal"
    return row | ({"role": row["role"] or empty} if "role" in row else {})


def through_connect(row: Row) -> Row:
    """Flags are columns, so their order is lost."""
    return row | ({"flags": sorted(row["flags"] or [])} if "flags" in row else {})


def through_niche(row: Row) -> Row:
    """Names are written whole, the surname in capitals, in the letters of Windows-1252."""
    if "surname" not in row:
        return row
    given = " ".join(part for part in (row["forename"], row["middle_names"]) if part)
    return row | {
        "forename": plain(given),
        "middle_names": None,
        "surname": plain(row["surname"]),
        "aliases": [plain(alias) for alias in row["aliases"] or []],
    }


CANNOT_CARRY = {"connect": through_connect, "niche": through_niche}


def taken(extract: Path, store: Path, form: str, received_on: date) -> intake.Receipt:
    days = {row["ho_code"]: row["days"] for row in offences.offence_table().to_pylist()}
    return intake.take_in([extract], profile=load_profile(form), store=store, received_on=received_on, days=days)


def accepted(store: Path, form: str, carries: str) -> dict[str, list[Row]]:
    """All that intake keeps, less what the format `carries` cannot carry, in the order of keys and versions."""
    tables = {}
    for name, table in INPUT.items():
        rows = batches.read(store, name).select(table.names).to_pylist()
        rows = [CANNOT_CARRY[carries](as_roles_are_said(row)) for row in rows]
        tables[name] = sorted(rows, key=lambda row: str(list(row.values())))
    assert tables["crime_report"], form
    return tables


# --- Every word that a record can hold


def every_word() -> dict[str, list[dict[str, str]]]:
    """Canonical rows that hold each word of each vocabulary, and what is hard to write."""
    codes = [row["ho_code"] for row in offences.offence_table().to_pylist()]
    flags, methods, outcomes = (cycle(vocabulary(name)) for name in ("flags", "mo_codes", "outcomes"))
    words = {
        (table.name, column.name): cycle(["", *column.values])
        for table in INPUT.values()
        for column in table.columns
        if column.values and column.name != "crime_unit"
    }
    names = cycle(["Zoë", "Łukasz", "Şirin", "O’Neill", "Anna-Maria", "Đặng", "Sam"])
    tables: dict[str, list[dict[str, str]]] = {name: [] for name in INPUT}
    for n, code in enumerate(codes):
        said = {name: {column: next(word) for (each, column), word in words.items() if each == name} for name in INPUT}
        flag = next(flags)
        report = {
            "report_id": f"R{n}",
            "force": ("Metropolitan Police Service", "City of London Police")[n % 2],
            "crime_ref": f"01/{n:07}/25",
            "recorded_on": "2025-07-02",
            "updated_on": "2025-12-01",
            "occurred_from": "2025-07-01T00:30:00" if n % 2 else "2025-01-01T23:59:00",
            "occurred_to": "2025-07-01T01:15:00" if n % 4 == 1 else "",
            "easting": "530000",
            "northing": "180000",
            "borough": "Lambeth",
            "domestic_abuse": ("true", "false", "")[n % 3],
            "flags": f"{flag}|{next(flags)}" if n % 4 else "",
            "mo_codes": f"{next(methods)}|{next(methods)}" if n % 3 else "",
            "mo_text": 'He said "no", – twice,\n\tand left.',
            "target": "bag; purse",
            "outcome_type": next(outcomes) if n % 5 else "",
            "outcome_on": "2025-11-01" if n % 5 else "",
            "duplicate_of": "R0" if n == 7 else "",
            "other_force_ref": "48/0000001/25" if n == 8 else "",
            "officer": ("DC 1234AB", "", "PC 9 Smith")[n % 3],
        }
        if said["crime_report"]["cancel_reason"]:
            report["cancelled_on"] = "2025-10-01"
        person = {
            "lines": "1|2" if n % 2 else "",
            "forename": next(names),
            "middle_names": "" if n % 2 else next(names),
            "surname": ("van Dijk", "Smith")[n % 2],
            "aliases": f"{next(names)} Poe|Al Roe" if n % 3 == 0 else "",
            "date_of_birth": "1980-02-29",
            "age_at_offence": "45",
            "ethnicity_self": "W1",
            "address": ("Flat 2, 1 High Street, Block 3, London", "1 HIGH STREET", "")[n % 3],
            "postcode": ("SW9 1AA", "")[n % 2],
            "phone": "020 7946 0000",
            "pnc_id": "2001/0000001A",
        }
        tables["crime_report"].append(report | said["crime_report"])
        line = {"report_id": f"R{n}", "ho_code": code, "title": offences_titles()[code], "attempt": "true"}
        tables["offence"] += [line | {"line": "1"} | said["offence"], line | {"line": "2", "attempt": "false"}]
        suspect = {"mention_id": f"S{n}", "report_id": f"R{n}", "named_on": "2025-07-03", "eliminated_on": "2025-08-01"}
        tables["suspect"].append(person | suspect | said["suspect"])
        victim = {"mention_id": f"V{n}", "report_id": f"R{n}", "withdrew_on": "2025-09-01"}
        tables["victim"].append(person | victim | said["victim"])
        event = {"event_id": f"E{n}", "on": "2025-10-01", "recorded_on": "2025-10-01", "report_id": f"R{n}"}
        event |= {"until": "2025-12-24", "lines": "1", "mention_id": f"S{n}", "days": "84", "text": "said; so"}
        tables["event"].append(event | said["event"] | {"kind": said["event"]["kind"] or "contact"})
        mark = {"report_id": f"R{n}", "mark_id": f"{n:04}/A", "matched_on": ("2025-12-02", "")[n % 2]}
        tables["forensic"].append(mark | {"kind": said["forensic"]["kind"] or "dna"})
    return tables


def offences_titles() -> dict[str, str]:
    return {row["ho_code"]: row["title"] for row in offences.offence_table().to_pylist()}


def written(folder: Path, form: str, tables: dict[str, list[dict[str, str]]]) -> Path:
    with Extract(folder, FORMATS[form]) as extract:
        for name, rows in tables.items():
            columns = INPUT[name].names
            extract.write(name, {each: np.array([row.get(each, "") for row in rows], object) for each in columns})
    return folder


@pytest.mark.parametrize("form", OTHERS)
def test_every_word_of_every_vocabulary_comes_back(tmp_path: Path, form: str) -> None:
    tables = every_word()
    for each in ("canonical", form):
        receipt = taken(written(tmp_path / each, each, tables), tmp_path / f"store {each}", each, AS_AT)
        assert (receipt.rejects, receipt.filtered, receipt.unmapped) == ({}, {}, {})
    assert accepted(tmp_path / f"store {form}", form, form) == accepted(tmp_path / "store canonical", "canonical", form)


@pytest.mark.parametrize("form", OTHERS)
def test_a_word_that_a_format_lacks_is_not_written_as_nothing(tmp_path: Path, form: str) -> None:
    report = {"report_id": "R1", "force": "Metropolitan Police Service", "location_type": "the moon"}
    with pytest.raises(Exception, match="the format has no word for the moon"):
        written(tmp_path / "e", form, {"crime_report": [report]})


@pytest.mark.parametrize("form", OTHERS)
def test_profile_check_finds_nothing_lacking(tmp_path: Path, form: str) -> None:
    found = intake.check_extract([written(tmp_path / "e", form, every_word())], load_profile(form))
    assert (found.lacks, found.notes, found.draft) == ((), (), "")


def test_a_file_names_a_thing_once_however_many_months_mention_it(tmp_path: Path) -> None:
    report = {"force": "Metropolitan Police Service"}
    with Extract(tmp_path / "e", FORMATS["niche"]) as extract:
        for month, officers in enumerate((["DC 1A", "PC 2B"], ["PC 2B", "PS 3C", "PS 3C"])):
            rows = [report | {"report_id": f"{month}-{n}", "officer": each} for n, each in enumerate(officers)]
            extract.write("crime_report", {name: np.array([row[name] for row in rows], object) for name in rows[0]})
    text = (tmp_path / "e" / "Officer.txt").read_text(encoding="windows-1252")
    assert [row["OfficerId"] for row in csv.DictReader(text.splitlines(), delimiter="\t")] == ["DC1A", "PC2B", "PS3C"]


def spoiled(extract: Path, form: str) -> dict[str, list[list[str]]]:
    """Some cells of each file made senseless, in place; the file's records as they then stand, heading first."""
    layout, chance, files = FORMATS[form], random.Random(5), {}
    for path in sorted(extract.iterdir()):
        with path.open(encoding=layout.encoding, newline="") as file:
            heading, *rows = csv.reader(file, delimiter=layout.delimiter)
        rows = [["§" if chance.random() < 0.02 else cell for cell in row] for row in rows]
        with path.open("w", encoding=layout.encoding, newline="") as file:
            csv.writer(file, delimiter=layout.delimiter).writerows([heading, *rows])
        files[path.name] = [heading, *rows]
    return files


@pytest.mark.parametrize("form", OTHERS)
def test_every_row_of_a_spoiled_extract_is_accounted_for_and_every_fault_shown_where_it_stands(
    tmp_path: Path, form: str
) -> None:
    extract = written(tmp_path / "e", form, every_word())
    files = spoiled(extract, form)
    receipt = taken(extract, tmp_path / "s", form, AS_AT)
    rejects = batches.read(tmp_path / "s", "reject").to_pylist()
    assert {each.file: each.read for each in receipt.files} == {name: len(rows) - 1 for name, rows in files.items()}
    for each in receipt.files:
        assert each.accepted + each.rejected + each.filtered == each.read
        assert each.rejected == len({row["row"] for row in rejects if row["source"] == each.file})
    own = [each for each in rejects if each["value"] == "§" and each["column"] in files[each["source"]][0]]
    for fault in rejects:
        assert fault["reason"]
        assert fault["remedy"]
    for fault in own:
        heading, *rows = files[fault["source"]]
        assert rows[fault["row"] - 2][heading.index(fault["column"])] == "§"
    lent = {each["column"].split(".")[0] for each in rejects if "." in each["column"] and "§" in (each["value"] or "")}
    assert len(own) > 30
    assert lent >= {"connect": {"Nominal", "InvestigationMO"}, "niche": {"Person", "OccurrenceFlag"}}[form]


# --- A city


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, city.Summary]]:
    """The same month in each format, with the change of the clocks in spring, and its updates."""
    folder = tmp_path_factory.mktemp("formats")
    return {
        form: (folder / form, city.simulate(folder / form, seed=3, as_at=AS_AT, months=1, format=form))
        for form in FORMATS
    }


@pytest.fixture(scope="module")
def stores(cities: dict[str, tuple[Path, city.Summary]]) -> dict[str, Path]:
    """Each city's extract, then its updates, taken in: nothing is lost on the way."""
    for form, (folder, made) in cities.items():
        for part, on, rows in (("extract", AS_AT, made.extract), ("updates", NEXT, made.updates)):
            receipt = taken(folder / part, folder / "store", form, on)
            assert (receipt.rejects, receipt.unweighted) == ({}, {}), form
            assert {Path(each.file).stem: each.read for each in receipt.files} == rows
            assert sum(each.rejected + each.filtered for each in receipt.files) == 0
    return {form: folder / "store" for form, (folder, _) in cities.items()}


@pytest.fixture(scope="module")
def runs(stores: dict[str, Path]) -> dict[str, Run]:
    return {form: monthly_run(store, as_at=AS_AT, policy=policy.load("v100")).run for form, store in stores.items()}


@pytest.mark.parametrize("form", OTHERS)
def test_a_city_comes_back_with_its_updates(stores: dict[str, Path], form: str) -> None:
    assert accepted(stores[form], form, form) == accepted(stores["canonical"], "canonical", form)


@pytest.mark.parametrize("form", OTHERS)
def test_the_truth_is_the_same(cities: dict[str, tuple[Path, city.Summary]], form: str) -> None:
    ours, theirs = (cities[each][0] / "truth" for each in ("canonical", form))
    assert {file.name: file.read_bytes() for file in ours.iterdir()} == {
        file.name: file.read_bytes() for file in theirs.iterdir()
    }


def test_connect_gives_the_same_run(runs: dict[str, Run]) -> None:
    for table in ("ranking", "harm_line", "set_aside", "annex", "precursor", "person", "person_mention", "match"):
        assert runs["connect"].rows(table) == runs["canonical"].rows(table), table


def test_niche_gives_the_same_ranking_but_for_men_whose_names_it_cannot_carry(
    stores: dict[str, Path], runs: dict[str, Run]
) -> None:
    lost = names_taken_apart_otherwise(stores)
    touched = set().union(
        *(his for form in ("canonical", "niche") for his in mentions(runs[form]).values() if his & lost)
    )
    told = {form: told_of(runs[form], touched) for form in ("canonical", "niche")}
    assert told["niche"] == told["canonical"]
    assert len(told["niche"]) > 0.95 * len(runs["canonical"].rows("ranking")) > 100


def names_taken_apart_otherwise(stores: dict[str, Path]) -> set[str]:
    """Suspect mentions whose forename or middle names come back otherwise, but for case and accents."""
    names = {
        form: {
            row["mention_id"]: (plain(row["forename"]), plain(row["middle_names"]))
            for row in batches.read(store, "suspect").to_pylist()
        }
        for form, store in stores.items()
    }
    return {mention for mention, name in names["canonical"].items() if names["niche"][mention] != name}


def mentions(run: Run) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in run.rows("person_mention"):
        found.setdefault(row["person_id"], set()).add(row["mention_id"])
    return found


def told_of(run: Run, touched: set[str]) -> list[tuple[Any, ...]]:
    """Of each ranked man, in order: his mentions, days, offences and reports; those with a touched mention left out."""
    his = mentions(run)
    return [
        (sorted(his[row["person_id"]]), row["harm_days"], row["offences"], row["reports"])
        for row in run.rows("ranking")
        if not his[row["person_id"]] & touched
    ]


def test_another_unit_of_crime_changes_only_what_is_principal(
    cities: dict[str, tuple[Path, city.Summary]], stores: dict[str, Path], tmp_path: Path
) -> None:
    by_report = load_profile("niche").model_copy(update={"crime_unit": "report"})
    days = {row["ho_code"]: row["days"] for row in offences.offence_table().to_pylist()}
    extract, store = cities["niche"][0] / "extract", tmp_path / "s"
    intake.take_in([extract], profile=by_report, store=store, received_on=AS_AT, days=days)
    lines = batches.read(store, "offence").to_pylist()
    principal = [row["report_id"] for row in lines if row["role"] == "principal"]
    assert sorted(set(principal)) == sorted(principal) == sorted({row["report_id"] for row in lines})
    assert {row["crime_unit"] for row in batches.read(store, "crime_report").to_pylist()} == {"report"}
    first = batches.listed(stores["niche"])[0].read("offence").to_pylist()
    assert [(row["report_id"], row["line"], row["ho_code"]) for row in lines] == [
        (row["report_id"], row["line"], row["ho_code"]) for row in first
    ]


def test_a_format_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="no format 'cris': there is canonical, connect, niche"):
        city.simulate(tmp_path / "city", seed=1, as_at=AS_AT, format="cris")
    assert not (tmp_path / "city").exists()
