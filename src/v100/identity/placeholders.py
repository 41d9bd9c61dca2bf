"""Mentions that name nobody: placeholders, descriptions, roles, the victim's own name copied (rule 30)."""

import csv
from importlib.resources import files

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, keep
from v100.identity.names import folded, without_titles


def unnamed(backend: Backend, name: str, mentions: ir.Table, victims: ir.Table | None) -> ir.Table:
    """mention_id and why, for every mention that names nobody: these are never clustered and are no person.

    Known are the words of data/identity/placeholders.csv; names of one letter; no name at all and no police
    identifier; and, given `victims`, a suspect whose whole name is that of a victim of the same report with no other
    date of birth. Kept under `name`.
    """
    told = _whole_names(backend, f"{name}_told", mentions)
    why = keep(backend, f"{name}_why", _with_reason(told))
    found = why.filter(why.why.notnull()).select("mention_id", "why")
    if victims is not None:
        hers = _whole_names(backend, f"{name}_hers", victims)
        found = found.union(_copied(why.filter(why.why.isnull()), hers))
    kept = keep(backend, name, found)
    for made in ("told", "why", "hers"):
        backend.drop_table(f"{name}_{made}", force=True)
    return kept


def _whole_names(backend: Backend, name: str, mentions: ir.Table) -> ir.Table:
    """Forename and surname folded, without titles. Kept under `name`; in two steps, so that each is folded once."""
    whole = keep(
        backend,
        f"{name}_folded",
        mentions.select(
            "mention_id",
            "report_id",
            "date_of_birth",
            whole_name=folded(mentions.forename.fill_null("") + " " + mentions.surname.fill_null("")),
            numbered=mentions.pnc_id.notnull() | mentions.cro_no.notnull(),
        ),
    )
    kept = keep(backend, name, whole.mutate(whole_name=without_titles(whole.whole_name)))
    backend.drop_table(f"{name}_folded")
    return kept


def _with_reason(told: ir.Table) -> ir.Table:
    why = ibis.cases(
        (told.whole_name.isnull(), ibis.ifelse(told.numbered, ibis.null("string"), "no name")),
        (stands_for_nobody(told.whole_name) | word_for_nobody(told.whole_name), "placeholder"),
        else_=ibis.null("string"),
    )
    return told.mutate(why=why)


def stands_for_nobody(whole_name: ir.StringValue) -> ir.BooleanValue:
    """A whole name, folded and without titles, that is a placeholder or a single letter."""
    words = whole_name.re_replace(r"[0-9]+", "").re_replace(r" +", " ").strip()
    return (words.length() <= 1) | words.isin(_listed()["whole"])


def word_for_nobody(folded_name: ir.StringValue) -> ir.BooleanValue:
    """A folded name that holds a word which is in nobody's name."""
    return folded_name.re_replace(r"[0-9]+", "").re_search(rf"(^| )({'|'.join(_listed()['word'])})( |$)")


def _copied(suspects: ir.Table, hers: ir.Table) -> ir.Table:
    hers = hers.select("report_id", "whole_name", her_birth="date_of_birth")
    joined = suspects.join(hers, ["report_id", "whole_name"])
    same = joined.date_of_birth.isnull() | joined.her_birth.isnull() | (joined.date_of_birth == joined.her_birth)
    copied = joined.filter(same & joined.whole_name.contains(" "))
    return copied.select("mention_id", why=ibis.literal("the victim's name")).distinct()


def _listed() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = {"word": [], "whole": []}
    with (files("v100.data.identity") / "placeholders.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            listed[row["kind"]].append(row["value"])
    return listed
