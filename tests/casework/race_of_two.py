"""Two people at the same moment, each with a connection of their own, on a database of its own. Prints what each was
told and what stands in the end; `test_panel_at_once` starts it.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import django
from django.conf import settings

django.setup()

from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from runs_made_up import seal
from site_users import parts
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.nominals.models import Nominal
from v100.casework.panel.models import Check, Step
from v100.casework.prepare import prepare

WHO = ("one", "two")


def made_ready() -> Nominal:
    """A run is loaded, two are signed in, the other schemes answered, a meeting is open."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    seal(Path(settings.STORE))
    prepare()
    setup_test_environment()
    nominal: Nominal = Nominal.objects.get(listings__rank=1)
    for name in WHO:
        user = add_user(
            name, "a long enough secret", forename=name, surname="x", roles=[Role.PANEL_CHAIR], why="joined"
        )
        clients[name] = Client()
        clients[name].force_login(user)
        clients[name].post(reverse("case", args=[nominal.pk]), {"why": "panel of 3 April"})
    for scheme in Check.Scheme.values:
        Check.objects.create(nominal=nominal, scheme=scheme, result="not there", asked_on="2026-04-01", by=user)
    clients["one"].post(reverse("meeting-open"), {"title": "April", **parts("on", "3 4 2026")})
    return nominal


def both(nominal: Nominal, page: str, **said: Any) -> list[str]:
    """Each sends the form that was shown to both before; gives what each was told."""
    ready = Barrier(len(WHO))
    address = reverse(page, args=[nominal.pk])
    seen = {name: clients[name].get(address).context["form"]["seen"].value() for name in WHO}

    def send(name: str) -> str:
        try:
            ready.wait()
            answer = clients[name].post(address, {"seen": seen[name], "reason": "whether to adopt him", **said})
            return "done" if answer.status_code == 302 else str(answer.context["form"].non_field_errors())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(WHO)) as several:
        return sorted(several.map(send, WHO))


clients: dict[str, Client] = {}
man = made_ready()
told = {"take up": both(man, "take-up"), "judge": both(man, "judge", view="adopt")}
steps = list(Step.objects.filter(nominal=man).order_by("number").values_list("status", flat=True))
print(json.dumps({**told, "steps": steps}))
connections["default"].close_pool()
