"""Planted effects of the simulated city: each knob does what it says."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from v100.city import simulate
from v100.errors import V100Error

AS_AT = date(2026, 3, 31)


def share(folder: Path, query: str, **knobs: float) -> float:
    """The share that a query finds in a city of three months with the knobs turned."""
    simulate(folder, seed=5, as_at=AS_AT, months=3, knobs=knobs)
    connection = duckdb.connect()
    for file in (*folder.glob("extract/*.csv"), *folder.glob("truth/*.csv")):
        name = ("true_" if file.parent.name == "truth" else "") + file.stem
        connection.execute(f"CREATE TABLE {name} AS FROM read_csv('{file}', header = true, all_varchar = true)")
    ((found,),) = connection.execute(query).fetchall()
    return float(found)


def test_errors_are_multiplied(tmp_path: Path) -> None:
    misspelt = (
        "SELECT avg((lower(s.surname) <> lower(p.surname))::INT) FROM suspect s JOIN true_mention m USING (mention_id) "
        "JOIN true_person p USING (true_id) WHERE m.side = 'suspect' AND m.placeholder = 'false'"
    )
    clean, shipped, rough = (share(tmp_path / str(errors), misspelt, errors=errors) for errors in (0.0, 1.0, 3.0))
    assert clean < shipped / 2 < shipped * 1.5 < rough


def test_a_signature_makes_a_mans_words_alike(tmp_path: Path) -> None:
    alike = (
        "SELECT avg(n / total) FROM (SELECT max(n) AS n, sum(n) AS total FROM (SELECT t.true_id, o.ho_code, mo_text, "
        "count(*) AS n FROM crime_report JOIN offence o USING (report_id) JOIN true_report t USING (report_id) "
        "GROUP BY ALL) GROUP BY true_id, ho_code HAVING sum(n) > 2)"
    )
    none, all_of_it = (share(tmp_path / str(s), alike, signature=s) for s in (0.0, 1.0))
    assert none + 0.15 < all_of_it


def test_a_bias_in_who_is_named(tmp_path: Path) -> None:
    named = (
        "SELECT avg((report_id IN (SELECT report_id FROM suspect s JOIN true_mention m USING (mention_id) "
        "WHERE m.side = 'suspect' AND m.placeholder = 'false'))::INT) FROM true_report JOIN true_person p "
        "USING (true_id) WHERE p.ethnic_group IN ('African', 'Caribbean', 'Other Black')"
    )
    shipped, half = (share(tmp_path / str(knob), named, named_black=knob) for knob in (1.0, 0.5))
    assert half < shipped * 0.7


def test_being_listed_raises_arrest(tmp_path: Path) -> None:
    arrested = (
        "SELECT avg((mention_id IN (SELECT mention_id FROM event WHERE kind = 'arrest'))::INT) FROM suspect s "
        "JOIN crime_report r USING (report_id) JOIN true_mention m USING (mention_id) "
        "JOIN true_listed l USING (true_id) WHERE m.side = 'suspect' "
        'AND r.recorded_on BETWEEN l."from" AND last_day(l."from"::DATE)::VARCHAR'
    )
    never, shipped = (share(tmp_path / str(knob), arrested, listed_arrest=knob) for knob in (0.0, 1.0))
    assert never == 0 < shipped


def test_a_knob_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="no knob 'luck': there is errors"):
        simulate(tmp_path, seed=1, as_at=AS_AT, knobs={"luck": 1})
    with pytest.raises(V100Error, match="knob errors is -1: give 0 or more"):
        simulate(tmp_path, seed=1, as_at=AS_AT, knobs={"errors": -1})
