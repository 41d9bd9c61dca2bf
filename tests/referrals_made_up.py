"""Made-up referrals from partners, and what runs make of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from runs_made_up import month_later, seal
from site_users import parts
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.referrals.models import InStore, Referral
from v100.casework.referrals.taking_in import take_in
from v100.casework.referrals.tasks import keep_in_store
from v100.casework.runs.load import load_new
from v100.store.referrals import OF_PERSON

WHY = {"why": "to assess it"}
TOLD = ("Qxmarlowe", "Qxtobias", "4 May 1983", "Qxtoby Qxm")
REASON = {"reason": "what was told fits his reports"}

HIM = {"surname": "Qxmarlowe", "forename": "Qxtobias", **parts("date_of_birth", "4 5 1983"), "aliases": "Qxtoby Qxm"}
HER = "Qxisolde"
"""A woman's name, where it should not have been written."""

SAID = {
    "agency": "women's service",
    "their_reference": "Qxref 17",
    **parts("received_on", "2 4 2026"),
    "why": f"{HER} and another client spoke of him",
    "asks": "that he is looked at",
}


def take(client: Client, **more: str) -> Referral:
    """Fill in the form; gives the referral."""
    answer = client.post(reverse("referral-take"), {**HIM, **SAID, **more})
    assert answer.status_code == 302, answer.context["form"].errors
    return Referral.objects.latest("pk")


def referred_by(who: User) -> Referral:
    """One that this user took in, whatever his role."""
    told = {name: SAID[name] for name in ("agency", "their_reference", "why", "asks")}
    person = {**dict.fromkeys(OF_PERSON), "surname": HIM["surname"]}
    return take_in(by=who, person=person, received_on=date(2026, 4, 2), **told)


def in_store(referral: Referral) -> InStore:
    """Carried to the store by its job."""
    keep_in_store(referral=referral.pk)
    return InStore.objects.get(referral=referral)


def assessed(
    store: Path, referral: Referral, *men: Nominal, sound: bool = True, erased: bool = False, **more: Any
) -> None:
    """A run of the store, loaded, that finds the referred man to be any of these; the month after's with `later`."""
    kept = InStore.objects.filter(referral=referral).first() or in_store(referral)
    ids = [man.person_id for man in men]
    alone = len(men) == 1 and sound and not erased
    made = {"position": kept.position, "person_id": ids[0] if alone else kept.kept_as, "may_be": ids}
    made["found"] = "erased" if erased else _found(ids, sound=sound)
    row = {"annex": "referral", "person_id": made["person_id"], "days": 0}
    if alone:
        row |= {"reports": ["R000-0"], "days": 1825, "rank_with": 1, "rank_without": 1}
    sealed = month_later if more.pop("later", False) else seal
    facts = {"decisions": [made], "referrals": {kept.kept_as: None if erased else "a1"}, "annex": [row], **more}
    if sealed is seal:
        facts["run_id"] = f"2026-03-31-v100-c{referral.pk}"
    sealed(store, **facts)
    load_new(store)


def _found(ids: list[str], *, sound: bool) -> str:
    if len(ids) != 1:
        return "several" if ids else "nobody"
    return "known" if sound else "contradicted"


def at_rank(rank: int) -> Nominal:
    return Nominal.objects.filter(listings__rank=rank).distinct().get()


def below() -> Nominal:
    """A man below the list, whom no run nominates."""
    return at_rank(7)


def status(referral: Referral) -> str:
    return Referral.objects.with_status().get(pk=referral.pk).status


def page(client: Client, referral: Referral, name: str = "referral") -> Any:
    """Opened with a reason."""
    address = reverse(name, args=[referral.pk])
    if "opened" in (answer := client.get(address)).context or ():
        client.post(address, WHY)
        answer = client.get(address)
    return answer


def text(client: Client, referral: Referral, name: str = "referral") -> str:
    return str(page(client, referral, name).content.decode())


def of_man(client: Client, name: str, nominal: Nominal) -> str:
    address = reverse(name, args=[nominal.pk])
    client.post(address, WHY)
    return client.get(address).content.decode()


def lay(client: Client, referral: Referral, **more: Any) -> Any:
    """Fill in the form that lays it before the panel."""
    return client.post(reverse("referral-lay", args=[referral.pk]), {**hidden(client, referral), **REASON, **more})


def hidden(client: Client, referral: Referral) -> dict[str, Any]:
    """What that form holds of what its reader saw."""
    form = page(client, referral, "referral-lay").context["form"]
    return {field.name: field.value() for field in form.hidden_fields()}


def everything_in_database(*but: str) -> str:
    return "\n".join(text for table, text in _database() if table not in but)


def tables_that_say(word: str) -> list[str]:
    return sorted(table for table, text in _database() if word in text)


def _database() -> Iterator[tuple[str, str]]:
    """Each table with all that it holds."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_migrations":
                cursor.execute(f'select string_agg(t::text, chr(10)) from "{table}" t')
                yield table, cursor.fetchone()[0] or ""
