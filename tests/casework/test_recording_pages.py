"""The pages on which outcomes are recorded, read and corrected, and what a man's page says of them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outcomes_made_up import FIRST_MAN, MARCH_3, REPORT, event
from runs_made_up import month_later, seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal, Seal
from v100.casework.outcomes.kinds import Detail, Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new

WHY = {"why": "panel of 3 April"}
DAY = {"on_0": "3", "on_1": "3", "on_2": "2026"}


@pytest.fixture
def him(tmp_path: Path) -> Nominal:
    seal(tmp_path, event=[event("C1", "charge")])
    load_new(tmp_path)
    return Nominal.objects.get(person_id=FIRST_MAN)


@pytest.fixture
def client(him: Nominal) -> Client:
    """An analyst's, who opened his page."""
    browser = signed_in(Role.ANALYST)
    browser.post(reverse("man", args=[him.pk]), WHY)
    return browser


def form_of(him: Nominal, kind: str) -> str:
    return f"{reverse('record-outcome', args=[him.pk])}?report={REPORT}&kind={kind}"


def faults(answer: HttpResponse) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)  # type: ignore[attr-defined]


def one(**wanted: Any) -> Outcome:
    return Outcome.objects.standing().get(**wanted)


def test_first_the_report_and_what_happened_then_when(him: Nominal, client: Client) -> None:
    page = reverse("record-outcome", args=[him.pk])
    assert client.get(page, {"report": REPORT}).context["form"]["report"].value() == REPORT
    assert faults(client.get(page, {"report": "", "kind": ""})) == {
        "report": ["Choose a report"],
        "kind": ["Choose what happened"],
    }
    answer = client.post(form_of(him, "arrest"), {**DAY, "lines": ["1"]})
    assert answer.headers["Location"] == reverse("man", args=[him.pk])
    said = one(nominal=him, kind="arrest", by__isnull=False)
    assert (said.on, said.lines, said.report_id, said.crime_ref) == (MARCH_3, [1], REPORT, "CR/000/0")
    assert Event.objects.get(action="recorded outcome").subject == f"nominal:{him.pk}"


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("arrest", {"on_0": "", "on_1": "", "on_2": ""}, {"on": ["Enter the date"]}),
        ("arrest", {"on_1": ""}, {"on": ["The date must include a month"]}),
        ("arrest", {"on_0": "31", "on_1": "2"}, {"on": ["The date must be a real date, such as 27 3 2026"]}),
        ("arrest", {"on_0": "x"}, {"on": ["The date must be a real date, such as 27 3 2026"]}),
        ("arrest", {"on_2": "26"}, {"on": ["The date must be a real date, such as 27 3 2026"]}),
        ("arrest", {"lines": []}, {"lines": ["Choose at least one offence"]}),
        (
            "arrest",
            {"on_2": "2024"},
            {"on": ["The date must not be before the report, which is of 1 March 2026"]},
        ),
        ("plea", {}, {"detail": ["Choose: which plea"]}),
        ("order", {}, {"detail": ["Choose: which order"]}),
        ("sentence", {"detail": "custody"}, {"days": ["Enter the length in days"]}),
        ("sentence", {"detail": "custody", "days": "0"}, {"days": ["The length must be a day or more"]}),
        ("sentence", {"detail": "custody", "days": "two"}, {"days": ["The length must be a whole number of days"]}),
        (
            "sentence",
            {"detail": "fine", "days": "9"},
            {"days": ["Only immediate custody has a length in days: leave it empty"]},
        ),
        (
            "bail",
            {"until_0": "2", "until_1": "3", "until_2": "2026"},
            {"until": ["The end must not be before the day it happened"]},
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    him: Nominal, client: Client, kind: str, more: dict[str, Any], expected: dict[str, list[str]]
) -> None:
    before = Outcome.objects.count()
    answer = client.post(form_of(him, kind), {**DAY, "lines": ["1"], **more})
    assert answer.status_code == 200
    assert faults(answer) == expected
    assert Outcome.objects.count() == before
    assert "There is a problem" in answer.content.decode()


def test_tomorrow_has_not_happened(him: Nominal, client: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    given = {"on_0": tomorrow.day, "on_1": tomorrow.month, "on_2": tomorrow.year, "lines": ["1"]}
    assert faults(client.post(form_of(him, "arrest"), given)) == {"on": ["The date must be today or in the past"]}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_recorded(him: Nominal, client: Client, kind: Kind) -> None:
    form = client.get(form_of(him, kind)).context["form"]
    answers = {"detail": form.fields["detail"].choices[0][0]} if "detail" in form.fields else {}
    given = {**DAY, "on_0": "4", "lines": ["2"], "days": "90" if "days" in form.fields else "", **answers}
    assert client.post(form_of(him, kind), given).status_code == 302
    said = one(nominal=him, kind=kind, on=date(2026, 3, 4))
    assert (said.lines, said.days) == ([2], 90 if kind == Kind.SENTENCE else None)
    assert client.get(reverse("outcome", args=[him.pk, said.pk])).status_code == 200


def test_conditions_and_orders_are_chosen_never_written(him: Nominal, client: Client) -> None:
    client.post(form_of(him, "bail"), {**DAY, "lines": ["1"], "conditions": ["no_contact", "keep_away"]})
    assert one(nominal=him, kind="bail", by__isnull=False).details == [Detail.NO_CONTACT, Detail.KEEP_AWAY]
    answer = client.post(form_of(him, "bail"), {**DAY, "on_0": "5", "lines": ["1"], "conditions": ["3 Rose Lane"]})
    assert set(faults(answer)) == {"conditions"}


def test_what_is_recorded_already_is_said_to_be(him: Nominal, client: Client) -> None:
    answer = client.post(form_of(him, "charge"), {**DAY, "lines": ["1"]})
    assert faults(answer)["__all__"][0].startswith("This is recorded already")
    assert reverse("outcome", args=[him.pk, one(event_id="C1").pk]) in answer.content.decode()


def test_a_correction_needs_a_reason_and_keeps_what_was_said(him: Nominal, client: Client) -> None:
    was = one(event_id="C1")
    page = reverse("correct-outcome", args=[him.pk, was.pk])
    assert client.get(page).context["form"]["on"].value() == MARCH_3
    assert faults(client.post(page, {**DAY, "on_0": "2", "lines": ["1"]})) == {"why": ["Say why"]}
    assert client.post(page, {**DAY, "on_0": "2", "lines": ["1"], "why": "as the charge sheet"}).status_code == 302
    now = one(nominal=him, kind="charge")
    assert (now.on, now.replaces) == (date(2026, 3, 2), was)
    said = client.get(reverse("outcome", args=[him.pk, was.pk])).content.decode()
    assert "As the charge sheet" in said
    assert "3 March 2026" in said
    assert "event C1" in said


def test_taking_back_asks_for_nothing_but_why(him: Nominal, client: Client) -> None:
    page = reverse("correct-outcome", args=[him.pk, one(event_id="C1").pk])
    assert faults(client.post(page, {"take_back": "yes"})) == {"why": ["Say why"]}
    assert client.post(page, {"take_back": "yes", "why": "it was his brother"}).status_code == 302
    assert not Outcome.objects.standing().filter(nominal=him, kind="charge").exists()
    assert Event.objects.filter(action="took back outcome").count() == 1


def test_who_comes_second_is_told_so_and_changes_nothing(him: Nominal, client: Client) -> None:
    page = reverse("correct-outcome", args=[him.pk, one(event_id="C1").pk])
    client.post(page, {**DAY, "on_0": "2", "lines": ["1"], "why": "as the charge sheet"})
    before = Outcome.objects.count()
    answer = client.post(page, {**DAY, "on_0": "1", "lines": ["1"], "why": "as I remember it"})
    said = answer.content.decode()
    assert "Somebody changed this meanwhile" in said
    assert "Made Up-analyst made it “Charged or summonsed on 2 March 2026”" in said
    assert Outcome.objects.count() == before


def test_his_page_shows_how_each_report_stands_and_all_that_happened(him: Nominal, client: Client) -> None:
    page = reverse("man", args=[him.pk])
    stands = {each.report["report_id"]: each for each in client.get(page).context["outcomes"].reports}
    assert stands[REPORT].state == "Charged"
    assert stands[REPORT].days == (timezone.localdate() - stands[REPORT].named_on).days
    client.post(form_of(him, "conviction"), {**DAY, "on_0": "9", "lines": ["1"]})
    answer = client.get(page)
    stands = {each.report["report_id"]: each for each in answer.context["outcomes"].reports}
    assert (stands[REPORT].state, stands[REPORT].days) == ("Convicted", None)
    said = answer.content.decode()
    assert "convicted in at least one of these cases" in said
    items = answer.context["outcomes"].items
    assert [item.on for item in items] == sorted((item.on for item in items), reverse=True)
    assert {"Convicted", "Charged or summonsed", "Arrested", "Report recorded", "First in a run"} <= {
        item.words for item in items
    }
    assert all(item.opens for item in items)
    for item in items:
        if item.opens.startswith("#"):
            assert f'id="{item.opens[1:]}"' in said
        else:
            assert client.get(item.opens).status_code == 200


def test_his_page_says_where_the_record_system_says_otherwise(him: Nominal, client: Client, tmp_path: Path) -> None:
    page = reverse("correct-outcome", args=[him.pk, one(event_id="C1").pk])
    client.post(page, {**DAY, "on_0": "2", "lines": ["1"], "why": "as the charge sheet"})
    assert client.get(reverse("man", args=[him.pk])).context["outcomes"].differing == []
    month_later(tmp_path, event=[event("C1", "charge", date(2026, 3, 7))])
    load_new(tmp_path)
    answer = client.get(reverse("man", args=[him.pk]))
    assert [(own.on, other.on) for own, other in answer.context["outcomes"].differing] == [
        (date(2026, 3, 2), date(2026, 3, 7))
    ]
    assert "has 7 March 2026" in answer.content.decode()


@pytest.mark.parametrize("name", ["record-outcome", "outcome", "correct-outcome"])
def test_each_page_asks_why_and_a_sealed_man_has_none(him: Nominal, name: str) -> None:
    client = signed_in(Role.SUPERVISOR)
    args = [him.pk] if name == "record-outcome" else [him.pk, one(event_id="C1").pk]
    assert "Why do you open this page?" in client.get(reverse(name, args=args)).content.decode()
    client.post(reverse("man", args=[him.pk]), WHY)
    client.get(reverse(name, args=args))
    assert Event.objects.filter(action="opened man", why="panel of 3 April (outcomes)").count() == 1
    Seal.objects.create(nominal=him, user=user(Role.LRO), ground="address")
    assert client.get(reverse(name, args=args)).status_code == 404


def test_who_may_only_read_is_offered_nothing_to_record(him: Nominal) -> None:
    client = signed_in(Role.PANEL_MEMBER)
    client.post(reverse("man", args=[him.pk]), WHY)
    assert reverse("record-outcome", args=[him.pk]) not in client.get(reverse("man", args=[him.pk])).content.decode()
    page = client.get(reverse("outcome", args=[him.pk, one(event_id="C1").pk])).content.decode()
    assert "Correct it" not in page
