"""Where a man's reports are: counts by borough, and no place nearer than that."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from runs_made_up import AS_AT, seal
from site_users import signed_in
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal
from v100.casework.nominals.places import SHADES, places_of
from v100.casework.runs.load import load_new


def report(borough: str | None, location_type: str | None = "home") -> dict[str, Any]:
    return {"borough": borough, "location_type": location_type}


def test_each_report_counts_once_in_its_borough_however_it_is_written() -> None:
    places = places_of(
        [
            report("Barking & Dagenham"),
            report("London Borough of Barking and Dagenham", "street"),
            report("Hackney", "other_private"),
            report("Elsewhere", None),
            report(None),
        ]
    )
    assert [(row.name, row.on_map, row.reports, row.private) for row in places.rows] == [
        ("Barking and Dagenham", True, 2, 1),
        ("Elsewhere", False, 1, 0),
        ("Hackney", True, 1, 1),
        ("Not recorded", False, 1, 1),
    ]


def test_the_map_says_what_the_table_says() -> None:
    places = places_of([report("Hackney")] * 4 + [report("Camden"), report("Elsewhere")])
    assert len(places.shapes) == 33
    drawn = {shape.name: (shape.reports, shape.shade) for shape in places.shapes if shape.reports}
    assert drawn == {"Hackney": (4, SHADES), "Camden": (1, 1)}
    assert all(0 <= shape.x <= places.width and 0 <= shape.y <= places.height for shape in places.shapes)


@pytest.mark.parametrize("reports", [[], [report("Elsewhere"), report(None)]])
def test_without_a_borough_of_the_map_there_is_no_map(reports: list[dict[str, Any]]) -> None:
    assert places_of(reports).shapes == []


def test_his_page_has_no_place_nearer_than_the_borough(tmp_path: Path) -> None:
    mention = {"person_id": "P1", "mention_id": "M1", "side": "suspect"}
    seal(
        tmp_path,
        person=[{"person_id": "P1", "side": "suspect", "names": ["Mike Madeup"], "sex": "M"}],
        person_mention=[mention],
        suspect=[{"mention_id": "M1", "report_id": "R1", "address": "1 Canary Row"}],
        crime_report=[report("Hackney") | {"report_id": "R1", "recorded_on": AS_AT, "area": "E01canary"}],
    )
    load_new(tmp_path)
    nominal = Nominal.objects.get(person_id="P1")
    client = signed_in(Role.ANALYST)
    client.post(reverse("man", args=[nominal.pk]), {"why": "to read it"})
    page = client.get(reverse("man", args=[nominal.pk])).content.decode()
    assert "<title>Hackney: 1</title>" in page
    assert "canary" not in page.casefold()
