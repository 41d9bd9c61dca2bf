"""What is recorded on her page, and the rules that keep it from endangering her."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Conflict
from v100.casework.outcomes.models import Outcome
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.women.erasing import erase, kept_for
from v100.casework.women.forms import FORMS
from v100.casework.women.herself import herself
from v100.casework.women.identifiers import identifiers_of
from v100.casework.women.kinds import NAMES, SHAPES, Part
from v100.casework.women.models import Erasure, Identifying, Record, Step, Woman
from v100.casework.women.recording import add_step, keep
from women_made_up import HERS, WHY, him, load_women, reach, send, today

SAFE = {"what": "text", "number": "07700 900777", "words": "mornings", "code_word": "bluebell"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_women(tmp_path, monkeypatch)


@pytest.fixture
def lead() -> Client:
    return signed_in(Role.VICTIM_LEAD)


@pytest.fixture(autouse=True)
def page(store: None, lead: Client) -> str:
    assert store is None
    return reach(lead)


def text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """So many days pass."""
    today, of = timezone.localdate() + timedelta(days=days), timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda at=None: of(at) if at else today)


def step(client: Client, kept: Record, what: str, words: str = "as she said") -> str:
    address = reverse("step-of-woman", args=[kept.woman_id, kept.pk])
    answer = client.post(address, {"what": what, "words": words, **parts("on", today())})
    return "" if answer.status_code == 302 else str(answer.context["form"].errors)


# --- Safe contact (C3) --------------------------------------------------------------------------------------


def usable(shown: str) -> str:
    """What her page says before the part that is not to be used."""
    return shown.split("What else is on record, not to be used to reach her")[0]


def test_where_no_safe_way_is_on_record_nothing_is_shown_to_reach_her_by(lead: Client, page: str) -> None:
    shown = text(lead, page)
    assert "No contact: no safe way is on record." in shown
    assert not any(each in usable(shown) for each in ("07700", "qx@example.org", "Qxhiding"))
    assert "tel:" not in shown
    assert "mailto:" not in shown


def test_a_safe_way_comes_before_every_contact_detail(lead: Client, page: str) -> None:
    assert send(lead, "safe_contact", today(), **SAFE) == ""
    shown = text(lead, page)
    assert "No contact" not in shown
    assert all(
        each in usable(shown) for each in ("A text message", "07700 900777", "mornings", "bluebell", "voicemail")
    )
    assert shown.index("07700 900777") < shown.index("Qxhiding")
    assert "On his record too" in shown, "the number that her report gives"


def test_a_safe_way_expires(lead: Client, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    send(lead, "safe_contact", today(), **SAFE)
    later(monkeypatch, 30)
    assert "No contact" not in text(lead, page)
    later(monkeypatch, 1)
    shown = text(lead, page)
    assert "No contact: no safe way is on record that holds today." in shown
    assert "07700 900777" not in shown


def test_the_database_knows_no_safe_way_that_lasts() -> None:
    woman, who, day = Woman.objects.get(), user(Role.SUPERVISOR), timezone.localdate()
    for until in (None, day + timedelta(days=31)):
        with pytest.raises(Error, match="a_safe_way_expires"), transaction.atomic():
            Record.objects.create(woman=woman, part="safe_contact", what="call", on=day, until=until, by=who)


@pytest.mark.parametrize("number", ["07700900555", "+44 7700 900555", "0044 (0) 7700-900-555", "07700 900555 "])
def test_a_number_that_is_on_his_record_too_is_refused_however_it_is_written(lead: Client, number: str) -> None:
    said = send(lead, "safe_contact", today(), **{**SAFE, "number": number})
    assert "on his record too" in said
    assert not Record.objects.exists()


def test_a_number_that_came_onto_his_record_since_is_not_safe_any_more(
    lead: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(lead, "safe_contact", today(), **SAFE)
    monkeypatch.setattr("v100.casework.women.who_she_is.numbers_of_men", lambda *_: {"+447700900777"})
    shown = text(lead, page)
    assert "No contact: the number recorded for her is on his record too." in shown
    assert "bluebell" not in shown


def test_a_call_needs_a_number(lead: Client) -> None:
    assert "Give the number" in send(lead, "safe_contact", today(), **{**SAFE, "number": " "})
    assert send(lead, "safe_contact", today(), what="in_person", words="at the school gate") == ""


# --- A new contact detail (C5) ------------------------------------------------------------------------------


def test_when_a_contact_detail_changes_the_lead_is_told_who_had_opened_her_page(lead: Client, page: str) -> None:
    officer = user(Role.LRO)
    managed(him(), officer, by=user(Role.SUPERVISOR))
    client = signed_in(officer)
    client.post(page, WHY)
    client.get(page)
    send(lead, "contact", today(), what="address", value="1 Qxold Row")
    assert "A contact detail changed" not in text(lead, page), "nothing was there before"
    send(lead, "contact", today(), what="phone", value="07700 900001")
    assert "A contact detail changed" not in text(lead, page)
    send(lead, "contact", today(), what="address", value="2 Qxnew Row")
    shown = text(lead, page)
    assert "A contact detail changed" in shown
    assert officer.full_name in shown
    assert "A contact detail changed" not in text(client, page), "an officer is not told who looked"
    changed = Event.objects.filter(action="changed contact").values_list("subject", "why")
    assert [why.split(",")[0] for _, why in changed] == ["(contact"] * 3
    assert {subject for subject, _ in changed} == {f"woman:{Woman.objects.get().pk}"}


def inbox(client: Client) -> str:
    return client.get(reverse("alerts")).content.decode()


def test_a_changed_contact_detail_is_told_to_the_lead_and_to_those_who_had_looked(
    lead: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By her reference, without the detail or its kind; to nobody who knows, had not looked, or may not look now."""
    officer, supervisor, standards = user(Role.LRO), user(Role.SUPERVISOR), user(Role.PROFESSIONAL_STANDARDS)
    managed(him(), officer, by=supervisor)
    readers = {who: signed_in(who) for who in (officer, supervisor)}
    for client in readers.values():
        client.post(page, WHY)
        client.get(page)
    send(lead, "contact", today(), what="address", value="1 Qxold Row")
    changed = "A contact detail of"
    assert changed not in inbox(readers[officer]), "nothing was there before"
    other_lead = signed_in(another_lead())
    client = readers[supervisor]
    send(client, "contact", today(), what="address", value="2 Qxnew Row")
    reference = Woman.objects.get().reference
    for told in (inbox(readers[officer]), inbox(lead), inbox(other_lead)):
        assert f"{changed} {reference} changed on" in told
        assert not [each for each in ("Qxold", "Qxnew", "ddress", HERS[:9]) if each in told.split("<main")[1]]
    assert "you had opened her page" in inbox(readers[officer])
    assert "who had opened it before" in inbox(other_lead), "the lead, whether or not she had looked"
    assert changed not in inbox(client), "he recorded it"
    assert changed not in inbox(signed_in(standards)), "had not looked"
    seen = {"key": f"contact:{Record.objects.latest('pk').pk}"}
    assert lead.post(reverse("alerts"), seen).status_code == 302
    assert changed not in inbox(lead)
    assert Event.objects.filter(action="saw alerts", shown__contains=[f"woman:{Woman.objects.get().pk}"]).exists()
    Conflict.objects.create(nominal=him("P1"), user=officer, reason="his cousin")
    assert changed not in inbox(readers[officer]), "he may not look any more, nor hear that she moved"
    later(monkeypatch, 31)
    assert changed not in inbox(other_lead)


def test_who_had_looked_too_long_before_or_only_since_is_not_told(lead: Client) -> None:
    supervisor = user(Role.SUPERVISOR)
    client = signed_in(supervisor)
    send(lead, "contact", today(), what="phone", value="07700 900001")
    long_ago = timezone.now() - timedelta(days=31)
    woman = Woman.objects.get()
    Event.objects.create(by=supervisor.pk, action="opened woman", subject=f"woman:{woman.pk}", why="w", at=long_ago)
    send(lead, "contact", today(), what="phone", value="07700 900002")
    after = timezone.now() + timedelta(days=1)
    Event.objects.create(by=supervisor.pk, action="opened woman", subject=f"woman:{woman.pk}", why="w", at=after)
    assert "A contact detail of" not in inbox(client)
    before = timezone.now() - timedelta(days=29)
    Event.objects.create(by=supervisor.pk, action="opened woman", subject=f"woman:{woman.pk}", why="w", at=before)
    assert "A contact detail of" in inbox(client)


def another_lead() -> User:
    who = {"forename": "Made", "surname": "Up-lead", "why": "for a test"}
    return add_user("lead two", "a long enough secret", roles=[Role.VICTIM_LEAD], **who)


def test_a_change_is_said_for_thirty_days(lead: Client, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in ("1 Qxold Row", "2 Qxnew Row"):
        send(lead, "contact", today(), what="address", value=row)
    later(monkeypatch, 30)
    assert "A contact detail changed" in text(lead, page)
    later(monkeypatch, 1)
    assert "A contact detail changed" not in text(lead, page)


# --- Assessments, tasks, referrals --------------------------------------------------------------------------


def test_a_grade_is_the_assessors(lead: Client, page: str) -> None:
    assert "Choose which grade" in send(lead, "risk", today(), what="dash", words="First response")
    assert send(lead, "risk", today(), what="dara", grade="high", words="First response") == ""
    assert re.search(r"DARA</strong>: <strong>high", text(lead, page))
    names = {field.name for model in (Record, Step, Woman) for field in model._meta.get_fields()}
    assert not {name for name in names if re.search("score|risk|number", name)}, "no number of her risk is kept (C18)"


def test_the_database_wants_a_grade_of_an_assessment_and_of_nothing_else() -> None:
    woman, who, day = Woman.objects.get(), user(Role.SUPERVISOR), timezone.localdate()
    for part, what, grade in (("risk", "dash", ""), ("risk", "dash", "low"), ("referral", "idva", "high")):
        with pytest.raises(Error, match="a_risk_assessment_has_a_grade"), transaction.atomic():
            Record.objects.create(woman=woman, part=part, what=what, grade=grade, on=day, by=who)


def test_a_task_has_an_owner_who_may_open_her_page_and_is_late_until_it_is_done(
    lead: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = user(Role.LRO)
    supervisor = user(Role.SUPERVISOR)
    managed(him(), officer, by=supervisor)
    Conflict.objects.create(nominal=him("P1"), user=supervisor, reason="his cousin")
    Conflict.objects.create(nominal=him("P2"), user=supervisor, reason="his cousin")
    form = lead.get(reverse("record-of-woman", args=[Woman.objects.get().pk, "task"])).context["form"]
    offered = {name for _, name in form.fields["owner"].choices}
    assert officer.full_name in offered
    assert supervisor.full_name not in offered
    assert "Choose who does it" in send(lead, "task", words="change the locks")
    due = parts("due_on", today())
    assert send(lead, "task", words="change the locks", owner=str(officer.pk), **due) == ""
    assert "Late in her safety plan" not in text(lead, page)
    later(monkeypatch, 1)
    assert "Late in her safety plan: change the locks" in text(lead, page)
    step(lead, Record.objects.get(), "done")
    assert "Late in her safety plan" not in text(lead, page)


@pytest.mark.parametrize("part", [part for part in Part if SHAPES[part].then and part != Part.TASK])
def test_what_came_of_each_is_added_and_the_record_stays(lead: Client, page: str, part: Part) -> None:
    shape = SHAPES[part]
    for what, words in shape.what.items():
        assert send(lead, part, today(), what=what, words="it was needed") == "", what
        assert words in text(lead, page)
    kept = Record.objects.latest("pk")
    for what, words in shape.then.items():
        assert step(lead, kept, what) == ""
        assert words in text(lead, page)
    assert "Choose what came" in step(lead, kept, "")
    assert [each.what for each in kept.steps.order_by("pk")] == list(shape.then)
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        Record.objects.filter(pk=kept.pk).update(what="")


def test_a_part_that_is_not_there_is_not_found(lead: Client) -> None:
    number = Woman.objects.get().pk
    assert lead.get(reverse("record-of-woman", args=[number, "immigration"])).status_code == 404
    send(lead, "child", name="Robin")
    assert lead.get(reverse("step-of-woman", args=[number, Record.objects.get().pk])).status_code == 404


# --- What has no place here (C15, C16) ----------------------------------------------------------------------


def free_texts() -> list[tuple[str, str]]:
    """Every field of her forms into which somebody types."""
    return [
        (part, name)
        for part, form in FORMS.items()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
    ]


@pytest.mark.parametrize(("part", "name"), free_texts())
def test_every_text_of_hers_refuses_her_immigration_status(lead: Client, part: str, name: str) -> None:
    said = send(lead, part, today(), what=next(iter(SHAPES[Part(part)].what), ""), **{name: "Her VISA has run out"})
    assert "It seems to speak of immigration status (visa)" in said
    assert "refer her to a specialist service" in said
    assert not Record.objects.exists()


def test_what_came_of_a_record_and_every_reason_refuse_it_too(lead: Client) -> None:
    send(lead, "referral", today(), what="idva")
    kept = Record.objects.get()
    assert "immigration status (asylum)" in step(lead, kept, "took_up", "she seeks asylum")
    for name, field in (("look-at-her-plan", "words"), ("erase-of-woman", "reason")):
        answer = lead.post(reverse(name, args=[kept.woman_id]), {field: "she is an overstayer"})
        assert "immigration status (overstay)" in str(answer.context["form"].errors)


def test_there_is_no_field_for_it_and_none_for_what_her_private_records_say(lead: Client) -> None:
    names = {name for form in FORMS.values() for name in form.base_fields} | set(NAMES)
    assert not [name for name in names if re.search("immigra|visa|nationality|status|medical|counsel|content", name)]
    assert set(FORMS[Part.REQUEST].base_fields) == {"what", "on", "words"}
    assert "Say why it is necessary" in send(lead, "request", today(), what="cps")
    assert send(lead, "request", today(), what="cps", words="whether they had met before") == ""
    kept = Record.objects.get()
    for what in ("notice", "objected", "refused"):
        assert step(lead, kept, what) == ""


def test_the_database_wants_the_necessity_of_a_request() -> None:
    with pytest.raises(Error, match="a_request_says_why_it_is_necessary"), transaction.atomic():
        Record.objects.create(
            woman=Woman.objects.get(), part="request", what="cps", on=timezone.localdate(), by=user(Role.SUPERVISOR)
        )


# --- She wants out (C25) ------------------------------------------------------------------------------------


def test_she_may_withdraw_from_contact_and_come_back(lead: Client, page: str) -> None:
    send(lead, "safe_contact", today(), **SAFE)
    assert send(lead, "withdrawal", today(), what="from_contact", words="leave me alone") == ""
    shown = text(lead, page)
    assert "No contact: she wants no contact." in shown
    assert "07700 900777" not in shown
    kept = Record.objects.get(part="withdrawal")
    step(lead, kept, "offered", "the IDVA’s number, for whenever she wants")
    assert "No contact: she wants no contact." in text(lead, page)
    step(lead, kept, "came_back")
    assert "07700 900777" in usable(text(lead, page))


def test_a_way_that_she_gives_after_she_withdrew_holds(lead: Client, page: str) -> None:
    send(lead, "withdrawal", today(), what="from_contact")
    send(lead, "safe_contact", today(), **SAFE)
    assert "No contact" not in text(lead, page)


def test_her_withdrawal_changes_nothing_of_his(lead: Client) -> None:
    supervisor = signed_in(Role.SUPERVISOR)
    his = reverse("man", args=[him().pk])
    supervisor.post(his, WHY)

    def bare() -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(supervisor, his))

    before, outcomes = bare(), Outcome.objects.count()
    for what in ("from_contact", "from_case"):
        send(lead, "withdrawal", today(), what=what)
    assert bare() == before
    assert Outcome.objects.count() == outcomes


# --- Erased when nothing is awaited (C24) -------------------------------------------------------------------


def woman_with_values(lead: Client) -> Woman:
    send(lead, "child", name="Qxchild", school="Qxschool")
    send(lead, "contact", today(), what="address", value="1 Qxold Row")
    return Woman.objects.get()


def test_what_could_identify_her_is_erased_once_nothing_is_awaited(
    lead: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    woman = woman_with_values(lead)
    send(lead, "referral", today(), what="idva")
    address = reverse("erase-of-woman", args=[woman.pk])

    def asked() -> str:
        answer = lead.post(address, {"reason": "her last duty ended"})
        return "" if answer.status_code == 302 else str(answer.context["form"].non_field_errors())

    assert "is open: say what came of it first" in asked()
    step(lead, Record.objects.get(part="referral"), "declined")
    assert "It may be erased from" in asked()
    later(monkeypatch, kept_for().days)
    assert asked() == ""
    assert identifiers_of([HERS]) == []
    assert Erasure.objects.get().values == 3
    shown = text(lead, page)
    assert not any(each in shown for each in ("Qxchild", "Qxschool", "Qxold"))
    assert "What could identify her was erased" in shown
    assert Event.objects.filter(action="erased contact", subject=f"woman:{woman.pk}").count() == 1


def test_only_the_victim_lead_erases() -> None:
    client = signed_in(Role.SUPERVISOR)
    assert client.post(reverse("erase-of-woman", args=[Woman.objects.get().pk])).status_code == 403


def test_without_a_reason_the_database_erases_nothing(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    woman = woman_with_values(lead)
    later(monkeypatch, kept_for().days)
    with pytest.raises(Error, match="an_erasure_has_a_reason"), transaction.atomic():
        erase(woman, herself(HERS), reason=" ", by=user(Role.SUPERVISOR))
    assert Identifying.objects.count() == 3


# --- The site's own functions -------------------------------------------------------------------------------


def test_nothing_is_kept_where_the_record_of_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    woman, who = Woman.objects.get(), user(Role.SUPERVISOR)

    def fail(*_: Any, **__: Any) -> None:
        raise NotNow("the log is full")

    monkeypatch.setattr("v100.casework.women.recording.record", fail)
    with pytest.raises(NotNow):
        keep(woman, Part.CHILD, values={"name": "Robin"}, by=who)
    assert not Record.objects.exists()
    assert not Identifying.objects.exists()


def test_the_log_holds_part_and_number_and_no_word() -> None:
    woman, who = Woman.objects.get(), user(Role.SUPERVISOR)
    kept = keep(woman, Part.REFERRAL, what="refuge", words="Qxwords", values={}, by=who)
    add_step(woman, kept, what="no_place", on=timezone.localdate(), words="Qxfull", by=who)
    said = Event.objects.filter(action="recorded of woman").order_by("pk").values_list("subject", "why")
    assert list(said) == [
        (f"woman:{woman.pk}", f"(referral, record:{kept.pk})"),
        (f"woman:{woman.pk}", f"(referral, no_place, record:{kept.pk})"),
    ]
