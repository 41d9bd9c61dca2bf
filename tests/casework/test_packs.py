"""Draft applications: put together from his file, checked once they are files, blocked where something leaks, given out
with a reason."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from managed_men import managed
from site_users import signed_in, user
from small_force import CANARIES, MOVED
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.facts.book import force_book
from v100.casework.facts.recording import end_fact, record_fact
from v100.casework.leaks import checking
from v100.casework.leaks.finding import Identifier, Kind, Passage
from v100.casework.leaks.gathering import identifiers_about, linked
from v100.casework.leaks.reading import Format, passages_of
from v100.casework.nominals.models import Nominal, Term
from v100.casework.outcomes.kinds import Kind as Came
from v100.casework.outcomes.models import Outcome
from v100.casework.oversight.models import Event
from v100.casework.packs.giving import override, standing
from v100.casework.packs.making import hash_of
from v100.casework.packs.models import Content, Finding, Override, Pack, PackFile
from v100.casework.panel.states import NotNow
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import LoadedRun

HERS = [word for facts in (CANARIES, MOVED) for said in facts.values() for word in said.split() if "qx" in word.lower()]
WHY = {"why": "for the force's lawyer"}


@pytest.fixture
def run(small_force_store: Path, monkeypatch: pytest.MonkeyPatch) -> LoadedRun:
    monkeypatch.setattr(settings, "STORE", small_force_store)
    load_new(small_force_store)
    found = current_run()
    assert found is not None
    return found


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture
def ben(run: LoadedRun, officer: User, supervisor: User) -> Nominal:
    """Two reports name him, of his former partner."""
    assert run
    nominal = Term.objects.get(kind="name", words__contains="Okonkwo").nominal
    return managed(nominal, officer, by=supervisor)


@pytest.fixture
def her(ben: Nominal, run: LoadedRun) -> str:
    (reference,) = linked(ben, run)
    return reference


def opened_by(who: User, nominal: Nominal) -> Client:
    client = signed_in(who)
    client.post(reverse("man", args=[nominal.pk]), {"why": "the week’s work"})
    return client


@pytest.fixture
def client(ben: Nominal, officer: User) -> Client:
    return opened_by(officer, ben)


def sent(client: Client, nominal: Nominal, woman: str, *words: str, power: str = "DAPO", **more: Any) -> Any:
    page = f"{reverse('make-pack', args=[nominal.pk, power])}?woman={woman}"
    said = {f"own_{number}": text for number, text in enumerate(words)}
    return client.post(page, {"reports": ["R2", "R7"], "looked_at": "sure", **said, **more})


def made(client: Client, nominal: Nominal, woman: str, *words: str, **more: Any) -> Pack:
    answer = sent(client, nominal, woman, *words, **more)
    assert answer.status_code == 302, answer.context["form"].errors
    return Pack.objects.latest("pk")


def take(client: Client, pack: Pack, kind: str = "pdf") -> HttpResponse:
    answer: HttpResponse = client.post(reverse("take-pack", args=[pack.nominal_id, pack.pk, kind]), WHY)
    return answer


def is_file(answer: HttpResponse) -> bool:
    return "attachment" in answer.headers.get("Content-Disposition", "")


def text_of(pack: Pack, kind: Format = Format.PDF) -> str:
    content = Content.objects.get(sha256=PackFile.objects.get(pack=pack, format=kind).sha256)
    passages: list[Passage] = passages_of(kind, bytes(content.content))
    return " ".join(" ".join(passage.text for passage in passages).split())


@pytest.mark.parametrize("kind", Format)
def test_it_says_what_is_on_file_by_reference_and_nothing_of_her(
    client: Client, ben: Nominal, her: str, run: LoadedRun, kind: Format
) -> None:
    pack = made(client, ben, her, "He struck again after his release.")
    text = text_of(pack, kind)
    for said in (
        "Okonkwo",
        "23 July 1975",
        "C-R2",
        "C-R7",
        "(W1)",
        run.run_id,
        "He struck again",
        "DRAFT, for a lawyer",
    ):
        assert said in text
    assert settings.MARKING in text
    assert "recommends nothing" in text
    assert [word for word in (*HERS, her, her[:9]) if word.casefold() in text.casefold()] == []
    assert "10 January 2026" not in text, "the day on which it was reported"
    assert standing(pack).open
    assert pack.women == [her]


def test_what_she_decided_is_not_told(client: Client, ben: Nominal, her: str, officer: User) -> None:
    for kind in (Came.ARREST, Came.VICTIM_WITHDREW):
        Outcome.objects.create(nominal=ben, kind=kind, on=date(2026, 3, 20), report_id="R2", by=officer)
    text = text_of(made(client, ben, her))
    assert "Arrested" in text
    assert "ithdrew" not in text


def fact(nominal: Nominal, her: str, kind: str, words: str, by: User, power: str = "DAPO") -> int:
    known = force_book().kinds[kind]
    on = date(2026, 3, 2)
    entry = record_fact(
        nominal, known, woman=her, power=power if known.each_power else "", on=on, until=None, words=words, by=by
    )
    return int(entry.pk)


def test_recorded_facts_stand_in_it_where_chosen(client: Client, ben: Nominal, her: str, officer: User) -> None:
    first = fact(ben, her, "necessity", "nothing less will do", officer)
    fact(ben, her, "necessity", "an afterthought", officer)
    text = text_of(made(client, ben, her, entries=[str(first)]))
    assert f"Nothing less will do (W1) Officer’s record {first}" in text
    assert "fterthought" not in text


def test_what_she_wants_and_what_ended_is_not_offered(client: Client, ben: Nominal, her: str, officer: User) -> None:
    asked = fact(ben, her, "she_was_asked", "yes", officer)
    ended = fact(ben, her, "necessity", "no more", officer)
    other = fact(ben, her, "necessity", "of another power", officer, power="SPO")
    end_fact(ben, ben.facts.get(pk=ended), reason="it was another case", by=officer)
    fact(ben, her, "necessity", "nothing less will do", officer)
    for entry in (asked, ended, other):
        assert "Select a valid choice" in sent(client, ben, her, entries=[str(entry)]).content.decode()


TOKEN = re.compile(r'value="\w{64}"')
"""Drawn at random for each form: any three letters may stand in it."""

PLANTED = {
    Kind.NAME: (CANARIES["forename"], CANARIES["surname"].upper(), "Qxhartly", "Qxanna-\nbel"),
    Kind.ALIAS: ("Qxsmythe",),
    Kind.ADDRESS: ("at 77, Qxhiding Ln", MOVED["address"]),
    Kind.POSTCODE: ("qx99qx", MOVED["postcode"]),
    Kind.PHONE: ("+44 7204 123 987", MOVED["phone"]),
    Kind.EMAIL: (CANARIES["email"],),
    Kind.VEHICLE: ("QX70QXX",),
    Kind.BIRTH: ("born 17/09/1991",),
    Kind.WORDING: ("after a referral", "he was named by somebody", "there are three reports"),
}


@pytest.mark.parametrize(("kind", "planted"), [(kind, each) for kind, several in PLANTED.items() for each in several])
def test_what_an_officer_lets_slip_blocks_it(client: Client, ben: Nominal, her: str, kind: Kind, planted: str) -> None:
    pack = made(client, ben, her, f"On that day {planted} and no more.")
    found = Finding.objects.filter(file__pack=pack)
    assert kind in {each.kind for each in found}
    assert {each.file.format for each in found} == set(Format), "in each of its files"
    assert {each.whose for each in found if each.kind != Kind.WORDING} <= {her}
    assert not standing(pack).open
    for each in Format:
        assert not is_file(take(client, pack, each))
    page = TOKEN.sub("", client.get(reverse("pack", args=[ben.pk, pack.pk])).content.decode())
    told = page + "".join(Event.objects.values_list("why", flat=True)) + "".join(map(repr, found.values()))
    assert [word for word in HERS if word.casefold() in told.casefold()] == []
    assert "Blocked" in page
    assert Event.objects.filter(action="blocked pack", subject=f"nominal:{ben.pk}", why__contains=kind.value).exists()


def test_a_recorded_fact_that_names_her_blocks_it_too(client: Client, ben: Nominal, her: str, officer: User) -> None:
    entry = fact(ben, her, "necessity", "Qxannabel is afraid", officer)
    assert not standing(made(client, ben, her, entries=[str(entry)])).open
    assert standing(made(client, ben, her)).open


@pytest.fixture
def blocked(client: Client, ben: Nominal, her: str) -> Pack:
    return made(client, ben, her, "Qxannabel said so")


def why(client: Client, pack: Pack) -> str:
    """Override by this person; gives why not, or nothing."""
    page = reverse("override-pack", args=[pack.nominal_id, pack.pk])
    answer = client.post(page, {"reason": "the court ordered it"})
    return "" if answer.status_code == 302 else str(answer.context["form"].non_field_errors())


def test_two_different_people_one_of_them_a_supervisor_override_it(
    client: Client, ben: Nominal, blocked: Pack, supervisor: User, officer: User
) -> None:
    assert why(client, blocked) == ""
    assert not is_file(take(client, blocked)), "one is not enough"
    assert "You did already" in why(client, blocked)
    assert not is_file(take(client, blocked))
    assert why(opened_by(supervisor, ben), blocked) == ""
    assert is_file(take(client, blocked))
    assert "may be given out already" in why(client, blocked)
    said = Event.objects.filter(action="overrode pack").order_by("pk").values_list("by", "why")
    assert list(said) == [
        (officer.pk, f"the court ordered it (pack:{blocked.pk}, 1 of 2)"),
        (supervisor.pk, f"the court ordered it (pack:{blocked.pk}, 2 of 2)"),
    ]


def test_a_reason_that_names_her_is_not_kept(client: Client, ben: Nominal, blocked: Pack) -> None:
    named = {"reason": "Qxannabel wants it so", "why": "for Qxannabel’s lawyer"}
    for name, more in (("override-pack", []), ("take-pack", ["pdf"])):
        page = reverse(name, args=[ben.pk, blocked.pk, *more])
        assert "Your reason holds what leads to a woman" in client.post(page, named).content.decode()
    assert not Override.objects.exists()
    assert not Event.objects.filter(why__contains="Qx").exists()


def test_two_officers_are_not_enough(ben: Nominal, run: LoadedRun, blocked: Pack, client: Client) -> None:
    assert why(client, blocked) == ""
    another = add_user("another", "a long enough secret", roles=[Role.LRO], forename="A", surname="B", why="for a test")
    with pytest.raises(NotNow, match="One of the two must be a supervisor"):
        override(ben, run, blocked, reason="the court ordered it", by=another)
    assert not standing(blocked).open


def test_the_database_lets_nobody_override_twice(blocked: Pack, officer: User) -> None:
    row = {"pack": blocked, "hashes": standing(blocked).hashes, "supervises": True, "reason": "so", "by": officer}
    Override.objects.create(number=1, **row)
    with pytest.raises(IntegrityError, match="nobody_overrides_twice"), transaction.atomic():
        Override.objects.create(number=2, **row)


def test_an_override_is_of_these_bytes_and_no_others(
    client: Client, ben: Nominal, her: str, blocked: Pack, supervisor: User, officer: User
) -> None:
    for number, who in enumerate((officer, supervisor), start=1):
        Override.objects.create(
            pack=blocked, number=number, hashes=["0" * 64], supervises=True, reason="another file", by=who
        )
    assert not standing(blocked).open
    assert not is_file(take(client, blocked))
    assert not standing(made(client, ben, her, "Qxannabel said so")).open


def test_what_may_be_none_is_judged_by_somebody_else_than_who_made_it(
    client: Client, ben: Nominal, her: str, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_as(monkeypatch, Identifier(Kind.NAME, "Hope", her))
    pack = made(client, ben, her, "There is no hope of another way.")
    (finding, _) = Finding.objects.filter(file__pack=pack).order_by("pk")
    assert finding.doubt == "also a common word"
    assert "somebody else reads what was found" in why(client, pack)
    assert not is_file(take(client, pack))
    assert why(opened_by(supervisor, ben), pack) == ""
    assert is_file(take(client, pack))


def known_as(monkeypatch: pytest.MonkeyPatch, *more: Identifier) -> None:
    """She is known by more."""
    monkeypatch.setattr(checking, "identifiers_about", lambda *of: {*identifiers_about(*of), *more})


def test_what_became_known_since_stops_it(
    client: Client, ben: Nominal, her: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = made(client, ben, her, "He waited in Qznewroad Avenue.")
    assert is_file(take(client, pack))
    known_as(monkeypatch, Identifier(Kind.ADDRESS, "3 Qznewroad Avenue", her))
    answer = take(client, pack)
    assert not is_file(answer)
    assert "has since become known" in answer.content.decode()
    assert Event.objects.filter(action="blocked pack", why__contains="address").exists()


@pytest.mark.parametrize("kind", Format)
def test_taking_it_needs_a_reason_and_says_who_took_which_bytes(
    client: Client, ben: Nominal, her: str, officer: User, kind: Format
) -> None:
    pack = made(client, ben, her)
    page = reverse("take-pack", args=[ben.pk, pack.pk, kind])
    assert "Say why" in client.post(page, {"why": ""}).content.decode()
    answer = take(client, pack, kind)
    assert is_file(answer)
    assert f"-{officer.pk}.{kind}" in answer.headers["Content-Disposition"]
    (event,) = Event.objects.filter(action="took pack")
    assert (event.by, event.subject) == (officer.pk, f"nominal:{ben.pk}")
    assert event.why == f"{WHY['why']} (pack:{pack.pk}, {hash_of(answer.content)})"


def test_the_same_file_gives_the_same_bytes(client: Client, ben: Nominal, her: str) -> None:
    first, second = (standing(made(client, ben, her, "He came back.")).hashes for _ in range(2))
    assert first == second != standing(made(client, ben, her, "He came again.")).hashes


def test_what_is_lacking_is_on_the_officers_sheet_and_not_in_the_pack(client: Client, ben: Nominal, her: str) -> None:
    pack = made(client, ben, her)
    lacking = "She was asked what she wants"
    assert lacking in client.get(reverse("pack", args=[ben.pk, pack.pk])).content.decode()
    for kind in Format:
        assert lacking not in text_of(pack, kind)


@pytest.mark.parametrize("power", ["DAPO", "DVPO", "SPO", "SHPO", "SRO"])
def test_each_order_has_its_draft_and_none_leaks_of_itself(client: Client, ben: Nominal, her: str, power: str) -> None:
    pack = made(client, ben, her, power=power)
    assert not Finding.objects.filter(file__pack=pack).exists()
    assert power in client.get(reverse("powers", args=[ben.pk])).context["drafts"]


def test_a_pack_needs_a_report_and_the_woman_whom_it_would_protect(client: Client, ben: Nominal, her: str) -> None:
    assert "Choose at least one report" in sent(client, ben, her, reports=[]).content.decode()
    assert "Select a valid choice" in sent(client, ben, her, reports=["R4"]).content.decode(), "another man's"
    assert "him and one woman" in sent(client, ben, "W999").content.decode()
    assert client.get(reverse("make-pack", args=[ben.pk, "MAPPA"])).status_code == 404
    assert not Pack.objects.exists()


def test_another_officer_has_nothing_of_it(ben: Nominal, client: Client, her: str) -> None:
    pack = made(client, ben, her)
    facts: dict[str, Any] = {"forename": "A", "surname": "B", "why": "for a test"}
    another = signed_in(add_user("another", "a long enough secret", roles=[Role.LRO], **facts))
    for name, more in (("pack", []), ("take-pack", ["pdf"]), ("override-pack", [])):
        assert another.get(reverse(name, args=[ben.pk, pack.pk, *more])).status_code == 404
    other = Nominal.objects.exclude(pk=ben.pk).earliest("pk")
    assert client.get(reverse("pack", args=[other.pk, pack.pk])).status_code == 404


def test_nothing_of_it_is_rewritten_and_a_hash_is_of_its_bytes(client: Client, ben: Nominal, her: str) -> None:
    made(client, ben, her)
    for model in (Pack, PackFile, Finding, Override):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(IntegrityError, match="a_hash_is_of_its_bytes"), transaction.atomic():
        Content.objects.create(content=b"other", sha256=hash_of(b"words"))
