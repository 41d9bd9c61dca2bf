"""When a crime happened, given when it was recorded: delays, hours, how long it lasted, the ages that it takes."""

import numpy as np

from v100.city.calendar import YEAR, age
from v100.city.habits import Habits
from v100.city.people import People
from v100.city.rates import Rates
from v100.city.streams import Array, chance, choose

DAY = 1440
LASTS = ("moment", "night", "months")
LATEST_DAYS = np.array([[0, 0], [1, 7], [8, 92], [93, 365], [366, 9131]])
"""Days between the crime and its record, by class of delay."""


def of_crimes(
    rates: Rates,
    people: People,
    random: np.random.Generator,
    kind: Array,
    recorded: Array,
    offender: Array,
    victim: Array,
) -> tuple[Array, Array]:
    """First and last minute of each crime."""
    delay = _delay(rates, random, kind)
    day = recorded - delay
    grown = people.born[offender] + int(14 * YEAR)
    day = np.where(delay > 365, np.maximum(day, np.minimum(grown, recorded)), day)
    day = _at_her_age(rates, people, random, kind, day, recorded, victim)
    begin = day * DAY + _minute(random, rates, kind, offender)
    lasts = np.array([LASTS.index(rates["delay"][what.delay]["lasts"]) for what in rates.kinds])
    length = np.where(lasts[kind] == 0, random.integers(1, 40, len(kind)), random.integers(240, 900, len(kind)))
    months = (random.exponential(70, len(kind)) * DAY).astype(np.int64) + DAY
    months = np.minimum(months, np.maximum(0, (day - people.born[offender] - int(13 * YEAR))) * DAY)
    end = np.where(lasts[kind] == 2, begin, begin + length)
    begin = np.where(lasts[kind] == 2, begin - months, begin)
    last_minute = recorded * DAY + DAY - 1
    begin = no_lost_hour(np.minimum(begin, last_minute))
    return begin, np.maximum(begin, no_lost_hour(np.minimum(end, last_minute)))


def fits_a_code(rates: Rates, people: People, kind: Array, day: Array, victim: Array) -> Array:
    """True where the kind has an offence code for the victim's sex and age on the day (or there is no victim)."""
    lowest, highest = _ages_of_codes(rates)
    who = np.maximum(victim, 0)
    years, sex = age(people.born[who], day), people.sex[who]
    return (victim < 0) | ((years >= lowest[kind, sex]) & (years <= highest[kind, sex]))


def codes(rates: Rates, people: People, kind: Array, day: Array, victim: Array) -> Array:
    """Home Office code of each crime by kind and the victim's sex and age; empty for incidents."""
    found = np.full(len(kind), "", dtype=object)
    who = np.maximum(victim, 0)
    years = np.where(victim >= 0, age(people.born[who], day), -1)
    sex = np.where(victim >= 0, np.where(people.sex[who] == 1, "F", "M"), "")
    for number in np.unique(kind):
        for code, wanted, low, high in rates.kinds[number].codes:
            of = (kind == number) & (found == "")
            of &= (victim < 0) | ((years >= low) & (years <= high) & ((sex == wanted) | (wanted == "")))
            found[of] = code
    return found


def _delay(rates: Rates, random: np.random.Generator, kind: Array) -> Array:
    delays = np.zeros(len(kind), np.int64)
    for name in sorted({what.delay for what in rates.kinds}):
        rows = np.flatnonzero(np.array([what.delay == name for what in rates.kinds])[kind])
        step = choose(random, np.array(rates["delay"][name]["shares"]), len(rows))
        low, high = LATEST_DAYS[step].T
        high = np.minimum(high, rates["delay"]["longest_years"] * 365)
        # most of a class lie near its beginning
        delays[rows] = low + (random.random(len(rows)) ** 2 * (high - low + 1)).astype(int)
    return delays


def _at_her_age(
    rates: Rates, people: People, random: np.random.Generator, kind: Array, day: Array, recorded: Array, victim: Array
) -> Array:
    """The day, moved to where the victim is of an age that the kind has a code for."""
    lowest, highest = _ages_of_codes(rates)
    who = np.maximum(victim, 0)
    born, sex = people.born[who], people.sex[who]
    low = born + np.ceil(np.maximum(lowest[kind, sex], 0.02) * YEAR).astype(int)
    high = born + np.floor((highest[kind, sex] + 1) * YEAR).astype(int) - 2
    somewhere = low + (random.random(len(kind)) * (np.minimum(high, recorded) - low + 1)).astype(int)
    fits = (victim < 0) | ((day >= low) & (day <= high))
    return np.where(fits, day, np.clip(somewhere, -36500, recorded))


def _ages_of_codes(rates: Rates) -> tuple[Array, Array]:
    """Youngest and oldest victim by kind and sex (0 men, 1 women); none: 999 to -1."""
    lowest, highest = np.full((len(rates.kinds), 2), 999), np.full((len(rates.kinds), 2), -1)
    for what in rates.kinds:
        for _, sex, low, high in what.codes or [("", "", 0, 120)]:
            for s in (0, 1) if not sex else ((1,) if sex == "F" else (0,)):
                lowest[what.number, s] = min(lowest[what.number, s], low)
                highest[what.number, s] = max(highest[what.number, s], high)
    return lowest, highest


def _minute(random: np.random.Generator, rates: Rates, kind: Array, offender: Array) -> Array:
    """Minute of the day: evenings and nights, thefts in the day, an offender's own hours; people give round times."""
    by_day = np.array([what.group in ("theft", "stalk", "vehicle") for what in rates.kinds])[kind]
    early_or_late = Habits(rates["knob"]["signature"]).normal(random, offender, "hour")
    hour = np.where(by_day, 15 + 4 * early_or_late, 21.5 + 5 * early_or_late) % 24
    minute = (hour * 60).astype(np.int64)
    rounded = np.where(chance(random, 0.75, len(kind)), minute // 15 * 15, minute // 5 * 5)
    return np.minimum(rounded, DAY - 5)


def no_lost_hour(minute: Array) -> Array:
    """Moves times out of the hour that does not exist in London on the last Sunday of March (01:00 to 01:59)."""
    day = minute // DAY
    date = day.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    in_month = (date - month.astype("datetime64[D]")).astype(int) + 1
    spring = (month.astype(int) % 12 == 2) & ((day + 4) % 7 == 0) & (in_month >= 25)
    return np.where(spring & (minute % DAY // 60 == 1), minute + 60, minute)
