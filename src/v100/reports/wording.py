"""How the briefing says things: dates, days, years, whom it ranks, flags in sentences."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from v100.policy import Policy


def long_date(day: date | None) -> str:
    """31 March 2026; "not known" without a date."""
    return f"{day.day} {day:%B %Y}" if day else "not known"


def prose(text: str | None) -> str:
    """A sentence of the tables with its ISO dates written out."""
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda found: long_date(date.fromisoformat(found[0])), text or "")


def days(value: Decimal | None) -> str:
    """Harm days as people write them: 1,825 or 18.75; a dash when not known."""
    return "–" if value is None else f"{value.normalize():,f}"


def years(value: Decimal) -> str:
    """Days of custody in years of 365 days: 1,300 years; one decimal below 100."""
    exact = value / 365
    step = Decimal(1) if exact >= 100 else Decimal("0.1")
    rounded = exact.quantize(step, ROUND_HALF_UP)
    return f"{rounded:,f} years"


def share(part: Decimal | int, whole: Decimal | int) -> str:
    """A share of a whole as 12.3%; a dash when the whole is nothing."""
    if not whole:
        return "–"
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """A share as a number between 0 and 100, for the length of a bar."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01")) if whole else Decimal(0)


def count(number: int, one: str, many: str = "") -> str:
    """1 report, 2 reports, 1,234 reports."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True)
class Words:
    """Whom this policy ranks and whom it protects, as the pages say it."""

    person: str
    people: str
    victims: str
    victim: str


def words(policy: Policy) -> Words:
    if policy.sex == ("M",):
        person, people = "man", "men"
    elif policy.sex == ("F",):
        person, people = "woman", "women"
    else:
        person, people = "person", "people"
    women_only = policy.female_victim and not (policy.male_da or policy.children_any_sex)
    victims = ("women and girls", "woman or girl") if women_only else ("victims", "victim")
    return Words(person, people, *victims)


def pronoun(policy: Policy, sex: str | None) -> tuple[str, str]:
    """("He", "his") where the policy ranks one sex and this person is known to be of it, else "This person"."""
    if policy.sex == (sex,):
        return {"M": ("He", "his"), "F": ("She", "her")}.get(sex or "", ("This person", "this person's"))
    return ("This person", "this person's")


FLAGS = {
    "possible victim": "A report says that this person may be exploited too. Review that first.",
    "mutual": "In at least one incident the two accuse each other. Decide who is the primary perpetrator, and say why.",
    "possible duplicate": "Two of these reports may be one. Both count until a person decides.",
    "in custody": "In custody at the date of this list. Harm done from custody counts.",
    "sex unknown": "Sex is not recorded in any mention. Never inferred from a forename: check before anything else.",
    "sex recorded differently": "Mentions disagree on sex; the value of most is used. Check who is meant.",
    "age unknown": "Neither date of birth nor age is recorded, so it is not known whether this person is an adult.",
    "unweighted lines": "Some offences have no harm days, because the weight set lacks their code.",
    "tie at the cut": "The same harm days stand on both sides of the cut: the rules for ties decided.",
    "identity: weak bridge": "Two groups of mentions hang together by one weak link: they may be two people.",
    "identity: decisions conflict": "People's decisions on this identity contradict each other. The later hold.",
    "identity: possible twins": "Mentions look like twins or close kin: same address and birth, different forename.",
}


def flag_in_words(flag: str) -> str:
    """What a flag means to a reader; a flag without a sentence of its own says nothing more."""
    return next((sentence for known, sentence in FLAGS.items() if flag.startswith(known)), "")
