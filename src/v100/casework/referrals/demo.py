"""A demo's referrals: of a man just below the list, whom the next run knows, and of one whom nobody knows."""

from datetime import date
from typing import Any

from v100.casework.access import Role
from v100.casework.nominals.models import Listing
from v100.casework.panel.demo import user
from v100.casework.referrals.laying import lay
from v100.casework.referrals.loading import found_by, last_finding
from v100.casework.referrals.models import Referral
from v100.casework.referrals.states import Outcome, Status
from v100.casework.referrals.taking_in import take_in
from v100.casework.referrals.tasks import keep_in_store
from v100.casework.runs.current import current_run
from v100.casework.runs.models import MODELS
from v100.store.referrals import OF_PERSON

UNKNOWN: dict[str, Any] = {
    **dict.fromkeys(OF_PERSON),
    "surname": "Marlowe",
    "forename": "Tobias",
    "date_of_birth": date(1983, 5, 4),
}

BELOW = 20
"""How far below the list the referred man stands."""


def known() -> dict[str, Any]:
    """What his last report says of a man who stands below the list."""
    run = current_run()
    assert run is not None
    below = Listing.objects.get(run=run, rank=run.list_size + BELOW)
    mentions = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id=below.nominal.person_id)
    said = MODELS["suspect"].objects.filter(run=run, mention_id__in=mentions.values("mention_id"))
    last: dict[str, Any] = said.order_by("-named_on", "mention_id").values(*OF_PERSON)[0]
    return last


def refer(person: dict[str, Any], *, at_once: bool) -> None:
    """A women's service refers him. `at_once`: it is in the store when this returns, so that the next run assesses it;
    else the site's background work does both.
    """
    run = current_run()
    assert run is not None
    referral = take_in(
        by=user(Role.ANALYST),
        person=person,
        received_on=run.as_at,
        agency="women's service",
        their_reference="",
        why="Two clients have spoken of him in a month, apart from each other",
        asks="That somebody looks at him before the next of them is hurt",
    )
    if at_once:
        keep_in_store(referral=referral.pk)


def lay_what_was_found() -> None:
    """Each referral of a man whom the run knows goes before the panel."""
    for referral in Referral.objects.with_status().filter(status=Status.ASSESSED):
        finding = last_finding(referral)
        if finding and finding.outcome == Outcome.KNOWN:
            (nominal,) = found_by(referral)
            lay(
                referral,
                nominal,
                finding=finding.pk,
                by=user(Role.ANALYST),
                reason="What is reported of him is grave, and nobody has him in hand",
            )
