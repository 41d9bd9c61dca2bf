"""The page of what was measured."""

from typing import Any

from proof.measured import table

from benchmarks.identity.city.rows import AS_AT, MONTHS, SEED

NAMES = {
    "ours": "V100",
    "core_person_record": "Core Person Record's shape",
    "tutorial": "Splink's tutorial",
}
SLOWEST = 1.5
"""How much of the tutorial's time ours may take."""

Found = dict[str, dict[str, Any]]
"""Who → what the worker told, or `why` it told nothing."""

HEAD = f"""# Identity, side by side

Suspects' mentions of a simulated London, {MONTHS} months to {AS_AT}, seed {SEED}: a city on which nothing was learned or \
chosen. Whole true persons, as many as fill the number of mentions; mentions that name nobody left out. The same rows \
for each, in a process of its own, from the table of mentions to the table of people. `make bench-identity` writes this \
page.

Pairs: of the pairs of mentions that were joined the share that are one person, of the pairs that are one person the \
share that were joined. By mention: the same for each mention's person (B-cubed). False merges: people who hold mentions \
of several true persons. *Best* is the threshold of the highest F1, chosen by the truth, which nobody has who links.
"""

FOOT = """
## What each is

**V100**: `v100.identity.resolve` with the suspect model that is shipped, at its one threshold. The rows as they were \
taken in; it standardises them itself, within its time. It is the only one that knows of two mentions in one report.

**The Core Person Record's shape**: a Splink model with the comparisons, weights, term frequencies, blocking, thresholds \
and rule for twins that the Ministry of Justice's Core Person Record states, written afresh for this comparison and \
frozen. Names upper case, hyphens as spaces, without apostrophes, single letters dropped; aliases as the record has \
them; malformed postcodes, 1 January 1900 and 1970 as missing. Its weights were learned on prison, probation and court \
records, where more is known of a person than in a crime report. Here dates of sentence, the court's own id, births of \
aliases and people's decisions are missing, so those comparisons say nothing. Term frequencies are those of the rows. \
It joins from 20 bits; from 14 on it keeps together who was joined before, which in one batch is nobody: that row shows \
what it would keep.

**Splink's tutorial**: the library's ready comparisons of forename and surname together (term frequencies), date of \
birth, postcode, telephone, e-mail, PNC, CRO and sex; the tutorial's blocking with telephone, e-mail, PNC and CRO added; \
the chance that two rows match from certain rules, u from five million random pairs, m by expectation-maximisation within \
two blocks; clusters from a match probability of 0.95. Lower case, trimmed, without accents; postcodes and telephone \
numbers written one way; empty values and 1 January 1900 as missing. It learns on the very rows.

## What this does not show

The city is ours, and the shipped model was learned on another city of the same simulator: it knows this kind of error. \
The Core Person Record's weights come from other records, with other errors; on those it would do better and ours worse. \
The simulated suspects have no false identifiers beyond the simulator's own. Times are of one run on two cores.
"""


def page(found: dict[int, Found]) -> str:
    """The page; by number of mentions what was found."""
    return "\n".join([HEAD, *(_size(mentions, measured) for mentions, measured in found.items()), FOOT.lstrip("\n")])


def ours_is_better(found: Found) -> bool:
    """Than the Core Person Record's shape at its best, in F1 and in false merges; than the tutorial at its best in F1,
    in SLOWEST of its time. Against one that did not end there is nothing to lose."""
    ours = found["ours"]
    if "why" in ours:
        return False
    own, record, tutorial = (_best(found[who]) for who in ("ours", "core_person_record", "tutorial"))
    better = record is None or (own["f1"] > record["f1"] and own["false_merges"] < record["false_merges"])
    return better and (
        tutorial is None or (own["f1"] > tutorial["f1"] and ours["seconds"] <= SLOWEST * found["tutorial"]["seconds"])
    )


def _best(measured: dict[str, Any]) -> dict[str, Any] | None:
    return None if "why" in measured else max(measured["scores"], key=lambda score: score["f1"])


def _size(mentions: int, found: Found) -> str:
    ended = {who: measured for who, measured in found.items() if "why" not in measured}
    pairs = next(score["pairs"] for measured in ended.values() for score in measured["scores"])
    scores = [_score(who, score) for who, measured in ended.items() for score in measured["scores"]]
    tutorial = ended.get("tutorial", {}).get("seconds")
    speeds = [_speed(who, measured, tutorial) for who, measured in ended.items()]
    missing = [f"\n{NAMES[who]}: {measured['why']}.\n" for who, measured in found.items() if "why" in measured]
    by = ("precision", "recall", "F1")
    return "\n".join(
        [
            f"## {mentions:,} mentions\n\n{pairs:,} pairs of them are one person.\n",
            table(
                [
                    "",
                    "threshold, bits",
                    *(f"pairs: {one}" for one in by),
                    *(f"by mention: {one}" for one in by),
                    "false merges",
                ],
                scores,
            ),
            table(["", "seconds", "of it learning", "against the tutorial", "rows loaded", "peak memory"], speeds),
            *missing,
        ]
    )


def _score(who: str, score: dict[str, Any]) -> list[str]:
    names = ("precision", "recall", "f1")
    shares = [f"{measures[name]:.4f}" for measures in (score, score["b_cubed"]) for name in names]
    return [NAMES[who], f"{score['threshold']}: {score['bits']:.1f}", *shares, f"{score['false_merges']:,}"]


def _speed(who: str, measured: dict[str, Any], tutorial: float | None) -> list[str]:
    ratio = f"{measured['seconds'] / tutorial:.2f}" if tutorial else "–"
    memory = [f"{measured[name]:.1f} GB" for name in ("loaded_gb", "peak_gb")]
    return [NAMES[who], f"{measured['seconds']:.1f}", f"{measured['learning']:.1f}", ratio, *memory]
