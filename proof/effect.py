"""Does the measure of an effect find what was planted, and nothing where nothing was?"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from proof.measured import table, v100
from v100.evaluation.effect.estimate import Interval
from v100.evaluation.effect.jump import jump
from v100.evaluation.effect.launch import before_and_after
from v100.evaluation.effect.matched import Matched, matched, ratio
from v100.evaluation.effect.study import Study, study
from v100.evaluation.effect.times import ended, hazard_ratio

SCALE, AS_AT, MONTHS, RUNS, SEED = "small", "2026-03-31", 25, 13, 8
SEEDS = 200
AT_CUT = 0.15
"""Share arrested within the study's days at the cut, where nothing is planted."""
WITH_HARM = 0.3
"""The daily chance of arrest grows with harm days to this power."""
ALIKE = 0.5
"""Of what makes one man's arrest sooner than another's, how much is his in every run."""
KNOBS = (1.0, 2.0)
ESTIMATES = ("harm_90", "arrested", "matched_arrested", "how_soon", "launch")


def page(folder: Path) -> str:
    """Coverage and false findings on drawn outcomes; then two whole cities, one with an effect planted."""
    cities = {knob: _city(folder / f"knob-{knob}", knob) for knob in KNOBS}
    fixed, begun = study(cities[KNOBS[0]]), time.perf_counter()
    counted = {planted: _covered(fixed, planted) for planted in (2.0, 1.0)}
    minutes = (time.perf_counter() - begun) / 60
    return (
        "# An effect, planted and found\n\n"
        f"One small simulated city, {MONTHS} months to {AS_AT}, a run for each of the last {RUNS}: its men, ranks and "
        f"harm days are fixed, and {SEEDS} times the days to arrest are drawn anew: by a hazard that grows smoothly "
        "with harm days, the same man's draws alike from run to run, times a ratio for the listed. Covered: how often "
        "the 95% interval held the ratio that was planted, with the interval that so many draws leave. False findings: "
        "how often it left out 1 where nothing was planted. The ratio to find is what the drawn chances give: twice "
        "the daily chance is 1.85 times the share arrested, and harm days move a little from month to month. "
        f"`python -m proof effect` writes this page; drawing and estimating took {minutes:.0f} minutes of it.\n\n"
        + _coverage(counted)
        + "\nNewly listed men have more harm days than those beside them, so that *how soon* leans to the high side; "
        "the check of the pairs says so on the page, and the claim is then not judged by it.\n"
        + "\n## The whole city, with an effect planted in how it polices\n\n"
        "The knob `listed_arrest` multiplies the chance of arrest of the hundred men of most harm by truth, from the "
        "first month on; V100 lists a hundred by the records, who are not all the same men, and men below the cut are "
        "touched too: a smaller ratio than the knob is to be expected. One city each is an example, not a proof.\n\n"
        + _whole(cities)
    )


def _city(folder: Path, knob: float) -> Path:
    """The store of a simulated city with its runs."""
    made, store = folder / "city", folder / "store"
    v100(
        *("simulate", "--scale", SCALE, "--out", made, "--as-at", AS_AT, "--months", MONTHS, "--monthly"),
        *("--seed", SEED, "--knob", f"listed_arrest={knob}"),
    )
    deliveries = sorted((made / "deliveries").iterdir())
    for place, delivery in enumerate(deliveries):
        v100("intake", delivery, "--store", store, "--received-on", delivery.name)
        if place >= len(deliveries) - RUNS:
            v100("run", "--as-at", delivery.name, "--store", store)
    return store


def drawn(rows: pd.DataFrame, days: int, planted: float, seed: int, *, since: date = date.min) -> pd.DataFrame:
    """A study's rows with arrests drawn: arrest_day, arrested, arrested_month, and `truly` and `truly_month`, the
    chances that they were drawn by. The ratio acts on the daily chance of the listed in runs from `since` on. Custody,
    death and later listing are taken away, so that what was planted is what there is to find."""
    random = np.random.default_rng(seed)
    men = rows.person_id.astype("category").cat.codes.to_numpy()
    his, other = random.standard_normal(men.max() + 1)[men], random.standard_normal(len(rows))
    luck = norm.cdf(np.sqrt(ALIKE) * his + np.sqrt(1 - ALIKE) * other)
    times = np.where(rows.listed & (rows.as_at >= since), planted, 1.0)
    hazard = -np.log(1 - AT_CUT) / days * (rows.harm_days / rows.cut).to_numpy() ** WITH_HARM * times
    day = np.ceil(-np.log(luck) / hazard)
    month = (pd.to_datetime(rows.next_on) - pd.to_datetime(rows.as_at)).dt.days.to_numpy()
    return rows.assign(
        arrest_day=np.where(day <= rows.followed, day, np.nan),
        arrested=np.where(rows.followed >= days, (day <= days).astype(float), np.nan),
        arrested_month=(day <= month).astype(float),
        truly=1 - np.exp(-hazard * days),
        truly_month=1 - np.exp(-hazard * month),
        custody_day=np.nan,
        death_day=np.nan,
        listed_day=np.nan,
    )


@dataclass(frozen=True)
class Told:
    """What a design said of one draw, and what it should have said."""

    found: Interval | None
    planted: float


def _at_cut(fixed: Study, _pairs: Matched, planted: float, seed: int) -> Told:
    found = jump(drawn(fixed.rows, fixed.days, planted, seed), "arrested")
    return Told(found.ratio if found else None, (1 - (1 - AT_CUT) ** planted) / AT_CUT)


def _alike(fixed: Study, pairs: Matched, planted: float, seed: int) -> Told:
    rows = drawn(fixed.rows, fixed.days, planted, seed)
    nothing = drawn(fixed.rows, fixed.days, 1.0, seed)
    mine = pairs.rows[pairs.rows.listed & pairs.rows.arrested.notna()].index
    truth = rows.loc[mine, "truly"].mean() / nothing.loc[mine, "truly"].mean()
    return Told(ratio(_paired(pairs, rows), "arrested"), float(truth))


def _soon(fixed: Study, pairs: Matched, planted: float, seed: int) -> Told:
    rows = drawn(fixed.rows, fixed.days, planted, seed)
    return Told(hazard_ratio(ended(_paired(pairs, rows).rows)), planted)


def _launch(fixed: Study, _pairs: Matched, planted: float, seed: int) -> Told:
    since = fixed.days_of_runs[RUNS // 2]
    rows = drawn(fixed.rows, fixed.days, planted, seed, since=since)
    near = rows[rows["rank"] <= 3 * rows["size"]]
    share = near.groupby([near.listed, near.as_at >= since]).truly_month.mean()
    truth = share[True, True] / share[True, False] / (share[False, True] / share[False, False])
    return Told(before_and_after(rows, since)[0].found, float(truth))


def _paired(pairs: Matched, rows: pd.DataFrame) -> Matched:
    """The same pairs with the outcomes of these rows."""
    drawn_anew = ["arrest_day", "arrested", "custody_day", "death_day", "listed_day"]
    return replace(pairs, rows=pairs.rows.assign(**{name: rows.loc[pairs.rows.index, name] for name in drawn_anew}))


DESIGNS: dict[str, Callable[[Study, Matched, float, int], Told]] = {
    "At the cut: arrests": _at_cut,
    "Men alike: arrests": _alike,
    "How soon: first arrest": _soon,
    "Before and after the launch": _launch,
}


def _covered(fixed: Study, planted: float) -> dict[str, list[Told]]:
    pairs = matched(fixed.rows, first_is_new=True)
    return {name: [told(fixed, pairs, planted, seed) for seed in range(SEEDS)] for name, told in DESIGNS.items()}


def _coverage(counted: dict[float, dict[str, list[Told]]]) -> str:
    rows = []
    for planted, designs in counted.items():
        for name, all_told in designs.items():
            said = [told for told in all_told if told.found]
            held = sum(told.found.holds(told.planted) for told in said if told.found)
            beyond = sum(not told.found.holds(1) for told in said if told.found)
            middle = np.median([told.found.value for told in said if told.found])
            smallest = np.median([told.found.rise for told in said if told.found])
            rows.append(
                [
                    f"{planted:.1f}, {name}",
                    f"{np.mean([told.planted for told in said]):.2f}",
                    f"{middle:.2f}",
                    _share(held, len(said)),
                    _share(beyond, len(said)) + (" false" if planted == 1 else " found"),
                    f"{smallest:.2f}",
                    f"{SEEDS - len(said)}",
                ]
            )
    head = ["hazard planted, design", "ratio to find", "median found", "covered", "interval leaves out 1"]
    return table([*head, "smallest it sees", "could not say"], rows)


def _share(held: int, of: int) -> str:
    low, high = proportion_confint(held, of, method="wilson")
    return f"{held / of:.1%} ({low:.1%} to {high:.1%})"


def _whole(cities: dict[float, Path]) -> str:
    rows = []
    for knob, store in cities.items():
        told: dict[str, Any] = v100("evaluate", "effect", "--store", store, "--out", store.parent / "effect.html").said
        for each in told["estimates"]:
            if each["key"] in ESTIMATES:
                rows.append([f"{knob:.0f}, {each['design']}: {each['name']}", *_numbers(each), _failed(each)])
    return table(["knob, what is asked", "answer", "95% interval", "checks that did not pass"], rows)


def _numbers(each: dict[str, Any]) -> list[str]:
    if each["value"] is None:
        return ["cannot say", "–"]
    if each["high"] is None:
        return [f"{each['value']:.2f}", f"{each['low']:.2f} or more" if each["low"] else "any is possible"]
    return [f"{each['value']:.2f}", f"{each['low']:.2f} to {each['high']:.2f}"]


def _failed(each: dict[str, Any]) -> str:
    return "; ".join(check["name"] for check in each["checks"] if check["passed"] is False) or "none"
