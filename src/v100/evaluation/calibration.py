"""How like London a simulated city is: its figures beside those that are published."""

from pathlib import Path

from v100 import engine
from v100.evaluation.expected import expected
from v100.evaluation.recorded import recorded_figures
from v100.evaluation.simulated import known_tables, open_city, true_people
from v100.evaluation.suspects import suspect_figures
from v100.reports.city import CityFigures


def calibrate(folder: Path) -> CityFigures:
    """The figures of a city that `v100 simulate` wrote, by its truth where people must be told apart.

    Raises V100Error when the folder holds no simulated city, or not all of its files.
    """
    city = open_city(folder)
    should_be = expected(city)
    with engine.workroom(folder) as backend:
        known = known_tables(backend, city)
        suspects = suspect_figures(backend, known, true_people(backend, city), city, should_be)
        return CityFigures(
            scale=city.scale,
            seed=city.seed,
            as_at=city.as_at,
            months=city.months,
            share=should_be.of_london if should_be.compared else None,
            figures=tuple(recorded_figures(backend, known, city, should_be) + suspects.figures),
            harm_days=tuple(suspects.harm_days),
            listed=suspects.listed,
        )
