"""The account of a run: how many went in at each step, came out, were set aside; what is not known; what was obeyed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from ibis import _

from v100.harm import Scored, not_known
from v100.identity import People
from v100.monthly.inputs import Inputs
from v100.policy import Policy
from v100.reports.facts import Decision, Facts, Measure, Recognition, Step, Unweighted

EDITION = "people moved by the new edition of the weights"
REJECTED = "rows rejected when they were taken in"
NO_VICTIMS = "no victim is known"
NO_EVENTS = "no event is known"


@dataclass(frozen=True)
class Counted:
    """Counts and small tables taken from a run's steps while the engine still holds them."""

    reports: int
    reports_in_window: int
    suspects: int
    unnamed: dict[str, int]
    suspect_people: int
    victims: int
    victims_named: int
    victim_people: int
    sex_unknown: int
    birth_unknown: int
    doubtful: int
    lines_by_why: dict[str, int]
    unweighted: tuple[Unweighted, ...]
    unweighted_lines: int
    weighted_lines: int
    events: int
    events_of_nobody: int
    fields_not_known: tuple[Measure, ...]
    left_out: dict[str, str]
    unbound: frozenset[str]
    recognised: tuple[dict[str, Any], ...]
    """Rows of tables.RECOGNISED: who the referred may be."""
    identity: dict[str, str]
    """What became of each decision about identity, by entry_id."""
    decided_of: frozenset[str]
    """The mentions that decisions about identity name and the run knows."""

    @classmethod
    def of(
        cls,
        known: Mapping[str, ir.Table],
        people: Mapping[str, ir.Table],
        suspects_resolved: People,
        victims_resolved: People,
        recognised: ir.Table,
        scored: Scored,
        inputs: Inputs,
    ) -> "Counted":
        sides = (suspects_resolved.decisions, victims_resolved.decisions)
        unnamed = suspects_resolved.unnamed
        opens = inputs.as_at - timedelta(days=inputs.policy.window_days)
        recorded_on = known["crime_report"].recorded_on
        person = people["person"]
        suspects = person.filter(_.side == "suspect")
        share = _rows(scored.unweighted_share)[0]
        events = _count(known["event"])
        return cls(
            reports=_count(known["crime_report"]),
            reports_in_window=_count(
                known["crime_report"].filter((recorded_on > opens) & (recorded_on <= inputs.as_at))
            ),
            suspects=_count(known["suspect"]),
            unnamed={row["why"]: row["mentions"] for row in _rows(unnamed.group_by("why").agg(mentions=_.count()))},
            suspect_people=_count(suspects),
            victims=_count(known["victim"]),
            victims_named=_count(people["person_mention"].filter(_.side == "victim")),
            victim_people=_count(person.filter(_.side == "victim")),
            sex_unknown=_count(suspects.filter(_.sex.isnull())),
            birth_unknown=_count(suspects.filter(_.births.length() == 0)),
            doubtful=_count(suspects.filter(_.doubt != "none")),
            lines_by_why={
                row["why"]: row["lines"] for row in _rows(scored.harm_line.group_by("why").agg(lines=_.count()))
            },
            unweighted=tuple(
                Unweighted(row["ho_code"], row["lines"], tuple(row["people"])) for row in _rows(scored.unweighted_codes)
            ),
            unweighted_lines=share["unweighted"],
            weighted_lines=share["weighted"],
            events=events,
            events_of_nobody=events - _count(scored.person_event),
            fields_not_known=tuple(Measure(row["field"], row["empty"], row["rows"]) for row in _rows(not_known(known))),
            left_out={
                row["detail"]: row["person_id"]
                for row in _rows(scored.decisions.left_out.union(scored.decisions.referred))
            },
            unbound=frozenset(row["entry_id"] for row in _rows(scored.decisions.unbound)),
            recognised=tuple(_rows(recognised.order_by("referral_id", "person_id"))),
            identity={entry_id: effect for side in sides for entry_id, effect in side.effects.items()},
            decided_of=frozenset().union(*(side.known for side in sides)),
        )


def refusal(counted: Counted, policy: Policy, allow_unweighted: bool) -> str | None:
    """Why the run may not be published, if so: no report in the window, or too many lines whose code weighs nothing
    (rule 10)."""
    if not counted.reports_in_window:
        return (
            f"of {counted.reports:,} crime reports known none was recorded in the window of {policy.window_days} days. "
            "Ask for the day on which the extract ends, or see `v100 rejects` for what was not taken in"
        )
    whole = counted.unweighted_lines + counted.weighted_lines
    if allow_unweighted or not whole or counted.unweighted_lines / whole <= policy.max_unweighted_share:
        return None
    codes = ", ".join(f"{code.ho_code} ({code.lines})" for code in counted.unweighted)
    return (
        f"{counted.unweighted_lines} of {whole} lines in the window have a code that weight set {policy.weights!r} "
        f"lacks: {codes}. Add the codes to the weight set, or publish all the same with --allow-unweighted"
    )


def moved_by_edition(before: ir.Table, after: ir.Table, policy: Policy) -> Measure:
    """Who enters and leaves the list because the weights are another edition than in the run before (rule 13)."""
    old, new = (
        {row["person_id"] for row in _rows(ranking.filter(ranking["rank"] <= policy.list_size).select("person_id"))}
        for ranking in (before, after)
    )
    entered, left = sorted(new - old), sorted(old - new)
    note = f"{len(entered)} in, {len(left)} out"
    if entered or left:
        note += f" (in: {', '.join(entered) or 'nobody'}; out: {', '.join(left) or 'nobody'})"
    return Measure(EDITION, len(entered) + len(left), policy.list_size, note)


def account(
    inputs: Inputs,
    counted: Counted,
    decisions: list[dict[str, Any]],
    tables: Mapping[str, ds.Dataset],
    edition: Measure | None,
) -> Facts:
    """What the report and the manifest say of the run beside its tables."""
    described = inputs.described()
    return Facts(
        run_id=inputs.run_id,
        as_at=inputs.as_at,
        known_to=inputs.known_to,
        policy=inputs.policy,
        force=inputs.settings.force,
        marking=inputs.settings.marking,
        weights=f"{inputs.policy.weights} ({inputs.weights_sha256[:12]})",
        version=described["code"]["version"],
        ledger_position=inputs.ledger["position"],
        previous_run=inputs.movement_from or "",
        late_batches=inputs.late_batches,
        inputs=_inputs_in_words(inputs),
        steps=_steps(inputs, counted, tables),
        quality=(*_quality(inputs, counted), *([edition] if edition else [])),
        unweighted=counted.unweighted,
        decisions=tuple(_decision(entry, inputs, counted, tables["harm_line"]) for entry in decisions),
        not_known=counted.fields_not_known,
    )


def _steps(inputs: Inputs, counted: Counted, tables: Mapping[str, ds.Dataset]) -> tuple[Step, ...]:
    """Each step's rows: in = out + set aside."""
    outside = counted.reports - counted.reports_in_window
    unnamed = sum(counted.unnamed.values())
    lines = sum(counted.lines_by_why.values())
    counts = counted.lines_by_why.get("counted", 0)
    left = ", ".join(f"{number:,} {why}" for why, number in sorted(counted.lines_by_why.items()) if why != "counted")
    ranked, aside = tables["ranking"].count_rows(), tables["set_aside"].count_rows()
    listed = min(ranked, inputs.policy.list_size)
    words = ", ".join(f"{number:,} {why}" for why, number in sorted(counted.unnamed.items()))
    people = f"joined into {counted.suspect_people:,} people" + (f"; set aside: {words}" if words else "")
    return (
        Step("crime reports known, in the window", counted.reports, counted.reports_in_window, outside),
        Step("suspect mentions that name somebody", counted.suspects, counted.suspects - unnamed, unnamed, people),
        Step(
            "victim mentions that name somebody",
            counted.victims,
            counted.victims_named,
            counted.victims - counted.victims_named,
            f"joined into {counted.victim_people:,} people",
        ),
        Step("harm lines that count", lines, counts, lines - counts, left),
        Step("people ranked", ranked + aside, ranked, aside, "set aside are listed with their reasons"),
        Step("people listed", ranked, listed, ranked - listed),
    )


def _quality(inputs: Inputs, counted: Counted) -> tuple[Measure, ...]:
    read, rejected = inputs.rows
    people = counted.suspect_people
    unnamed = sum(counted.unnamed.values())
    whole = counted.unweighted_lines + counted.weighted_lines
    return (
        Measure(REJECTED, rejected, read, "set aside when they came, and not read unless they were mended since"),
        *(Measure(what, 0, 0, cost) for what, held, cost in _absent(counted) if not held),
        Measure(
            "suspect mentions that name nobody", unnamed, counted.suspects, "unknown male, ex-partner and the like"
        ),
        Measure("suspects of unknown sex", counted.sex_unknown, people, "ranked all the same, and flagged"),
        Measure("suspects without a date of birth", counted.birth_unknown, people, "ranked all the same, and flagged"),
        Measure("suspects whose identity is in doubt", counted.doubtful, people, "see each man's evidence"),
        Measure(
            "lines whose code has no days", counted.unweighted_lines, whole, "never zero in silence: listed by code"
        ),
        Measure(
            "events that belong to nobody",
            counted.events_of_nobody,
            counted.events,
            "no mention, PNC id or only suspect",
        ),
    )


def _absent(counted: Counted) -> Iterator[tuple[str, int, str]]:
    """What no list can do without: its name, how many there are, what their absence costs."""
    yield NO_VICTIMS, counted.victims, "no offence can be known as one against a woman"
    yield NO_EVENTS, counted.events, "nobody is set aside as dead or in custody, and no arrest or charge is known"


def _inputs_in_words(inputs: Inputs) -> dict[str, str]:
    code = inputs.described()["code"]
    return {
        **{f"batch {batch}": digest for batch, digest in inputs.batches.items()},
        **{f"referral {referral_id}": digest or "erased" for referral_id, digest in inputs.referrals.items()},
        **{f"previous run {run_id}": digest for run_id, digest in inputs.previous_runs.items()},
        f"weights {inputs.policy.weights}": inputs.weights_sha256,
        **{f"model, {what}s": digest for what, digest in inputs.models_sha256.items()},
        f"ledger to position {inputs.ledger['position']}": inputs.ledger["head"],
        f"v100 {code['version']}": code["sha256"],
        **code["engines"],
    }


def _decision(entry: Mapping[str, Any], inputs: Inputs, counted: Counted, harm_line: ds.Dataset) -> Decision:
    found: Recognition | None = None
    may_be: tuple[str, ...] = ()
    if referral_id := entry["subject"].get("referral"):
        recognised = [row for row in counted.recognised if row["referral_id"] == referral_id]
        may_be = tuple(row["person_id"] for row in recognised)
        found = _recognition(recognised, erased=inputs.referrals[referral_id] is None)
        person_id = may_be[0] if found == Recognition.KNOWN else referral_id
        effect = _in_words(found, recognised)
    elif entry["kind"] == "identity":
        person_id, effect = "", _identity(entry, counted)
    elif entry["kind"] == "link":
        person_id, effect = "", "shown beside the link, and never learnt from"
    else:
        person_id = counted.left_out.get(f"{entry['entry_id']}: {entry['why']}", "")
        effect = _effect(entry, person_id, counted, harm_line)
    return Decision(
        position=entry["position"],
        decision=f"{entry['kind']}: {entry['decision']}",
        person_id=person_id,
        why=entry["why"],
        by=entry["by"],
        second_by=entry["second_by"] or "",
        on=datetime.fromisoformat(entry["at"]).date(),
        effect=effect,
        found=found,
        may_be=may_be,
    )


def _recognition(recognised: Sequence[Mapping[str, Any]], *, erased: bool) -> Recognition:
    if erased:
        return Recognition.ERASED
    if len(recognised) != 1:
        return Recognition.SEVERAL if recognised else Recognition.NOBODY
    return Recognition.KNOWN if recognised[0]["sound"] else Recognition.CONTRADICTED


def _in_words(found: Recognition, recognised: Sequence[Mapping[str, Any]]) -> str:
    """What became of a referral, in words."""
    people = ", ".join(row["person_id"] for row in recognised)
    if found == Recognition.KNOWN:
        return f"obeyed: recognised by {recognised[0]['match_weight']:.1f} bits"
    why = {
        Recognition.ERASED: "what it said of the person was erased",
        Recognition.NOBODY: "it is none of the suspects known",
        Recognition.SEVERAL: f"it may be any of {len(recognised)} people ({people})",
        Recognition.CONTRADICTED: f"it may be {people}, but what is known of him contradicts it",
    }
    return f"binds nobody: {why[found]}"


def _identity(entry: Mapping[str, Any], counted: Counted) -> str:
    """What became of a decision about two mentions; a report that was revised may have lost one."""
    lost = sorted(set(entry["subject"]["mentions"]) - counted.decided_of)
    if lost:
        return f"binds nobody: {' and '.join(lost)} {'is' if len(lost) == 1 else 'are'} not known, or no longer"
    return counted.identity.get(entry["entry_id"], "binds nobody: one mention is a suspect's, the other a victim's")


def _effect(entry: Mapping[str, Any], person_id: str, counted: Counted, harm_line: ds.Dataset) -> str:
    subject = entry["subject"]
    if entry["entry_id"] in counted.unbound:
        return "binds nobody: its mentions are unknown or have parted"
    if subject.get("mentions") and entry["decision"] == "leave_out" and not person_id:
        return "overruled by a later decision"
    if subject.get("lines") and not subject.get("mentions") and not _judged(subject["lines"], harm_line):
        return "binds nobody: no such line names anybody in the window"
    return "obeyed"


def _judged(lines: list[list[Any]], harm_line: ds.Dataset) -> bool:
    """Whether the run judges any of these report lines."""
    reports = pa.array([report for report, _line in lines])
    theirs = harm_line.to_table(["report_id", "line"], filter=pc.field("report_id").isin(reports)).to_pylist()
    return any([row["report_id"], row["line"]] in lines for row in theirs)


def _rows(table: ir.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows


def _count(table: ir.Table) -> int:
    return int(table.count().execute())
