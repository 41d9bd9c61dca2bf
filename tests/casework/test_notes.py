"""Notes: facts and assessments apart, added and never changed, and a second look where one may name a woman."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from runs_made_up import AS_AT, became, man, month_later, seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.nominals.models import Conflict, Nominal
from v100.casework.notes.models import Note
from v100.casework.notes.naming import suspicious
from v100.casework.notes.writing import write_note
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.runs.load import load_new

WHY = {"why": "the week’s work"}


@pytest.fixture
def nominal(tmp_path: Path) -> Nominal:
    seal(tmp_path, person=[man("P1", "Rose Madeup"), man("P2", "R Madeup")])
    load_new(tmp_path)
    return Nominal.objects.get(person_id="P1")


@pytest.fixture
def client(nominal: Nominal) -> Client:
    client = signed_in(Role.ANALYST)
    client.post(page_of(nominal), WHY)
    return client


def page_of(nominal: Nominal) -> str:
    return reverse("man", args=[nominal.pk])


def write(client: Client, nominal: Nominal, words: str, kind: str = "fact", **more: object) -> str:
    answer = client.post(reverse("write-note", args=[nominal.pk]), {"kind": kind, "words": words, **more})
    return "" if answer.status_code == 302 else str(answer.context["form"].errors)


def noted(client: Client) -> Nominal:
    """P2, of whom there is a note now."""
    nominal = Nominal.objects.get(person_id="P2")
    client.post(page_of(nominal), WHY)
    write(client, nominal, "he was seen")
    return nominal


def notes(client: Client, nominal: Nominal) -> list[tuple[str, str, list[str]]]:
    shown = client.get(page_of(nominal)).context["notes"]
    return [(note.kind, note.words, [each.words for each in before]) for note, before in shown]


def test_a_note_is_a_fact_or_an_assessment(client: Client, nominal: Nominal) -> None:
    assert "Say whether it is a fact or an assessment" in write(client, nominal, "he was seen", kind="")
    assert write(client, nominal, "he was seen") == ""
    assert write(client, nominal, "he plans to move", kind="assessment") == ""
    assert notes(client, nominal) == [("assessment", "he plans to move", []), ("fact", "he was seen", [])]


def test_a_later_note_corrects_it_and_the_earlier_stays(client: Client, nominal: Nominal) -> None:
    write(client, nominal, "he was seen on the 3rd")
    note = Note.objects.get()
    page = reverse("correct-note", args=[nominal.pk, note.pk])
    assert "he was seen on the 3rd" in client.get(page).content.decode()
    client.post(page, {"kind": "fact", "words": "he was seen on the 4th"})
    assert notes(client, nominal) == [("fact", "he was seen on the 4th", ["he was seen on the 3rd"])]
    with pytest.raises(NotNow, match="corrected this note meanwhile"):
        write_note(nominal, kind="fact", words="on the 5th", by=note.by, corrects=note)
    answer = client.post(page, {"kind": "fact", "words": "he was seen on the 5th"})
    assert "corrected this note meanwhile" in answer.content.decode()


def test_the_log_says_that_a_note_was_written_and_not_what(client: Client, nominal: Nominal) -> None:
    write(client, nominal, "canary of a note")
    note = Note.objects.get()
    event = Event.objects.get(action="wrote note")
    assert (event.subject, event.why) == (f"nominal:{nominal.pk}", f"(fact, note:{note.pk})")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("he met Sarah at the bus stop", ["Sarah"]),
        ("he met sarah at the bus stop", []),
        ("it is Sarah’s car, or Sarah's", ["Sarah’s", "Sarah's"]),
        ("seen with Sarah-Jane", ["Sarah-Jane"]),
        ("seen with Zoë and ZOE", ["Zoë", "ZOE"]),
        ("seen with Siân", ["Siân"]),
        ("Rosé was seen", []),
        ("Young men met at the U-turn", []),
        ("he moved to N1 9GU", ["N1 9GU"]),
        ("her number is 07700 900123", ["07700 900123"]),
        ("write to s.example@mail.invalid", ["s.example@mail.invalid"]),
        ("Rose Madeup was seen", []),
        ("seen on 3 May and in June 2026", []),
        ("seen with May", ["May"]),
        ("crime reference 6512345/26, PNC 12/345678X", []),
    ],
)
def test_what_may_name_or_lead_to_a_woman(words: str, found: list[str]) -> None:
    assert suspicious(words, ["Rose Madeup"]) == found


def test_his_own_double_name_is_no_womans() -> None:
    assert suspicious("Ji-woo was seen", ["Ji-woo Madeup"]) == []


def test_who_writes_looks_again_before_such_a_note_is_kept(client: Client, nominal: Nominal) -> None:
    words = "PC Sarah Example saw him"
    assert "It holds Sarah" in write(client, nominal, words)
    assert not Note.objects.exists()
    assert write(client, nominal, words, looked_at="sure") == ""
    assert notes(client, nominal) == [("fact", words, [])]


def test_notes_and_conflicts_go_with_the_man_he_was_found_to_be(
    tmp_path: Path, client: Client, nominal: Nominal
) -> None:
    gone = noted(client)
    kin = user(Role.SUPERVISOR)
    Conflict.objects.create(nominal=gone, user=kin, reason="a cousin")
    assert signed_in(kin).get(page_of(nominal)).status_code == 200
    month_later(tmp_path, person=[man("P1", "Rose Madeup")], person_lineage=[became("P2", "P1", "merged")])
    load_new(tmp_path)
    assert notes(client, nominal) == [("fact", "he was seen", [])]
    assert f"of {gone.reference}" in client.get(page_of(nominal)).content.decode(), "under which he was meant then"
    assert signed_in(kin).get(page_of(nominal)).status_code == 404
    carried = Event.objects.get(action="carried conflict")
    assert (carried.subject, carried.why) == (f"nominal:{nominal.pk}", f"(of user:{kin.pk})")


def test_what_is_written_of_a_man_whom_a_run_names_again_is_his_own(
    tmp_path: Path, client: Client, nominal: Nominal
) -> None:
    gone = noted(client)
    both = [man("P1", "Rose Madeup"), man("P2", "R Madeup")]
    month_later(tmp_path, person=both[:1], person_lineage=[became("P2", "P1", "merged")])
    seal(tmp_path, "2026-05-31-v100-c3", as_at=AS_AT + timedelta(days=61), person=both)
    load_new(tmp_path)
    assert notes(client, nominal) == []
    assert notes(client, gone) == [("fact", "he was seen", [])]


def test_another_mans_note_is_not_corrected_from_his_page(client: Client, nominal: Nominal) -> None:
    other = Nominal.objects.get(listings__rank=1)
    client.post(page_of(other), WHY)
    write(client, other, "he was seen")
    assert client.get(reverse("correct-note", args=[nominal.pk, Note.objects.get().pk])).status_code == 404
