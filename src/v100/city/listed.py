"""The hundred men of most harm by truth, month by month: what a planted effect of being listed acts on.

It follows the method roughly (a year of named offences against women and girls, days added) and reads no record: who
is listed here really did it.
"""

import numpy as np

from v100.city.calendar import NEVER, born_by
from v100.city.offenders import State
from v100.city.rates import offence_days
from v100.city.reports import Month
from v100.city.streams import Array

SIZE = 100
WINDOW = 365


class Listed:
    """Days of harm of the last year, by offender."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._recorded, self._person, self._days = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))

    def add(self, built: Month) -> None:
        """Remember the month's principal offences against women and girls of men who are named."""
        lines = built.lines[built.lines["role"].eq("") & built.lines["victim"].gt(0)]
        report = lines["report"].to_numpy()
        days = lines["code"].map(offence_days()).to_numpy(dtype=float)
        person, victim = built.crimes.offender[report], built.crimes.victim[report]
        sex = self.state.people.sex
        wanted = (victim >= 0) & (sex[np.maximum(victim, 0)] == 1) & (sex[person] == 0)
        wanted &= built.reports["known"].to_numpy()[report] & (built.reports["original"].to_numpy()[report] < 0)
        wanted &= built.reports["cancelled"].to_numpy()[report] == NEVER
        self._recorded = np.concatenate([self._recorded, built.crimes.recorded[report[wanted]]])
        self._person = np.concatenate([self._person, person[wanted]])
        self._days = np.concatenate([self._days, days[wanted]])

    def on(self, day: int) -> Array:
        """Position of the men of most harm in the year that ends before a day, most first; a tie goes by position."""
        recent = (self._recorded < day) & (self._recorded >= day - WINDOW)
        harm = np.bincount(self._person[recent], self._days[recent], minlength=len(self.state.people))
        harm[self.state.people.born > born_by(day, 18)] = 0
        harm[self.state.dead_on < day] = 0
        most = np.argsort(-harm, kind="stable")[:SIZE]
        return most[harm[most] > 0]
