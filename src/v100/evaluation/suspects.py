"""The men of a simulated city as the method would rank them if everyone were told apart without a mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.evaluation.expected import Expected
from v100.evaluation.figure import published, said, shown
from v100.evaluation.simulated import City
from v100.harm import score
from v100.harm.ranking import CUSTODY, NO_LINE
from v100.offences import offence_table
from v100.policy import Policy, load
from v100.reports.city import Figure

LIST_SIZE = 100
"""Men on the published list."""


@dataclass(frozen=True)
class Suspects:
    """Figures of the suspects; harm days of everyone ranked, most first; how many are listed."""

    figures: list[Figure]
    harm_days: list[Decimal]
    listed: int


def suspect_figures(
    backend: Backend, known: Mapping[str, ir.Table], people: Mapping[str, ir.Table], city: City, expected: Expected
) -> Suspects:
    """What was said of V100, counted here. A part of London has a list as much shorter as it is smaller.

    Compared once the city fills a window; the most victims of one man only where the list is whole.
    """
    policy = load("v100").model_copy(update={"list_size": max(1, round(LIST_SIZE * expected.of_london))})
    month_before = city.as_at.replace(day=1) - timedelta(days=1)
    now = _Ranked(backend, known, people, policy, city.as_at)
    before = _Ranked(backend, _known_on(known, month_before), people, policy, month_before)
    ours = {
        "suspects": now.suspects.count().execute(),
        "median_days": now.suspects.harm_days.cast("float64").quantile(0.5).execute(),
        "top_offences": now.list_lines.count().execute(),
        "top_years": float(now.list_lines.days.sum().fill_null(0).execute()) / 365,
        "top_victims": now.list_victims,
        "most_victims": now.listed.victims.max().fill_null(0).execute(),
        "top_gravest": now.gravest,
        "named_by_public": now.named_by_public,
    }
    compared = expected.compared and city.months >= 12
    whole_list = policy.list_size == LIST_SIZE
    return Suspects(
        [
            *(
                said(
                    what,
                    float(ours[name]),
                    listed=policy.list_size,
                    times=expected.of_london,
                    compared=compared and (whole_list or name != "most_victims"),
                )
                for name, what in published().items()
            ),
            _only_ours("share of the list that was not on it a month before", now.new_since(before)),
            _only_ours("share in custody of those who would be listed", now.in_custody),
            _only_ours("share of the list never charged with what counts", now.never_charged),
        ],
        now.ranking.order_by("rank").harm_days.to_pyarrow().to_pylist(),
        policy.list_size,
    )


def _only_ours(name: str, share: float) -> Figure:
    return shown("suspects", name, share, "nothing to compare with", "share")


def _known_on(known: Mapping[str, ir.Table], day: date) -> dict[str, ir.Table]:
    """What was known on an earlier day. Offences are as they are classified now."""
    reports, suspects = known["crime_report"], known["suspect"]
    later = (reports.cancelled_on > day).fill_null(False)
    return {
        **known,
        "crime_report": reports.filter(_.recorded_on <= day).mutate(
            cancelled_on=ibis.ifelse(later, ibis.null("date"), reports.cancelled_on),
            cancel_reason=ibis.ifelse(later, ibis.null("string"), reports.cancel_reason),
        ),
        "suspect": suspects.filter(_.named_on <= day).mutate(
            eliminated_on=ibis.ifelse(_.eliminated_on > day, ibis.null("date"), _.eliminated_on)
        ),
        "event": known["event"].filter(_.recorded_on <= day),
    }


class _Ranked:
    """Everyone ranked at the end of a day, and the figures of the list."""

    def __init__(
        self,
        backend: Backend,
        known: Mapping[str, ir.Table],
        people: Mapping[str, ir.Table],
        policy: Policy,
        as_at: date,
    ) -> None:
        def keep(name: str, step: ir.Table) -> ir.Table:
            return engine.keep(backend, f"{as_at:%Y_%m_%d}_{name}", step)

        offences = engine.keep(backend, "offence_table", offence_table())
        scored = score(known, people, offences, policy=policy, as_at=as_at, keep=keep)
        self.ranking = keep("ranking", scored.ranking)
        self.aside = keep("aside", scored.set_aside)
        self.suspects = ibis.union(
            self.ranking.select("person_id", "harm_days"),
            self.aside.filter(_.reason != NO_LINE).select("person_id", "harm_days"),
        )
        self.size = policy.list_size
        self.listed = self.ranking.filter(_.rank <= policy.list_size)
        counted = scored.harm_line.filter(_.counted)
        categories = offences.select("ho_code", "vawg_category")
        self.counted = keep("counted", counted.left_join(categories, "ho_code").drop("ho_code_right"))
        self.of_list = self.counted.semi_join(self.listed, "person_id")
        self.list_lines = self.of_list.select("report_id", "line", "days").distinct()
        self.victims, self.events = scored.report_victim, scored.person_event
        self.mentions = known["suspect"].join(people["person_mention"].filter(_.side == "suspect"), "mention_id")

    @property
    def list_victims(self) -> int:
        """Distinct women and girls on the lines of the list."""
        women = self.victims.filter(_.sex == "F").semi_join(self.list_lines, ["report_id", "line"])
        return int(women.person_id.nunique().execute())

    @property
    def gravest(self) -> float:
        """Share of the list accused of rape, several other sexual offences, or homicide."""
        by_man = self.of_list.group_by("person_id").agg(
            grave=_.vawg_category.isin(["rape", "homicide"]).any(),
            sexual=(_.vawg_category == "sexual").sum(),
        )
        return _share(by_man, by_man.grave.fill_null(False) | (by_man.sexual > 1).fill_null(False))

    @property
    def named_by_public(self) -> float:
        """Of the mentions behind what counts that say who named him, the share named by a victim or witness."""
        behind = self.mentions.semi_join(self.counted, ["person_id", "report_id"]).filter(_.named_by.notnull())
        return _share(behind, behind.named_by.isin(["victim", "witness"]))

    @property
    def in_custody(self) -> float:
        """Of those who would be listed, the share set apart because they are in custody."""
        inside = self.aside.filter((_.reason == CUSTODY) & (_.rank_otherwise <= self.size)).count().execute()
        return float(inside / max(1, inside + self.listed.count().execute()))

    @property
    def never_charged(self) -> float:
        """Share of the list without a charge for any report that counts."""
        charges = self.events.filter(_.kind == "charge").semi_join(self.of_list, ["person_id", "report_id"])
        charged = self.listed.semi_join(charges, "person_id").count().execute()
        return float(1 - charged / max(1, self.listed.count().execute()))

    def new_since(self, before: "_Ranked") -> float:
        """Share of the list that the list of `before` did not have."""
        new = self.listed.anti_join(before.listed, "person_id").count().execute()
        return float(new / max(1, self.listed.count().execute()))


def _share(rows: ir.Table, of: ir.BooleanValue) -> float:
    return float(rows.agg(share=of.mean()).share.fill_null(0).execute()[0])
