"""What the reference page of powers says: its words, and its rows as the shipped files have them."""

from collections.abc import Iterator

from v100.casework.powers import Kind, Power, load
from v100.casework.powers.power import Area, Clock, Closing, Lasts, Need

BOOK = load()
INTRODUCTION = """For each man, and for him with each woman, the conditions of every power are held against the
facts on file. The answer is *may be open*, *lacks ...* or *not open*, each with what says so:
[examples](../method/powers.md), [why so](../decisions/0023-powers-as-data.md). Nothing here recommends a power or puts
powers in an order.
"""
UNCHECKED = """!!! warning "To be checked by the force's lawyers"

    The shipped files were written by people who are not lawyers, from the statutes and guidance that each names. What
    is in doubt stands in `note`. A lawyer who has checked a file writes name and day in `checked`, and every page
    shows it.
"""
EDITING = """## To change one

1. Make a folder of your own. Copy `CODE.toml` of the power from `src/v100/data/powers`, or write a new one.
2. Edit it. A file of yours stands in the place of the shipped file of its name; a new name is a new power. A
   `facts.toml` of yours adds kinds of facts, or replaces one.
3. Check it: every fault is said at once, with file, key, value and what to do. Entries of a list are counted from 1.

       python -c "from pathlib import Path; from v100.casework.powers import load; load(Path('our-powers'))"

4. Have it checked by a lawyer, who writes name and day in `checked`.

```toml
[[needs]]                       # all of these must have a fact
any_of = ["violence", "threat"] # one of these kinds of facts, or: fact = "violence"
words = "He has been violent towards her or has threatened it"
source = "Crime and Security Act 2010 s.24(2)(a)"
within_days = 365               # if older facts do not count
least = 2                       # if one report is not enough

[[closed_by]]                   # one of these rules it out
fact = "under_18"
words = "He is under 18"
source = "Crime and Security Act 2010 s.24(2)"
```

When an order is rolled out to all areas, take `areas` out of its file (and `not_areas` out of those that it replaces).
A closing is for what the law rules out, and for an order in force that would be varied instead: where in doubt, leave
it out, because *not open* hides what may protect her.
"""
PLACE = """## Where

`areas` and `not_areas` are compared with the names of the force and of the borough, as written, in any letters.
A place that is not known closes nothing: it is lacking.
"""
FACTS = """## Kinds of facts

A fact on file has a kind, a day, what opens it (a report, an event, an entry), words, and the woman's reference or
none. It counts from the day on which it came about and was known, to the day on which it ends. Two facts that open
the same thing are one.

- *man*: counts for him, and for him with every woman.
- *man and woman*: counts for her only, and for every power about him alone.
- *either*: counts as it was recorded. That one woman's plan was looked at is not that all were.
- *each power*: recorded for one power, and counts for that power only.

Of a report those stand that are not cancelled, not a duplicate and not found to be false, in which he is a suspect and
not eliminated; a report of which he was acquitted stands, because another standard of proof may apply. Of categories,
codes, flags and methods one is enough; flags and methods are of the report, and so of each woman on it. An event says
nothing of any woman or offence unless it names its report. An order holds until its `until`, else for its `days`, else
without end; which order it is (`details`) only a person records, so an order that came with an extract closes nothing.

**No kind** says anything of ethnicity, nationality, religion, postcode or deprivation, or of any woman's immigration
status. What an officer records is that something was done or considered, and where: no address, no diagnosis, no
counselling note, nothing from her telephone.
"""
PARTS = (
    (Power, "`CODE.toml`"),
    (Need, "`[[needs]]`"),
    (Closing, "`[[closed_by]]`"),
    (Area, "`areas`, `not_areas`"),
    (Lasts, "`lasts`"),
    (Clock, "`[[clocks]]`"),
)
SOURCES = {
    "person": "Who they are",
    "report": "From reports",
    "event": "From events",
    "officer": "Recorded by an officer on his file",
}
FIRST = ("offence", "categories", "codes", "flags", "methods", "events")
THEN = ("details", "least_days", "relationships", "outcomes")


def facts_of(source: str) -> Iterator[tuple[str, str, str, str]]:
    """Name, whom about, words, and what is read, of each kind from one source."""
    for kind in BOOK.kinds.values():
        if kind.source == source:
            yield f"`{kind.name}`", kind.about, kind.words, _read(kind)


def _read(kind: Kind) -> str:
    read = [f"{key} {_listed(kind, key)}" for key in (*FIRST, *THEN) if getattr(kind, key)]
    return "; ".join([*read, *(["each power"] if kind.each_power else [])])


def _listed(kind: Kind, key: str) -> str:
    value = getattr(kind, key)
    if isinstance(value, tuple):
        return ", ".join(f"`{word}`" for word in value)
    return "any" if value is True else str(value)


def facts_about(power: Power) -> list[tuple[str, str]]:
    """What a lawyer asks first of a power."""
    since = f"from {power.in_force_from}" if power.in_force_from else ""
    return [
        ("statute", power.statute),
        ("who gives it or applies", power.who_applies),
        ("does he notice it", "yes" if power.overt else "not by itself"),
        ("test", power.test),
        ("standard of proof", power.standard_of_proof or "–"),
        ("how long", power.duration or "–"),
        ("a breach is", power.breach or "–"),
        ("where, since when", " ".join(filter(None, (power.where, since)))),
    ]
