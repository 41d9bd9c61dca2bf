"""Whom and what a man is tied to: what is drawn, and above all what is not."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from managed_men import managed
from runs_made_up import AS_AT, man, seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.network.ties import MOST_OF_ONE
from v100.casework.nominals.models import Conflict, Nominal, Seal
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new

WHY = {"why": "whom he meets"}
HOME = {"address": "1 Made-up Row", "postcode": "LO1 1AA"}


def mention(person_id: str, report_id: str, **said: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    mention_id = f"{person_id}-{report_id}"
    return (
        {"person_id": person_id, "mention_id": mention_id, "side": "suspect"},
        {"mention_id": mention_id, "report_id": report_id, **said},
    )


def loaded(
    tmp_path: Path,
    *mentions: tuple[dict[str, Any], dict[str, Any]],
    hers: tuple[str, ...] = ("RB",),
    **people: dict[str, Any],
) -> Nominal:
    """P1 on report RA, with a woman, and whoever else; another woman's reports are `hers`."""
    both = [mention("P1", "RA", phone="07700 900001", **HOME), *mentions]
    everybody = {"P1": {}} | {each["person_id"]: {} for each, _ in mentions} | people
    seal(
        tmp_path,
        person=[man(person_id, f"Name {person_id}", **more) for person_id, more in everybody.items()],
        person_mention=[each for each, _ in both],
        suspect=[said for _, said in both],
        crime_report=[
            {"report_id": report, "crime_ref": f"CR/{report}", "recorded_on": AS_AT}
            for report in sorted({said["report_id"] for _, said in both})
        ],
        report_victim=[
            {"report_id": "RA", "line": 1, "person_id": "V-1234567-rest", "sex": "F", "relationship": "ex_partner"},
            *(
                {"report_id": report, "line": 1, "person_id": "V-other", "sex": "F", "relationship": "partner"}
                for report in hers
            ),
        ],
    )
    load_new(tmp_path)
    return Nominal.objects.get(person_id="P1")


def ties(nominal: Nominal, client: Client | None = None) -> set[tuple[str, str, str]]:
    client = client or signed_in(Role.ANALYST)
    client.post(reverse("man", args=[nominal.pk]), WHY)
    shown = client.get(reverse("network", args=[nominal.pk])).context["network"].ties
    return {(tie.one.words, tie.words, tie.other.words) for tie in shown}


def of(nominal: Nominal) -> set[tuple[str, str, str]]:
    """The ties of P1 that are there in every case."""
    return {
        (nominal.reference, "named as a suspect in", "CR/RA"),
        ("CR/RA", "concerns (relationship: ex-partner)", "V-1234567"),
    }


def other(person_id: str = "P2") -> str:
    return f"Name {person_id} ({Nominal.objects.get(person_id=person_id).reference})"


ADDRESS = ("gave as his address", "Address 1")
PHONE = ("gave as his telephone", "Telephone 1")
SHARED = [
    (mention("P2", "RB", **HOME), ADDRESS),
    (mention("P2", "RB", phone="07700 900001"), PHONE),
    (mention("P2", "RB", address="1, MADE-UP ROW, London", postcode="LO11AA"), ADDRESS),
    (mention("P2", "RB", phone="+447700900001"), PHONE),
]


def test_another_man_is_tied_by_a_report(tmp_path: Path) -> None:
    nominal = loaded(tmp_path, mention("P2", "RA"))
    assert ties(nominal) == of(nominal) | {(other(), "named as a suspect in", "CR/RA")}


@pytest.mark.parametrize(("its", "tie"), SHARED)
def test_another_man_is_tied_by_an_address_or_a_telephone(tmp_path: Path, its: Any, tie: Any) -> None:
    nominal = loaded(tmp_path, its)
    assert ties(nominal) == of(nominal) | {(nominal.reference, *tie), (other(), *tie)}


def test_no_address_and_no_telephone_is_on_the_page(tmp_path: Path) -> None:
    nominal = loaded(tmp_path, mention("P2", "RB", phone="07700 900001", **HOME))
    client = signed_in(Role.ANALYST)
    assert {ADDRESS[1], PHONE[1]} < {other for _, _, other in ties(nominal, client)}
    page = client.get(reverse("network", args=[nominal.pk])).content.decode().casefold()
    for written in ("made-up row", "lo1 1aa", "lo11aa", "900001"):
        assert written not in page


@pytest.mark.parametrize("her", [{"sex": "F"}, {"sex": None}, {"sex": "X"}, {"sex": "M", "sex_conflict": True}])
def test_where_she_is_the_one_who_is_opened_nobody_is_tied_by_her_home(tmp_path: Path, her: dict[str, Any]) -> None:
    loaded(tmp_path, mention("P2", "RB", phone="07700 900001", **HOME), P2=her)
    she = Nominal.objects.get(person_id="P2")
    assert ties(she) == {
        (she.reference, "named as a suspect in", "CR/RB"),
        ("CR/RB", "concerns (relationship: partner)", "V-other"),
    }


NOT_TIED = [
    mention("P2", "RA", role="witness"),
    mention("P2", "RA", role="involved"),
    mention("P2", "RA", eliminated_on=AS_AT),
    mention("P2", "RB", address="1 Made-up Row", postcode="LO2 2BB"),
    mention("P2", "RB", address="2 Made-up Row", postcode="LO1 1AA"),
    mention("P2", "RB", address="Flat 2, 1 Made-up Row", postcode="LO1 1AA"),
    mention("P2", "RB", address="1 Made-up Row"),
    mention("P2", "RB", address="no fixed abode", postcode=""),
    mention("P2", "RB", phone="07700 900002"),
]


@pytest.mark.parametrize("its", NOT_TIED)
def test_who_only_saw_it_or_lives_elsewhere_is_not_tied(tmp_path: Path, its: Any) -> None:
    nominal = loaded(tmp_path, its)
    assert ties(nominal) == of(nominal)


@pytest.mark.parametrize("her", [{"sex": "F"}, {"sex": None}, {"sex": "X"}, {"sex": "M", "sex_conflict": True}])
def test_nobody_is_drawn_who_may_be_the_woman_he_accuses(tmp_path: Path, her: dict[str, Any]) -> None:
    nominal = loaded(tmp_path, mention("P2", "RA", phone="07700 900001", **HOME), P2=her)
    client = signed_in(Role.ANALYST)
    assert ties(nominal, client) == of(nominal)
    assert "Name P2" not in client.get(reverse("network", args=[nominal.pk])).content.decode()


@pytest.mark.parametrize("why", ["sealed", "conflict", "another officer's"])
def test_whom_the_reader_may_not_see_is_not_drawn_nor_counted(tmp_path: Path, why: str) -> None:
    nominal = loaded(tmp_path, mention("P2", "RA", phone="07700 900001", **HOME))
    reader, hidden = user(Role.ANALYST), Nominal.objects.get(person_id="P2")
    if why == "sealed":
        Seal.objects.create(nominal=hidden, user=user(Role.LRO), ground="address")
    elif why == "conflict":
        Conflict.objects.create(nominal=hidden, user=reader, reason="a cousin")
    else:
        reader = user(Role.LRO)
        managed(nominal, reader, by=user(Role.SUPERVISOR))
    client = signed_in(reader)
    assert ties(nominal, client) == of(nominal)
    page = client.get(reverse("network", args=[nominal.pk])).content.decode()
    assert hidden.reference not in page
    assert "more than" not in page


def test_one_address_and_one_telephone_in_two_spellings_are_one(tmp_path: Path) -> None:
    spelled = mention("P1", "RA", address="1 Made-up Row, London", postcode="LO11AA", phone="+447700900001")
    again = (spelled[0] | {"mention_id": "again"}, spelled[1] | {"mention_id": "again"})
    nominal = loaded(tmp_path, again, mention("P2", "RB", phone="07700 900001", **HOME))
    said = {(words, other) for _, words, other in ties(nominal) if words.startswith("gave")}
    assert said == {ADDRESS, PHONE}


@pytest.mark.parametrize("others", [MOST_OF_ONE - 1, MOST_OF_ONE])
def test_what_many_share_says_nothing_of_them(tmp_path: Path, others: int) -> None:
    several = [mention(f"Q{number}", "RB", phone="07700 900001") for number in range(others)]
    nominal = loaded(tmp_path, *several)
    client = signed_in(Role.ANALYST)
    seen = ties(nominal, client)
    page = client.get(reverse("network", args=[nominal.pk])).content.decode()
    many = f"A telephone that he gave is shared by more than {MOST_OF_ONE} people" in page
    assert many == (others == MOST_OF_ONE), "he is one of them"
    assert (seen == of(nominal)) == many


def test_whoever_is_not_drawn_is_counted_among_the_many(tmp_path: Path) -> None:
    several = [mention(f"Q{number}", "RB", phone="07700 900001") for number in range(MOST_OF_ONE)]
    nominal = loaded(tmp_path, *several, Q0={"sex": "F"})
    Seal.objects.create(nominal=Nominal.objects.get(person_id="Q1"), user=user(Role.LRO), ground="address")
    assert ties(nominal) == of(nominal)


def test_a_look_at_it_is_a_look_of_its_own_and_says_whom_it_showed(tmp_path: Path) -> None:
    nominal = loaded(tmp_path, mention("P2", "RA"), mention("P3", "RB"))
    ties(nominal)
    look = Event.objects.get(action="opened network")
    assert (look.subject, look.why) == (f"nominal:{nominal.pk}", "whom he meets (network)")
    assert look.shown == [f"nominal:{Nominal.objects.get(person_id='P2').pk}"]


def test_it_asks_as_many_questions_for_ten_men_as_for_one(tmp_path: Path) -> None:
    ten = [mention(f"Q{number}", "RB", phone="07700 900001") for number in range(10)]
    two = [
        mention(person_id, "RC", phone="07700 900002", **HOME | {"postcode": "LO3 3CC"}) for person_id in ("P3", "P4")
    ]
    nominal = loaded(tmp_path, *ten, *two)
    client, counted = signed_in(Role.ANALYST), []
    for each in (Nominal.objects.get(person_id="P3"), nominal):
        client.post(reverse("man", args=[each.pk]), WHY)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("network", args=[each.pk]))
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 16


def test_the_page_allows_the_one_style_that_the_drawing_needs_and_no_other(tmp_path: Path) -> None:
    nominal = loaded(tmp_path)
    client = signed_in(Role.ANALYST)
    client.post(reverse("man", args=[nominal.pk]), WHY)
    policy = client.get(reverse("network", args=[nominal.pk])).headers["Content-Security-Policy"]
    assert "style-src 'self' 'sha256-" in policy
    assert "unsafe" not in policy
    assert "sha256" not in client.get(reverse("man", args=[nominal.pk])).headers["Content-Security-Policy"]


@pytest.mark.parametrize(("role", "may"), [(Role.SUPERVISOR, True), (Role.VICTIM_LEAD, True), (Role.ANALYST, False)])
def test_who_may_open_her_page_sees_the_other_men_of_her_reports(tmp_path: Path, role: Role, may: bool) -> None:
    two = [mention("P1", "RC"), mention("P2", "RB"), mention("P3", "RD")]
    nominal = loaded(tmp_path, *two, hers=("RC", "RB", "RD"), P3={"sex": "F"})
    seen = {tie for tie in ties(nominal, signed_in(role)) if tie[1].startswith("is a suspect")}
    assert seen == ({(other(), "is a suspect in another report that concerns", "V-other")} if may else set())
    looks = Event.objects.filter(action="opened network").values_list("shown", flat=True)
    assert list(looks) == [[f"nominal:{Nominal.objects.get(person_id='P2').pk}"] if may else []]
