"""Which reports are news of a man: those that the run which was known last at a moment did not hold."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from v100.casework.nominals.models import Nominal
from v100.casework.nominals.news import news_of
from v100.casework.runs.models import LoadedRun, Named

DAY = timedelta(days=1)
FIRST = timezone.make_aware(datetime(2026, 3, 1, 12))


def loaded(name: str, *, month: int, after: int, reports: tuple[str, ...]) -> LoadedRun:
    """A run as at the first of that month, loaded so many days after the first, in which these reports name him."""
    run = LoadedRun.objects.create(
        run_id=name,
        seal="s",
        as_at=datetime(2026, month, 1).date(),
        policy="v100",
        list_size=5,
        manifest={},
        loaded_at=FIRST + after * DAY,
    )
    for report in reports:
        Named.objects.create(
            run=run,
            person_id="P1",
            report_id=report,
            crime_ref=report,
            recorded_on=run.as_at,
            domestic_abuse=False,
            categories=[],
            women=[],
        )
    return run


@pytest.mark.parametrize(
    ("since", "news"),
    [
        (0, ["R1", "R2", "R3", "R4"]),
        (10, ["R2", "R3", "R4"]),
        (15, ["R2", "R3", "R4"]),
        (25, ["R3", "R4"]),
        (35, ["R3", "R4"]),
        (40, []),
    ],
)
def test_a_run_of_an_earlier_day_that_is_loaded_later_is_not_the_one_that_was_known(
    since: int, news: list[str]
) -> None:
    march = loaded("march", month=3, after=10, reports=("R1",))
    loaded("april", month=4, after=20, reports=("R1", "R2"))
    loaded("march again", month=3, after=30, reports=("R1", "R3"))
    may = loaded("may", month=5, after=40, reports=("R1", "R2", "R3", "R4"))
    man = Nominal.objects.create(person_id="P1", first_run=march)
    found = news_of({man.pk: man.pk}, {man.pk: FIRST + since * DAY}, may)
    assert [each.report_id for each in found] == news
