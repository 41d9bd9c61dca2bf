"""What each different row says, in standard columns. Rows that say the same are one: a repetition proves nothing."""

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import add, keep
from v100.identity.linking.column_map import ColumnMap
from v100.identity.linking.reading import other_column
from v100.identity.names import folded, without_titles
from v100.identity.placeholders import stands_for_nobody, word_for_nobody
from v100.identity.standard import standardise
from v100.tables import SUSPECT

POSTCODE_WITHIN = r"\b([A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})\b"
SHORTEST_PHONE = 6
ONE_SIGN = r"^(0+|1+|2+|3+|4+|5+|6+|7+|8+|9+|X+)$"
"""An identifier of one sign repeated is filled in where nobody knows."""


def same_said(backend: Backend, name: str, rows: ir.Table) -> ir.Table:
    """mention_id and `speaker`, the smallest mention_id of the rows that say exactly the same; kept under `name`."""
    said = [column for column in rows.columns if column not in ("mention_id", "source", "id", "row")]
    speaker = rows.mention_id.min().over(group_by=said)
    return keep(backend, name, rows.select("mention_id", speaker=speaker))


def standard_rows(backend: Backend, name: str, rows: ir.Table, column_map: ColumnMap) -> tuple[ir.Table, int]:
    """One row per different row in the columns of identity/standard.py, with town, e-mail parts, address words and
    the other columns; kept under `name`. Beside it, how many of them had a name that names nobody.

    Such a name is taken for unknown, and the row is compared by all else that it says.
    """
    named = keep(backend, f"{name}_told", _names(rows, column_map))
    mentions = SUSPECT.shape(named).mutate(recorded_on=ibis.null("date"))
    standard = standardise(backend, f"{name}_standard", mentions)
    kept = keep(backend, name, add(standard, _further(named, column_map), "mention_id").mutate(**_phone_and_email()))
    nobody = int(named.nobody.sum().fill_null(0).execute())
    for step in ("told", "standard"):
        backend.drop_table(f"{name}_{step}")
    return kept, nobody


def _names(rows: ir.Table, column_map: ColumnMap) -> ir.Table:
    """Rows with forename, surname, middle names and aliases as a mention has them."""
    ours = column_map.ours
    texts = {name: rows[name] if name in ours else ibis.null("string") for name in _TEXTS}
    if "full_name" in ours:
        texts["forename"] = rows.full_name.re_replace(r"^([^,]+),\s*(.+)$", r"\2 \1")
    aliases = rows.aliases.split("|") if "aliases" in ours else ibis.null("array<string>")
    postcode = texts["postcode"] if "postcode" in ours else texts["address"].upper().re_extract(POSTCODE_WITHIN, 1)
    told = rows.mutate(**{**texts, "postcode": postcode.nullif("")}).mutate(aliases=aliases)
    whole = without_titles(folded(told.forename.fill_null("") + " " + told.surname.fill_null("")))
    told = told.mutate(nobody=stands_for_nobody(whole).fill_null(False))
    told = told.mutate(
        forename=_unless(told.nobody | word_for_nobody(folded(told.forename)), told.forename),
        surname=_unless(told.nobody | word_for_nobody(folded(told.surname)), told.surname),
    )
    return told if not {"forename", "surname"} <= set(ours) else _one_part_known(told)


def _one_part_known(told: ir.Table) -> ir.Table:
    """Where the file has both columns and a row only one of them, its words are that part and not a whole name."""
    given, family = without_titles(folded(told.forename)), without_titles(folded(told.surname))
    rest = given.re_replace(r"^\S+ ?", "")
    return told.mutate(
        forename=ibis.ifelse(family.isnull(), given.split(" ")[0], told.forename),
        middle_names=ibis.ifelse(
            family.isnull() & given.notnull(), rest + " " + told.middle_names.fill_null(""), told.middle_names
        ),
        surname=ibis.ifelse(given.isnull(), family.replace(" ", ""), told.surname),
    )


def _further(named: ir.Table, column_map: ColumnMap) -> ir.Table:
    """What a mention of a crime report does not have."""
    others = {}
    for number, kind in enumerate(column_map.other.values()):
        column = named[other_column(number)]
        if kind == "identifier":
            plain = column.re_replace(r"[^A-Z0-9]", "").nullif("")
            column = _unless(plain.re_search(ONE_SIGN), plain)
        elif kind in ("category", "text"):
            column = folded(column)
        others[other_column(number)] = column
        if kind == "date":
            others[f"{other_column(number)}_text"] = column.strftime("%Y%m%d")
    town = folded(named.town) if "town" in column_map.ours else ibis.null("string")
    return named.select(
        "mention_id",
        town_key=town,
        middle=folded(named.middle_names),
        address_words=folded(named.address).split(" ").unique(),
        digits=named.phone.re_replace(r"[^0-9]", ""),
        **others,
    )


def _phone_and_email() -> dict[str, ibis.Deferred]:
    digits = ibis.ifelse(ibis._.digits.length() >= SHORTEST_PHONE, ibis._.digits, ibis.null("string"))
    return {
        "phone_key": ibis.coalesce(ibis._.phone_key, digits),
        "email_user": ibis._.email_key.split("@")[0],
    }


def _unless(wrong: ir.BooleanValue, text: ir.StringValue) -> ir.StringValue:
    return ibis.ifelse(wrong.fill_null(False), ibis.null("string"), text)


_TEXTS = ("forename", "middle_names", "surname", "address", "postcode", "phone", "email", "pnc_id", "cro_no")
