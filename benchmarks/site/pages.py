"""The pages that are asked for, by whom, and the queries of each. Run as `python -m benchmarks.site.pages`, as JSON."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from v100.casework.starting import started

MEN = 10
"""Men whose pages are asked for in turn."""


REASON = {"why": "for the measure"}
"""What is answered where a page asks why it is opened."""

ASKING = b"Why do you open"
"""What a page says that asks it."""


@dataclass(frozen=True)
class Page:
    """A page: its name, whose, its addresses, those at which a reason is given first, and its queries once open."""

    name: str
    role: str
    paths: list[str]
    reasons_at: list[str] = field(default_factory=list)
    queries: int = 0


def pages() -> Iterator[Page]:
    from django.db.models import F
    from django.urls import reverse
    from django.utils import timezone

    from v100.casework.accounts.models import User
    from v100.casework.nominals.models import Listing
    from v100.casework.outcomes.models import Outcome
    from v100.casework.panel.models import Meeting, Step
    from v100.casework.panel.states import Status
    from v100.casework.plans.models import PlanAction, Review
    from v100.casework.plans.safety import women_of
    from v100.casework.publishing.quarter import quarters
    from v100.casework.runs.current import current_run
    from v100.casework.tasking.keeping import keep_agenda

    managed = Step.objects.filter(status=Status.MANAGED).values("nominal")
    lines = Listing.objects.filter(run=current_run(), nominal__in=managed).order_by(F("rank"))
    men = list(lines[:MEN])
    numbers = [line.nominal_id for line in men]
    meeting = Meeting.objects.order_by("-pk").values_list("pk", flat=True)[0]
    every = f"{reverse('list')}?part=ranked"
    happened = Outcome.objects.filter(nominal__in=numbers).order_by("nominal", "pk").distinct("nominal")
    outcomes = [reverse("outcome", args=[each.nominal_id, each.pk]) for each in happened]
    names = [line.name.split()[-1].lower() for line in men]

    def of_men(name: str, role: str, view: str) -> Page:
        """A page of each of these men; the reason is given at the man's own page, by the panel at his case."""
        own = "case" if role == "panel_member" else "man"
        paths, reasons = ([reverse(each, args=[number]) for number in numbers] for each in (view, own))
        return Page(name, role, paths, reasons)

    arrests = f"{reverse('figure', args=['arrests'])}?window=launch"
    yield Page("home", "analyst", [reverse("home")])
    yield Page("the list", "analyst", [reverse("list")])
    yield Page("everyone ranked", "analyst", [every, f"{every}&page=200", f"{every}&movement=new"])
    yield Page("one status", "analyst", [f"{every}&status=managed"])
    yield Page("search", "analyst", [f"{reverse('find')}?q={name[:-1]}" for name in names])
    yield of_men("a man", "analyst", "man")
    yield of_men("his network", "analyst", "network")
    yield of_men("who else may be him", "analyst", "identity")
    yield of_men("his links", "analyst", "links")
    yield Page("leads", "analyst", [reverse("leads")])
    yield of_men("record an outcome", "analyst", "record-outcome")
    yield of_men("record a warning", "analyst", "record-marker")
    yield of_men("write a note", "analyst", "write-note")
    yield Page("an outcome", "analyst", outcomes, [reverse("man", args=[number]) for number in numbers])
    yield Page("take the list away", "analyst", [reverse("export")])
    yield Page("saved views", "analyst", [reverse("saved-views")])
    yield of_men("a managed man", "supervisor", "man")
    yield of_men("his plan", "supervisor", "plan")
    yield of_men("propose an action", "supervisor", "add-action")
    action = PlanAction.objects.filter(objective__plan__nominal=numbers[0]).latest("pk")
    own = [reverse("man", args=[numbers[0]])]
    yield Page("where an action stands", "supervisor", [reverse("move-action", args=[numbers[0], action.pk])], own)
    yield of_men("powers for him alone", "supervisor", "powers")
    run = current_run()
    with_her = [
        f"{reverse('powers', args=[line.nominal_id])}?woman={women_of(line.nominal, run)[0]}&place={line.boroughs[0]}"
        for line in men
    ]
    his_pages = [reverse("man", args=[number]) for number in numbers]
    yield Page("powers for him and her", "supervisor", with_her, his_pages)
    one_power = [path.replace("/powers/", "/powers/DAPO/") for path in with_her]
    yield Page("one power for him and her", "supervisor", one_power, his_pages)
    yield of_men("record a fact", "supervisor", "record-fact")
    yield of_men("record a review", "supervisor", "review-plan")
    yield of_men("begin an order", "supervisor", "draft-order")
    yield of_men("record an effect", "supervisor", "record-disruption")
    yield of_men("look at safety plans", "supervisor", "look-at-safety")
    packs = [
        f"{reverse('make-pack', args=[line.nominal_id, 'DAPO'])}?woman={women_of(line.nominal, run)[0]}" for line in men
    ]
    yield Page("make an application", "supervisor", packs, [reverse("man", args=[number]) for number in numbers])
    yield Page("home of a supervisor", "supervisor", [reverse("home")])
    yield Page("alerts", "supervisor", [reverse("alerts")])
    yield Page("told in time", "supervisor", [reverse("duties")])
    yield of_men("orders", "supervisor", "orders")
    yield Page("aftercare", "supervisor", [reverse("aftercare")])
    yield from _of_women(men, run)
    yield Page("tasking", "supervisor", [reverse("tasking"), f"{reverse('tasking')}?show=late"])
    last = Review.objects.latest("on").on
    yield Page("minutes", "supervisor", [reverse("minutes", args=[last])])
    yield Page("record a tasking meeting", "supervisor", [reverse("record-meeting")])
    kept = keep_agenda(run, timezone.localdate(), by=User.objects.get(username="supervisor"))
    yield Page("an agenda that was kept", "supervisor", [reverse("kept-agenda", args=[kept.pk])])
    yield Page("my men", "lro", [reverse("own"), f"{reverse('own')}?show=inside"])
    yield Page("the queue", "panel_member", [reverse("queue"), f"{reverse('queue')}?show=managed"])
    yield of_men("a case", "panel_member", "case")
    yield of_men("comment on a case", "panel_member", "comment")
    yield of_men("read a man’s precursors", "panel_member", "precursor-read")
    yield Page("referrals", "panel_member", [reverse("referrals")])
    yield Page("take a referral", "analyst", [reverse("referral-take")])
    yield Page("my conflicts", "panel_member", [reverse("conflicts-mine")])
    yield Page("precursor list", "panel_member", [reverse("precursors")])
    yield Page("meetings", "panel_chair", [reverse("meetings")])
    yield Page("a meeting", "panel_chair", [reverse("meeting", args=[meeting])])
    yield Page("results", "commander", [f"{reverse('results')}?window=launch", reverse("results")])
    yield Page("what a figure counts", "commander", [arrests], [arrests])
    yield Page("does it work", "commander", [reverse("works")])
    yield Page("what is published", "commander", [reverse("public")])
    quarter = quarters()[0].name
    yield Page("a quarter", "commander", [reverse("quarter", args=[quarter])])
    yield Page("the draft of a quarter", "commander", [reverse("draft", args=[quarter])])
    yield Page("who looked", "auditor", [reverse("audit")])
    yield Page("users", "administrator", [reverse("users")])
    yield Page("add a user", "administrator", [reverse("add-user")])


def _of_women(men: list[Any], run: Any) -> Iterator[Page]:
    """Pages of a woman of each man's reports, and what waits for women."""
    from django.urls import reverse

    from v100.casework.plans.safety import women_of
    from v100.casework.women.models import Woman

    women = [
        Woman.objects.get_or_create(person_id=women_of(line.nominal, run)[0], defaults={"first_run": run})[0].pk
        for line in men
    ]
    pages = [reverse("woman", args=[woman]) for woman in women]
    yield Page("her page", "victim_lead", pages, pages)
    tasks = [reverse("record-of-woman", args=[woman, "task"]) for woman in women]
    yield Page("record a task of hers", "victim_lead", tasks, pages)
    yield Page("what waits for women", "victim_lead", [reverse("waiting-for-her")])


def _queries(page: Page) -> int:
    """Asked of the page's first address, once it has been open."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from v100.casework.accounts.models import User

    visitor = Client(SERVER_NAME="localhost")
    visitor.force_login(User.objects.get(username=page.role))
    for path in page.reasons_at:
        visitor.post(path, REASON)
    visitor.get(page.paths[0])
    with CaptureQueriesContext(connection) as asked:
        answer = visitor.get(page.paths[0])
    assert answer.status_code == 200, f"{page.name}: {answer.status_code}"
    assert ASKING not in answer.content, f"{page.name} asks why"
    return len(asked)


def write() -> None:
    print(json.dumps([asdict(page) | {"queries": _queries(page)} for page in pages()]))


if __name__ == "__main__":
    sys.exit(started(write))
