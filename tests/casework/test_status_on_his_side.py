"""Nothing that is written about a man keeps a woman's immigration status (C15): each form asks for a second look."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from runs_made_up import man, seal
from site_users import signed_in
from v100 import casework
from v100.casework.access import Role
from v100.casework.leaving.forms import AftercareForm
from v100.casework.nominals.models import Nominal
from v100.casework.notes.models import Note
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.panel.models import Comment
from v100.casework.plans.forms import SafetyForm
from v100.casework.plans.kinds import State
from v100.casework.referrals.forms import Harmless, LayForm
from v100.casework.referrals.wording import told_too_much
from v100.casework.runs.load import load_new
from v100.casework.women.forms import HerForm, LookForm

WORDS = "she fears for her VISA if she speaks"
OF_NOBODY = {
    "v100.casework.accounts": "of users of the site",
    "v100.casework.nominals.filters": "what is sought among men; kept where it is saved, with a name that it was given",
    "v100.casework.nominals.views.saved": "what one person calls a search",
    "v100.casework.oversight": "what is sought in the log",
    "v100.casework.panel.views.meetings": "when the panel meets",
}
"""Forms that are about no man and no woman, by their module."""


def every_form() -> Iterator[type[forms.Form]]:
    """Of the site, with a field into which somebody types."""
    folder = Path(casework.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        if "forms.Form" in (text := path.read_text(encoding="utf-8")) or "Form(" in text:
            module = import_module(".".join(("v100.casework", *path.relative_to(folder).with_suffix("").parts)))
            for form in vars(module).values():
                if isinstance(form, type) and issubclass(form, forms.Form) and form.__module__ == module.__name__:
                    yield form


def texts(form: Any) -> list[str]:
    fields = form if isinstance(form, dict) else form.base_fields
    return [name for name, field in fields.items() if isinstance(field, forms.CharField)]


def of_nobody(form: type[forms.Form]) -> bool:
    return any(form.__module__.startswith(name) for name in OF_NOBODY)


FORMS = [form for form in every_form() if not of_nobody(form) and not issubclass(form, HerForm)]


def test_every_form_into_which_somebody_types_is_asked() -> None:
    """But those of her page, which refuse it outright, and what a partner tells, which does too."""
    unasked = [form for form in FORMS if texts(form) and not issubclass(form, LooksAgain)]
    refuse = {name for form in unasked for name in texts(form) if isinstance(form.base_fields[name], Harmless)}
    assert {form.__name__ for form in unasked} == {"ReferralForm", "CloseForm"}
    assert refuse == {"why", "asks"}
    assert len(FORMS) - len(unasked) > 30


@pytest.fixture
def nominal(tmp_path: Path) -> Nominal:
    seal(tmp_path, person=[man("P1", "Able Madeup")])
    load_new(tmp_path)
    return Nominal.objects.get(person_id="P1")


def filled(form: type[LooksAgain], nominal: Nominal, **given: Any) -> LooksAgain:
    """The form with these words in each of its texts; whatever else it asks for is made up."""
    known = {
        "nominal": nominal,
        "his_names": [],
        "hers_in": lambda _: [],
        "was": MagicMock(details=[], chair_id=None),
        "now": MagicMock(state=State.AUTHORISED),
        "initial": {},
        "data": {},
    }
    asked = [
        each
        for each in inspect.signature(form).parameters.values()
        if each.kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    ]
    made: LooksAgain = form(**{each.name: known.get(each.name, MagicMock()) for each in asked})
    made.is_bound, made.data = True, {**dict.fromkeys(texts(made.fields), WORDS), **given}
    made.full_clean()
    return made


def of_status(form: LooksAgain) -> list[str]:
    """The texts that are refused for it."""
    return [name for name in texts(form.fields) if "immigration status" in str(form.errors.get(name, ""))]


ASKED = [form for form in FORMS if issubclass(form, LooksAgain) and form is not LayForm]


@pytest.mark.parametrize("form", ASKED, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_each_asks_for_a_second_look(form: type[LooksAgain], nominal: Nominal) -> None:
    first = filled(form, nominal)
    assert of_status(first) == texts(first.fields)
    assert first.asks_again or not texts(first.fields)
    assert list(first.fields)[-1] == "looked_at"
    assert of_status(filled(form, nominal, looked_at=["sure"])) == []


@pytest.mark.parametrize("form", [SafetyForm, AftercareForm, LookForm])
def test_what_is_about_her_on_his_pages_refuses_it_outright(form: type[LooksAgain], nominal: Nominal) -> None:
    refused = filled(form, nominal, looked_at=["sure"])
    assert of_status(refused) == ["words"]
    assert not refused.asks_again, "there is nothing to answer for"


def test_what_a_partner_told_refuses_it(nominal: Nominal) -> None:
    assert of_status(filled(LayForm, nominal, looked_at=["sure"])) == ["reason"]
    assert all("immigration status" in told_too_much(f"he said {each}") for each in ("her visa", "he will deport her"))


@pytest.fixture
def client(nominal: Nominal) -> Client:
    client = signed_in(Role.ANALYST)
    client.post(reverse("man", args=[nominal.pk]), {"why": "the week’s work"})
    return client


def test_nothing_of_it_is_kept_until_somebody_answers_for_it(client: Client, nominal: Nominal) -> None:
    page = reverse("write-note", args=[nominal.pk])
    said = {"kind": "fact", "words": "the Home Office considers his deportation"}
    asked = client.post(page, said).content.decode()
    assert "It seems to speak of immigration status (deport, home office)" in asked
    assert "says nothing of her immigration status" in asked
    assert not Note.objects.exists()
    assert client.post(page, {**said, "looked_at": "sure"}).status_code == 302
    assert Note.objects.get().words == said["words"]


def test_the_panel_is_asked_too(nominal: Nominal) -> None:
    chair = signed_in(Role.PANEL_CHAIR)
    page = reverse("comment", args=[nominal.pk])
    chair.post(reverse("man", args=[nominal.pk]), {"why": "the week’s work"})
    said = {"kind": "fact", "words": WORDS, "seen": "0"}
    asked = chair.post(page, said).content.decode()
    assert "It says nothing of the immigration status of any woman or girl" in asked
    assert not Comment.objects.exists()
    assert chair.post(page, {**said, "looked_at": "sure"}).status_code == 302
    assert Comment.objects.get().words == WORDS


def test_why_his_page_is_opened_is_asked_too(nominal: Nominal) -> None:
    client = signed_in(Role.ANALYST)
    page = reverse("man", args=[nominal.pk])
    asked = client.post(page, {"why": WORDS})
    assert (asked.status_code, "immigration status (visa)" in asked.content.decode()) == (200, True)
    assert 'name="looked_at"' in asked.content.decode()
    assert client.post(page, {"why": WORDS, "looked_at": "sure"}).status_code == 302
