"""The leads of a man: undetected crimes that may be his, as a run shows them and as people decided of them.

Men who may be colleagues are as if they were not there: whoever may not see them finds no gap where they stand.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from v100.casework.access import Action, allowed
from v100.casework.links.crimes import Crime, crimes_of
from v100.casework.links.decided import last_decisions
from v100.casework.links.models import TO_BE_PROPOSED, LinkDecision
from v100.casework.links.waterfall import Waterfall, waterfall
from v100.casework.nominals.models import Nominal, Seal
from v100.casework.runs.models import MODELS, LoadedRun
from v100.compared import categories

Row = dict[str, Any]


class Series(NamedTuple):
    """Undetected crimes that may be by one hand: its name, and the crimes by reference."""

    name: str
    crime_refs: list[str]


class Place(NamedTuple):
    """His place by strength among the men whose crimes a crime was compared with."""

    number: int
    men: int


class Lead(NamedTuple):
    """A crime that may be his: its row of `link`, what speaks for and against it, his place for it, the series that it
    is in, and what people decided last.
    """

    row: Row
    crime: Crime
    evidence: Waterfall
    place: Place
    series: Series | None
    decision: LinkDecision | None

    @property
    def kind(self) -> str:
        return categories()[self.row["category"]].title

    @property
    def serious(self) -> bool:
        return categories()[self.row["category"]].serious

    @property
    def decided(self) -> bool:
        """By somebody on this site, or in the ledger as the run knew it."""
        return self.decision.holds if self.decision else bool(self.row["decided"])

    @property
    def to_be_proposed(self) -> bool:
        return self.decision is not None and self.decision.decision in TO_BE_PROPOSED


class Mark(NamedTuple):
    """What the laboratory found at an undetected crime and at one of his."""

    kind: str
    mark_id: str
    crime: Crime
    own: Crime


def leads_of(run: LoadedRun, nominal: Nominal, men: list[int], user: Any, **wanted: Any) -> list[Lead]:
    """Strongest first. `men` are his references; `wanted` narrows the rows of `link`."""
    rows = list(_rows(run, "link", person_id=nominal.person_id, **wanted).order_by("-strength", "report_id").values())
    decided = last_decisions(men, {row["report_id"] for row in rows})
    return as_leads(run, rows, {(nominal.person_id, report): each for report, each in decided.items()}, user)


def as_leads(run: LoadedRun, rows: list[Row], decided: Mapping[tuple[str, str], LinkDecision], user: Any) -> list[Lead]:
    """Rows of `link` as leads; `decided` is what was decided last, by person_id and report_id."""
    reports = {row["report_id"] for row in rows}
    crimes, series = crimes_of(run, reports), _series_of(run, reports)
    hidden = hidden_places(run, reports, user)
    return [
        Lead(
            row=row,
            crime=crimes[report],
            evidence=waterfall(row["parts"], row["log10_bf"], row["strength"], row["crimes"]),
            place=among_seen(row["place"], row["rivals"], hidden.get(report, [])),
            series=series.get(report),
            decision=decided.get((row["person_id"], report)),
        )
        for row in rows
        for report in (row["report_id"],)
    ]


def hidden_places(run: LoadedRun, reports: Collection[str], user: Any) -> dict[str, list[int]]:
    """By crime the places that sealed men hold; none for whoever may see them."""
    found: dict[str, list[int]] = {}
    if not allowed(user, Action.SEE_SEALED):
        sealed = Seal.objects.values("nominal__person_id")
        rows = _rows(run, "link", report_id__in=reports, person_id__in=sealed)
        for report, place in rows.values_list("report_id", "place"):
            found.setdefault(report, []).append(place)
    return found


def among_seen(place: int, rivals: int, hidden: list[int]) -> Place:
    """His place once those of sealed men are closed up."""
    return Place(place - sum(each < place for each in hidden), rivals + 1 - len(hidden))


def marks_of(run: LoadedRun, nominal: Nominal) -> list[Mark]:
    """The laboratory's word, apart from every lead."""
    rows = list(_rows(run, "mark", person_id=nominal.person_id).order_by("kind", "mark_id", "report_id").values())
    crimes = crimes_of(run, {row[name] for row in rows for name in ("report_id", "own_report_id")})
    return [
        Mark(row["kind"].replace("_", " "), row["mark_id"], crimes[row["report_id"]], crimes[row["own_report_id"]])
        for row in rows
    ]


def _series_of(run: LoadedRun, reports: Collection[str]) -> dict[str, Series]:
    named = dict(_rows(run, "series", report_id__in=reports).values_list("report_id", "series_id"))
    rows = list(_rows(run, "series", series_id__in=set(named.values())).order_by("report_id").values())
    crimes = crimes_of(run, {row["report_id"] for row in rows})
    return {
        report: Series(name, [crimes[row["report_id"]].crime_ref for row in rows if row["series_id"] == name])
        for report, name in named.items()
    }


def _rows(run: LoadedRun, name: str, **wanted: Any) -> Any:
    return MODELS[name].objects.filter(run=run, **wanted)
