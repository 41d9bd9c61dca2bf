"""What people decide of leads: kept in the ledger once, withdrawn, told to the second of two; the queue of the rest."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from leads_made_up import STRONG, THEFT, WEAK, WHY, decided, man, opened, page, read, run, waiting
from links_made_up import FIRST_MAN, PARTS, SECOND_MAN
from runs_made_up import month_later
from site_users import user
from v100.casework.access import Role
from v100.casework.links.models import Decision, LinkDecision
from v100.casework.links.tasks import write_to_ledger
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new
from v100.store import ledger


def test_a_decision_goes_to_the_ledger_once_and_is_shown(with_leads: Path) -> None:
    client = opened(man())
    assert decided(client, "to_test").status_code == 302
    made = LinkDecision.objects.get()
    (job,) = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("v100.casework.links.tasks.write_to_ledger", {"decision": made.pk})
    event = Event.objects.get(action="decided link")
    assert (event.subject, event.why) == (f"nominal:{man().pk}", "the same way in (link to report U2: to_test)")
    assert "on its way to the ledger" in read(client, page("links", man()))

    write_to_ledger(decision=made.pk)
    write_to_ledger(decision=made.pk)

    (entry,) = ledger.entries(with_leads)
    assert {"kind": "link", "decision": "to_test", "by": "analyst", "why": WHY}.items() <= entry.items()
    assert entry["subject"] == {"mentions": ["M000-0"], "report": STRONG}
    made = LinkDecision.objects.get()
    assert (made.parts, made.written.position, made.written.hash) == (PARTS, 1, entry["hash"])
    assert "stands in the ledger at position 1" in read(client, page("links", man()))


def test_what_is_withdrawn_holds_no_more_nor_does_what_was_decided_before(with_leads: Path) -> None:
    client = opened(man())
    for decision in ("linked", "not_linked", "withdrawn", "to_test", "withdrawn"):
        last = LinkDecision.objects.order_by("pk").last()
        assert decided(client, decision, seen=last.pk if last else "").status_code == 302
    assert "Withdrawn by Made Up-analyst" in read(client, page("links", man()))
    for made in LinkDecision.objects.order_by("pk"):
        write_to_ledger(decision=made.pk)
    found = ledger.entries(with_leads)
    assert [entry["decision"] for entry in found] == [
        *("linked", "not_linked", "withdraw", "withdraw"),
        *("to_test", "withdraw"),
    ]
    assert ledger.standing(found) == []


@pytest.mark.usefixtures("with_leads")
def test_a_crash_after_the_ledger_was_written_writes_it_no_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    decided(opened(man()), "linked")
    made = LinkDecision.objects.get()

    def crash(**_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("v100.casework.links.tasks.Written.objects.create", crash)
        with pytest.raises(RuntimeError):
            write_to_ledger(decision=made.pk)
    write_to_ledger(decision=made.pk)
    assert len(ledger.entries(settings.STORE)) == 1
    assert LinkDecision.objects.get().written.position == 1


@pytest.mark.usefixtures("with_leads")
def test_of_two_who_decide_at_once_the_second_is_told() -> None:
    first, second = opened(man()), opened(man(), user(Role.SUPERVISOR))
    decided(first, "to_test")
    late = decided(second, "linked")
    assert "Somebody decided of this crime while you read" in late.content.decode()
    assert [made.decision for made in LinkDecision.objects.all()] == ["to_test"]


@pytest.mark.usefixtures("with_leads")
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"decision": "linked"},
        {"decision": "perhaps", "why": WHY},
        {"decision": "withdrawn", "why": WHY},
        {"decision": "linked", "why": "Sarah saw him there"},
    ],
    ids=["nothing", "no reason", "no decision", "nothing to withdraw", "a woman's name"],
)
def test_nothing_is_decided_without_a_decision_and_a_reason_that_names_nobody(given: dict[str, str]) -> None:
    answer = opened(man()).post(page("decide-link", man(), STRONG), {"seen": "", **given})
    assert "There is a problem" in answer.content.decode()
    assert not LinkDecision.objects.exists()


@pytest.mark.usefixtures("with_leads")
def test_the_database_keeps_no_withdrawal_of_nothing() -> None:
    rows = {"nominal": man(), "run": run(), "report_id": STRONG, "mentions": [], "why": WHY, "by": user(Role.ANALYST)}
    with pytest.raises(IntegrityError, match="a_withdrawal_is_of_something"), transaction.atomic():
        LinkDecision.objects.create(decision="withdrawn", **rows)
    first = LinkDecision.objects.create(decision="linked", **rows)
    with pytest.raises(IntegrityError, match="one_first_decision_of_a_lead"), transaction.atomic():
        LinkDecision.objects.create(decision="not_linked", **rows)
    assert LinkDecision.objects.create(decision="withdrawn", after=first, **rows)


@pytest.mark.usefixtures("with_leads")
def test_a_crime_that_is_no_lead_of_his_cannot_be_decided() -> None:
    client = opened(man())
    assert client.get(page("decide-link", man(), THEFT)).status_code == 404
    assert decided(client, "linked", report=THEFT).status_code == 404


def test_what_was_decided_can_be_withdrawn_once_the_run_shows_it_no_more(with_leads: Path) -> None:
    client = opened(man())
    decided(client, "linked")
    month_later(with_leads)
    load_new(with_leads)
    answer = client.get(page("decide-link", man(), STRONG))
    assert "The last run shows this lead no more" in answer.content.decode()
    assert answer.context["choices"] == [Decision.WITHDRAWN]
    assert decided(client, "withdrawn", seen=LinkDecision.objects.get().pk).status_code == 302
    write_to_ledger(decision=LinkDecision.objects.latest("pk").after_id)
    write_to_ledger(decision=LinkDecision.objects.latest("pk").pk)
    assert ledger.standing(ledger.entries(with_leads)) == []


@pytest.mark.usefixtures("with_leads")
def test_the_queue_holds_what_nobody_decided_strongest_first() -> None:
    analyst = user(Role.ANALYST)
    all_of_them = [(SECOND_MAN, STRONG), (FIRST_MAN, STRONG), (SECOND_MAN, THEFT), (FIRST_MAN, WEAK)]
    assert waiting(analyst) == all_of_them, "without what he cannot have done, and what the ledger says is decided"
    assert waiting(analyst, "theft") == [(SECOND_MAN, THEFT)]
    client = opened(man(), analyst)
    assert len(client.get(reverse("leads"), {"category": "theft"}).context["page"]) == 1
    assert "leads to undetected crimes, to be decided" in client.get("/").content.decode()
    decided(client, "not_linked")
    assert (FIRST_MAN, STRONG) not in waiting(analyst)
    decided(client, "withdrawn", seen=LinkDecision.objects.get().pk)
    assert waiting(analyst) == all_of_them
