"""Which group a man is in: what he said before what officers saw, most often before seldom."""

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.evaluation.fairness.groups import AGE, BOROUGH, ETHNICITY, OBSERVED, SELF, ethnic_codes, groups_of, unread

Table = Callable[..., ir.Table]

SAID = [
    ("adam", "A1", "IC1"),
    ("adam", None, "IC1"),
    ("ben", None, "IC3"),
    ("ben", None, "IC1"),
    ("ben", None, "IC3"),
    ("carl", "NS", " ic4 "),
    ("dev", "martian", None),
    ("emil", "W1", None),
    ("emil", "b1", None),
    ("emil", "W2", None),
]
"""Man, what he said, what an officer saw, in each mention."""


def known(table: Table) -> dict[str, ir.Table]:
    mentions = [(f"m{place}", said, seen) for place, (_, said, seen) in enumerate(SAID)]
    return {
        "suspect": table(mentions, mention_id="string", ethnicity_self="string", ethnicity_observed="string"),
        "crime_report": table(
            [("r1", "Lambeth"), ("r2", "London Borough of Southwark"), ("r3", "Southwark"), ("r4", None)],
            report_id="string",
            borough="string",
        ),
    }


def mentions(table: Table) -> ir.Table:
    return table([(man, f"m{place}") for place, (man, *_) in enumerate(SAID)], person_id="string", mention_id="string")


def found(backend: Backend, table: Table) -> dict[tuple[str, str], Any]:
    people = [("adam", "25-34"), ("ben", None), ("carl", "65+"), ("dev", "18-24"), ("emil", "18-24")]
    groups = groups_of(
        backend,
        known(table),
        table(people, person_id="string", age_band="string"),
        mentions(table),
        table(
            [
                ("adam", "r1"),
                ("adam", "r1"),
                ("adam", "r2"),
                ("adam", "r3"),
                ("ben", "r4"),
                ("carl", "r1"),
                ("carl", "r2"),
            ],
            person_id="string",
            report_id="string",
        ),
    )
    return {(row["person_id"], row["kind"]): row["group"] for row in groups.to_pyarrow().to_pylist()}


def test_ethnicity_is_what_he_said_then_what_was_seen(backend: Backend, table: Table) -> None:
    groups = found(backend, table)
    men = ("adam", "ben", "carl", "dev", "emil")
    assert {man: groups[man, ETHNICITY] for man in men} == {
        "adam": "Asian",
        "ben": "Black",
        "carl": "Asian",
        "dev": "not known",
        "emil": "White",
    }


def test_age_and_borough_are_those_of_the_run_and_of_most_reports(backend: Backend, table: Table) -> None:
    groups = found(backend, table)
    assert [groups[man, AGE] for man in ("adam", "ben")] == ["25-34", "not known"]
    assert [groups[man, BOROUGH] for man in ("adam", "ben", "carl")] == ["Southwark", "not known", "Lambeth"]


def test_it_is_said_which(backend: Backend, table: Table) -> None:
    from v100.evaluation.fairness.groups import ethnicity

    told = ethnicity(backend, known(table)["suspect"], mentions(table)).to_pyarrow().to_pylist()
    assert {row["person_id"]: row["basis"] for row in told} == {
        "adam": SELF,
        "ben": OBSERVED,
        "carl": OBSERVED,
        "emil": SELF,
    }


def test_what_no_code_says_is_told_unless_it_is_seldom(table: Table) -> None:
    suspect = known(table)["suspect"]
    assert unread(suspect, smallest=1) == {"martian": 1}
    assert unread(suspect, smallest=2) == {}


def test_every_code_leads_to_a_group() -> None:
    assert set(ethnic_codes().values()) == {"White", "Mixed", "Asian", "Black", "Other", "not known"}
