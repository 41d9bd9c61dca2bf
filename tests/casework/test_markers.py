"""Warnings of a man: what his reports say, what people record, how a warning ends."""

from importlib.resources import files
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from runs_made_up import AS_AT, became, man, month_later, seal
from site_users import parts, signed_in
from v100.casework.access import Role
from v100.casework.markers.kinds import FLAGS, METHODS, Kind
from v100.casework.markers.models import Marker
from v100.casework.markers.recording import end_marker
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.runs.load import load_new

WHY = {"why": "before we knock"}


def warned(tmp_path: Path, **report: object) -> Nominal:
    """A man with one report that says this."""
    seal(
        tmp_path,
        person=[man("P1", "Mike Madeup")],
        person_mention=[{"person_id": "P1", "mention_id": "M1", "side": "suspect"}],
        suspect=[{"mention_id": "M1", "report_id": "R1"}],
        crime_report=[{"report_id": "R1", "crime_ref": "CR/1", "recorded_on": AS_AT, **report}],
    )
    load_new(tmp_path)
    return Nominal.objects.get(person_id="P1")


def reader(nominal: Nominal, role: Role = Role.ANALYST) -> Client:
    client = signed_in(role)
    client.post(page_of(nominal), WHY)
    return client


def page_of(nominal: Nominal) -> str:
    return reverse("man", args=[nominal.pk])


def warnings(client: Client, nominal: Nominal) -> dict[str, list[str]]:
    """Each kind that the page shows, with what it says of each ground."""
    shown = client.get(page_of(nominal)).context["warnings"].kinds
    return {kind.value: [ground.said for ground in grounds] for kind, grounds in shown}


def write(client: Client, nominal: Nominal, on: str = "3 4 2026", **said: str) -> str:
    answer = client.post(
        reverse("record-marker", args=[nominal.pk]),
        {"kind": "weapon", "source": "officer", **parts("known_on", on), **said},
    )
    return "" if answer.status_code == 302 else str(answer.context["form"].errors)


NOTHING: dict[str, list[str]] = {"certificate": [], "firearm": [], "weapon": [], "self_harm": []}


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ({}, {}),
        ({"flags": ["firearm_access", "separated"]}, {"firearm": ["firearm access"]}),
        ({"flags": ["suspect_suicidal"]}, {"self_harm": ["suspect suicidal"]}),
        ({"mo_codes": ["knife", "blunt", "lure"], "weapon": "hammer"}, {"weapon": ["knife, blunt, hammer"]}),
        ({"mo_codes": ["acid"]}, {"corrosive": ["acid"]}),
    ],
)
def test_his_reports_warn(tmp_path: Path, report: dict[str, object], said: dict[str, list[str]]) -> None:
    nominal = warned(tmp_path, **report)
    client = reader(nominal)
    assert warnings(client, nominal) == NOTHING | said
    if not said:
        assert client.get(page_of(nominal)).content.decode().count("That does not mean no") == 4


def test_the_words_that_warn_are_of_the_vocabularies() -> None:
    assert set(FLAGS) <= _vocabulary("flags.csv")
    assert set(METHODS) <= _vocabulary("mo_codes.csv")


def _vocabulary(name: str) -> set[str]:
    text = (files("v100.data.reference") / name).read_text(encoding="utf-8-sig")
    return {line.split(",")[0] for line in text.splitlines()}


def test_a_warning_is_recorded_and_ended_on_the_record(tmp_path: Path) -> None:
    nominal = warned(tmp_path)
    client = reader(nominal)
    assert write(client, nominal) == ""
    marker = Marker.objects.get()
    assert warnings(client, nominal)["weapon"] == ["An officer saw or heard it"]
    end = reverse("end-marker", args=[nominal.pk, marker.pk])
    assert end in client.get(page_of(nominal)).content.decode()
    assert "Say why" in client.post(end, {"reason": ""}).content.decode()
    client.post(end, {"reason": "it was a toy, seized and seen"})
    assert warnings(client, nominal) == NOTHING
    page = client.get(page_of(nominal)).content.decode()
    assert "it was a toy, seized and seen" in page
    told = Event.objects.filter(action__contains="marker").order_by("pk").values_list("action", "subject", "why")
    assert list(told) == [
        ("recorded marker", f"nominal:{nominal.pk}", f"(weapon, marker:{marker.pk})"),
        ("ended marker", f"nominal:{nominal.pk}", f"it was a toy, seized and seen (marker:{marker.pk})"),
    ]
    with pytest.raises(NotNow, match="ended it meanwhile"):
        end_marker(nominal, marker, reason="it was a toy", by=marker.by)


def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    nominal = warned(tmp_path)
    client = reader(nominal)
    assert "today or in the past" in write(client, nominal, on="1 1 2999")
    assert "Select a valid choice" in write(client, nominal, kind="depressed")
    assert write(client, nominal) == ""
    assert "recorded already with this source" in write(client, nominal)
    assert write(client, nominal, source="pnc") == ""
    assert Marker.objects.count() == 2


def test_a_warning_goes_with_the_man_he_was_found_to_be(tmp_path: Path) -> None:
    seal(tmp_path, person=[man("P1", "Mike Madeup"), man("P2", "M Madeup")])
    load_new(tmp_path)
    kept, gone = (Nominal.objects.get(person_id=each) for each in ("P1", "P2"))
    client = reader(gone)
    assert write(client, gone, kind="firearm") == ""
    month_later(tmp_path, person=[man("P1", "Mike Madeup")], person_lineage=[became("P2", "P1", "merged")])
    load_new(tmp_path)
    client.post(page_of(kept), WHY)
    assert warnings(client, kept)["firearm"] == ["An officer saw or heard it"]
    assert f"of {gone.reference}" in client.get(page_of(kept)).content.decode(), "under which he was meant then"
    assert "recorded already with this source" in write(client, kept, kind="firearm")
    marker = Marker.objects.get()
    client.post(reverse("end-marker", args=[kept.pk, marker.pk]), {"reason": "it was a toy, seized and seen"})
    assert "firearm" not in {kind for kind, said in warnings(client, kept).items() if said}
    assert Event.objects.get(action="ended marker").subject == f"nominal:{kept.pk}"


def test_another_mans_warning_is_not_ended_from_his_page(tmp_path: Path) -> None:
    nominal = warned(tmp_path)
    client = reader(nominal)
    other = Nominal.objects.get(listings__rank=1)
    client.post(page_of(other), WHY)
    assert write(client, other) == ""
    marker = Marker.objects.get()
    assert client.get(reverse("end-marker", args=[nominal.pk, marker.pk])).status_code == 404


def test_the_kinds_are_the_agreed_ones_and_none_is_a_diagnosis() -> None:
    agreed = ["certificate", "firearm", "weapon", "self_harm", "violent", "escapes", "corrosive", "dog"]
    assert Kind.values == agreed, "whoever adds one asks the data-protection officer, and says so here"
