"""Her page: who reaches it and how, and what stays on it alone."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from managed_men import managed
from runs_made_up import AS_AT, became, month_later, seal
from site_pages import pages
from site_users import parts, signed_in, user
from v100.casework.access import Action, Role, allowed
from v100.casework.nominals.models import Conflict, Seal
from v100.casework.oversight.models import Event
from v100.casework.plans.models import SafetyLook
from v100.casework.runs.load import load_new
from v100.casework.urls import urlpatterns
from v100.casework.women.identifiers import identifiers_of
from v100.casework.women.models import Woman
from v100.errors import V100Error
from women_made_up import ANOTHERS, HERS, WHY, him, load_women, on_reports, reach, send, today, way_to

TOLD = ("Qxanna Qxhart", "77 Qxhiding Lane, QX9 9QX", "07700 900555", "qx@example.org", "Qxbelle")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    load_women(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def lead() -> Client:
    return signed_in(Role.VICTIM_LEAD)


def text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


@pytest.mark.parametrize("role", Role)
def test_by_role_she_is_reached_or_not(role: Role) -> None:
    who = user(role)
    if role == Role.LRO:
        managed(him(), who, by=user(Role.SUPERVISOR))
    client = signed_in(who)
    client.post(reverse("man", args=[him().pk]), WHY)
    may = role in {Role.VICTIM_LEAD, Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS, Role.LRO}
    assert client.post(way_to(), WHY).status_code == (302 if may else 403)
    assert Woman.objects.exists() is may
    if allowed(who, Action.OPEN_MAN):
        assert (way_to() in text(client, reverse("man", args=[him().pk]))) is may


def test_her_page_says_who_she_is_once_a_reason_was_given(lead: Client) -> None:
    page = reach(lead)
    assert all(word in text(lead, page) for word in TOLD)
    another = signed_in(Role.SUPERVISOR)
    asked = text(another, page)
    assert "Why do you open her page?" in asked
    assert not any(word in asked for word in TOLD)


def test_a_look_without_a_reason_is_refused_and_logged(lead: Client) -> None:
    lead.post(reverse("man", args=[him().pk]), WHY)
    for words in ("", "  ", "short", "to see whether her visa ran out"):
        assert lead.post(way_to(), {"why": words}).status_code == 200
    assert not Woman.objects.exists()
    refused = Event.objects.filter(action="refused", subject="open_woman").values_list("why", flat=True)
    assert list(refused) == [f"({HERS}: no reason was given)"] * 4
    assert not Event.objects.filter(action="opened woman").exists()


def test_every_look_is_on_the_record_by_reference(lead: Client) -> None:
    page = reach(lead)
    woman = Woman.objects.get()
    others = [each for each in urlpatterns if "woman" in each.pattern.converters and each.name != "woman"]
    send(lead, "referral", today(), what="idva")
    kwargs = {"woman": woman.pk, "part": "risk", "record": woman.records.get().pk}
    addresses = [
        reverse(str(each.name), kwargs={name: kwargs[name] for name in each.pattern.converters}) for each in others
    ]
    for address in (page, *addresses):
        before = Event.objects.filter(subject=f"woman:{woman.pk}", action="opened woman").count()
        assert lead.get(address).status_code == 200
        assert Event.objects.filter(subject=f"woman:{woman.pk}", action="opened woman").count() == before + 1, address
    assert len(addresses) == 4
    seen = Event.objects.filter(action="opened woman", why=WHY["why"]).latest("pk")
    assert seen.shown == [f"nominal:{each.pk}" for each in (him("P1"), him("P2"))]


def test_an_officer_reaches_women_of_his_own_men_and_no_others(lead: Client) -> None:
    officer = user(Role.LRO)
    managed(him("P1"), officer, by=user(Role.SUPERVISOR))
    client = signed_in(officer)
    hers, anothers = reach(lead), reach(lead, ANOTHERS, "P2")
    assert client.post(hers, WHY).status_code == 302
    shown = text(client, hers)
    assert "CR/1" in shown
    assert "CR/2" not in shown, "a report that names another officer's man"
    assert him("P2").reference not in shown
    assert client.get(way_to(ANOTHERS, "P2")).status_code == 404
    assert client.get(anothers).status_code == 404
    refused = Event.objects.filter(action="refused", by=officer.pk).latest("pk")
    assert refused.why == f"(woman:{Woman.objects.get(person_id=ANOTHERS).pk}: no report to see)"


def test_a_man_eliminated_from_her_report_opens_her_to_his_officer_no_more(store: Path, lead: Client) -> None:
    officer = user(Role.LRO)
    managed(him("P2"), officer, by=user(Role.SUPERVISOR))
    page, client = reach(lead, ANOTHERS, "P2"), signed_in(officer)
    assert client.get(page).status_code == 200
    told = on_reports()
    told["suspect"][2]["eliminated_on"] = told["crime_report"][2]["recorded_on"]
    month_later(store, **told)
    load_new(store)
    assert client.get(page).status_code == 404
    assert lead.get(page).status_code == 200


@pytest.mark.parametrize("closes", ["seal", "conflict", "eliminated and sealed"])
def test_women_known_only_through_a_man_who_is_closed_are_closed(store: Path, closes: str) -> None:
    who = user(Role.VICTIM_LEAD)
    client = signed_in(who)
    hers, anothers = reach(client, HERS), reach(client, ANOTHERS, "P2")
    if closes == "conflict":
        Conflict.objects.create(nominal=him("P2"), user=who, reason="his cousin")
    else:
        Seal.objects.create(nominal=him("P2"), user=who, ground="address")
    if closes.startswith("eliminated"):
        told = on_reports()
        for suspect in told["suspect"][1:]:
            suspect["eliminated_on"] = told["crime_report"][2]["recorded_on"]
        month_later(store, **told)
        load_new(store)
    assert client.get(anothers).status_code == 404
    shown = text(client, hers)
    assert "CR/1" in shown
    assert "CR/2" not in shown
    assert him("P2").reference not in shown
    standards = signed_in(Role.PROFESSIONAL_STANDARDS)
    assert standards.post(anothers, WHY).status_code == 302


def test_no_page_lists_or_seeks_women(lead: Client) -> None:
    reach(lead)
    woman = Woman.objects.get()
    of_women = [each for each in urlpatterns if "women" in str(each.pattern)]
    assert of_women
    assert all({"woman", "person_id"} & set(each.pattern.converters) for each in of_women)
    assert woman.reference not in text(lead, reverse("waiting-for-her")), "nothing waits for her"
    like_a_police_id = [f"W{number:06d}" for number in range(1, 12)]
    for words in (woman.reference, *like_a_police_id, HERS, HERS[:9], "Qxanna", "Qxhart"):
        found = lead.get(reverse("find"), {"q": words})
        assert len(found.context["page"]) == 0, words
    assert lead.get("/women/").status_code == 404


def test_of_his_page_no_way_leads_to_a_woman_who_is_on_no_report_of_his(lead: Client) -> None:
    lead.post(reverse("man", args=[him().pk]), WHY)
    assert lead.post(way_to(ANOTHERS, "P1"), WHY).status_code == 404
    assert not Woman.objects.exists()


def test_found_to_be_one_woman_she_has_one_page(store: Path, lead: Client) -> None:
    hers = reach(lead)
    send(lead, "risk", today(), what="dash", grade="high", words="First response")
    other = reach(lead, ANOTHERS, "P2")
    assert "First response" not in text(lead, other)
    told = on_reports()
    told["report_victim"] = [{**row, "person_id": ANOTHERS} for row in told["report_victim"]]
    month_later(store, person_lineage=[became(HERS, ANOTHERS, "merged")], **told)
    load_new(store)
    for page in (hers, other):
        shown = text(lead, page)
        assert "First response" in shown
        assert "runs found that she is one woman" in shown
        assert all(report in shown for report in ("CR/1", "CR/2", "CR/3"))
    assert Woman.objects.get(person_id=HERS).reference in text(lead, other)


def test_whom_a_later_run_names_again_is_somebody_of_her_own(store: Path, lead: Client) -> None:
    hers = reach(lead)
    send(lead, "risk", today(), what="dash", grade="high", words="First response")
    other = reach(lead, ANOTHERS, "P2")
    told = on_reports()
    merged = [{**row, "person_id": ANOTHERS} for row in told["report_victim"]]
    month_later(store, person_lineage=[became(HERS, ANOTHERS, "merged")], **{**told, "report_victim": merged})
    load_new(store)
    seal(store, "2026-05-31-v100-c3", as_at=AS_AT + timedelta(days=61), **told)
    load_new(store)
    assert "First response" not in text(lead, other)
    assert "First response" in text(lead, hers)


def test_whoever_reads_her_page_is_told_that_it_was_of_two(store: Path, lead: Client) -> None:
    hers = reach(lead)
    month_later(store, person_lineage=[became(HERS, "V5555555555", "split")], **on_reports())
    load_new(store)
    assert "was found to be of another, V55555555" in text(lead, hers)


def test_a_look_at_her_plan_is_the_one_that_his_plan_asks_for(lead: Client) -> None:
    page = reach(lead)
    record = reverse("look-at-her-plan", args=[Woman.objects.get().pk])
    answer = lead.post(record, {"words": "with Sarah", **parts("on", today())})
    assert "Sarah" in str(answer.context["form"].errors), "it stands on his plan, and names nobody"
    assert lead.post(record, {"words": "the lead with her IDVA", **parts("on", today())}).status_code == 302
    looks = SafetyLook.objects.values_list("nominal", "woman", "words")
    assert set(looks) == {(him(man).pk, HERS, "the lead with her IDVA") for man in ("P1", "P2")}
    assert text(lead, page).count("the lead with her IDVA") == 1


def everything_kept(client: Client) -> list[str]:
    """One record of each part, with words that are found again."""
    day = today()
    kept = {
        "safe_contact": {"what": "text", "number": "07700 900777", "words": "Qxmornings", "code_word": "Qxword"},
        "contact": {"what": "address", "value": "5 Qxnewhome Row"},
        "child": {"name": "Qxchild", "school": "Qxschool", "lives_with": "Qxaunt"},
        "supporter": {"what": "idva", "name": "Qxfriend", "phone": "07700 900888"},
        "referral": {"what": "refuge", "words": "Qxreferred"},
        "withdrawal": {"what": "from_case", "words": "Qxwithdrew"},
        "request": {"what": "cps", "words": "Qxnecessary"},
        "disclosure": {"what": "clare_ask"},
    }
    for part, fields in kept.items():
        assert send(client, part, day if part not in ("child", "supporter") else "", **fields) == "", part
    words = [value for fields in kept.values() for name, value in fields.items() if name not in ("what", "grade")]
    return [*words, *TOLD, "Clare’s Law"]


def test_nothing_of_hers_is_on_his_pages_in_the_log_of_looks_or_in_other_tables(
    lead: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    page = reach(lead)
    words = everything_kept(lead)
    shown = text(lead, page)
    assert all(word in shown for word in words)
    reader = user(Role.SUPERVISOR)
    reader.roles = [role for role in Role if role not in (Role.AUDITOR, Role.ADMINISTRATOR, Role.GUEST)]
    reader.save()
    read = 0
    for each, said in pages(signed_in(reader)):
        read += 1
        assert not [word for word in words if word in said], each
    assert read > 20
    title = re.search(r"<title>(.*?)</title>", shown, re.DOTALL)
    assert title
    assert not [word for word in words if word in title[1]]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in ("women_identifying", "women_record", "django_migrations"):
                cursor.execute(f'select string_agg(t::text, chr(10)) from "{table}" t')
                found = cursor.fetchone()[0] or ""
                assert not [word for word in words if word in found], table
    assert not [word for word in words if word in "".join(capsys.readouterr())]


def test_what_could_identify_her_is_told_for_checks_by_whichever_reference(store: Path, lead: Client) -> None:
    reach(lead)
    everything_kept(lead)
    told = {
        ("number", "07700 900777"),
        ("code_word", "Qxword"),
        ("value", "5 Qxnewhome Row"),
        ("name", "Qxchild"),
        ("school", "Qxschool"),
        ("lives_with", "Qxaunt"),
        ("name", "Qxfriend"),
        ("phone", "07700 900888"),
    }
    assert {each[2:] for each in identifiers_of([HERS])} == told
    assert identifiers_of([ANOTHERS, "nobody"]) == []
    month_later(store, person_lineage=[became(HERS, ANOTHERS, "merged")])
    load_new(store)
    assert {each[2:] for each in identifiers_of([ANOTHERS])} == told


def test_her_own_record_as_a_suspect_is_not_on_her_page_nor_on_his(store: Path, lead: Client) -> None:
    """C17: a report in which she is accused stands under another reference, and nothing ties the two here."""
    told = on_reports()
    told["person"].append({"person_id": "P9", "side": "suspect", "names": ["Qxanna Qxhart"], "mentions": 1})
    told["person_mention"].append({"person_id": "P9", "mention_id": "M9", "side": "suspect"})
    told["suspect"].append({"mention_id": "M9", "report_id": "R9", "forename": "Qxanna", "surname": "Qxhart"})
    told["crime_report"].append(
        {"report_id": "R9", "crime_ref": "CR/9", "recorded_on": told["crime_report"][0]["recorded_on"]}
    )
    month_later(store, **told)
    load_new(store)
    assert "CR/9" not in text(lead, reach(lead))
    assert "Qxanna" not in text(lead, reverse("man", args=[him().pk]))


def test_where_the_store_cannot_be_read_nobody_is_called_safe(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = reach(lead)
    everything_kept(lead)

    def lacks(*_: object) -> None:
        raise V100Error("a batch is not there")

    monkeypatch.setattr("v100.casework.women.who_she_is.said_of_women", lacks)
    monkeypatch.setattr("v100.casework.women.who_she_is.numbers_of_men", lacks)
    shown = text(lead, page)
    assert "It cannot be read" in shown
    assert "No contact: the store cannot be read" in shown
    assert "no way can be called safe now" in send(
        lead, "safe_contact", today(), what="text", number="07700 900777", words="mornings"
    )


def test_it_asks_as_many_questions_however_many_reports_and_men(store: Path, lead: Client) -> None:
    page, officer, supervisor = reach(lead), user(Role.LRO), user(Role.SUPERVISOR)
    for person in ("P1", "P2"):
        managed(him(person), officer, by=supervisor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            lead.get(page)
        return len(questions)

    few = asked()
    told = on_reports()
    for number in range(10, 30):
        told["person_mention"].append({"person_id": "P1", "mention_id": f"M{number}", "side": "suspect"})
        told["suspect"].append({**told["suspect"][0], "mention_id": f"M{number}", "report_id": f"R{number}"})
        told["crime_report"].append({**told["crime_report"][0], "report_id": f"R{number}", "crime_ref": f"CR/{number}"})
        told["report_victim"].append({**told["report_victim"][0], "report_id": f"R{number}"})
    month_later(store, **told)
    load_new(store)
    assert "CR/29" in text(lead, page)
    assert asked() == few < 45


def test_of_the_store_her_mentions_and_those_of_the_men_of_her_reports_are_read(
    store: Path, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = on_reports()
    for person in (HERS, ANOTHERS):
        told["person_mention"].append({"person_id": person, "mention_id": f"M-{person}", "side": "victim"})
    month_later(store, **told)
    load_new(store)
    asked: dict[str, Any] = {}
    monkeypatch.setattr("v100.casework.women.who_she_is.said_of_women", lambda *of: asked.update(hers=of[4]) or [])
    monkeypatch.setattr("v100.casework.women.who_she_is.numbers_of_men", lambda *of: asked.update(his=of[2]) or set())
    text(lead, reach(lead))
    assert asked["hers"] == {f"M-{HERS}": HERS}
    assert sorted(asked["his"]) == ["M0", "M1", "M2"], "every mention of the two men of her reports"
