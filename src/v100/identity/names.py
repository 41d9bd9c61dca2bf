"""Names as they are compared: one case, no accents, no titles, particles and hyphens told apart."""

import csv
import unicodedata
from importlib.resources import files

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, keep

TITLES = ("MR", "MRS", "MS", "MISS", "MX", "DR", "PROF", "SIR", "REV", "MASTER", "MSTR", "PC", "DC", "SGT")
SUFFIXES = ("JR", "JNR", "JUNIOR", "SR", "SNR", "SENIOR", "II", "III", "ESQ")
PARTICLES = (
    "AL",
    "EL",
    "UL",
    "BIN",
    "BINT",
    "IBN",
    "VAN",
    "VON",
    "DE",
    "DER",
    "DEN",
    "DA",
    "DI",
    "DOS",
    "DU",
    "LA",
    "LE",
)
WRITTEN_TOGETHER = "MC|MAC|O"
MANY_LETTERS = {
    **{letter: letter.upper() for letter in "ŉևﬀﬁﬂﬃﬄﬅﬆﬓﬔﬕﬖﬗß"},
    "ẞ": "SS",
    "Æ": "AE",
    "æ": "AE",
    "Œ": "OE",
    "œ": "OE",
    "Þ": "TH",
    "þ": "TH",
}
"""Letters that are written with two."""
NOT_DECOMPOSED = dict(zip("ØøŁłĐđÐðĦħıƏəŊŋ", "OoLlDdDdHhiAaNn", strict=True))


def standard_names(backend: Backend, name: str, mentions: ir.Table) -> ir.Table:
    """Adds to mentions the columns by which names are compared.

    `given`, `given_all`, `given_names`, `family`, `family_parts`, `full_names` (aliases included), and `roots`, the
    formal names that `given` may be short for (data/identity/nicknames.csv). Each stage is kept under `name` and
    dropped: written as one expression the engine would fold every name dozens of times over.
    """
    stages = [f"{name}_folded", f"{name}_bare", f"{name}_words"]
    keep(backend, stages[0], _folded(mentions))
    keep(backend, stages[1], _bare(backend.table(stages[0])))
    words = keep(backend, stages[2], _words(backend.table(stages[1])))
    named = keep(backend, name, _with_roots(words))
    for stage in stages:
        backend.drop_table(stage)
    return named


def _folded(mentions: ir.Table) -> ir.Table:
    aliases = ibis.coalesce(mentions.aliases, ibis.literal([], "array<string>"))
    return mentions.mutate(
        forename=folded(mentions.forename),
        surname=folded(mentions.surname),
        middle_names=folded(mentions.middle_names),
        aliases=aliases.map(folded),
    )


def _bare(mentions: ir.Table) -> ir.Table:
    """Names without titles; a name written whole in one field is taken apart before its last word."""
    return mentions.mutate(
        forename=without_titles(mentions.forename),
        surname=without_titles(mentions.surname),
        middle_names=without_titles(mentions.middle_names),
        aliases=mentions.aliases.map(without_titles).filter(lambda alias: alias.contains(" ")).map(first_and_last),
    )


def _words(mentions: ir.Table) -> ir.Table:
    forename, surname = mentions.forename, mentions.surname
    whole = ibis.coalesce(forename, surname)
    in_one = (forename.isnull() | surname.isnull()) & whole.contains(" ")
    given_words = ibis.ifelse(in_one, whole.re_replace(r" \S+$", ""), forename)
    family_words = ibis.ifelse(in_one, whole.re_extract(r"(\S+)$", 1), surname)
    spoken = (given_words.fill_null("") + " " + mentions.middle_names.fill_null("")).strip()
    given = given_words.split(" ")[0].nullif("")
    family = family_words.replace(" ", "").nullif("")
    full = ibis.array([given + " " + family]).filter(lambda name: name.notnull())
    return mentions.mutate(
        given=given,
        given_all=given_words.replace(" ", "").nullif(""),
        given_names=spoken.split(" ").filter(lambda name: name.length() > 1).unique(),
        family=family,
        family_parts=parts_of(family_words),
        full_names=full.concat(mentions.aliases).unique(),
    )


def folded(text: ir.StringValue) -> ir.StringValue:
    """Upper case, accents off, apostrophes dropped, everything that is no letter or digit a single space."""
    bare = text.re_replace(r"\p{M}", "").translate(_ACCENTED, _PLAIN)
    for letter, letters in MANY_LETTERS.items():
        bare = bare.replace(letter, letters)
    plain = ibis.ifelse(text.re_search(r"[^\x00-\x7F]"), bare, text).upper()
    plain = plain.re_replace(r"['’‘`´ʻʼ.]", "").re_replace(r"[^\p{L}\p{N}]+", " ").strip()
    return plain.nullif("")


def without_titles(name: ir.StringValue) -> ir.StringValue:
    """A folded name without titles before, generations after, and with MC, MAC and O written together."""
    titles = "|".join(TITLES)
    bare = _together(name).re_replace(rf"^(?:(?:{titles}) )*(?:(?:{titles})$)?", "")
    return bare.re_replace(rf"(?: (?:{'|'.join(SUFFIXES)}))+$", "").strip().nullif("")


def trimmed(text: ir.StringValue) -> ir.StringValue:
    """The text without space before and after. For capitals `strip` does; of small letters it takes off v and f too, on
    Spark, as Ibis writes it there."""
    return text.re_replace(r"^[\s\x0B]+|[\s\x0B]+\z", "")


def _together(name: ir.StringValue) -> ir.StringValue:
    """The last two of MC, MAC and O that stand before a word of two letters or more written together with it."""
    # Few names have one: all others are looked at once.
    may_be_apart = name.re_search(rf"({WRITTEN_TOGETHER}) ")
    return ibis.ifelse(may_be_apart, _last_together(_last_together(name)), name)


def _last_together(name: ir.StringValue) -> ir.StringValue:
    # Not a replacement by \1\2: how that is written differs between engines.
    apart = rf"^((?:.* )?(?:{WRITTEN_TOGETHER})) (\S{{2,}}.*)$"
    return ibis.ifelse(name.re_search(apart), name.re_extract(apart, 1) + name.re_extract(apart, 2), name)


def parts_of(words: ir.StringValue) -> ir.ArrayValue:
    """The parts of a surname that can stand for the whole: no particles, no single letters."""
    return words.split(" ").filter(lambda part: (part.length() > 1) & part.notin(PARTICLES)).unique()


def first_and_last(name: ir.StringValue) -> ir.StringValue:
    """ANNA MARIA DE SOUSA as ANNA SOUSA."""
    return name.re_extract(r"^\S+", 0) + " " + name.re_extract(r"\S+$", 0)


def nicknames() -> list[dict[str, str]]:
    """Pairs of name and nickname, folded."""
    with (files("v100.data.identity") / "nicknames.csv").open(encoding="utf-8") as lines:
        return [{"name": row["name"].upper(), "nickname": row["nickname"].upper()} for row in csv.DictReader(lines)]


def _with_roots(named: ir.Table) -> ir.Table:
    stands_for: dict[str, set[str]] = {}
    for pair in nicknames():
        stands_for.setdefault(pair["nickname"], {pair["nickname"]}).add(pair["name"])
    known = ibis.memtable(
        {"nickname": list(stands_for), "stands_for": [sorted(names) for names in stands_for.values()]},
        schema={"nickname": "string", "stands_for": "array<string>"},
    )
    joined = named.left_join(known, named.given == known.nickname)
    alone = ibis.ifelse(joined.given.isnull(), ibis.null("array<string>"), ibis.array([joined.given]))
    return joined.mutate(roots=ibis.coalesce(joined.stands_for, alone))


def _accents() -> tuple[str, str]:
    plain = dict(NOT_DECOMPOSED)
    for code in [*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base.isascii() and base.isalpha():
            plain.setdefault(chr(code), base)
    # Letters whose capital is two: not every engine's.
    for letter in map(chr, range(0x0370, 0x2000)):
        if len(letter.upper()) > 1 and letter not in MANY_LETTERS:
            plain.setdefault(letter, unicodedata.normalize("NFKD", letter)[0])
    return "".join(plain), "".join(plain.values())


_ACCENTED, _PLAIN = _accents()
