"""What a simulated city should hold of London's recorded crime."""

from dataclasses import dataclass

from v100.city.published import recorded_crime
from v100.evaluation.simulated import City
from v100.reports.city import Group

WHOLE = "recorded crime"
Counts = dict[str, float]


@dataclass(frozen=True)
class Expected:
    """The published twelve months of the city's boroughs, at its share: offences by name for each group of figures,
    and by month (01 to 12).

    `of_london`: how large the city is beside London, by recorded crime. A scale with a mix of its own is not
    `compared`, and counts as London where something must be scaled.
    """

    of: dict[Group, Counts]
    month: Counts
    of_london: float
    compared: bool

    def brought_to(self, whole: float) -> "Expected":
        """The same mix with `whole` offences."""
        times = whole / self.of["whole"][WHOLE]
        of = {group: {name: count * times for name, count in counts.items()} for group, counts in self.of.items()}
        return Expected(of, {name: count * times for name, count in self.month.items()}, self.of_london, self.compared)


def expected(city: City) -> Expected:
    """What is published of the city's boroughs; those that are not in the table (the City of London) have nothing."""
    table = recorded_crime()
    share = 1.0 if city.share is None else city.share
    known = [at for at, name in enumerate(table.boroughs) if city.boroughs is None or name in city.boroughs]
    london = table.counts[:, :, -12:]
    year = london[known] * share
    return Expected(
        of={
            "whole": {WHOLE: float(year.sum())},
            "borough": dict(zip((table.boroughs[at] for at in known), year.sum(axis=(1, 2)).tolist(), strict=True)),
            "category": dict(zip(table.categories, year.sum(axis=(0, 2)).tolist(), strict=True)),
        },
        month=dict(zip((name[5:] for name in table.months[-12:]), year.sum(axis=(0, 1)).tolist(), strict=True)),
        of_london=1.0 if city.share is None else float(year.sum() / london.sum()),
        compared=city.share is not None,
    )
