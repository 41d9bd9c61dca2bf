"""How likely each man did a crime before anything is known of how: his true rate, and how near he lives.

Follows v100.city.crimes (_Pools): who does a crime in a borough is drawn from those who live in it, in one beside it or
anywhere, by their rates. Where he lives is known, or learnt from where his solved crimes were by Bayes' rule.
"""

from typing import Any

import numpy as np
import pandas as pd

from v100.city.neighbours import neighbours
from v100.city.rates import Kind, Rates

Array = Any
NEVER = 1e-12


class Homes:
    """Offenders of a city (person.csv by true_id), and the men whose crimes are sought among them."""

    def __init__(self, people: pd.DataFrame, men: pd.Index, rates: Rates) -> None:
        self.people = people[people["offender_type"].notna() & (people["offender_type"] != "")]
        self.men, self.rates = men, rates
        self.boroughs = pd.Index(sorted(neighbours()))
        self.home = self.boroughs.get_indexer(self.people["borough"])

    def known(self) -> Array:
        """Men by boroughs: 1 where he lives."""
        home = self.boroughs.get_indexer(self.people["borough"].reindex(self.men))
        return (home[:, None] == np.arange(len(self.boroughs))).astype(float)

    def learnt(self, crimes: pd.DataFrame, kinds: list[Kind | None], man: Array) -> Array:
        """Men by boroughs: the chance that he lives there, given his solved crimes. `crimes`: his and others', with the
        kind of each; `man`: whose each is."""
        offenders = np.bincount(self.home[self.home >= 0], minlength=len(self.boroughs))
        log = np.tile(np.log(np.maximum(offenders / offenders.sum(), NEVER)), (len(self.men), 1))
        for group, rows in _by_group(kinds).items():
            where = self.boroughs.get_indexer(crimes["borough"].iloc[rows])
            near = np.log(np.maximum(self._near(self._pull(group)), NEVER))
            np.add.at(log, man[rows[where >= 0]], near[:, where[where >= 0]].T)
        lives: Array = np.exp(log - log.max(axis=1, keepdims=True))
        return lives / lives.sum(axis=1, keepdims=True)

    def chances(self, asked: pd.DataFrame, kinds: list[Kind | None], lives: Array) -> Array:
        """The log chance that each man (column) did each crime (row). `lives`: men by boroughs."""
        score = np.full((len(asked), len(self.men)), np.log(NEVER))
        for group, rows in _by_group(kinds).items():
            pull = self._pull(group)
            his = pull.reindex(self.men).fillna(0).to_numpy()
            chance = his[:, None] * (lives @ self._near(pull))
            where = self.boroughs.get_indexer(asked["borough"].iloc[rows])
            score[rows[where >= 0]] = np.log(np.maximum(chance[:, where[where >= 0]].T, NEVER))
        return score

    def _near(self, pull: pd.Series) -> Array:
        """Home by place of the crime: what a rate of one comes to."""
        same, beside, anywhere = self.rates["offenders"]["lives_near"]
        at_home = np.bincount(self.home[self.home >= 0], pull[self.home >= 0], len(self.boroughs))
        next_door = np.zeros((len(self.boroughs), len(self.boroughs)))
        for where, names in neighbours().items():
            next_door[self.boroughs.get_indexer(names), self.boroughs.get_loc(where)] = 1 / max(1, len(names))
        drawn = same * np.eye(len(self.boroughs)) + beside * next_door
        share: Array = drawn / np.maximum(at_home, NEVER)[:, None] + anywhere / pull.sum()
        return share

    def _pull(self, group: str) -> pd.Series:
        """His true rate there (v100.city.offenders: _drawn_to)."""
        types = self.rates["offenders"]["type"]
        by_type = self.people["offender_type"].map({name: by.get(group, by["else"]) for name, by in types.items()})
        of_women = self.rates["offenders"]["women"].get(group, 1.0)
        woman = np.where(self.people["sex"] == "F", of_women, 1.0)
        pull: pd.Series = self.people["latent_rate"].astype(float) * by_type * woman
        return pull


def _by_group(kinds: list[Kind | None]) -> dict[str, Array]:
    groups = np.array(["" if kind is None else kind.group for kind in kinds])
    return {group: np.flatnonzero(groups == group) for group in sorted(set(groups) - {""})}
