"""Drafts expire (C12): after so many days nobody takes one, its bytes are deleted, and what happened to it stays."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.facts.book import force_book
from v100.casework.leaks.reading import Format, passages_of
from v100.casework.nominals.models import Nominal, Term
from v100.casework.oversight.models import Event
from v100.casework.packs.expiring import delete_expired
from v100.casework.packs.giving import override, standing
from v100.casework.packs.kept_templates import pack_templates
from v100.casework.packs.making import make_pack
from v100.casework.packs.material import material_of
from v100.casework.packs.models import Content, Finding, Pack, PackFile
from v100.casework.pages.templatetags.govuk import in_words
from v100.casework.panel.states import NotNow
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new

TODAY = timezone.localdate()
LAST = TODAY + timedelta(days=28)
DAY = timedelta(days=1)
WHY = {"why": "for the force's lawyer"}

Make = Callable[[str], Pack]
Later = Callable[[int], None]


@pytest.fixture
def ben(small_force_store: Path, monkeypatch: pytest.MonkeyPatch) -> Nominal:
    monkeypatch.setattr(settings, "STORE", small_force_store)
    load_new(small_force_store)
    nominal = Term.objects.get(kind="name", words__contains="Okonkwo").nominal
    return managed(nominal, user(Role.LRO), by=user(Role.SUPERVISOR))


@pytest.fixture
def client(ben: Nominal) -> Client:
    client = signed_in(ben.assignments.get().officer)
    client.post(reverse("man", args=[ben.pk]), {"why": "the week’s work"})
    return client


@pytest.fixture
def make(ben: Nominal) -> Make:
    """A draft, in which the officer says this."""

    def made(words: str) -> Pack:
        run, book = current_run(), force_book()
        assert run is not None
        material, template = material_of(ben, run, book), pack_templates(settings.STORE, book)["SRO"]
        said = [words, *("" for _ in template.own_words[1:])]
        chosen = {"woman": "", "reports": ["R2"], "entries": [], "words": said}
        return make_pack(ben, run, material, template, book, **chosen, by=ben.assignments.get().officer)

    return made


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """So many days from now it is today."""

    def to(days: int) -> None:
        monkeypatch.setattr("v100.casework.packs.giving.timezone.localdate", lambda *_: TODAY + days * DAY)

    return to


def take(client: Client, pack: Pack) -> str:
    """The name of the file, or the page that says why there is none."""
    answer = client.post(reverse("take-pack", args=[pack.nominal_id, pack.pk, "pdf"]), WHY)
    return answer.headers.get("Content-Disposition", "") or answer.content.decode()


def page(client: Client, pack: Pack) -> str:
    return client.get(reverse("pack", args=[pack.nominal_id, pack.pk])).content.decode()


def test_it_can_be_taken_on_its_last_day_and_not_after(client: Client, make: Make, later: Later) -> None:
    pack = make("He came back.")
    assert f"It can be taken until {in_words(LAST)}" in page(client, pack)
    later(28)
    assert "attachment" in take(client, pack)
    later(29)
    assert "attachment" not in take(client, pack)
    assert "It has expired: make it again" in take(client, pack)


def test_its_bytes_are_deleted_and_what_happened_to_it_stays(client: Client, make: Make, later: Later) -> None:
    pack = make("He came back.")
    take(client, pack)
    hashes = standing(pack).hashes
    assert (delete_expired(LAST), Content.objects.count()) == (0, 2), "its last day is not past"
    assert (delete_expired(LAST + DAY), Content.objects.count()) == (1, 0)
    assert delete_expired(LAST + DAY) == 0, "once"
    assert list(PackFile.objects.filter(pack=pack).order_by("sha256").values_list("sha256", flat=True)) == hashes
    assert Event.objects.get(action="took pack").why.split()[-1].rstrip(")") in hashes
    assert Event.objects.get(action="expired pack").why == f"(pack:{pack.pk})"
    later(29)
    shown = page(client, pack)
    assert "Expired" in shown
    assert f"It expired on {in_words(LAST)} and its files are not kept" in shown
    assert f'href="{reverse("make-pack", args=[pack.nominal_id, "SRO"])}"' in shown
    assert all(each in shown for each in hashes)
    assert reverse("take-pack", args=[pack.nominal_id, pack.pk, "pdf"]) not in shown


def test_one_that_was_blocked_goes_too_and_what_was_found_stays(
    client: Client, ben: Nominal, make: Make, later: Later
) -> None:
    pack = make("after a referral")
    assert "Blocked" in page(client, pack)
    delete_expired(LAST + DAY)
    assert not Content.objects.exists()
    assert Finding.objects.filter(file__pack=pack).exists()
    later(29)
    shown = page(client, pack)
    assert "What the leak check found" in shown
    assert "Have it given out all the same" not in shown
    run = current_run()
    assert run is not None
    with pytest.raises(NotNow, match="It has expired"):
        override(ben, run, pack, reason="the court ordered it", by=pack.by)


def test_bytes_that_a_draft_still_has_stay(make: Make) -> None:
    """The same draft made twice has the same bytes, kept once."""
    first, second = make("He came back."), make("He came back.")
    assert standing(first).hashes == standing(second).hashes
    assert Content.objects.count() == 2
    third = Pack.objects.create(
        nominal=first.nominal, power="SRO", run="r", reports=["R2"], expires_on=LAST + DAY, by=first.by
    )
    for file in PackFile.objects.filter(pack=first):
        PackFile.objects.create(pack=third, format=file.format, sha256=file.sha256)
    assert (delete_expired(LAST + DAY), Content.objects.count()) == (0, 2)
    assert (delete_expired(LAST + 2 * DAY), Content.objects.count()) == (3, 0)


@pytest.mark.parametrize("kind", Format)
def test_each_page_says_whose_it_is_for_whom_and_until_when(
    make: Make, kind: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PACK_DAYS", 3)
    pack = make("He came back.")
    assert pack.expires_on == TODAY + 3 * DAY
    content = Content.objects.get(sha256=PackFile.objects.get(pack=pack, format=kind).sha256)
    passages = passages_of(kind, bytes(content.content))
    mark = f"DRAFT, for a lawyer. Made by {pack.by.full_name}. Expires on {in_words(pack.expires_on)}"
    marked = {each.where for each in passages if mark in " ".join(each.text.split())}
    if kind == Format.PDF:
        assert {"page 1", "page 2"} <= marked
        assert {each.where for each in passages if each.where.startswith("page")} <= marked
    else:
        assert {where for where in marked if where.startswith("footer")}
