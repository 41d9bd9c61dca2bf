"""Which offence lines an outcome concerns, and which of them are violence against women and girls."""

from pathlib import Path
from typing import Any

import pytest

from outcomes_made_up import AS_AT, FIRST_MAN, event, offence_row
from runs_made_up import seal
from v100.casework.outcomes.models import Outcome
from v100.casework.runs.load import load_new

RX = "RX"
"""A report with lines 1 and 2: a man's mention MX, and another man's, MY."""


def noted(store: Path, *, lines: dict[str, list[int] | None] | None = None, **facts: Any) -> list[tuple[int, bool]]:
    """The lines, and whether each is VAWG, of a charge on RX that names no lines. `facts`: sex (of the victim of
    line 1), row (of the offence table), and of the report; `lines`: those that each mention says it concerns.
    """
    lines = {"MX": None} | (lines or {})
    people = {"MX": FIRST_MAN, "MY": "S-43694"}
    sex, row = facts.pop("sex", "F"), facts.pop("row", {})
    seal(
        store,
        crime_report=[{"report_id": RX, "crime_ref": "CR/X", "recorded_on": AS_AT, **facts}],
        offence=[{"report_id": RX, "line": line, "ho_code": "999/01"} for line in (1, 2)],
        suspect=[{"mention_id": mention, "report_id": RX, "lines": told} for mention, told in lines.items()],
        person_mention=[{"person_id": people[each], "mention_id": each, "side": "suspect"} for each in lines],
        report_victim=[{"report_id": RX, "line": 1, "person_id": "V-X", "sex": sex}] if sex else [],
        offence_table=[offence_row("999/01", "") | row],
        event=[event("EX", "charge", report_id=RX, mention_id="MX")],
    )
    load_new(store)
    of_charge = Outcome.objects.get(event_id="EX").offences.order_by("line")
    return [(each.line, each.vawg) for each in of_charge]


@pytest.mark.parametrize(
    ("facts", "vawg"),
    [
        ({}, False),
        ({"row": {"vawg_category": "rape"}}, True),
        ({"row": {"vawg_category": "rape"}, "sex": "M"}, False),
        ({"row": {"vawg_category": "rape"}, "sex": None}, False),
        ({"row": {"vawg_category": "rape", "victim_sex": "F"}, "sex": None}, True),
        ({"row": {"vawg_category": "rape", "generated": True}}, False),
        ({"domestic_abuse": True}, True),
        ({"domestic_abuse": True, "sex": "M"}, False),
        ({"flags": ["fgm"]}, True),
        ({"flags": ["fgm"], "sex": "M"}, False),
        ({"flags": ["stalking"]}, False),
    ],
    ids=str,
)
def test_what_is_violence_against_women_and_girls(tmp_path: Path, facts: dict[str, Any], vawg: bool) -> None:
    assert noted(tmp_path, **facts)[0] == (1, vawg)


def test_only_the_line_on_which_she_stands(tmp_path: Path) -> None:
    assert noted(tmp_path, domestic_abuse=True) == [(1, True), (2, False)]


@pytest.mark.parametrize(
    ("lines", "concerned"),
    [
        ({"MX": None}, [1, 2]),
        ({"MX": []}, [1, 2]),
        ({"MX": [2]}, [2]),
        ({"MX": [2], "MY": None}, [2]),
        ({"MX": None, "MY": [2]}, [1, 2]),
    ],
    ids=str,
)
def test_the_lines_are_those_of_his_own_mention(
    tmp_path: Path, lines: dict[str, list[int] | None], concerned: list[int]
) -> None:
    assert [line for line, _ in noted(tmp_path, lines=lines)] == concerned
