"""What a figure counts, one by one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from v100.casework.nominals.models import Listing
from v100.casework.nominals.reference import reference
from v100.casework.results.figures import GROUPED, MONTH, Figure, asked
from v100.casework.results.window import Window
from v100.reports.reference import offence_titles


@dataclass(frozen=True)
class Narrowed:
    """Only offences of this category or code, only this month; empty is all."""

    type: str = ""
    ho_code: str = ""
    month: str = ""

    def __str__(self) -> str:
        said = (self.type.replace("_", " "), offence_titles().get(self.ho_code, self.ho_code), self.month)
        return ", ".join(part for part in said if part)


@dataclass(frozen=True)
class Row:
    """One that is counted: whose, when first and last, how many days apart, of which reports and offences."""

    nominal_id: int
    first: date
    last: date
    times: int
    crime_refs: list[str]
    offences: list[str]
    days: int | None
    outcome_id: int
    line: int | None
    name: str = ""

    @property
    def reference(self) -> str:
        return reference(self.nominal_id)


class Counted:
    """The rows of a figure, latest first, as a paginator takes them: a count and slices."""

    def __init__(self, figure: Figure, window: Window, narrowed: Narrowed, user: Any) -> None:
        self._figure, self._window, self._narrowed, self._user = figure, window, narrowed, user

    def count(self) -> int:
        rows = f"select from happened where {self._holds} group by {GROUPED[self._figure.unit]}"
        return int(self._asked(f"select count(*) from ({rows}) each")[0][0])

    def days(self) -> int:
        """The sum of the rows' days."""
        rows = f"select max(days) as days from happened where {self._holds} group by {GROUPED[self._figure.unit]}"
        return int(self._asked(f"select coalesce(sum(days), 0) from ({rows}) each")[0][0])

    def __getitem__(self, wanted: slice) -> list[Row]:
        query = f"""
        select nominal_id, min("on"), max("on"), count(distinct "on"),
            coalesce(array_agg(distinct crime_ref order by crime_ref) filter (where crime_ref <> ''), '{{}}'),
            coalesce(array_agg(distinct ho_code order by ho_code) filter (where line is not null), '{{}}'),
            max(days), min(outcome_id), min(line)
        from happened where {self._holds} group by {GROUPED[self._figure.unit]}
        order by max("on") desc, nominal_id, min(crime_ref), min(line), min(outcome_id)
        limit %(limit)s offset %(offset)s
        """
        start = wanted.start or 0
        found = [Row(*row) for row in self._asked(query, limit=wanted.stop - start, offset=start)]
        names, titles = _names({row.nominal_id for row in found}), offence_titles()
        return [
            Row(
                **{
                    **vars(row),
                    "name": names.get(row.nominal_id, ""),
                    "offences": [titles.get(code, code or "offence not named") for code in row.offences],
                }
            )
            for row in found
        ]

    @property
    def _holds(self) -> str:
        return f"""{self._figure.holds} and (%(type)s = '' or type = %(type)s)
            and (%(ho_code)s = '' or ho_code = %(ho_code)s) and (%(month)s = '' or {MONTH} = %(month)s)"""

    def _asked(self, query: str, **more: Any) -> list[tuple[Any, ...]]:
        return asked(query, self._window, self._user, **vars(self._narrowed), **more)


def _names(nominals: set[int]) -> dict[int, str]:
    """As the last run that has a line of each names him."""
    lines = Listing.objects.filter(nominal__in=nominals).order_by("nominal", "-run__as_at", "-run").distinct("nominal")
    return dict(lines.values_list("nominal", "name"))
