"""How imported days meet our offence table: days by code, the other columns stay."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from v100 import engine
from v100.errors import V100Error
from v100.offences.table import DEFAULT, read_csv, source_file
from v100.tables import DAYS

CODE = r"^[0-9]{3}/[0-9]{2}$"
FEMALE, MALE = r"\b(female|girl|woman)\b", r"\b(male|boy|man)\b"


@dataclass(frozen=True)
class Merged:
    """The offences file of a weight set and what differs from the default's (see weight_set.Imported)."""

    offences: pa.Table
    rows: int
    changed: list[dict[str, Any]]
    added: list[dict[str, Any]]
    unweighted: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]
    faulty: list[dict[str, Any]]


def merge(rows: pa.Table, *, source: str) -> Merged:
    """Imported rows over the default table.

    Rows have urn, title, score, subgroup, basis, note, and either class and subclass or code, all as text.
    `source` names the origin in the note of a row that brings none. Raises V100Error when no row has a code
    and a score.
    """
    backend = engine.connect()
    ours = engine.keep(backend, "ours", read_csv(source_file(DEFAULT)))
    read = engine.keep(backend, "read", _parsed(backend.create_table("source", rows)))
    sound = read.filter(read.reason.isnull())
    values = engine.keep(backend, "sound_values", _one_per_code(_live(sound)))
    if values.count().execute() == 0:
        raise V100Error(f"{source}: no row has a Home Office code and a score above zero")
    offences = engine.keep(backend, "offences", _offences(ours, values, _subgroups(backend), source))
    return Merged(
        offences=offences.order_by("ho_code").to_pyarrow(),
        rows=rows.num_rows,
        changed=_list(_changed(ours, offences)),
        added=_list(_added(ours, offences)),
        unweighted=_list(offences.filter(offences.cchi_days.isnull()).select("ho_code", "title")),
        conflicts=_list(_conflicts(_live(sound), values)),
        faulty=_list(read.filter(read.reason.notnull()).select("ho_code", "urn", "title", "score", "reason")),
    )


def _parsed(rows: ir.Table) -> ir.Table:
    """Each row's code and days, or the reason why it has none."""
    code = rows.code.strip() if "code" in rows.columns else _code(rows["class"], rows.subclass)
    parsed = rows.mutate(ho_code=code, days=rows.score.strip().try_cast(DAYS))
    return parsed.mutate(
        expired=parsed.title.fill_null("").upper().contains("EXPIRED"),
        reason=ibis.cases(
            (~parsed.ho_code.fill_null("").re_search(CODE), "no well-formed Home Office code"),
            (parsed.score.fill_null("").strip() == "", "no score"),
            (parsed.days.isnull(), "score is not a number"),
            (parsed.days <= 0, "score is not above zero"),
        ),
    )


def _code(main: ir.StringColumn, sub: ir.StringColumn) -> ir.StringValue:
    """HO_CODE padded to three digits, HO_SUB_CODE to two (empty: 00); 8.0 is 8."""
    return _padded(main, 3) + ibis.literal("/") + _padded(sub.fill_null(""), 2)


def _padded(value: ir.StringValue, width: int) -> ir.StringValue:
    digits = value.strip().re_replace(r"\.0+$", "")
    return (digits.length() < width).ifelse(digits.lpad(width, "0"), digits)


def _live(sound: ir.Table) -> ir.Table:
    """Without the expired rows of a code that has live ones too."""
    return sound.mutate(has_live=(~sound.expired).any().over(group_by=sound.ho_code)).filter(
        lambda row: ~row.expired | ~row.has_live
    )


def _one_per_code(live: ir.Table) -> ir.Table:
    """The row with the lowest score of each code."""
    order = [live.days, live.title.fill_null(""), live.urn.fill_null("")]
    first = ibis.row_number().over(group_by=live.ho_code, order_by=order)
    scores = live.days.nunique().over(group_by=live.ho_code)
    return live.mutate(first=first, scores=scores).filter(lambda row: row.first == 0)


def _subgroups(backend: ibis.BaseBackend) -> ir.Table:
    file = Path(str(files("v100.data.reference") / "subgroups.csv"))
    return engine.keep(backend, "subgroups", read_csv(file))


def _offences(ours: ir.Table, values: ir.Table, subgroups: ir.Table, source: str) -> ir.Table:
    """Our rows with the imported days, and the codes that are new to us."""
    note = values.note.fill_null(
        (values.scores > 1).ifelse(f"{source}: lowest of several scores", ibis.literal(source))
    )
    values = values.select("ho_code", "title", "subgroup", "days", given=values.basis, said=note)
    known = ours.left_join(values, "ho_code")
    known = known.select(
        *[known[name] for name in ours.columns if name not in ("cchi_days", "basis", "note")],
        cchi_days=known.days,
        basis=known.days.notnull().ifelse(known.given.fill_null("assumed"), ibis.null("string")),
        note=known.days.notnull().ifelse(known.said, f"{source} lacks this code"),
    )
    new = values.anti_join(ours, "ho_code")
    new = new.left_join(subgroups, "subgroup")
    female, male = (new.title.fill_null("").lower().re_search(word) for word in (FEMALE, MALE))
    added = new.select(
        "ho_code",
        "title",
        "subgroup",
        "vawg_category",
        "precursor",
        prc_code=ibis.null("string"),
        unit=new.unit.fill_null("incident"),
        victim_based=new.victim_based.fill_null("n"),
        generated=new.generated.fill_null("n"),
        victim_sex=ibis.cases((female & ~male, "F"), (male & ~female, "M")),
        cchi_days=new.days,
        basis=ibis.literal("assumed"),
        note=new.said + ibis.literal("; category and kind assumed from the subgroup"),
    )
    return ibis.union(known.select(ours.columns), added.select(ours.columns))


def _changed(ours: ir.Table, offences: ir.Table) -> ir.Table:
    both = ours.select("ho_code", before=ours.cchi_days.cast(DAYS)).join(offences, "ho_code")
    return both.filter(both.before != both.cchi_days).select("ho_code", "title", "before", after="cchi_days")


def _added(ours: ir.Table, offences: ir.Table) -> ir.Table:
    new = offences.anti_join(ours, "ho_code")
    return new.select("ho_code", "title", "subgroup", "vawg_category", days="cchi_days")


def _conflicts(live: ir.Table, values: ir.Table) -> ir.Table:
    several = values.filter(values.scores > 1).select("ho_code", "days")
    scores = live.semi_join(several, "ho_code").select("ho_code", score="days").distinct()
    scores = scores.group_by("ho_code").agg(scores=scores.score.collect())
    return scores.join(several, "ho_code").mutate(scores=lambda row: row.scores.sort())


def _list(table: ir.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.order_by(table.columns[:3]).to_pyarrow().to_pylist()
    return rows
