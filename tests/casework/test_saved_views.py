"""Saved views: filters that a person named for himself, opens again and removes."""

import pytest
from django.test import Client
from django.urls import reverse

from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.nominals.models import SavedView
from v100.casework.nominals.views.saved import MOST
from v100.casework.oversight.models import Event

pytestmark = pytest.mark.usefixtures("store")


def save(client: Client, name: str, asked: str = "part=ranked&borough=Hackney") -> str:
    """Gives where it leads, or what is wrong."""
    answer = client.post(f"{reverse('save-view')}?{asked}", {"name": name})
    if answer.status_code == 302:
        return answer.headers["Location"]
    return " ".join(answer.context["form"].errors["name"])


def test_a_view_opens_the_list_as_it_was_filtered() -> None:
    client = signed_in(Role.ANALYST)
    page = f"{reverse('list')}?part=ranked&borough=Hackney"
    client.get(page)
    assert save(client, "Hackney", "part=ranked&borough=Hackney&page=2&q=nobody") == page
    assert f'href="{page.replace("&", "&amp;")}">Hackney</a>' in client.get(reverse("list")).content.decode()
    assert Event.objects.get(action="saved view").why == "(part=ranked, borough=Hackney)"


def test_nobody_else_sees_it_or_removes_it() -> None:
    owner, other = signed_in(Role.ANALYST), signed_in(Role.SUPERVISOR)
    save(owner, "My own words")
    view = SavedView.objects.get()
    for page in (reverse("list"), reverse("saved-views")):
        assert "My own words" not in other.get(page).content.decode()
    assert other.post(reverse("saved-views"), {"view": view.pk}).status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_it_is_removed_on_the_record() -> None:
    client = signed_in(Role.ANALYST)
    save(client, "Hackney")
    view = SavedView.objects.get()
    client.post(reverse("saved-views"), {"view": view.pk})
    assert not SavedView.objects.exists()
    assert Event.objects.get(action="removed view").subject == f"view:{view.pk}"


def test_what_is_wrong_is_said() -> None:
    who = user(Role.ANALYST)
    client = signed_in(who)
    assert save(client, " ") == "Give the view a name"
    save(client, "Hackney")
    assert "You have a view of this name" in save(client, "Hackney")
    SavedView.objects.bulk_create(SavedView(user=who, name=str(number)) for number in range(MOST - 1))
    assert "remove one first" in save(client, "One more")
    assert SavedView.objects.count() == MOST
