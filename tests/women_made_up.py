"""Two made-up women and two men on the site: she is on a report of each man, the other woman on reports of the second
only. What the store would say of them is made up too.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from runs_made_up import man, seal
from site_users import parts
from v100.casework.nominals.models import Nominal
from v100.casework.runs.load import load_new
from v100.casework.women.models import Woman

HERS, ANOTHERS = "V0123456789", "V9876543210"
HIS_NUMBER = "+44 (0)7700 900555"
WHY = {"why": "to keep her safe"}
SAID = {
    "forename": "Qxanna",
    "middle_names": None,
    "surname": "Qxhart",
    "aliases": ["Qxbelle"],
    "date_of_birth": date(1991, 9, 17),
    "address": "77 Qxhiding Lane",
    "postcode": "QX9 9QX",
    "phone": "07700 900555",
    "email": "qx@example.org",
    "vehicle": None,
    "recorded_on": date(2026, 3, 1),
}


def on_reports() -> dict[str, list[dict[str, Any]]]:
    """P1 is named in R1 by HERS; P2 in R2 by her, and in R3 by ANOTHERS."""
    named = {"role": "suspect", "named_on": date(2026, 3, 1)}
    told = {"line": 1, "relationship": "ex_partner", "sex": "F"}
    return {
        "person": [man("P1", "Able Madeup"), man("P2", "Baker Madeup")],
        "person_mention": [
            {"person_id": person, "mention_id": f"M{n}", "side": "suspect"}
            for n, person in enumerate(("P1", "P2", "P2"))
        ],
        "suspect": [{"mention_id": f"M{n}", "report_id": f"R{n + 1}", **named} for n in range(3)],
        "crime_report": [
            {"report_id": f"R{n}", "crime_ref": f"CR/{n}", "recorded_on": date(2026, 3, n)} for n in (1, 2, 3)
        ],
        "report_victim": [
            {"report_id": "R1", "person_id": HERS, **told},
            {"report_id": "R2", "person_id": HERS, **told},
            {"report_id": "R3", "person_id": ANOTHERS, **told},
        ],
        "harm_line": [
            {
                "person_id": "P1",
                "report_id": "R1",
                "line": 1,
                "ho_code": "008/06",
                "days": 20,
                "counted": True,
                "why": "x",
            }
        ],
    }


def load_women(store: Path, patch: pytest.MonkeyPatch) -> None:
    """The run is loaded; the store says the same of every woman, and one number of every man."""
    patch.setattr(settings, "STORE", store)
    patch.setattr("v100.casework.women.who_she_is.said_of_women", lambda *_: [dict(SAID)])
    patch.setattr("v100.casework.women.who_she_is.numbers_of_men", lambda *_: {HIS_NUMBER})
    seal(store, **on_reports())
    load_new(store)


def him(person_id: str = "P1") -> Nominal:
    nominal: Nominal = Nominal.objects.get(person_id=person_id)
    return nominal


def way_to(person_id: str = HERS, man: str = "P1") -> str:
    return reverse("woman-from-his", args=[him(man).pk, person_id])


def reach(client: Client, person_id: str = HERS, man: str = "P1") -> str:
    """Open her page by a report of this man, with a reason; gives its address."""
    client.post(reverse("man", args=[him(man).pk]), WHY)
    answer = client.post(way_to(person_id, man), WHY)
    assert answer.status_code == 302, answer.status_code
    return str(answer.headers["Location"])


def send(client: Client, part: str, day: str = "", **fields: Any) -> str:
    """Fill in a form of her page; gives its errors, none where it was kept."""
    page = reverse("record-of-woman", args=[Woman.objects.get(person_id=HERS).pk, part])
    answer = client.post(page, {**fields, **(parts("on", day) if day else {})})
    return "" if answer.status_code == 302 else str(answer.context["form"].errors)


def today() -> str:
    """As the three fields of a date have it."""
    day = timezone.localdate()
    return f"{day.day} {day.month} {day.year}"
