"""What is not in the rank and a reader should see beside it: each annex says what would change, for whom."""

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.harm import reasons
from v100.harm.ranking import places_otherwise, totals
from v100.policy import Policy
from v100.tables import ANNEX, DAYS


def annexes(
    lines: ir.Table,
    ranking: ir.Table,
    victims: ir.Table,
    *,
    questioned: ir.Table,
    mutual: ir.Table,
    referred: ir.Table,
    unlisted: ir.Table,
    policy: Policy,
) -> ir.Table:
    """annex (tables.ANNEX): named late, but for cancellations, unknown victim, possible duplicate, mutual, referral.

    `lines` are harm_lines; `ranking` the ranked sums; `questioned` lines that may be recorded twice; `mutual`
    lines of counter-allegations; `referred` persons
    that a partner referred, or a referral's id; `unlisted` persons set aside for a reason of their own, who are in no
    annex but that.
    """
    counted = lines.filter(_.counted)

    def added(name: str, why: str) -> ir.Table:
        extra = lines.filter((_.why == why) & _.would_count).anti_join(unlisted, "person_id")
        return _if_counted(name, extra, counted, ranking, victims)

    cancelled = added("but_for_cancellations", reasons.CANCELLED)
    would_enter = (cancelled.rank_with <= policy.list_size) & (
        cancelled.rank_without.fill_null(policy.list_size + 1) > policy.list_size
    )
    return ibis.union(
        added("named_late", reasons.WINDOW),
        cancelled.filter(would_enter),
        added("unknown_victim", reasons.VICTIM_UNKNOWN),
        _if_left_out("possible_duplicate", questioned, counted, ranking, victims),
        _if_left_out("mutual", mutual, counted, ranking, victims),
        _referrals(referred, counted, ranking, victims),
    )


def _if_counted(name: str, extra: ir.Table, counted: ir.Table, ranking: ir.Table, victims: ir.Table) -> ir.Table:
    """The annex of lines that would add: his rank with them beside his rank."""
    all_lines = counted.semi_join(extra, "person_id").union(extra)
    place = places_otherwise(ranking, totals(all_lines, victims)).select("person_id", rank_with="place")
    return _annex(name, _per_person(extra), place, ranking.select("person_id", rank_without="rank"))


def _if_left_out(name: str, questioned: ir.Table, counted: ir.Table, ranking: ir.Table, victims: ir.Table) -> ir.Table:
    """The annex of counted lines that may not: his rank beside his rank without them. `reports` are the lines' and,
    where the question is between two records, the other's (column beside)."""
    rest = counted.semi_join(questioned, "person_id").anti_join(questioned, ["person_id", "report_id", "line"])
    mine = counted.semi_join(questioned, ["person_id", "report_id", "line"])
    beside = questioned.select("person_id", report_id="beside")
    reports = mine.select("person_id", "report_id").union(beside.semi_join(mine, "person_id"))
    per_person = _per_person(mine).drop("reports").join(_reports(reports), "person_id")
    place = places_otherwise(ranking, totals(rest, victims)).select("person_id", rank_without="place")
    return _annex(
        name,
        per_person.mutate(days=(-_.days).cast(DAYS)),
        ranking.select("person_id", rank_with="rank"),
        place,
    )


def _referrals(referred: ir.Table, counted: ir.Table, ranking: ir.Table, victims: ir.Table) -> ir.Table:
    """Referred persons, scored beside the list; with nothing counted, or nobody recognised, their days are nought."""
    mine = counted.semi_join(referred, "person_id")
    place = places_otherwise(ranking, totals(mine, victims)).select("person_id", rank_with="place")
    scored = add(referred.select("person_id"), _per_person(mine), "person_id")
    return _annex(
        "referral",
        scored.mutate(days=_.days.fill_null(0)),
        place,
        ranking.select("person_id", rank_without="rank"),
    )


def _per_person(lines: ir.Table) -> ir.Table:
    sums = lines.group_by("person_id").agg(days=_.days.sum().cast(DAYS))
    return sums.join(_reports(lines), "person_id")


def _reports(lines: ir.Table) -> ir.Table:
    return lines.group_by("person_id").agg(reports=_.report_id.collect(distinct=True).sort())


def _annex(name: str, per_person: ir.Table, with_: ir.Table, without: ir.Table) -> ir.Table:
    joined = add(per_person, with_, "person_id")
    joined = add(joined, without, "person_id")
    return ANNEX.shape(joined.mutate(annex=ibis.literal(name)))


def possible_duplicates(counted: ir.Table, victims: ir.Table, crime_report: ir.Table, *, policy: Policy) -> ir.Table:
    """person_id, report_id, line, beside: a counted line that may be the record `beside` again (rule 22).

    Same person, woman and code, overlapping time, recorded within policy.duplicate_days: both count until a person
    decides. The later recorded of the two is the one in question.
    """
    spans = crime_report.select(
        "report_id",
        begins=ibis.coalesce(_.occurred_from, _.recorded_on.cast("timestamp")),
        ends=ibis.coalesce(_.occurred_to, _.occurred_from, _.recorded_on.cast("timestamp") + ibis.interval(days=1)),
    )
    with_women = counted.select("person_id", "report_id", "line", "ho_code", "recorded_on").join(
        victims.select("report_id", "line", "person_id").filter(_.person_id.notnull()).rename(woman="person_id"),
        ["report_id", "line"],
    )
    one = with_women.join(spans, "report_id")
    other = one.select(
        "person_id",
        "woman",
        "ho_code",
        **{f"{name}_2": one[name] for name in ("report_id", "recorded_on", "begins", "ends")},
    )
    pairs = one.join(other, ["person_id", "woman", "ho_code"]).filter(
        (_.report_id != _.report_id_2)
        & ((_.recorded_on > _.recorded_on_2) | ((_.recorded_on == _.recorded_on_2) & (_.report_id > _.report_id_2)))
        & (_.recorded_on <= _.recorded_on_2 + ibis.interval(days=policy.duplicate_days))
        & (_.begins <= _.ends_2)
        & (_.begins_2 <= _.ends)
    )
    return pairs.group_by("person_id", "report_id", "line").agg(beside=_.report_id_2.min())
