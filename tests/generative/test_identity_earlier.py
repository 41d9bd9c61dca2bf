"""Taken up from earlier workings, whatever has come, changed and gone since, the people are those of a fresh start."""

from datetime import date
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from mentions import mention, people_of, pnc
from v100.identity import Earlier, Model, People, Workings, blocking
from v100.tables import VICTIM

KEYS = {
    "person": ["person_id"],
    "person_mention": ["mention_id"],
    "match": ["mention_a", "mention_b"],
    "unnamed": ["mention_id"],
}
FEW = settings(
    max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


NAME = ("Jon", "Clarke")
FULLY_KNOWN: tuple[dict[str, Any], ...] = (
    {"date_of_birth": date(1990, 3, 11), "postcode": "SE1 7AB", "phone": "07700900123"},
    {"date_of_birth": date(1990, 3, 11), "pnc_id": pnc(14, 1234)},
)
"""Who says this is known beyond doubt: of several only the first is compared."""


@st.composite
def mentions(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Up to 40 mentions from a small stock of facts, some of which say all the same; the same id may say something else
    in another draw."""
    numbers = draw(st.sets(st.integers(0, 60), min_size=5, max_size=40))
    repeated = draw(st.sets(st.sampled_from(sorted(numbers)), max_size=15))
    return {
        f"M{number:02d}": mention(f"M{number:02d}", *NAME, report_id=f"R{number}", **draw(st.sampled_from(FULLY_KNOWN)))
        if number in repeated
        else mention(
            f"M{number:02d}",
            draw(st.sampled_from(("William", "Bill", "Mohammed", "Ahmed", "Jon", "John", "Unknown", None))),
            draw(st.sampled_from(("Clarke", "Clark", "Khan", "Ahmed", None))),
            report_id=f"R{number // 2}",
            date_of_birth=draw(
                st.sampled_from((date(1990, 3, 11), date(1990, 11, 3), date(1990, 3, 12), date(1962, 3, 11), None))
            ),
            postcode=draw(st.sampled_from(("SE1 7AB", "N1 1AA", None))),
            phone=draw(st.sampled_from(("07700900123", "07700900999", None, None))),
            pnc_id=draw(st.sampled_from((pnc(14, 1234), pnc(15, 99), None, None))),
        )
        for number in sorted(numbers)
    }


def dump(people: People) -> dict[str, list[dict[str, Any]]]:
    return {name: getattr(people, name).order_by(keys).to_pyarrow().to_pylist() for name, keys in KEYS.items()}


def earlier(backend: Backend, people: People, unchanged: list[str]) -> Earlier:
    """The workings under names of their own, and who says what he said."""
    tables = {
        name: backend.create_table(f"earlier_{name}", table.to_pyarrow(), overwrite=True)
        for name, table in people.workings.tables.items()
    }
    workings = Workings.of(tables, Model.load("suspect"))
    same = pa.table({"mention_id": pa.array(unchanged, pa.string())})
    return Earlier(workings, backend.create_table("earlier_unchanged", same, overwrite=True))


def victims(backend: Backend, names: dict[str, str]) -> ir.Table:
    """One victim for each report: her whole name."""
    rows = [
        {"mention_id": f"hers {report}", "report_id": report, "forename": name.split()[0], "surname": name.split()[1]}
        for report, name in names.items()
    ]
    return backend.create_table("victims", VICTIM.arrow(rows), overwrite=True)


HERS = st.dictionaries(
    st.sampled_from([f"R{number}" for number in range(31)]), st.sampled_from(("John Clarke", "Mohammed Khan"))
)


@FEW
@given(
    before=mentions(),
    now=mentions(),
    hers=HERS,
    hers_now=HERS,
    most=st.sampled_from((3, blocking.MOST_BEARERS)),
    keep=st.booleans(),
)
def test_the_same_people_as_afresh(
    backend: Backend,
    before: dict[str, dict[str, Any]],
    now: dict[str, dict[str, Any]],
    hers: dict[str, str],
    hers_now: dict[str, str],
    most: int,
    keep: bool,
) -> None:
    """`keep`: what both hold stays as it was, as most of a store does; names become common from `most` bearers on."""
    if keep:
        now = {one: before.get(one, row) for one, row in now.items()}
        hers_now = hers
    unchanged = [
        one
        for one, row in now.items()
        if before.get(one) == row and hers.get(row["report_id"]) == hers_now.get(row["report_id"])
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "MOST_BEARERS", most)
        first = people_of(backend, list(before.values()), victims=victims(backend, hers))
        since = earlier(backend, first, unchanged)
        told = victims(backend, hers_now)
        taken_up = dump(people_of(backend, list(now.values()), victims=told, earlier=since))
        assert taken_up == dump(people_of(backend, list(now.values()), victims=told))
