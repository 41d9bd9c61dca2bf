"""The list, finding a man, his page: what is shown, to whom, and what is written down."""

import csv
import re
from datetime import date
from html import unescape
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from runs_made_up import became, man, month_later, seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal, Seal
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new

WHY = {"why": "panel of 3 April"}


def text(client: Client, page: str, **asked: str) -> str:
    answer = client.get(page, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def ranked(client: Client, **asked: str) -> list[int | None]:
    return [row.rank for row in client.get(reverse("list"), asked).context["page"]]


def page_of(nominal: Nominal) -> str:
    return reverse("man", args=[nominal.pk])


def at_rank(rank: int) -> Nominal:
    return Nominal.objects.get(listings__rank=rank)


@pytest.mark.usefixtures("store")
def test_the_list_ends_at_the_cut_and_the_next_part_begins_there() -> None:
    client = signed_in(Role.ANALYST)
    assert ranked(client) == [1, 2, 3, 4, 5]
    assert ranked(client, part="below") == [6, 7, 8]
    assert ranked(client, part="ranked") == [1, 2, 3, 4, 5, 6, 7, 8]
    assert ranked(client, part="aside") == [None]
    assert ranked(client, part="nonsense") == []
    assert ranked(client, part="sealed") == []


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("name", "value", "holds"),
    [
        ("borough", "Hackney", lambda row: "Hackney" in row.boroughs),
        ("movement", "new", lambda row: row.movement == "new"),
        ("precursors", "yes", lambda row: row.rules),
        ("precursors", "no", lambda row: not row.rules),
    ],
)
def test_a_filter_leaves_those_and_all_those_who_match(name: str, value: str, holds: object) -> None:
    client = signed_in(Role.ANALYST)
    everyone = list(client.get(reverse("list"), {"part": "ranked"}).context["page"])
    expected = [row.rank for row in everyone if holds(row)]  # type: ignore[operator]
    assert ranked(client, part="ranked", **{name: value}) == expected
    assert 0 < len(expected) < len(everyone)


@pytest.mark.usefixtures("store")
def test_every_look_at_the_list_and_every_search_is_on_the_record() -> None:
    """What was asked of the list, and whom a search showed; not the words sought, which may be anybody's name."""
    who, nominal = user(Role.ANALYST), at_rank(1)
    client = signed_in(who)
    client.get(reverse("list"), {"part": "ranked", "page": "2"})
    seen = Event.objects.get(action="saw list")
    assert (seen.by, seen.why) == (who.pk, "(part=ranked, page=1)"), "the page that was shown, not the one asked for"
    name = nominal.listings.get().name
    client.get(reverse("find"), {"q": name})
    found = Event.objects.get(action="searched")
    assert found.by == who.pk
    assert f"nominal:{nominal.pk}" in found.shown
    assert found.why == "", "the words may be a name"


def test_pages_of_a_long_list_hold_everybody_once(tmp_path: Path) -> None:
    seal(tmp_path, people=60)
    load_new(tmp_path)
    client = signed_in(Role.ANALYST)
    seen = [rank for page in "123" for rank in ranked(client, part="ranked", page=page)]
    assert seen == list(range(1, 61))


def test_a_page_asks_as_many_questions_for_60_men_as_for_8(tmp_path: Path) -> None:
    counted = []
    for people, make in ((8, seal), (60, month_later)):
        make(tmp_path, people=people)  # type: ignore[arg-type]
        load_new(tmp_path)
        client = signed_in(user(Role.ANALYST) if people == 8 else user(Role.PANEL_CHAIR))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ranked(client, part="ranked")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 13


@pytest.mark.parametrize(
    "typed",
    ["Sean O'Brien Evans", "obrien-evans", "Shaun OBrian Evans", "séan o’brien", "12/345x", "Jonny Boy", "M1/CR"],
)
def test_a_man_is_found_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    seal(
        tmp_path,
        person=[man("P1", "Séan O’Brien-Évans", ids=["12/345X"], births=[date(1984, 5, 6)])],
        person_mention=[{"person_id": "P1", "mention_id": "M1", "side": "suspect"}],
        suspect=[{"mention_id": "M1", "report_id": "R1", "aliases": ["Jonny Boy"]}],
        crime_report=[{"report_id": "R1", "crime_ref": "M1/CR", "recorded_on": date(2026, 1, 1)}],
    )
    load_new(tmp_path)
    found = signed_in(Role.ANALYST).get(reverse("find"), {"q": typed}).context["page"]
    assert found[0].nominal == Nominal.objects.get(person_id="P1")
    assert (found[0].name, found[0].born_on) == ("Séan O’Brien-Évans", date(1984, 5, 6))


@pytest.mark.usefixtures("store")
def test_a_reference_leads_to_its_man() -> None:
    nominal = at_rank(1)
    answer = signed_in(Role.ANALYST).get(reverse("find"), {"q": nominal.reference.lower()})
    assert answer.headers["Location"] == page_of(nominal)


def test_no_woman_is_found(tmp_path: Path) -> None:
    woman = {"person_id": "V9", "side": "victim", "names": ["Canary Madeupname"], "mentions": 1}
    seal(tmp_path, person=[woman])
    load_new(tmp_path)
    assert len(signed_in(Role.ANALYST).get(reverse("find"), {"q": "Canary Madeupname"}).context["page"]) == 0


@pytest.mark.usefixtures("store")
def test_his_page_opens_with_a_reason_and_every_look_is_written_down() -> None:
    client, nominal = signed_in(Role.PANEL_MEMBER), at_rank(1)
    page = page_of(nominal)
    looks = Event.objects.filter(action="opened man", subject=f"nominal:{nominal.pk}")
    assert "Why do you open this page?" in text(client, page)
    assert "Say why in a few words" in client.post(page, {"why": "because"}).content.decode()
    assert not looks.exists()
    client.post(page, WHY)
    for times in (1, 2):
        assert "Why he is here" in text(client, page)
        assert list(looks.values_list("why", flat=True)) == [WHY["why"]] * times
    assert "Why do you open this page?" in text(client, page_of(at_rank(2)))
    client.post(reverse("sign-out"))
    client.force_login(user(Role.ANALYST))
    assert "Why do you open this page?" in text(client, page)


@pytest.mark.usefixtures("store")
def test_who_says_why_comes_to_the_page_that_was_asked_for_and_to_no_other_mans() -> None:
    client, nominal = signed_in(Role.ANALYST), at_rank(1)
    page, wanted = page_of(nominal), reverse("network", args=[nominal.pk]) + "?other=words"
    answers_to = re.search(rf'<form method="post" action="({page}[^"]*)"', text(client, wanted))
    assert answers_to
    address = unescape(answers_to[1])
    refused = client.post(address, {"why": "because"}).content.decode()
    assert '<form method="post" novalidate>' in refused, "asked again, it goes to the same address"
    assert client.post(address, WHY).headers["Location"] == wanted
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example/", page_of(at_rank(2)), "/list/"):
        assert client.post(f"{page}?{urlencode({'then': elsewhere})}", WHY).headers["Location"] == page


@pytest.mark.usefixtures("store")
def test_a_look_that_cannot_be_written_down_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    client, page = signed_in(Role.PANEL_MEMBER), page_of(at_rank(1))
    client.raise_request_exception = False
    client.post(page, WHY)
    monkeypatch.setattr("v100.casework.oversight.record.Event.objects.create", lambda **_: 1 / 0)
    answer = client.get(page)
    assert answer.status_code == 500
    assert "Why he is here" not in answer.content.decode()


@pytest.mark.usefixtures("store")
def test_his_page_shows_why_he_is_there_and_no_contact_of_anybody() -> None:
    client, nominal = signed_in(Role.ANALYST), at_rank(1)
    client.post(page_of(nominal), WHY)
    said = text(client, page_of(nominal))
    part = client.get(page_of(nominal)).context["part"]
    assert part.ranked["rank"] == 1
    assert all(bar.report["crime_ref"] in said for bar in part.bars)
    assert "A suspect is not convicted" in said
    assert "CANARY" not in said


def test_a_man_who_became_another_says_so(tmp_path: Path) -> None:
    seal(tmp_path, person=[man("P1", "Mike Madeup"), man("P2", "M Madeup")])
    month_later(tmp_path, person=[man("P1", "Mike Madeup")], person_lineage=[became("P2", "P1", "merged")])
    load_new(tmp_path)
    client = signed_in(Role.ANALYST)
    kept, gone = (Nominal.objects.get(person_id=each) for each in ("P1", "P2"))
    for nominal, other in ((gone, kept), (kept, gone)):
        client.post(page_of(nominal), WHY)
        assert f'href="{page_of(other)}"' in text(client, page_of(nominal))
    assert "is no longer named" in text(client, page_of(gone))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("role", [Role.ANALYST, Role.PANEL_CHAIR, Role.SUPERVISOR, Role.VICTIM_LEAD])
def test_a_sealed_man_is_nowhere(role: Role) -> None:
    nominal, client = at_rank(1), signed_in(role)
    client.post(page_of(nominal), WHY)
    name = nominal.listings.get().name
    Seal.objects.create(nominal=nominal, user=user(Role.LRO), ground="address")
    assert ranked(client) == [2, 3, 4, 5]
    assert name not in text(client, reverse("find"), q=name).replace(f'value="{name}"', "")
    assert client.get(reverse("find"), {"q": nominal.reference}).status_code == 200
    assert client.get(page_of(nominal)).status_code == 404
    assert client.post(page_of(nominal), WHY).status_code == 404
    assert client.get("/").context["figures"][0].number == 4
    if role in (Role.ANALYST, Role.PANEL_CHAIR):
        assert name not in client.post(reverse("export"), WHY).content.decode()


@pytest.mark.usefixtures("store")
def test_professional_standards_sees_him() -> None:
    nominal, client = at_rank(1), signed_in(Role.PROFESSIONAL_STANDARDS)
    Seal.objects.create(nominal=nominal, user=user(Role.LRO), ground="address")
    assert ranked(client) == [1, 2, 3, 4, 5]
    assert ranked(client, part="sealed") == [1]
    client.post(page_of(nominal), WHY)
    assert "Why he is here" in text(client, page_of(nominal))


def test_the_file_holds_the_list_as_filtered_marked_and_on_the_record(tmp_path: Path) -> None:
    seal(tmp_path, person=[man("P1", "=cmd|' /C calc'!A0")], set_aside=[{"person_id": "P1", "reason": "dead"}])
    load_new(tmp_path)
    who = user(Role.ANALYST)
    client = signed_in(who)
    page = reverse("export") + "?part=aside"
    assert "Say why" in client.post(page, {"why": ""}).content.decode()
    assert not Event.objects.filter(action="exported list").exists()
    rows = list(csv.reader(StringIO(client.post(page, WHY).content.decode())))
    assert [row[0] for row in rows] == ["rank", "in custody", "dead"]
    assert rows[2][2] == "'=cmd|' /C calc'!A0"
    assert all(row[-1].startswith("taken by Made Up-analyst on ") for row in rows)
    assert Event.objects.get(action="exported list").why == "panel of 3 April (part=aside)"


@pytest.mark.usefixtures("store")
def test_the_audit_page_shows_numbers_only_and_reading_it_is_on_the_record() -> None:
    reader, nominal = signed_in(Role.ANALYST), at_rank(1)
    reader.post(page_of(nominal), WHY)
    reader.get(page_of(nominal))
    auditor = signed_in(Role.AUDITOR)
    said = text(auditor, reverse("audit"), subject=f"nominal:{nominal.pk}")
    assert WHY["why"] in said
    assert nominal.listings.get().name not in said
    assert Event.objects.filter(action="read audit").count() == 1


def test_without_a_run_pages_say_what_to_do() -> None:
    client = signed_in(Role.ANALYST)
    for page in ("/", reverse("list")):
        assert "v100 run" in text(client, page)
