"""Mentions as they are compared: one row per mention, standard columns only."""

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, keep
from v100.identity.names import standard_names
from v100.identity.particulars import standard_particulars
from v100.identity.sounds import sounded

COLUMNS = (
    "mention_id",
    "report_id",
    "given",
    "given_all",
    "given_names",
    "given_root",
    "given_initial",
    "given_start",
    "given_sound",
    "roots",
    "family",
    "family_parts",
    "family_start",
    "family_sound",
    "full_names",
    "name_keys",
    "birth",
    "birth_text",
    "birth_year",
    "birth_parts",
    "birth_day",
    "birth_default",
    "born_about",
    "sex",
    "postcode_key",
    "postcode_sound",
    "outcode",
    "address_key",
    "phone_key",
    "email_key",
    "pnc_key",
    "pnc_sound",
    "cro_key",
    "cro_sound",
)

SAYS = "says"
"""A digest of all that COLUMNS say, but for which mention and report it is that says it."""

BETWEEN, BETWEEN_NAMES, NOT_TOLD = "\x1f", "\x1e", "\x1d"
"""In what SAYS is made of: no standard column holds these."""

DIGITS = 32
"""Of SAYS: half of a SHA-256, by which no two different ones meet."""


def standardise(backend: Backend, name: str, mentions: ir.Table) -> ir.Table:
    """Suspect or victim mentions (tables.SUSPECT or VICTIM, with `recorded_on`) as COLUMNS and SAYS, kept under
    `name`."""
    named = standard_names(backend, f"{name}_named", standard_particulars(mentions))
    keyed = keep(backend, f"{name}_keyed", _surnames(named))
    standard = keep(backend, name, _with_digest(_keys(keyed).select(*COLUMNS)))
    backend.drop_table(f"{name}_named")
    backend.drop_table(f"{name}_keyed")
    return standard


def _surnames(named: ir.Table) -> ir.Table:
    of_full = named.full_names.map(lambda full: full.split(" ")[1])
    surnames = ibis.array([named.family]).concat(of_full).filter(lambda family: family.notnull())
    return named.mutate(surnames=surnames.unique())


def _keys(named: ir.Table) -> ir.Table:
    opened = named.surnames.map(lambda family: named.roots.map(lambda root: either_order(root, family))).flatten()
    aliases = named.full_names.map(lambda full: either_order(full.split(" ")[0], full.split(" ")[1]))
    empty = ibis.literal([], "array<string>")
    return named.mutate(
        given_root=named.roots[0],
        given_initial=named.given.substr(0, 1),
        given_start=named.given.substr(0, 2),
        given_sound=sounded(named.given),
        family_start=named.family.substr(0, 3),
        family_sound=sounded(named.family),
        name_keys=ibis.coalesce(opened, empty).concat(aliases).unique(),
    )


def _with_digest(standard: ir.Table) -> ir.Table:
    said = [standard[column] for column in COLUMNS if column not in ("mention_id", "report_id")]
    told = ibis.literal(BETWEEN).join([_as_text(value).fill_null(NOT_TOLD) for value in said])
    return standard.mutate(**{SAYS: told.hexdigest("sha256").left(DIGITS)})


def _as_text(value: ir.Value) -> ir.StringValue:
    # In which order lists of names come, and whether the words of none are none or empty, is the engine's own.
    if isinstance(value, ir.ArrayValue):
        return value.sort().join(BETWEEN_NAMES).nullif("")
    return value.cast("string")


def either_order(one: ir.StringValue, other: ir.StringValue) -> ir.StringValue:
    """The two words in alphabetical order, so that a swapped name has the same key."""
    return ibis.least(one, other) + " " + ibis.greatest(one, other)
