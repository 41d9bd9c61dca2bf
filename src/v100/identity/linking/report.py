"""What was read, whom it found, what it learned and what is doubtful: a page in plain English (Markdown)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from v100.identity.linking.link import Linked
from v100.identity.model import bits

DOUBTFUL = 20
"""Pairs nearest to the bar that are shown."""


def report(linked: Linked) -> str:
    """The page. It names rows by their ids and repeats nothing that a row says but values that could not be read."""
    return "\n".join((*_read(linked), *_people(linked), *_doubt(linked), *_learned(linked)))


def _read(linked: Linked) -> Iterator[str]:
    yield "# Who is who\n"
    yield "## What was read\n"
    yield _table(("file", "path", "rows"), ((file.source, str(file.path), f"{file.rows:,}") for file in linked.files))
    unread = sorted({column for file in linked.files for column in file.unread})
    if unread:
        yield f"Not in the column map, so not read: {', '.join(f'`{column}`' for column in unread)}.\n"
    rows = sum(file.rows for file in linked.files)
    yield _table(
        ("column", "compared as", "rows that tell", "missing", "unreadable", "read as"),
        (
            (
                f"`{column.theirs}`",
                column.ours if not column.ours.startswith("other_") else f"`{column.theirs}`",
                f"{column.known - column.unreadable:,}",
                _share(rows - column.known, rows),
                f"{column.unreadable:,}",
                column.how,
            )
            for column in linked.columns
        ),
    )
    yield "What could not be read counts as unknown.\n"
    examples = [f"- `{column.theirs}`: {'; '.join(column.examples)}" for column in linked.columns if column.examples]
    if examples:
        yield "Unreadable, the first of each column:\n\n" + "\n".join(examples) + "\n"
    if linked.nameless:
        yield (
            f"{linked.nameless:,} different rows bear a name that names nobody (such as *unknown*): these are compared "
            "by all else that they say.\n"
        )


def _people(linked: Linked) -> Iterator[str]:
    clusters = linked.clusters
    sizes = Counter(clusters.group_by("cluster_id").agg(rows=clusters.count()).rows.to_pyarrow().to_pylist())
    rows, people = sum(size * times for size, times in sizes.items()), sum(sizes.values())
    yield "## Whom it found\n"
    yield f"**{rows:,} rows are {people:,} people.**\n"
    if linked.repeated:
        yield f"{linked.repeated:,} rows say exactly what an earlier one says.\n"
    yield _table(
        ("rows of one person", "people"), ((f"{size:,}", f"{times:,}") for size, times in sorted(sizes.items()))
    )
    if len(linked.files) > 1:
        stands_in = clusters.select("cluster_id", "source").distinct()
        of_person = stands_in.group_by("cluster_id").agg(
            sources=stands_in.source.collect(order_by=stands_in.source).join(" + ")
        )
        found = of_person.group_by("sources").agg(people=of_person.count()).order_by("sources")
        yield _table(
            ("found in", "people"),
            ((row["sources"], f"{row['people']:,}") for row in found.to_pyarrow().to_pylist()),
        )


def _doubt(linked: Linked) -> Iterator[str]:
    bars, pairs = linked.model.thresholds, linked.pairs
    yield "## What is doubtful\n"
    below = pairs.filter(pairs.match_weight < bars.join)
    above = pairs.filter((pairs.match_weight >= bars.join) & (pairs.match_weight < bars.sure))
    yield (
        f"Two rows are joined from {bars.join:g} bits up: then it is {2**bars.join:.0f} times as likely that they are "
        f"one person as that they are not. {int(above.count().execute()):,} pairs are above by less than "
        f"{bars.sure - bars.join:g} bits, {int(below.count().execute()):,} below by less than "
        f"{bars.join - bars.shown:g}: all are in `pairs.parquet`. The nearest to the bar:\n"
    )
    bar = Decimal(str(bars.join))
    nearest = pairs.mutate(far=(pairs.match_weight - bar).abs())
    shown = nearest.order_by("far", "source_a", "id_a", "source_b", "id_b").limit(DOUBTFUL).to_pyarrow().to_pylist()
    yield _table(
        ("one", "other", "bits", "joined", "because"),
        (
            (
                f"{row['source_a']}: {row['id_a']}",
                f"{row['source_b']}: {row['id_b']}",
                f"{row['match_weight']:.1f}",
                "yes" if row["match_weight"] >= bar else "no",
                "; ".join(row["parts"]),
            )
            for row in shown
        ),
    )
    parted = linked.parted.to_pyarrow().to_pylist()
    if parted:
        yield (
            f"{len(parted):,} people come from groups that held a contradiction and were taken apart: "
            f"{', '.join(row['cluster_id'] for row in parted[:DOUBTFUL])}{' …' if len(parted) > DOUBTFUL else ''}.\n"
        )


def _learned(linked: Linked) -> Iterator[str]:
    model = linked.model
    yield "## What it learned\n"
    yield (
        f"From {model.rows:,} different rows, without labels. {linked.compared:,} pairs were compared: those that "
        f"share one of {', '.join(f'`{rule}`' for rule in linked.rules) or 'nothing'}.\n"
    )
    yield (
        f"Two rows picked at random are one person once in {1 / model.prior:,.0f}: a pair starts from "
        f"{model.prior_bits:.1f} bits. Each comparison adds the bits of the first level that is true: log2 of how "
        "often it is so among true pairs (m) over how often among strangers (u). A rare value weighs more, a common "
        f"one less. {_homes(model.household)}\n"
    )
    for comparison in model.comparisons:
        levels = [*(level.name for level in comparison.levels), comparison.otherwise]
        numbers = model.parameters[comparison.name]
        yield f"### {comparison.name}\n"
        yield _table(
            ("level", "m", "u", "bits"),
            (
                (level, f"{numbers[level]['m']:.2g}", f"{numbers[level]['u']:.2g}", f"{bits(numbers[level]):+.1f}")
                for level in levels
            ),
        )


def _homes(household: float) -> str:
    if household == 0:
        return ""
    return (
        f"Two strangers are of one home once in {1 / household:,.0f}: surname, home and phone together prove no more."
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _table(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [heading, ["---"] * len(heading), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
