"""Accounts: added, changed, closed and given a new password by an administrator; one's own password; wrong ones."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from runs_made_up import seal
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.locking import FAILURES, waits
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal, Seal
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new
from v100.casework.runs.models import MODELS

WHY = "joined the team on 3 April"
SECRET = "a long enough secret"
OWN = "nobody else knows this one"
GIVEN = {"forename": "Ada", "surname": "Example", "roles": ["analyst"], "why": WHY}


@pytest.fixture
def admin() -> User:
    return user(Role.ADMINISTRATOR)


@pytest.fixture
def page(admin: User) -> Client:
    return signed_in(admin)


def sign_in(username: str, password: str) -> tuple[Client, str]:
    """A browser that tried to, and what it was told."""
    client = Client()
    return client, client.post(reverse("sign-in"), {"username": username, "password": password}).content.decode()


def done(action: str) -> list[tuple[int, str, str]]:
    return list(Event.objects.filter(action=action).order_by("pk").values_list("by", "subject", "why"))


def test_somebody_added_signs_in_with_the_password_shown_once_and_chooses_another_first(
    admin: User, page: Client
) -> None:
    answer = page.post(reverse("add-user"), {"username": "a.example", **GIVEN})
    password = answer.context["password"]
    assert escape(password) in answer.content.decode()
    added = User.objects.get(username="a.example")
    assert (added.full_name, added.roles) == ("Ada Example", ["analyst"])
    assert done("added user")[-1] == (admin.pk, f"user:{added.pk}", WHY)

    client, _ = sign_in("a.example", password)
    assert client.get(reverse("list")).headers["Location"] == reverse("choose-password")
    chosen = {"old_password": password, "new_password1": OWN, "new_password2": OWN}
    assert client.post(reverse("choose-password"), {**chosen, "new_password2": "another"}).status_code == 200
    same = {**chosen, "new_password1": password, "new_password2": password}
    assert "Choose another password" in client.post(reverse("choose-password"), same).content.decode()
    assert client.post(reverse("choose-password"), chosen).headers["Location"] == reverse("home")
    assert client.get(reverse("list")).status_code == 200
    assert done("chose password") == [(added.pk, f"user:{added.pk}", "")]
    assert password not in str(list(Event.objects.values_list("why", "subject")))


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"username": ""}, "Enter the user name"),
        ({"username": "administrator"}, "was not added"),
        ({"roles": []}, "Choose at least one role"),
        ({"roles": ["king"]}, "Select a valid choice"),
        ({"why": ""}, "Say why"),
        (parts("date_of_birth", "31 2 1980"), "must be a real date"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(page: Client, given: dict[str, object], fault: str) -> None:
    answer = page.post(reverse("add-user"), {"username": "a.example", **GIVEN, **given})
    assert fault in answer.content.decode()
    assert User.objects.count() == 1


def test_a_change_is_kept_with_its_reason_and_seals_the_man_who_may_be_this_person_now(
    tmp_path: Path, admin: User, page: Client
) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    who = user(Role.ANALYST)
    his = MODELS["suspect"].objects.exclude(date_of_birth=None).order_by("id").first()
    born: date = his.date_of_birth
    changed = {"forename": "Made", "surname": his.surname, "roles": ["analyst", "auditor"], "why": "she married"}
    one = reverse("user", args=[who.pk])
    assert page.get(one).context["form"]["surname"].value() == who.surname
    seen = page.get(one).context["form"]["seen"].value()
    sent = {**changed, "seen": seen, **parts("date_of_birth", f"{born.day} {born.month} {born.year}")}
    assert page.post(one, {**sent, "why": "short"}).status_code == 200
    assert page.post(one, {**sent, "why": "she has married"}).headers["Location"] == reverse("users")
    who.refresh_from_db()
    assert (who.surname, who.date_of_birth, who.roles) == (his.surname, born, ["analyst", "auditor"])
    said = "she has married (surname, date_of_birth, roles)"
    assert done("changed user") == [(admin.pk, f"user:{who.pk}", said)]
    sealed = Nominal.objects.filter(pk__in=Seal.objects.filter(user=who).values("nominal"))
    assert his.mention_id in {
        mention
        for man in sealed
        for mention in MODELS["person_mention"]
        .objects.filter(person_id=man.person_id)
        .values_list("mention_id", flat=True)
    }


def test_what_is_as_it_was_is_no_change(page: Client) -> None:
    who = user(Role.ANALYST)
    one = reverse("user", args=[who.pk])
    seen = page.get(one).context["form"]["seen"].value()
    same = {"forename": who.forename, "surname": who.surname, "roles": who.roles, "why": "to look again", "seen": seen}
    assert page.post(one, same).headers["Location"] == reverse("users")
    assert done("changed user") == []


def test_of_two_who_change_one_account_the_second_is_told_and_nothing_of_hers_is_kept(page: Client) -> None:
    who = user(Role.ANALYST)
    other = signed_in(user(Role.AUDITOR, surname="Second"))
    User.objects.filter(username="auditor").update(roles=["administrator"])
    one = reverse("user", args=[who.pk])
    facts = {"forename": who.forename, "surname": who.surname, "why": "a new team"}
    seen = [client.get(one).context["form"]["seen"].value() for client in (page, other)]
    page.post(one, {**facts, "roles": ["analyst", "commander"], "seen": seen[0]})
    answer = other.post(one, {**facts, "roles": ["analyst", "auditor"], "seen": seen[1]})
    assert "somebody else changed this account" in answer.content.decode()
    assert User.objects.get(pk=who.pk).roles == ["analyst", "commander"]


def test_a_closed_account_is_signed_out_and_may_be_opened_again(admin: User, page: Client) -> None:
    who = user(Role.ANALYST)
    client = signed_in(who)
    close = reverse("close-account", args=[who.pk])
    page.post(close, {"why": ""})
    assert client.get("/").status_code == 200
    page.post(close, {"why": "left the force"})
    assert client.get("/").status_code == 302
    assert "closed" in page.get(reverse("users")).content.decode().lower()
    assert "No account has this user name" in sign_in(who.username, SECRET)[1]
    page.post(close, {"why": "closed by a second"})
    assert client.get("/").status_code == 302, "whoever closes what is closed opens nothing"
    page.post(reverse("reopen-account", args=[who.pk]), {"why": "came back to it"})
    assert sign_in(who.username, SECRET)[0].get("/").status_code == 200
    assert done("closed account") == [(admin.pk, f"user:{who.pk}", "left the force")]
    assert done("reopened account") == [(admin.pk, f"user:{who.pk}", "came back to it")]


def test_a_new_password_ends_the_old_one_and_signs_out(page: Client) -> None:
    who = user(Role.ANALYST)
    client = signed_in(who)
    answer = page.post(reverse("give-password", args=[who.pk]), {"why": "forgot the old one"})
    assert client.get("/").status_code == 302
    assert "No account has this user name" in sign_in(who.username, SECRET)[1]
    assert sign_in(who.username, answer.context["password"])[0].get("/").headers["Location"] == "/password/"


@pytest.mark.parametrize("name", ["user", "close-account", "reopen-account", "give-password"])
def test_nobody_changes_his_own_account(admin: User, page: Client, name: str) -> None:
    own = {"forename": "Made", "surname": "Other", "roles": Role.values, "why": "to have them all", "seen": 0}
    answer = page.post(reverse(name, args=[admin.pk]), own)
    assert "Nobody changes his own account" in answer.content.decode()
    unchanged = User.objects.get(pk=admin.pk)
    assert (unchanged.roles, unchanged.is_active, unchanged.password) == (admin.roles, True, admin.password)


def test_five_wrong_passwords_in_a_row_and_the_right_one_waits() -> None:
    who = user(Role.ANALYST)
    for _ in range(FAILURES):
        assert not waits(who)
        sign_in(who.username, "wrong")
    client, said = sign_in(who.username.upper(), SECRET)
    assert "Too many wrong passwords. Wait 15 minutes" in said
    assert client.get("/").status_code == 302
    tried = Event.objects.filter(action="failed to sign in", subject=f"user:{who.pk}").order_by("pk")
    assert [event.why for event in tried] == [*[""] * FAILURES, "(the account waits)"]
    assert "No account has this user name" in sign_in("somebody else", SECRET)[1]


def test_a_success_or_a_new_password_begins_the_count_again(page: Client) -> None:
    who = user(Role.ANALYST)
    for _ in range(FAILURES - 1):
        sign_in(who.username, "wrong")
    sign_in(who.username, SECRET)
    sign_in(who.username, "wrong")
    assert not waits(who)
    for _ in range(FAILURES):
        sign_in(who.username, "wrong")
    assert waits(who)
    page.post(reverse("give-password", args=[who.pk]), {"why": "locked out today"})
    assert not waits(who)


def test_after_a_quarter_of_an_hour_it_is_open_again(monkeypatch: pytest.MonkeyPatch) -> None:
    who = user(Role.ANALYST)
    for _ in range(FAILURES):
        sign_in(who.username, "wrong")
    sign_in(who.username, "while it waits: that does not make it longer")
    later = timezone.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr("v100.casework.accounts.locking.timezone.now", lambda: later)
    assert not waits(who)
