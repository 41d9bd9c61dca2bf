"""By which of her reports a person may reach her. Who may see none of them does not reach her, and is told of none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections, router

from v100.casework.access import Action, allowed
from v100.casework.database.any_of import any_of_texts
from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.women.asking import EVER, MENTIONS, NAMED, REPORTS


@dataclass(frozen=True)
class Reported:
    """One report of hers: what he is to her, and the men whom it names and this person may see."""

    report_id: str
    crime_ref: str
    recorded_on: date
    relationship: str
    men: list[Nominal]


def reports_for(user: Any, references: Iterable[str], run: LoadedRun) -> list[Reported]:
    """Her reports that this person may see, the latest first. An officer: those that name a man of his. Others: those
    that name a man whom they may see, and those that name none. A man who was eliminated from a report still closes
    it to whoever may not see him: he may be the officer's kin, or a colleague.
    """
    told = MODELS["report_victim"].objects.filter(run=run, person_id__in=references).exclude(sex="M")
    relationships = dict(told.order_by("line").values_list("report_id", "relationship"))
    ever, now = _named(run, relationships)
    seen = Nominal.objects.visible_to(user).in_bulk(
        {person_id for people in ever.values() for person_id in people}, field_name="person_id"
    )
    if allowed(user, Action.SEE_EVERY_MAN):
        reached = {report for report in relationships if report not in ever or ever[report] & seen.keys()}
    else:
        reached = {report for report in relationships if now.get(report, set()) & seen.keys()}
    rows = MODELS["crime_report"].objects.filter(run=run, report_id__in=reached).order_by("-recorded_on", "report_id")
    return [
        Reported(
            report,
            crime_ref,
            recorded_on,
            relationships[report] or "",
            [seen[person_id] for person_id in sorted(now.get(report, set()) & seen.keys())],
        )
        for report, crime_ref, recorded_on in rows.values_list("report_id", "crime_ref", "recorded_on")
    ]


@dataclass(frozen=True)
class Reached:
    """Of many women those whom a person reaches, and everybody whom reports of theirs name, seen or not, by references
    of runs."""

    women: set[str]
    men: set[str]


def reached_by(user: Any, known_as: Mapping[str, str]) -> Reached:
    """As `reports_for` finds it of one, of many at once: by each reference under which one is known, which she is."""
    if not known_as:
        return Reached(set(), set())
    with connections[router.db_for_read(Nominal)].cursor() as cursor:
        cursor.execute(REPORTS, {"references": list(known_as), "hers": list(known_as.values())})
        reports = cursor.fetchall()
    men = {man for _, ever, _ in reports for man in ever}
    visible = Nominal.objects.visible_to(user).filter(person_id__in=any_of_texts(men))
    seen = set(visible.values_list("person_id", flat=True))
    every_man = allowed(user, Action.SEE_EVERY_MAN)
    women = {
        woman for woman, ever, now in reports if (every_man and not ever) or seen & set(ever if every_man else now)
    }
    return Reached(women, men)


def men_of(references: Iterable[str], run: LoadedRun) -> set[str]:
    """Everybody whom her reports name as a suspect, seen or not, by the run's reference: whether a way to her is safe
    hangs on all of them."""
    reports = MODELS["report_victim"].objects.filter(run=run, person_id__in=references).values("report_id")
    return set().union(*_men(run, MODELS["suspect"].objects.filter(run=run, report_id__in=reports)).values())


def mentions_of_men(references: Iterable[str], run: LoadedRun, latest: LoadedRun) -> list[str]:
    """Every mention as suspects, in the latest run, of everybody whom her reports name."""
    return _asked(MENTIONS, {"references": list(references), "run": run.number, "latest": latest.number})


def mentions_of(references: Iterable[str], run: LoadedRun) -> dict[str, str]:
    """Every mention of hers, each with the reference by which this run knows it."""
    mentions = MODELS["person_mention"].objects.filter(run=run, side="victim", person_id__in=references)
    return dict(mentions.values_list("mention_id", "person_id"))


def men_ever_of(references: Iterable[str]) -> set[str]:
    """Everybody whom a report of hers names as a suspect in any run that is loaded, by a run's reference: whether he
    may be a colleague does not grow old with the report."""
    return set(_asked(EVER, {"references": list(references)}))


def _asked(question: str, said: dict[str, Any]) -> list[str]:
    """The keys that it finds."""
    with connections[router.db_for_read(Nominal)].cursor() as cursor:
        cursor.execute(question, said)
        return [key for (key,) in cursor.fetchall()]


def _named(run: LoadedRun, reports: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By report everybody whom it names, and those whom it names still."""
    ever: dict[str, set[str]] = {}
    now: dict[str, set[str]] = {}
    with connections[router.db_for_read(Nominal)].cursor() as cursor:
        cursor.execute(NAMED, {"run": run.number, "reports": list(reports)})
        for report, man, still in cursor.fetchall():
            ever.setdefault(report, set()).add(man)
            if still:
                now.setdefault(report, set()).add(man)
    return ever, now


def _men(run: LoadedRun, suspects: Any) -> dict[str, set[str]]:
    """By report the people whom these mentions are of."""
    reports = dict(suspects.values_list("mention_id", "report_id"))
    found: dict[str, set[str]] = {}
    mentions = MODELS["person_mention"].objects.filter(run=run, side="suspect", mention_id__in=reports)
    for mention_id, person_id in mentions.values_list("mention_id", "person_id"):
        found.setdefault(reports[mention_id], set()).add(person_id)
    return found
