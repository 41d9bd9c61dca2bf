"""The engine asked by the site for a referral: a real run of a small force, in a process of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from referrals_made_up import HER, in_store, take
from site_users import parts, signed_in
from small_force import FEBRUARY, MARCH, take_delivery
from v100 import policy
from v100.casework.access import Role
from v100.casework.nominals.models import Listing, Nominal
from v100.casework.referrals.models import Finding
from v100.casework.referrals.states import Outcome
from v100.casework.referrals.tasks import assess
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.monthly import monthly_run
from v100.store import runs
from written import everything_written

CARL = {"surname": "Szymanski", "forename": "Carl", **parts("date_of_birth", "2 11 1990"), "phone": "07204 555123"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two deliveries and the month's run, by a policy that is not shipped."""
    folder = tmp_path_factory.mktemp("force")
    for number, month in enumerate((FEBRUARY, MARCH), start=1):
        take_delivery(folder / "store", folder, number, month)
    own = policy.load("v100").model_copy(
        update={"name": "own", "list_size": 3, "flags": (), "title": 'our "own" £ list'}
    )
    monthly_run(folder / "store", as_at=MARCH, policy=own)
    with pytest.MonkeyPatch.context() as environment:
        environment.setattr(settings, "STORE", folder / "store")
        yield folder / "store"


def test_two_that_wait_are_assessed_by_one_run_and_change_nobody(store: Path) -> None:
    load_new(store)
    first_run = current_run()
    assert first_run is not None
    client = signed_in(Role.ANALYST)
    carl, nobody = take(client, **CARL), take(client)
    for each in (carl, nobody):
        in_store(each)
    assess(referral=carl.pk)
    assess(referral=nobody.pk)

    assert len(runs.runs(store)) == 2
    run = current_run()
    assert run is not None
    assert (run.as_at, run.policy, run.number) == (MARCH, "own", first_run.number + 1)
    outcomes = {each.referral: each.outcome for each in Finding.objects.select_related("referral")}
    assert outcomes == {carl: Outcome.KNOWN, nobody: Outcome.NOBODY}
    found = client.get(reverse("referral", args=[carl.pk])).context["found"]
    assert found.men == [Nominal.objects.get(terms__words="Carl Szymanski")]
    assert [crime_ref for _, crime_ref in found.reports] == ["C-R3", "C-R6"]
    lines = [
        list(Listing.objects.filter(run=each).order_by("rank", "nominal").values_list("nominal", "rank", "harm_days"))
        for each in (first_run, run)
    ]
    assert lines[0] == lines[1]
    assert "Nothing is known of him" in client.get(reverse("referral", args=[nobody.pk])).content.decode()
    _nothing_leaks(store)


def _nothing_leaks(store: Path) -> None:
    """Of the man unknown, of whom the partner spoke and of the partner nothing is in a run, a report, the ledger or a
    log, and nothing of the first two in the database but where the partner's words are kept.
    """
    canaries = ("qxmarlowe", "qxtobias", HER.casefold(), "qxref", "women's service", "555123")
    written = [
        (name, word)
        for place in ("runs", "refused", "models", "casework")
        for name, text in everything_written(store / place)
        for word in canaries
        if word in text.casefold()
    ]
    written += [word for word in canaries if word in (store / "ledger.jsonl").read_text(encoding="utf-8").casefold()]
    assert written == []
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - {"referrals_told", "django_migrations"}:
            cursor.execute(f'select string_agg(t::text, chr(10)) from "{table}" t')
            said = (cursor.fetchone()[0] or "").casefold()
            assert [word for word in canaries[:-1] if word in said] == [], table
