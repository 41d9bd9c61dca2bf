"""The agenda as it stood when somebody kept it. It is kept whole, whoever kept it, and read by each with the men whom
he may see by then: nobody reads less of it for who pressed the button."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from v100.casework.access import Action, allowed
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Listing, Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.models import LoadedRun
from v100.casework.tasking.agenda import Item, whole_agenda, with_names
from v100.casework.tasking.models import KeptAgenda

Line = Mapping[str, Any]
"""man (his number), rank, officer, discussed_on (ISO), managed, why: pairs of a part of the agenda and the words shown,
since PostgreSQL keeps no order of names."""


@transaction.atomic
def keep_agenda(run: LoadedRun, today: date, *, by: User) -> KeptAgenda:
    """As it stands now. Where it stands as it was kept last on this day, that one."""
    lines = [_line(item) for item in with_names(whole_agenda(run, today), run)]
    seal = seal_of(run, lines)
    last: KeptAgenda | None = KeptAgenda.objects.filter(on=today).order_by("pk").last()
    if last and last.seal == seal:
        return last
    kept: KeptAgenda = KeptAgenda.objects.create(on=today, run=run, lines=lines, seal=seal, by=by)
    record(Done.KEPT_AGENDA, by=by, subject=f"tasking:{today}", why=f"(agenda:{kept.pk})")
    return kept


def lines_for(user: Any, kept: KeptAgenda) -> list[Line]:
    """Those of men whom this person may see, in the order of the agenda; who was new on the list is shown to whoever
    may read the list."""
    numbers = [line["man"] for line in kept.lines]
    seen = set(Nominal.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))
    reads_list = allowed(user, Action.SEE_LIST)
    return [line for line in kept.lines if line["man"] in seen and (line["managed"] or reads_list)]


def items_of(lines: Iterable[Line], run: LoadedRun) -> list[Item]:
    """As a page shows them, with the names that the run of that day has."""
    lines = list(lines)
    men = Nominal.objects.in_bulk([line["man"] for line in lines])
    names = dict(Listing.objects.filter(run=run, nominal__in=men).values_list("nominal", "name"))
    return [
        Item(
            nominal=men[line["man"]],
            name=names.get(line["man"], ""),
            rank=line["rank"],
            officer=line["officer"],
            discussed_on=date.fromisoformat(line["discussed_on"]) if line["discussed_on"] else None,
            managed=line["managed"],
            why=dict(line["why"]),
        )
        for line in lines
    ]


def seal_of(run: LoadedRun, lines: list[dict[str, Any]]) -> str:
    """The hash by which a kept agenda is known to be as it was kept."""
    said = {"run": run.run_id, "policy": run.policy, "lines": lines}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _line(item: Item) -> dict[str, Any]:
    return {
        "man": item.nominal.pk,
        "rank": item.rank,
        "officer": item.officer,
        "discussed_on": item.discussed_on.isoformat() if item.discussed_on else None,
        "managed": item.managed,
        "why": [[part, words] for part, words in item.why.items()],
    }
