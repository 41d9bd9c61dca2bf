"""The references under which runs knew one woman: hers, and those that were found to be hers."""

from collections.abc import Iterable

from django.db import connections, router
from django.db.models import Exists, OuterRef, Q, QuerySet

from v100.casework.database.any_of import any_of_texts
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.women.models import Became

BECAME = """
insert into women_became (run_id, from_id, to_id, kind)
select run_id, from_id, to_id, kind from run_person_lineage
where run_id = %(run)s and kind in ('merged', 'split') and from_id like 'V%%'
order by from_id, to_id
"""


def women_became(run: LoadedRun) -> None:
    """Keep what a run that was just loaded made of the women's references of the one before."""
    with connections[router.db_for_write(Became)].cursor() as cursor:
        cursor.execute(BECAME, {"run": run.number})


def herself(person_id: str) -> list[str]:
    """Every reference that is hers, whichever is asked for."""
    return sorted(themselves([person_id]))


def themselves(person_ids: Iterable[str]) -> dict[str, str]:
    """Of several women at once: by each reference under which one of them was known, which of them she is. A reference
    that a later run names again is somebody of her own."""
    merged, whose = _merged(), {person_id: person_id for person_id in person_ids}
    while True:
        known = any_of_texts(whose)
        tied = merged.filter(Q(from_id__in=known) | Q(to_id__in=known)).values_list("from_id", "to_id")
        more = {other: whose[one] for pair in tied for one, other in (pair, pair[::-1]) if one in whose}
        more = {reference: woman for reference, woman in more.items() if reference not in whose}
        if not more:
            return whose
        whose |= more


def first_of_each() -> dict[str, str]:
    """By every reference that was found to be another's, or another hers, one of them that stands for all of hers."""
    whose: dict[str, str] = {}
    for one, other in _merged().order_by("run__as_at", "from_id").values_list("from_id", "to_id"):
        stays, goes = whose.get(other, other), whose.get(one, one)
        whose |= {reference: stays for reference, of in whose.items() if of == goes}
        whose |= {one: stays, other: stays, goes: stays}
    return whose


def _merged() -> QuerySet[Became]:
    later = MODELS["report_victim"].objects.filter(run__as_at__gt=OuterRef("run__as_at"), person_id=OuterRef("from_id"))
    return Became.objects.filter(~Exists(later), kind=Became.MERGED)


def parted(references: Iterable[str]) -> list[Became]:
    """What of her was found to be another's, the last first: what was recorded of her before may be of either."""
    found = Became.objects.filter(kind=Became.SPLIT, from_id__in=references).select_related("run")
    return list(found.order_by("-run__as_at", "to_id"))


def last_run(references: Iterable[str]) -> LoadedRun | None:
    """The last run that carries a report of hers."""
    hers = MODELS["report_victim"].objects.filter(run=OuterRef("pk"), person_id__in=references)
    found: LoadedRun | None = LoadedRun.objects.filter(Exists(hers)).order_by("as_at", "number").last()
    return found


def known_as(references: Iterable[str], run: LoadedRun) -> str:
    """By which of her references this run, which carries a report of hers, knows her."""
    hers = MODELS["report_victim"].objects.filter(run=run, person_id__in=references)
    return str(hers.values_list("person_id", flat=True).order_by("person_id")[0])
