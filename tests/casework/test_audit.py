"""The audit log: PostgreSQL itself refuses to change it, and a look without a reason."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from site_users import signed_in
from v100.casework.access.roles import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.oversight.models import Done, Event
from v100.casework.oversight.record import record

CHANGES = ("update oversight_event set why = 'x'", "delete from oversight_event", "truncate oversight_event")


@pytest.fixture
def ada() -> User:
    return add_user(
        "ada.one", "a long enough secret", forename="Ada", surname="One", roles=[Role.ANALYST], why="joined the team"
    )


def test_an_event_says_who_when_what_and_why(ada: User) -> None:
    record(Done.OPENED_MAN, by=ada, subject="nominal:7", why="panel of 3 March")
    event = Event.objects.get(action="opened man")
    assert (event.by, event.subject, event.why) == (ada.pk, "nominal:7", "panel of 3 March")
    assert event.at is not None


@pytest.mark.parametrize("change", CHANGES)
def test_the_site_cannot_change_it(change: str) -> None:
    record(Done.ADDED_USER, by=None, subject="user:1")
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize("change", CHANGES)
def test_nor_can_the_owner_of_the_table(server: str, change: str) -> None:
    with psycopg.connect(server) as owner:
        owner.execute(
            "insert into oversight_event (action, subject, why, shown) values ('added user', 'user:1', '', '{}')"
        )
        with pytest.raises(psycopg.errors.RestrictViolation, match="added, never changed or removed"):
            owner.execute(change.encode())


@pytest.mark.parametrize("why", ["", "  \n"])
def test_a_look_without_a_reason_is_refused(ada: User, why: str) -> None:
    with pytest.raises(IntegrityError, match="a_look_has_a_reason"):
        record(Done.OPENED_MAN, by=ada, subject="nominal:7", why=why)


def test_somebody_did_it() -> None:
    with pytest.raises(IntegrityError, match="somebody_did_it"):
        record(Done.OPENED_MAN, by=None, subject="nominal:7", why="curious")


def test_change_and_event_are_written_together_or_not_at_all(ada: User) -> None:
    before = Event.objects.count()

    @transaction.atomic
    def change() -> None:
        add_user("bo", "another long secret", forename="Bo", surname="Two", roles=[Role.LRO], why="joined")
        record(Done.OPENED_MAN, by=ada, subject="nominal:7", why="")

    with pytest.raises(IntegrityError):
        change()
    assert not User.objects.filter(username="bo").exists()
    assert Event.objects.count() == before


def test_the_site_owns_no_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, count(*) from pg_tables where tableowner = current_user group by 1")
        assert cursor.fetchall() == []
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("v100_casework",)


def test_the_log_of_a_man_has_the_looks_that_showed_him_beside_another(ada: User) -> None:
    record(Done.OPENED_NETWORK, by=ada, subject="nominal:7", why="whom he meets", shown=["nominal:8", "nominal:81"])
    record(Done.OPENED_MAN, by=ada, subject="nominal:81", why="panel of 3 March")
    auditor = signed_in(Role.AUDITOR)

    def subjects(of: str) -> list[str]:
        return [event.subject for event in auditor.get(reverse("audit"), {"subject": of}).context["page"]]

    assert subjects("nominal:7") == subjects("nominal:8") == ["nominal:7"]
    assert subjects("nominal:81") == ["nominal:81", "nominal:7"]
    page = auditor.get(reverse("audit"), {"subject": "nominal:8"}).content.decode()
    assert "?subject=nominal%3A81" in page
