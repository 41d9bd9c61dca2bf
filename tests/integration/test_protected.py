"""The same force with ethnicities recorded: nothing that a run says of anybody changes."""

from itertools import cycle
from pathlib import Path

from small_force import FEBRUARY, delivery, take_delivery
from v100 import policy
from v100.monthly import monthly_run
from v100.store.runs import open_run
from v100.tables import DERIVED

RECORDED = (("B1", "IC3"), ("W1", "IC1"), ("A1", ""), ("", "IC4"))


def test_no_table_that_a_run_derives_depends_on_ethnicity(two_months: Path, tmp_path: Path) -> None:
    """Nobody's is recorded in `two_months`."""
    tables, store = delivery(1), tmp_path / "store"
    for row, (himself, observed) in zip(tables["suspect"], cycle(RECORDED), strict=False):
        row |= {"ethnicity_self": himself, "ethnicity_observed": observed}
    take_delivery(store, tmp_path, 1, FEBRUARY, tables)
    recorded = monthly_run(store, as_at=FEBRUARY, policy=policy.load("v100")).run
    without = open_run(two_months, "2026-02-28")
    assert recorded.table("suspect")["ethnicity_self"].null_count < without.table("suspect").num_rows
    for name in DERIVED:
        assert recorded.table(name).equals(without.table(name)), name
    assert recorded.table("ranking").num_rows > 0
