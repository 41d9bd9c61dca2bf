"""The pages that are asked for, by whom, and the queries of each. Run as `python -m benchmarks.site.pages`, as JSON."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from v100.casework.starting import started

MEN = 10
"""Men whose pages are asked for in turn."""


@dataclass(frozen=True)
class Page:
    """A page: its name, whose, its addresses, whether it asks why before it opens, and its queries once open."""

    name: str
    role: str
    paths: list[str]
    asks: bool
    queries: int = 0


def pages() -> Iterator[Page]:
    from django.db.models import F
    from django.urls import reverse

    from v100.casework.nominals.models import Listing
    from v100.casework.panel.models import Meeting, Step
    from v100.casework.panel.states import Status
    from v100.casework.runs.current import current_run

    managed = Step.objects.filter(status=Status.MANAGED).values("nominal")
    lines = Listing.objects.filter(run=current_run(), nominal__in=managed).order_by(F("rank"))
    men = list(lines[:MEN])
    numbers = [line.nominal_id for line in men]
    meeting = Meeting.objects.order_by("-pk").values_list("pk", flat=True)[0]
    every = f"{reverse('list')}?part=ranked"
    names = [line.name.split()[-1].lower() for line in men]

    def of_men(name: str) -> list[str]:
        return [reverse(name, args=[number]) for number in numbers]

    yield Page("home", "analyst", [reverse("home")], False)
    yield Page("the list", "analyst", [reverse("list")], False)
    yield Page("everyone ranked", "analyst", [every, f"{every}&page=200", f"{every}&movement=new"], False)
    yield Page("one status", "analyst", [f"{every}&status=managed"], False)
    yield Page("search", "analyst", [f"{reverse('find')}?q={name[:-1]}" for name in names], False)
    yield Page("a man", "analyst", of_men("man"), True)
    yield Page("his network", "analyst", of_men("network"), True)
    yield Page("who else may be him", "analyst", of_men("identity"), True)
    yield Page("record an outcome", "analyst", of_men("record-outcome"), True)
    yield Page("my men", "lro", [reverse("own"), f"{reverse('own')}?show=inside"], False)
    yield Page("the queue", "panel_member", [reverse("queue"), f"{reverse('queue')}?show=managed"], False)
    yield Page("a case", "panel_member", of_men("case"), True)
    yield Page("referrals", "panel_member", [reverse("referrals")], False)
    yield Page("precursor list", "panel_member", [reverse("precursors")], False)
    yield Page("meetings", "panel_chair", [reverse("meetings")], False)
    yield Page("a meeting", "panel_chair", [reverse("meeting", args=[meeting])], False)
    yield Page("results", "commander", [f"{reverse('results')}?window=launch", reverse("results")], False)
    yield Page("what a figure counts", "commander", [f"{reverse('figure', args=['arrests'])}?window=launch"], True)
    yield Page("who looked", "auditor", [reverse("audit")], False)
    yield Page("users", "administrator", [reverse("users")], False)


def _queries(page: Page) -> int:
    """Asked of the page's first address, once it has been open."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from v100.casework.accounts.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=page.role))
    if page.asks:
        client.post(page.paths[0], {"why": "for the measure"})
    client.get(page.paths[0])
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page.paths[0])
    assert answer.status_code == 200, f"{page.name}: {answer.status_code}"
    return len(asked)


def write() -> None:
    print(json.dumps([asdict(page) | {"queries": _queries(page)} for page in pages()]))


if __name__ == "__main__":
    sys.exit(started(write))
