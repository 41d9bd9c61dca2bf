"""Who looks at a woman of a sealed man's reports is told to those who may see such men, and to nobody else (C8)."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from runs_made_up import month_later
from site_users import signed_in, user
from v100.casework.access import TABLE, Action, Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.alerts.models import LookNearColleague
from v100.casework.nominals.models import Conflict, Seal
from v100.casework.runs.load import load_new
from v100.casework.women.models import Woman
from women_made_up import ANOTHERS, WHY, him, load_women, on_reports, reach


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    load_women(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def lead() -> User:
    return user(Role.VICTIM_LEAD)


@pytest.fixture
def colleague() -> User:
    """P2 may be he."""
    who = add_user("colleague", "a long enough secret", forename="A", surname="Colleague", roles=[Role.LRO], why="new")
    Seal.objects.create(nominal=him("P2"), user=who, ground="address")
    return who


def inbox(client: Client) -> str:
    return client.get(reverse("alerts")).content.decode()


@pytest.mark.usefixtures("colleague")
def test_professional_standards_are_told_who_looked_and_why(lead: User) -> None:
    client, standards = signed_in(lead), signed_in(Role.PROFESSIONAL_STANDARDS)
    page = reach(client)
    assert not LookNearColleague.objects.exists(), "to be asked why is no look"
    for _ in range(2):
        assert client.get(page).status_code == 200
    woman = Woman.objects.get()
    told = inbox(standards)
    assert f"{lead.full_name} opened the page of {woman.reference} on" in told
    assert WHY["why"] in told
    assert told.count("opened the page of") == 2, "the words of the link and of its box: told once a day for a reason"
    assert him("P2").reference in told
    assert him("P1").reference not in told
    assert f'"{reverse("audit")}?subject=woman:{woman.pk}"' in told
    look = LookNearColleague.objects.get()
    assert standards.post(reverse("alerts"), {"key": f"look:{look.pk}"}).status_code == 302
    assert "Nothing new" in inbox(standards)


@pytest.mark.usefixtures("colleague")
@pytest.mark.parametrize("role", sorted(TABLE[Action.SEE_ALERTS] - TABLE[Action.SEE_SEALED]))
def test_nobody_else_is_told(role: Role, lead: User) -> None:
    client = signed_in(lead)
    client.get(reach(client))
    assert LookNearColleague.objects.exists()
    reader = client if role == Role.VICTIM_LEAD else signed_in(role)
    assert "opened the page of" not in inbox(reader)


def test_neither_the_man_himself_nor_who_looked_nor_who_knows_him_is_told(lead: User, colleague: User) -> None:
    """A man who is professional standards himself does not learn from his inbox who looks after her."""
    client = signed_in(lead)
    client.get(reach(client))
    for who in (colleague, lead):
        who.roles = [*who.roles, Role.PROFESSIONAL_STANDARDS]
        who.save()
        assert "opened the page of" not in inbox(signed_in(who))
    kin = user(Role.PROFESSIONAL_STANDARDS)
    assert "opened the page of" in inbox(signed_in(kin))
    Conflict.objects.create(nominal=him("P2"), user=kin, reason="his cousin")
    assert "opened the page of" not in inbox(signed_in(kin))


@pytest.mark.usefixtures("colleague")
def test_a_report_that_runs_carry_no_more_still_ties_her_to_him(store: Path, lead: User) -> None:
    later = on_reports()
    later["report_victim"] = [row for row in later["report_victim"] if row["report_id"] != "R2"]
    month_later(store, **later)
    load_new(store)
    client = signed_in(lead)
    client.get(reach(client))
    assert LookNearColleague.objects.get().nominal == him("P2")


def test_a_look_at_a_woman_of_no_colleague_is_told_to_nobody(lead: User) -> None:
    Seal.objects.create(nominal=him("P1"), user=lead, ground="address")
    client = signed_in(lead)
    client.get(reach(client, ANOTHERS, "P2"))
    assert not LookNearColleague.objects.exists()


def test_the_database_wants_a_reason(lead: User) -> None:
    woman = Woman.objects.create(person_id="V1", first_run=him().first_run)
    with pytest.raises(IntegrityError, match="a_look_that_is_told_has_a_reason"), transaction.atomic():
        LookNearColleague.objects.create(nominal=him(), woman=woman, by=lead, why=" ", on="2026-04-01")
