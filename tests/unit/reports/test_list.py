"""The list and the first screen: everyone is there, and every figure is the tables' own."""

import re
from decimal import Decimal

import pyarrow as pa
import pytest

from made_up_run import made_up_run
from v100.reports.briefing import briefing
from v100.reports.front import changes, figures, firmness
from v100.reports.parts import parts
from v100.reports.reading import BELOW, read
from v100.tables import RANKING


def test_everyone_of_the_list_and_the_hundred_below_has_a_row_and_a_part() -> None:
    tables, facts = made_up_run(5 + BELOW + 3)
    page = briefing(tables, facts)
    ranked = tables["ranking"].sort_by("rank")["person_id"].to_pylist()
    assert re.findall(r'<tr data-open="p-([^"]+)"', page) == ranked[: 5 + BELOW]
    assert re.findall(r'<details class="person" id="p-([^"]+)"', page) == ranked[: 5 + BELOW]
    assert "3 more are ranked" in page


def test_key_figures_count_each_offence_line_of_the_list_once() -> None:
    tables, facts = made_up_run(8)
    listed = set(tables["ranking"].sort_by("rank")["person_id"].to_pylist()[:5])
    lines = [line for line in tables["harm_line"].to_pylist() if line["counted"]]
    of_list = [line for line in lines if line["person_id"] in listed]
    found = figures(read(tables, facts))
    assert (found.people, found.ranked, found.offences) == (5, 8, len(of_list))
    assert found.harm == sum(line["days"] for line in of_list)
    assert found.all_harm == sum(line["days"] for line in lines)
    assert found.reports == len({line["report_id"] for line in of_list})


def test_an_offence_of_two_suspects_is_in_the_harm_of_the_list_once() -> None:
    tables, facts = made_up_run(8)
    before = figures(read(tables, facts))
    first, second = tables["ranking"].sort_by("rank")["person_id"].to_pylist()[:2]
    shared = [line | {"person_id": second} for line in tables["harm_line"].to_pylist() if line["person_id"] == first]
    both = pa.concat_tables([tables["harm_line"], pa.Table.from_pylist(shared, tables["harm_line"].schema)])
    after = figures(read({**tables, "harm_line": both}, facts))
    assert (after.harm, after.offences) == (before.harm, before.offences)


@pytest.mark.parametrize(
    ("previous", "entered", "up", "down", "same"),
    [
        ([None, 9, 3, 2, 5], [1, 2], [], [4], 2),
        ([1, 2, 3, 5, 4], [], [4], [5], 3),
        ([5, 1, 2, 3, 4], [], [1], [2, 3, 4, 5], 0),
    ],
)
def test_movement_is_that_of_the_list(
    previous: list[int | None], entered: list[int], up: list[int], down: list[int], same: int
) -> None:
    tables, facts = made_up_run(5)
    ranking = tables["ranking"]
    place = ranking.column_names.index("previous_rank")
    tables["ranking"] = ranking.set_column(place, ranking.schema.field(place), pa.array(previous, pa.int64()))
    found = changes(read(tables, facts))
    assert [row["rank"] for row in found.first_time + found.entered] == entered
    assert ([row["rank"] for row in found.up], [row["rank"] for row in found.down]) == (up, down)
    assert found.same == same


def test_a_first_run_compares_with_nothing() -> None:
    tables, facts = made_up_run(8)
    rows = [row | {"previous_rank": None, "movement": None} for row in tables["ranking"].to_pylist()]
    tables["ranking"] = pa.Table.from_pylist(rows, tables["ranking"].schema)
    page = briefing({**tables, "departure": tables["departure"].slice(0, 0)}, facts)
    assert "there is nothing to compare it with" in page
    assert 'data-moved=""' in page
    assert 'data-moved="new"' not in page


def test_firmness_counts_who_would_drop_off_without_one_report() -> None:
    tables, facts = made_up_run(8)
    run = read(tables, facts)
    of_people = parts(run)
    sixth = tables["ranking"].sort_by("rank")["harm_days"].to_pylist()[5]
    left = [min(part.ranked["harm_days"] - bar.days for bar in part.bars) for part in of_people[:5]]
    falls, ties = sum(days < sixth for days in left), sum(days == sixth for days in left)
    assert falls <= firmness(run, of_people).rests_on_one <= falls + ties


def test_firmness_counts_who_is_often_off_the_list() -> None:
    tables, facts = made_up_run(8)
    measured = {1: (0.94, 1, 9), 2: (0.95, 1, 6), 3: (1.0, 3, 3), 6: (0.1, 5, 9)}
    names = ("chance_in_top", "rank_low", "rank_high")
    rows = [
        row | dict(zip(names, measured.get(row["rank"], ()), strict=False)) for row in tables["ranking"].to_pylist()
    ]
    tables["ranking"] = RANKING.arrow(rows)
    run = read(tables, facts)
    assert firmness(run, parts(run)).often_off == 1
    page = briefing(tables, facts)
    assert "<strong>1</strong> is off the list in more than one in twenty samples" in page
    assert "94.0% of samples of the links in doubt: rank 1 to 9" in page


def test_share_of_harm_is_printed_as_the_figures_say() -> None:
    tables, facts = made_up_run(8)
    found = figures(read(tables, facts))
    percent = (found.harm * 100 / found.all_harm).quantize(Decimal("0.1"))
    assert f"<dd>{percent}%<small>" in briefing(tables, facts)
