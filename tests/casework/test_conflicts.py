"""A conflict of interest holds of a man under each of his references, whenever it was declared."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from runs_made_up import became, man, month_later, seal
from site_users import signed_in
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal
from v100.casework.runs.load import load_new

MEN = [man("P1", "Mike Madeup"), man("P2", "M Madeup"), man("P3", "Max Other")]


def declare(client: Client, person_id: str) -> None:
    nominal = Nominal.objects.get(person_id=person_id)
    client.post(reverse("man", args=[nominal.pk]), {"why": "to declare it"})
    client.post(reverse("conflict", args=[nominal.pk]), {"seen": 0, "reason": "he is my brother in law"})


def hidden(client: Client) -> set[str]:
    """Of these men, those of whom the site says that there is none."""
    return {
        nominal.person_id
        for nominal in Nominal.objects.filter(person_id__in=["P1", "P2", "P3"])
        if client.get(reverse("man", args=[nominal.pk])).status_code == 404
    }


@pytest.mark.parametrize("of", ["P1", "P2"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_of_two_who_are_one_it_holds_of_both(tmp_path: Path, of: str, when: str) -> None:
    seal(tmp_path, person=MEN)
    load_new(tmp_path)
    client = signed_in(Role.ANALYST)
    if when == "before":
        declare(client, of)
        assert hidden(client) == {of}
    month_later(tmp_path, person=[MEN[0], MEN[2]], person_lineage=[became("P2", "P1", "merged")])
    load_new(tmp_path)
    if when == "after":
        declare(client, of)
    assert hidden(client) == {"P1", "P2"}


def test_it_holds_of_whoever_was_split_from_him_too(tmp_path: Path) -> None:
    seal(tmp_path, person=MEN[:1])
    load_new(tmp_path)
    client, another = signed_in(Role.ANALYST), signed_in(Role.SUPERVISOR)
    declare(client, "P1")
    month_later(tmp_path, person=MEN, person_lineage=[became("P1", "P2", "split")])
    load_new(tmp_path)
    assert hidden(client) == {"P1", "P2"}
    declare(another, "P1")
    assert hidden(another) == {"P1"}, "by then it was known that they are two"
