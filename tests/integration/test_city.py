"""Short cities, a small one and a tenth of London, end to end: what an extract promises, what the truth must cover."""

import filecmp
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from v100.city import marks, simulate
from v100.city.rates import offence_days, offence_titles
from v100.errors import V100Error
from v100.tables import INPUT

AS_AT = date(2026, 3, 31)
MONTHS = 4
REPORTS_A_MONTH = {"small": (1_000, 1_700), "london-tenth": (7_000, 9_500)}


@pytest.fixture(scope="module", params=REPORTS_A_MONTH)
def scale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def out(scale: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    simulate(folder, seed=3, as_at=AS_AT, months=MONTHS, scale=scale)
    return folder


@pytest.fixture(scope="module")
def db(out: Path) -> duckdb.DuckDBPyConnection:
    """Extract as tables by name, updates as u_NAME, truth as true_NAME; all text."""
    connection = duckdb.connect()
    for folder, prefix in (("extract", ""), ("updates", "u_"), ("truth", "true_")):
        for file in sorted((out / folder).glob("*.csv")):
            connection.execute(
                f"CREATE TABLE {prefix}{file.stem} AS FROM read_csv('{file}', header = true, all_varchar = true)"
            )
    return connection


def rows(db: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return db.execute(query).fetchall()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(out: Path, scale: str, tmp_path: Path):
    simulate(tmp_path / "again", seed=3, as_at=AS_AT, months=MONTHS, scale=scale)
    files = sorted(str(file.relative_to(out)) for file in out.rglob("*") if file.is_file())
    assert filecmp.cmpfiles(out, tmp_path / "again", files, shallow=False) == (files, [], [])
    simulate(tmp_path / "other", seed=4, as_at=AS_AT, months=1, scale=scale)
    assert not filecmp.cmp(out / "extract/suspect.csv", tmp_path / "other/extract/suspect.csv", shallow=False)


def test_the_summary_counts_what_the_files_hold(scale: str, tmp_path: Path):
    summary = simulate(tmp_path / "city", seed=3, as_at=AS_AT, months=1, scale=scale)
    for folder, counts in (("extract", summary.extract), ("updates", summary.updates)):
        for name, count in counts.items():
            file = tmp_path / "city" / folder / f"{name}.csv"
            read = duckdb.sql(f"SELECT count(*) FROM read_csv('{file}', header = true, all_varchar = true)").fetchall()
            assert read == [(count,)], file
    least, most = REPORTS_A_MONTH[scale]
    assert least < summary.extract["crime_report"] < most


def test_every_file_has_the_columns_of_the_vocabulary(db: duckdb.DuckDBPyConnection):
    for name, table in INPUT.items():
        for prefix in ("", "u_"):
            assert tuple(row[0] for row in rows(db, f"DESCRIBE {prefix}{name}")) == table.names


def test_every_value_is_of_its_list(db: duckdb.DuckDBPyConnection):
    for name, table in INPUT.items():
        for column in table.columns:
            if column.values:
                found = {row[0] for row in rows(db, f'SELECT DISTINCT "{column.name}" FROM {name}')}
                assert found <= {*column.values, None}, (name, column.name)


def test_no_offence_is_outside_the_table(db: duckdb.DuckDBPyConnection):
    assert {code for (code,) in rows(db, "SELECT DISTINCT ho_code FROM offence")} <= set(offence_titles())


def test_only_incidents_have_no_offence_line(db: duckdb.DuckDBPyConnection):
    without = "SELECT * FROM crime_report ANTI JOIN offence USING (report_id)"
    assert rows(
        db, f"SELECT count(*) FROM ({without}) WHERE NOT list_contains(string_split(flags, '|'), 'incident')"
    ) == [(0,)]
    assert rows(db, f"SELECT count(*) > 50 FROM ({without})") == [(True,)]


@pytest.mark.parametrize("prefix", ["", "u_"])
def test_references_resolve(db: duckdb.DuckDBPyConnection, prefix: str):
    for name in ("offence", "suspect", "victim"):
        assert rows(db, f"SELECT count(*) FROM {prefix}{name} ANTI JOIN {prefix}crime_report USING (report_id)") == [
            (0,)
        ]
    for name in ("suspect", "victim"):
        named = (
            f"SELECT report_id, unnest(string_split(lines, '|')) AS line FROM {prefix}{name} WHERE lines IS NOT NULL"
        )
        assert rows(db, f"SELECT count(*) FROM ({named}) ANTI JOIN {prefix}offence USING (report_id, line)") == [(0,)]
    assert rows(db, f"SELECT count(*) FROM {prefix}forensic ANTI JOIN crime_report USING (report_id)") == [(0,)]
    mentions = "SELECT mention_id FROM suspect UNION SELECT mention_id FROM u_suspect"
    assert rows(
        db, f"SELECT count(*) FROM {prefix}event ANTI JOIN ({mentions}) USING (mention_id) WHERE mention_id IS NOT NULL"
    ) == [(0,)]
    assert rows(
        db,
        f"SELECT count(*) FROM {prefix}crime_report WHERE duplicate_of NOT IN (SELECT report_id FROM crime_report)",
    ) == [(0,)]


@pytest.mark.parametrize(("prefix", "last"), [("", "2026-03-31"), ("u_", "2026-04-28")])
def test_dates_and_ages_are_possible(db: duckdb.DuckDBPyConnection, prefix: str, last: str):
    impossible = {
        "crime_report": "left(occurred_from, 10) > recorded_on OR occurred_to < occurred_from "
        f"OR updated_on NOT BETWEEN recorded_on AND '{last}' OR cancelled_on NOT BETWEEN recorded_on AND updated_on "
        "OR outcome_on NOT BETWEEN recorded_on AND updated_on",
        "event": f"(kind NOT IN ('court_date', 'release_due') AND (recorded_on < \"on\" OR \"on\" > '{last}')) "
        f"OR recorded_on > '{last}' OR until < \"on\"",
    }
    for name in ("suspect", "victim"):
        impossible[name] = (
            "date_of_birth > least(left(occurred_from, 10), recorded_on) OR age_at_offence::INT NOT BETWEEN 0 AND 115"
        )
    impossible["suspect"] += (
        " OR named_on NOT BETWEEN recorded_on AND updated_on OR eliminated_on NOT BETWEEN named_on AND updated_on"
    )
    impossible["victim"] += " OR withdrew_on NOT BETWEEN recorded_on AND updated_on"
    for name, condition in impossible.items():
        joined = name if name in ("crime_report", "event") else f"{name} JOIN {prefix}crime_report USING (report_id)"
        assert rows(db, f"SELECT count(*) FROM {prefix}{joined} WHERE {condition}") == [(0,)], name


def test_updates_are_new_versions_of_reports_of_the_extract(db: duckdb.DuckDBPyConnection):
    assert rows(db, "SELECT count(*) FROM u_crime_report ANTI JOIN crime_report USING (report_id)") == [(0,)]
    assert rows(db, "SELECT min(updated_on) > '2026-03-31' FROM u_crime_report") == [(True,)]
    reports = "crime_report a JOIN u_crime_report b USING (report_id)"
    mentions = "suspect a JOIN u_suspect b USING (mention_id)"
    changes = {
        "reclassified": "offence a JOIN u_offence b USING (report_id, line) WHERE a.ho_code <> b.ho_code",
        "cancelled": f"{reports} WHERE a.cancelled_on IS NULL AND b.cancelled_on IS NOT NULL",
        "outcome": f"{reports} WHERE a.outcome_on IS NULL AND b.outcome_on IS NOT NULL",
        "named late": "u_suspect WHERE mention_id NOT IN (SELECT mention_id FROM suspect)",
        "eliminated": f"{mentions} WHERE a.eliminated_on IS NULL AND b.eliminated_on IS NOT NULL",
    }
    for what, source in changes.items():
        assert rows(db, f"SELECT count(*) > 0 FROM {source}") == [(True,)], what


def test_monthly_deliveries_add_up_to_the_extract(db: duckdb.DuckDBPyConnection, scale: str, tmp_path: Path):
    """The last version of every report over all deliveries is what the one extract says of it; events and marks are
    the same."""
    simulate(tmp_path, seed=3, as_at=AS_AT, months=MONTHS, scale=scale, monthly=True)
    folders = sorted((tmp_path / "deliveries").iterdir())
    assert [folder.name for folder in folders] == ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"]
    files = [str(folder / "crime_report.csv") for folder in folders]
    versions = f"read_csv({files}, header = true, all_varchar = true)"
    last = f"SELECT * FROM {versions} QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY updated_on DESC) = 1"
    assert rows(db, f"SELECT count(*) FROM ({last} EXCEPT FROM crime_report)") == [(0,)]
    assert rows(db, f"SELECT count(*) FROM (FROM crime_report EXCEPT {last})") == [(0,)]
    assert rows(db, f"SELECT count(*) > (SELECT count(*) FROM crime_report) FROM {versions}") == [(True,)]
    for name in ("event", "forensic"):
        files = [str(folder / f"{name}.csv") for folder in folders]
        apart = f"FROM read_csv({files}, header = true, all_varchar = true)"
        assert rows(db, f"SELECT count(*) FROM ({apart} EXCEPT FROM {name})") == [(0,)]
        assert rows(db, f"SELECT count(*) FROM (FROM {name} EXCEPT {apart})") == [(0,)]


@pytest.mark.parametrize(("prefix", "after", "last"), [("", "", AS_AT), ("u_", AS_AT, "2026-04-28")])
def test_a_mark_comes_once_when_the_laboratory_has_reported_it(
    db: duckdb.DuckDBPyConnection, prefix: str, after: object, last: object
):
    assert rows(db, f"SELECT count(*) > 0 FROM {prefix}forensic") == [(True,)]
    assert rows(
        db,
        f"SELECT count(*) FROM {prefix}forensic JOIN crime_report USING (report_id) WHERE matched_on <= recorded_on "
        f"OR matched_on <= '{after}' OR matched_on > '{last}'",
    ) == [(0,)]
    both = "(FROM forensic UNION ALL FROM u_forensic)"
    assert rows(db, f"SELECT count(*) - count(DISTINCT (report_id, kind, mark_id)) FROM {both}") == [(0,)]


def test_the_laboratory_moves_nothing_else_in_the_city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Without a single mark every other file is the same."""
    simulate(tmp_path / "with", seed=3, as_at=AS_AT, months=2)
    found = marks.found
    monkeypatch.setattr(marks, "found", lambda *given: found(*given).iloc[:0])
    simulate(tmp_path / "without", seed=3, as_at=AS_AT, months=2)
    files = sorted(str(file.relative_to(tmp_path / "with")) for file in (tmp_path / "with").rglob("*.*"))
    other = [
        file for file in files if filecmp.cmp(tmp_path / "with" / file, tmp_path / "without" / file, shallow=False)
    ]
    assert set(files) - set(other) == {"extract/forensic.csv", "updates/forensic.csv"}


def test_a_man_leaves_the_same_dna_wherever_he_was_and_nobody_else_does(db: duckdb.DuckDBPyConnection, scale: str):
    """By truth, named or not, but for the laboratory's rare errors."""
    left = "(FROM forensic UNION ALL FROM u_forensic) JOIN true_report USING (report_id) WHERE kind = 'dna'"
    ((men, marks_of_men),) = rows(db, f"SELECT count(DISTINCT true_id), count(DISTINCT mark_id) FROM {left}")
    assert min(men, marks_of_men) > 20
    for one, other in (("true_id", "mark_id"), ("mark_id", "true_id")):
        several = f"SELECT {one} FROM {left} GROUP BY 1 HAVING count(DISTINCT {other}) > 1"
        assert rows(db, f"SELECT count(*) FROM ({several})")[0][0] <= 0.02 * men
    again = f"SELECT mark_id FROM {left} GROUP BY 1 HAVING count(*) > 1"
    assert scale == "small" or len(rows(db, again)) > 0
    hidden = f"SELECT report_id FROM {left} AND report_id NOT IN (SELECT report_id FROM suspect)"
    assert rows(db, f"SELECT count(*) > 0 FROM ({hidden})") == [(True,)]


def test_no_mark_tells_who_he_is(db: duckdb.DuckDBPyConnection):
    """No part of a true id stands in its mark, and marks in order are not men in order."""
    whose = "(SELECT DISTINCT true_id, mark_id FROM forensic JOIN true_report USING (report_id))"
    assert rows(db, f"SELECT count(*) FROM {whose} WHERE contains(mark_id, true_id[2:6])")[0][0] <= 1
    assert rows(
        db,
        "SELECT abs(corr(a, b)) < 0.3 FROM (SELECT row_number() OVER (ORDER BY true_id) AS a, "
        f"row_number() OVER (ORDER BY mark_id) AS b FROM {whose})",
    ) == [(True,)]


def test_what_has_not_changed_is_as_it_was(db: duckdb.DuckDBPyConnection):
    same = "mention_id, forename, surname, date_of_birth, address, phone, lines"
    both = "SELECT mention_id FROM suspect SEMI JOIN u_suspect USING (mention_id)"
    assert rows(
        db,
        f"SELECT count(*) FROM (SELECT {same} FROM suspect WHERE mention_id IN ({both}) "
        f"EXCEPT SELECT {same} FROM u_suspect)",
    ) == [(0,)]


def test_truth_covers_every_mention_and_report(db: duckdb.DuckDBPyConnection):
    for side in ("suspect", "victim"):
        for prefix in ("", "u_"):
            assert rows(
                db,
                f"SELECT count(*) FROM {prefix}{side} m LEFT JOIN true_mention t ON t.mention_id = m.mention_id "
                f"AND t.side = '{side}' WHERE t.true_id IS NULL",
            ) == [(0,)]
    assert rows(db, "SELECT count(*) FROM crime_report ANTI JOIN true_report USING (report_id)") == [(0,)]
    assert rows(db, "SELECT count(*) FROM true_report ANTI JOIN crime_report USING (report_id)") == [(0,)]
    for name in ("mention", "report"):
        assert rows(db, f"SELECT count(*) FROM true_{name} ANTI JOIN true_person USING (true_id)") == [(0,)]


def test_the_parameters_are_kept_with_the_truth(out: Path, scale: str):
    kept = tomllib.loads((out / "truth/param.toml").read_text(encoding="utf-8"))
    assert (kept["seed"], kept["as_at"], kept["months"], kept["scale_name"]) == (3, AS_AT, MONTHS, scale)
    assert kept["record"]["suspect"]["surname_typo"] > 0


def test_nobody_offends_in_custody_or_after_death(db: duckdb.DuckDBPyConnection):
    numbered = (
        "SELECT DISTINCT pnc_id, true_id FROM suspect JOIN true_mention USING (mention_id) WHERE pnc_id IS NOT NULL"
    )
    db.execute(
        "CREATE OR REPLACE TABLE whose AS SELECT e.*, coalesce(m.true_id, p.true_id) AS true_id FROM event e "
        f"LEFT JOIN true_mention m ON m.mention_id = e.mention_id LEFT JOIN ({numbered}) p "
        "ON e.mention_id IS NULL AND p.pnc_id = e.pnc_id"
    )
    spells = (
        'SELECT true_id, "on" AS start, coalesce((SELECT min(r."on") FROM whose r WHERE r.true_id = b.true_id '
        "AND r.kind = 'release' AND r.\"on\" >= b.\"on\"), until, '9999') AS stop FROM whose b "
        "WHERE kind IN ('remand', 'recall') OR (kind = 'sentence' AND days IS NOT NULL)"
    )
    offended = (
        "SELECT m.true_id, left(occurred_from, 10) AS first, left(coalesce(occurred_to, occurred_from), 10) AS last "
        "FROM crime_report JOIN suspect s USING (report_id) JOIN true_mention m USING (mention_id) "
        "WHERE coalesce(s.role, 'suspect') = 'suspect'"
    )
    assert rows(db, f"SELECT count(*) > 20 FROM ({spells})") == [(True,)]
    assert rows(
        db, f"SELECT count(*) FROM ({offended}) JOIN ({spells}) USING (true_id) WHERE last > start AND first < stop"
    ) == [(0,)]
    assert rows(db, "SELECT count(*) > 0 FROM true_person WHERE died_on IS NOT NULL") == [(True,)]
    assert rows(db, f"SELECT count(*) FROM ({offended}) JOIN true_person USING (true_id) WHERE last > died_on") == [
        (0,)
    ]


def test_harm_has_a_heavy_tail(db: duckdb.DuckDBPyConnection):
    weights = ", ".join(f"('{code}', {days})" for code, days in offence_days().items())
    men = rows(
        db,
        "SELECT sum(w.days)::DOUBLE AS harm FROM crime_report JOIN offence o USING (report_id) "
        "JOIN suspect USING (report_id) "
        "JOIN true_mention m USING (mention_id) JOIN true_person p USING (true_id) "
        f"JOIN (VALUES {weights}) w(ho_code, days) USING (ho_code) WHERE p.sex = 'M' AND m.placeholder = 'false' "
        "AND report_id IN (SELECT report_id FROM victim WHERE sex = 'F') GROUP BY true_id ORDER BY harm DESC",
    )
    harm = [row[0] for row in men]
    assert harm[len(harm) // 2] <= 30
    assert sum(harm[: len(harm) // 20]) > 0.4 * sum(harm)


def test_records_go_wrong_in_every_way(db: duckdb.DuckDBPyConnection):
    ways = {
        "misspelt": "suspect JOIN true_mention m USING (mention_id) JOIN true_person p USING (true_id) "
        "WHERE m.side = 'suspect' AND lower(suspect.surname) <> lower(p.surname)",
        "placeholder": "true_mention WHERE placeholder = 'true'",
        "no birth": "suspect WHERE date_of_birth IS NULL AND age_at_offence IS NOT NULL",
        "first of January": "suspect WHERE date_of_birth LIKE '%-01-01'",
        "alias": "suspect WHERE aliases IS NOT NULL",
        "twice in a report": "(SELECT report_id, true_id FROM suspect JOIN true_mention m USING (mention_id) "
        "WHERE m.side = 'suspect' AND placeholder = 'false' GROUP BY ALL HAVING count(*) > 1)",
        "several suspects": "(SELECT report_id FROM suspect GROUP BY 1 HAVING count(*) > 1)",
        "several victims": "(SELECT report_id FROM victim GROUP BY 1 HAVING count(*) > 1)",
        "police number": "suspect WHERE pnc_id IS NOT NULL AND cro_no IS NOT NULL",
        "duplicate marked": "crime_report WHERE duplicate_of IS NOT NULL",
        "duplicate not marked": "true_report t JOIN crime_report r USING (report_id) WHERE t.same_crime_as IS NOT NULL "
        "AND r.duplicate_of IS NULL AND r.force LIKE 'Metropolitan%'",
        "transferred": "crime_report WHERE cancel_reason = 'transferred' AND other_force_ref IS NOT NULL",
        "other force": "crime_report WHERE force LIKE 'City%' AND other_force_ref IS NOT NULL",
        "wrongly cancelled": "true_report WHERE rightly_cancelled = 'false'",
        "included": "offence WHERE role = 'included'",
        "unknown sex": "victim WHERE sex IS NULL",
        "non-recent": "crime_report WHERE left(occurred_to, 4)::INT < 2020",
        "by police number": "event WHERE mention_id IS NULL AND pnc_id IS NOT NULL",
        "planned": "event WHERE \"on\" > '2026-03-31'",
    }
    for what, source in ways.items():
        assert rows(db, f"SELECT count(*) > 0 FROM {source}") == [(True,)], what


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path):
    (tmp_path / "letter.txt").write_text("not a city", encoding="utf-8")
    with pytest.raises(V100Error, match="holds no simulated city"):
        simulate(tmp_path, seed=1, as_at=AS_AT)


def test_an_unknown_scale_names_those_there_are(tmp_path: Path):
    with pytest.raises(V100Error, match="no scale 'large': there is small, london"):
        simulate(tmp_path, seed=1, as_at=AS_AT, scale="large")
