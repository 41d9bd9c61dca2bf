"""The agenda of a meeting as it stood: kept whole, never changed, read by each with the men whom he may see."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from runs_made_up import man, month_later, seal
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Conflict, Listing, Nominal, Seal
from v100.casework.oversight.models import Event
from v100.casework.plans.kept_templates import templates
from v100.casework.plans.writing import begin_plan
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.tasking.agenda import agenda
from v100.casework.tasking.keeping import keep_agenda, lines_for
from v100.casework.tasking.listed import all_newly_listed
from v100.casework.tasking.models import KeptAgenda

TODAY = timezone.localdate()


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture(autouse=True)
def men(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User, supervisor: User) -> dict[str, Nominal]:
    """P1 and P2 are managed, another is new on the list."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal(tmp_path, person=[man("P1", "Rose Madeup"), man("P2", "R Madeup")])
    load_new(tmp_path)
    found = {person: Nominal.objects.get(person_id=person) for person in ("P1", "P2")}
    for nominal in found.values():
        managed(nominal, officer, by=supervisor)
    (new,) = all_newly_listed()
    return {**found, "new": Nominal.objects.get(pk=new)}


def kept(by: User) -> KeptAgenda:
    run = current_run()
    assert run is not None
    return keep_agenda(run, TODAY, by=by)


def shown(who: User, agenda: KeptAgenda) -> set[Nominal]:
    """Whom this person finds on the page."""
    page = signed_in(who).get(reverse("kept-agenda", args=[agenda.pk]))
    return {item.nominal for item in page.context["shown"]}


def text(client: Client, agenda: KeptAgenda) -> str:
    return client.get(reverse("kept-agenda", args=[agenda.pk])).content.decode()


def test_it_says_what_stood_though_the_agenda_is_another_by_now(
    men: dict[str, Nominal], tmp_path: Path, officer: User, supervisor: User
) -> None:
    agenda_then = kept(supervisor)
    begin_plan(men["P1"], "stalker", templates(tmp_path)["stalker"], owner=officer, begun_on=TODAY, by=officer)
    name = Listing.objects.get(nominal=men["new"]).name
    assert name
    month_later(tmp_path, person=[man("P1", "Rose Madeup"), man("P2", "R Madeup")])
    load_new(tmp_path)
    client = signed_in(supervisor)
    said = text(client, agenda_then)
    for words in (men["P1"].reference, name, officer.full_name, "New on the list of 31 March 2026"):
        assert words in said
    assert said.count("He has no plan") == 2
    assert "policy v100" in said
    assert client.get(reverse("tasking"), {"show": "no plan"}).content.decode().count("<li>He has no plan") == 1
    event = Event.objects.get(action="saw agenda", why=f"(agenda:{agenda_then.pk})")
    assert set(event.shown) == {f"nominal:{each.pk}" for each in men.values()}


def test_its_lines_stand_as_the_agenda_had_them(supervisor: User) -> None:
    """In their order, and the reasons of each in theirs."""
    client = signed_in(supervisor)
    then = client.get(reverse("tasking")).context["shown"]
    now = client.get(reverse("kept-agenda", args=[kept(supervisor).pk])).context["shown"]
    assert [(item, list(item.why)) for item in now] == [(item, list(item.why)) for item in then]
    assert any(len(item.why) > 1 for item in now)


def test_a_meeting_that_is_recorded_on_its_day_keeps_it(officer: User, supervisor: User) -> None:
    client = signed_in(supervisor)
    given: dict[str, Any] = {"chair": supervisor.pk, "present": [officer.pk]}
    yesterday = TODAY - timedelta(days=1)
    client.post(reverse("record-meeting"), {**given, **parts("on", f"{yesterday:%-d %-m %Y}")})
    assert not KeptAgenda.objects.exists(), "how it stood then nobody knows any more"
    assert "No agenda was kept on that day" in client.get(reverse("minutes", args=[yesterday])).content.decode()
    client.post(reverse("record-meeting"), {**given, **parts("on", f"{TODAY:%-d %-m %Y}")})
    there = KeptAgenda.objects.get()
    assert reverse("kept-agenda", args=[there.pk]) in client.get(reverse("minutes", args=[TODAY])).content.decode()


def test_it_is_kept_by_a_button_and_once_as_long_as_it_is_the_same(
    men: dict[str, Nominal], tmp_path: Path, officer: User, supervisor: User
) -> None:
    client = signed_in(supervisor)
    page = reverse("keep-agenda")
    assert page in client.get(reverse("tasking")).content.decode()
    assert client.post(page).status_code == 200
    assert not KeptAgenda.objects.exists(), "it is asked first"
    answers = [client.post(page, {"keep": "yes"}) for _ in range(2)]
    first = KeptAgenda.objects.get()
    assert {each.headers["Location"] for each in answers} == {reverse("kept-agenda", args=[first.pk])}
    assert Event.objects.get(action="kept agenda").subject == f"tasking:{TODAY}"
    begin_plan(men["P1"], "stalker", templates(tmp_path)["stalker"], owner=officer, begun_on=TODAY, by=officer)
    client.post(page, {"keep": "yes"})
    assert KeptAgenda.objects.count() == 2
    assert client.get(reverse("tasking")).context["days"] == [TODAY], "though no meeting is recorded"
    assert signed_in(officer).get(page).status_code == 403


def test_it_is_whole_whoever_keeps_it(men: dict[str, Nominal], supervisor: User) -> None:
    """A chair who is his kin presses the button: the others do not miss him."""
    chair = user(Role.PANEL_CHAIR)
    Conflict.objects.create(nominal=men["P1"], user=chair, reason="a cousin")
    Seal.objects.create(nominal=men["P2"], user=chair, ground="address")
    there = kept(chair)
    assert shown(chair, there) == {men["new"]}
    assert shown(supervisor, there) == {men["P1"], men["new"]}
    assert shown(user(Role.PROFESSIONAL_STANDARDS), there) == {men["P1"], men["P2"], men["new"]}


def test_each_reads_it_with_the_men_whom_he_may_see_by_then(
    men: dict[str, Nominal], officer: User, supervisor: User
) -> None:
    """As the agenda itself; and a man who is sealed later, or whose kin the reader says he is, is gone from it."""
    there = kept(supervisor)
    run = current_run()
    assert run is not None
    other = user(Role.VICTIM_LEAD)
    for who in (officer, supervisor, other):
        assert {line["man"] for line in lines_for(who, there)} == {each.man for each in agenda(who, run, TODAY)}
    assert shown(officer, there) == {men["P1"], men["P2"]}, "he does not read the list"
    Seal.objects.create(nominal=men["P2"], user=supervisor, ground="address")
    Conflict.objects.create(nominal=men["P1"], user=other, reason="a cousin")
    assert shown(supervisor, there) == {men["P1"], men["new"]}
    assert shown(other, there) == {men["new"]}
    told = text(signed_in(other), there)
    for person in ("P1", "P2"):
        assert men[person].reference not in told
    assert "1: on the agenda as it stood" in told, "nothing says that somebody is hidden"


def test_nothing_changes_it_and_what_did_all_the_same_is_said(supervisor: User) -> None:
    there = kept(supervisor)
    for change in (lambda: KeptAgenda.objects.update(lines=[]), KeptAgenda.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    client = signed_in(supervisor)
    warning = "its lines do not match its seal"
    assert warning not in text(client, there)
    another = [{**line, "why": []} for line in there.lines]
    forged = KeptAgenda.objects.create(on=TODAY, run=there.run, lines=another, seal=there.seal, by=supervisor)
    assert warning in text(client, forged)
