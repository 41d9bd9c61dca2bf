"""The page of powers: what is on file beside what each asks, each fact opened; facts that officers record and end."""

from datetime import date
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
from v100.casework.facts.book import force_book
from v100.casework.facts.models import Entry
from v100.casework.facts.on_file import on_file
from v100.casework.facts.shown import Shown
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.oversight.models import Event
from v100.casework.powers import State, survey
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.errors import V100Error
from v100.offences import offence_table

ON = date(2026, 3, 1)
WOMAN = "W0123456789"
STALKING = "195/12"


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def nominal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User) -> Nominal:
    """A man of 40 whom one report of stalking his former partner names."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal(
        tmp_path,
        person=[man("P1", "Rose Madeup", births=[date(1985, 6, 15)])],
        person_mention=[{"person_id": "P1", "mention_id": "M1", "side": "suspect"}],
        suspect=[{"mention_id": "M1", "report_id": "R1", "role": "suspect", "named_on": ON}],
        crime_report=[{"report_id": "R1", "crime_ref": "CR/1", "recorded_on": ON, "borough": "Croydon"}],
        offence=[{"report_id": "R1", "line": 1, "ho_code": STALKING}],
        report_victim=[{"report_id": "R1", "line": 1, "person_id": WOMAN, "sex": "F", "relationship": "ex_partner"}],
        offence_table=offence_table().to_pylist(),
    )
    load_new(tmp_path)
    return managed(Nominal.objects.get(person_id="P1"), officer, by=user(Role.SUPERVISOR))


@pytest.fixture
def client(nominal: Nominal, officer: User) -> Client:
    client = signed_in(officer)
    client.post(reverse("man", args=[nominal.pk]), {"why": "the week’s work"})
    return client


def shown(client: Client, nominal: Nominal, **asked: str) -> dict[str, Shown]:
    """Powers by code, as the page shows them."""
    answer = client.get(reverse("powers", args=[nominal.pk]), asked)
    assert answer.status_code == 200
    return {one.advice.power.code: one for _, group in answer.context["groups"] for one in group}


def record(client: Client, nominal: Nominal, kind: str, **more: Any) -> str:
    said = {"kind": kind, "woman": "", "power": "", "words": "on the case file", **parts("on", "2 3 2026"), **more}
    answer = client.post(reverse("record-fact", args=[nominal.pk]), said)
    return "" if answer.status_code == 302 else str(answer.context["form"].errors)


def test_it_lacks_what_nobody_recorded_and_opens_what_is_on_file(client: Client, nominal: Nominal) -> None:
    order = shown(client, nominal, woman=WOMAN)["SPO"]
    assert order.advice.state == State.LACKS
    stalked, *others = order.needs
    assert stalked.answer.met
    (ground,) = stalked.grounds
    his_page = reverse("man", args=[nominal.pk])
    assert (ground.says, ground.opens) == (f"Report CR/1: {ground.fact.words}", f"{his_page}#report-r1")
    assert not any(each.answer.met for each in others)
    assert all(each.records for each in others), "each of the others an officer can record"


def alone(client: Client, nominal: Nominal, code: str, **asked: str) -> Any:
    return client.get(reverse("power", args=[nominal.pk, code]), asked)


def test_one_power_stands_on_a_page_of_its_own(client: Client, nominal: Nominal) -> None:
    """With all that stands of it among the others, its entries opened there."""
    assert record(client, nominal, "necessity", woman=WOMAN, power="SPO") == ""
    page = alone(client, nominal, "SPO", woman=WOMAN)
    among, one = shown(client, nominal, woman=WOMAN)["SPO"], page.context["one"]
    assert one.advice == among.advice
    assert [each.answer for each in one.needs] == [each.answer for each in among.needs]
    told = page.content.decode()
    for words in (one.advice.power.who_applies, one.advice.power.standard_of_proof, "Report CR/1", "Lacks"):
        assert words in told
    entry = f"{reverse('powers', args=[nominal.pk])}?woman={WOMAN}#fact-{Entry.objects.get().pk}"
    assert entry in {ground.opens for each in one.needs for ground in each.grounds}
    link = f"{reverse('power', args=[nominal.pk, 'SPO'])}?woman={WOMAN}&amp;place=Croydon"
    assert (
        link in client.get(reverse("powers", args=[nominal.pk]), {"woman": WOMAN, "place": "Croydon"}).content.decode()
    )
    assert Event.objects.filter(action="opened man", subject=f"nominal:{nominal.pk}", why__contains="powers").exists()


def test_a_power_of_him_and_a_woman_asks_with_whom(client: Client, nominal: Nominal) -> None:
    for asked in ({}, {"woman": "W999"}):
        page = alone(client, nominal, "SPO", **asked)
        assert page.context["one"] is None
        assert "Choose her reference" in page.content.decode()
    assert alone(client, nominal, "SHPO", woman=WOMAN).context["woman"] == "", "it is about him alone"
    assert "Used in Croydon" in alone(client, nominal, "SHPO", place="Croydon").content.decode()
    assert alone(client, nominal, "NO-SUCH-POWER").status_code == 404
    assert signed_in(Role.ANALYST).get(reverse("power", args=[nominal.pk, "SPO"])).status_code == 403


def test_once_all_is_recorded_it_may_be_open_and_ended_it_is_not(client: Client, nominal: Nominal) -> None:
    for each in shown(client, nominal, woman=WOMAN)["SPO"].needs[1:]:
        page = client.get(f"{reverse('record-fact', args=[nominal.pk])}?{each.records}")
        begins = page.context["form"].initial
        assert record(client, nominal, **{"woman": "", **begins}) == "", "the link leads to a form that can be sent"
    order = shown(client, nominal, woman=WOMAN)["SPO"]
    assert order.advice.state == State.MAY_BE_OPEN
    entry = Entry.objects.latest("pk")
    assert f"#fact-{entry.pk}" in {ground.opens for each in order.needs for ground in each.grounds}
    page = reverse("end-fact", args=[nominal.pk, entry.pk])
    assert client.post(page, {"reason": "it was another case"}).status_code == 302
    assert shown(client, nominal, woman=WOMAN)["SPO"].advice.state == State.LACKS
    assert "Somebody ended it meanwhile" in client.post(page, {"reason": "it was another case"}).content.decode()


def test_what_is_recorded_for_one_power_or_woman_counts_for_no_other(client: Client, nominal: Nominal) -> None:
    assert record(client, nominal, "necessity", woman=WOMAN, power="SPO") == ""
    met = {
        code: [each.answer.met for each in one.needs if "necessity" in each.answer.kinds]
        for code, one in shown(client, nominal, woman=WOMAN).items()
    }
    assert met.pop("SPO") == [True]
    assert any(met.values())
    assert not any(any(each) for each in met.values())


def test_what_came_of_him_is_a_fact_too(client: Client, nominal: Nominal, officer: User) -> None:
    dead = Outcome.objects.create(nominal=nominal, kind=Kind.DEATH, on=date(2026, 3, 20), by=officer)
    order = shown(client, nominal, woman=WOMAN)["SPO"]
    assert order.advice.state == State.NOT_OPEN
    (closed,) = order.closed
    assert [ground.opens for ground in closed.grounds] == [reverse("outcome", args=[nominal.pk, dead.pk])]


def test_a_power_of_some_places_asks_where(client: Client, nominal: Nominal) -> None:
    def state(**asked: str) -> tuple[str, bool]:
        one = shown(client, nominal, woman=WOMAN, **asked)["DAPO"]
        return one.advice.state, any("force and the borough" in each.answer.words for each in one.needs)

    assert state() == (State.LACKS, True)
    assert state(place="Croydon") == (State.LACKS, False)
    assert state(place="Nowhere he was reported") == (State.LACKS, True)


def test_a_woman_of_no_report_of_his_is_nobody(client: Client, nominal: Nominal) -> None:
    assert "SPO" not in shown(client, nominal, woman="W999"), "the page is of him alone then"
    assert "Select a valid choice" in record(client, nominal, "necessity", woman="W999", power="SPO")


@pytest.mark.parametrize(
    ("kind", "sent", "said"),
    [
        ("", {}, "Choose what is known"),
        ("necessity", {}, "It counts for one power only"),
        ("she_was_asked", {"power": "SPO"}, "It is about him and one woman or girl"),
        ("high_danger", {"woman": WOMAN, "power": "SPO"}, "It is of no one power"),
        ("high_danger", {"woman": WOMAN, "words": "Emma is afraid"}, "It holds Emma"),
        ("high_danger", {"woman": WOMAN, "words": ""}, "Say by what it is known"),
        ("high_danger", {"woman": WOMAN, **parts("on", "2 3 2090")}, "today or in the past"),
        ("high_danger", {"woman": WOMAN, **parts("until", "1 3 2026")}, "on or after the first day"),
        ("adult", {}, "Select a valid choice"),
    ],
)
def test_a_fact_says_what_it_must(client: Client, nominal: Nominal, kind: str, sent: dict[str, str], said: str) -> None:
    assert said in record(client, nominal, kind, **sent)
    assert not Entry.objects.exists()


def test_a_man_who_is_not_in_the_last_run_has_what_officers_recorded(
    client: Client, nominal: Nominal, tmp_path: Path
) -> None:
    record(client, nominal, "high_danger", woman=WOMAN)
    month_later(tmp_path)
    load_new(tmp_path)
    page = client.get(reverse("powers", args=[nominal.pk]))
    assert [entry.kind for entry in page.context["on_file"].entries] == ["high_danger"]
    assert State.MAY_BE_OPEN not in {state for state, _ in page.context["groups"]}


def test_facts_are_never_rewritten_and_the_log_holds_no_words(client: Client, nominal: Nominal) -> None:
    record(client, nominal, "high_danger", woman=WOMAN, words="a secret")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(words="another")
    (event,) = Event.objects.filter(action="recorded fact")
    assert "secret" not in event.why


def test_a_force_has_its_own_powers_and_a_faulty_file_is_named(nominal: Nominal, tmp_path: Path) -> None:
    own = tmp_path / "powers"
    own.mkdir()
    (own / "SPO.toml").write_text('code = "SPO"\n', encoding="utf-8")
    with pytest.raises(V100Error, match=r"powers: SPO\.toml: name: not there"):
        force_book()
    (own / "SPO.toml").unlink()
    (own / "facts.toml").write_text('[ours]\nabout = "man"\nsource = "officer"\nwords = "ours"\n', encoding="utf-8")
    run = current_run()
    assert run is not None
    Entry.objects.create(nominal=nominal, kind="gone", on=ON, words="of a kind that is gone", by=user(Role.ANALYST))
    held = on_file(nominal, himself(nominal), run, force_book(), timezone.localdate())
    assert not [fact for fact in held.facts if fact.words == "of a kind that is gone"]
    assert survey(force_book(), held.facts, women=held.women, as_at=timezone.localdate(), place=())
