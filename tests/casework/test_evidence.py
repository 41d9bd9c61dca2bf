"""Evidence on the site: sealed by the engine, proved and read before it is loaded, shown with what it cannot say."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from evidence_made_up import evidence, seal_all
from runs_made_up import month_later, seal
from site_pages import pages
from site_users import signed_in, user
from v100.casework.access import TABLE, Action, Role
from v100.casework.evidence.load import load_new_evidence
from v100.casework.evidence.models import LoadedEvidence, UnloadedEvidence
from v100.casework.evidence.questions import QUESTIONS, answers
from v100.casework.evidence.tasks import load_sealed_evidence
from v100.casework.nominals.models import Listing
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new
from v100.reports.evidence_document import MEASURES, as_document
from v100.store.evidence import seal_evidence, sealed_evidence


@pytest.fixture
def commander(store: Path) -> Client:
    seal_all(store)
    load_new_evidence(store)
    return signed_in(Role.COMMANDER)


def shown(client: Client) -> str:
    return client.get(reverse("works")).content.decode()


def test_every_measure_is_asked_about_and_answered(commander: Client) -> None:
    assert {each.about for each in QUESTIONS} == set(MEASURES)
    page = shown(commander)
    for about in MEASURES:
        said = evidence(about)
        for words in (*said.lead, *said.cannot_say, said.when, "31 March 2026", *said.made_from[1]):
            assert words in page
    assert page.index(evidence("policies").title) < page.index(evidence("effect").title)


def test_the_whole_page_is_opened_from_there(commander: Client) -> None:
    said = evidence("fairness")
    number = LoadedEvidence.objects.get(about="fairness").pk
    assert reverse("evidence", args=[number]) in shown(commander)
    page = commander.get(reverse("evidence", args=[number])).content.decode()
    for section in said.sections:
        assert section.title in page
        for chart in section.charts:
            assert chart.svg in page
        for grid in section.grids:
            assert all(cell in page for row in grid.rows for cell in row)


def test_every_look_is_on_the_record(store: Path) -> None:
    ids = seal_all(store)
    load_new_evidence(store)
    who = user(Role.COMMANDER)
    client = signed_in(who)
    client.get(reverse("works"))
    client.get(reverse("evidence", args=[LoadedEvidence.objects.get(about="effect").pk]))
    looked = Event.objects.filter(by=who.pk, action__contains="evidence").order_by("pk")
    first, second = looked.values_list("action", "subject", "shown")
    assert first[:2] == ("saw evidence", "evidence")
    assert set(first[2]) == {f"evidence:{each}" for each in ids}
    assert second[:2] == ("opened evidence", f"evidence:{next(each for each in ids if 'effect' in each)}")


def test_nobody_is_named_on_any_of_its_pages(commander: Client) -> None:
    names = set(Listing.objects.exclude(name="").values_list("name", flat=True))
    assert names
    ours = [reverse("works"), *(reverse("evidence", args=[each.pk]) for each in LoadedEvidence.objects.all())]
    for page, text in pages(commander):
        if page in ours:
            assert not [name for name in names if name in text], page


def test_without_evidence_each_question_says_how_it_is_made(store: Path) -> None:
    assert store
    page = shown(signed_in(Role.COMMANDER))
    assert [about for about in MEASURES if f"v100 evaluate {about} --publish" not in page] == []


def test_the_last_day_holds_and_the_others_stay(store: Path) -> None:
    for day in (date(2026, 3, 31), date(2026, 2, 28)):
        seal_evidence(store, as_document(evidence("policies", as_at=day)))
        load_new_evidence(store)
    (answer, *_rest) = answers()
    assert answer.evidence
    assert answer.evidence.as_at == date(2026, 3, 31)
    assert answer.loaded
    page = signed_in(Role.COMMANDER).get(reverse("evidence", args=[answer.loaded.pk])).content.decode()
    assert "28 February 2026" in page


def test_evidence_that_is_older_than_the_list_says_so(store: Path) -> None:
    seal_all(store)
    load_new_evidence(store)
    client = signed_in(Role.COMMANDER)
    assert "Older than the list" not in shown(client)
    month_later(store)
    load_new(store)
    assert "The last list is of 30 April 2026; this speaks to 31 March 2026" in shown(client)


def test_what_is_no_evidence_is_refused_with_one_line_and_holds_nothing_up(store: Path) -> None:
    bad = seal_evidence(store, {**as_document(evidence("effect")), "lead": "nothing"})
    good = seal_evidence(store, as_document(evidence("policies")))
    assert [each.evidence_id for each in load_new_evidence(store)] == [good]
    (refused,) = UnloadedEvidence.objects.all()
    assert refused.evidence_id == bad
    assert refused.why.startswith(f"{bad}: not evidence (lead: ")
    assert "\n" not in refused.why
    assert "cannot: 2026-03-31-effect" in shown(signed_in(Role.COMMANDER))


def test_evidence_that_was_changed_is_not_loaded_until_it_is_restored(store: Path) -> None:
    evidence_id = seal_all(store)[0]
    file = store / "evidence" / evidence_id / "evidence.json"
    kept = file.read_bytes()
    file.write_bytes(kept.replace(b"31%", b"99%"))
    assert evidence_id not in [each.evidence_id for each in load_new_evidence(store)]
    assert "changed since it was sealed" in UnloadedEvidence.objects.get().why
    file.write_bytes(kept)
    assert [each.evidence_id for each in load_new_evidence(store)] == [evidence_id]
    assert not UnloadedEvidence.objects.exists()


def test_other_evidence_under_its_id_is_not_loaded_though_it_is_sealed_anew(store: Path) -> None:
    seal_all(store)
    folder = store / "evidence" / next(each for each in sealed_evidence(store) if "policies" in each)
    changed = (folder / "evidence.json").read_bytes().replace(b"31%", b"99%")
    (folder / "evidence.json").write_bytes(changed)
    (folder / "seal").write_text(sha256(changed).hexdigest() + "\n")
    assert folder.name not in [each.evidence_id for each in load_new_evidence(store)]
    assert "is not the evidence of that id" in UnloadedEvidence.objects.get().why


def test_new_evidence_comes_while_the_site_is_open_and_once(store: Path) -> None:
    seal_all(store)
    for _ in range(2):
        load_sealed_evidence(timestamp=0)
    assert LoadedEvidence.objects.count() == len(MEASURES)
    assert Event.objects.filter(action="loaded evidence").count() == len(MEASURES)


def test_it_is_for_those_who_answer_for_the_programme_or_oversee_it() -> None:
    may = TABLE[Action.SEE_EVIDENCE]
    assert may - {Role.AUDITOR} <= TABLE[Action.SEE_RESULTS]
    assert {Role.COMMANDER, Role.AUDITOR} < may
    assert not may & {Role.LRO, Role.GUEST, Role.ADMINISTRATOR, Role.PANEL_MEMBER, Role.VICTIM_LEAD}


def test_evidence_needs_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal_all(tmp_path)
    load_new_evidence(tmp_path)
    assert "Are the right men found?" in shown(signed_in(Role.AUDITOR))
    seal(tmp_path)
    load_new(tmp_path)
    assert LoadedEvidence.objects.count() == len(MEASURES)


def loaded_by_an_earlier_version(about: str, **changed: object) -> LoadedEvidence:
    """As a site held it before it was brought up to date: without a part that this version wants, with one more."""
    limits = ["Read with care: <b>31%</b>."]
    document = {**as_document(evidence("effect")), "about": about, "limits": limits, **changed}
    del document["cannot_say"]
    facts = {"seal": "ab" * 32, "about": about, "as_at": date(2026, 3, 31), "document": document}
    return LoadedEvidence.objects.create(evidence_id=f"2026-03-31-{about}-0123456789ab", **facts)


@pytest.mark.parametrize(
    ("changed", "maker"),
    [({"version": "0.9.1"}, "v100 0.9.1"), ({}, "a version of v100 that did not say which")],
    ids=["version noted", "version not noted"],
)
def test_evidence_of_an_older_structure_is_shown_as_it_was_sealed(
    commander: Client, changed: dict[str, object], maker: str
) -> None:
    older = loaded_by_an_earlier_version("effect", **changed)
    works = commander.get(reverse("works"))
    assert works.status_code == 200
    page = works.content.decode()
    assert maker in page
    assert evidence("effect").lead[0] not in page
    assert evidence("fairness").lead[0] in page
    whole = commander.get(reverse("evidence", args=[older.pk]))
    assert whole.status_code == 200
    text = whole.content.decode()
    assert maker in text
    assert "Read with care: &lt;b&gt;31%&lt;/b&gt;." in text
    assert evidence("effect").lead[0] in text
    assert older.evidence_id in text
    assert "31 March 2026" in text


def test_evidence_of_a_measure_that_is_asked_no_more_is_shown_too(commander: Client) -> None:
    older = loaded_by_an_earlier_version("astrology")
    page = commander.get(reverse("evidence", args=[older.pk]))
    assert page.status_code == 200
    assert older.evidence_id in page.content.decode()


def test_which_version_made_it_stands_with_the_rest(store: Path) -> None:
    seal_all(store, version="1.2.3")
    load_new_evidence(store)
    client = signed_in(Role.COMMANDER)
    assert shown(client).count("v100 1.2.3") == len(MEASURES)


def test_evidence_of_an_older_structure_that_comes_late_says_who_made_it(store: Path) -> None:
    seal_evidence(store, {**as_document(evidence("effect")), "version": "0.9.1", "cannot_say": []})
    assert load_new_evidence(store) == []
    assert "v100 0.9.1 made it" in UnloadedEvidence.objects.get().why
