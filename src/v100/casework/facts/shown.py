"""A power as a page shows it: each condition with the facts that answer it, and what opens each of these."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import slugify

from v100.casework.facts.forms import by_officers
from v100.casework.facts.on_file import ENTRY, OUTCOME, OnFile
from v100.casework.powers.advice import Advice, Answer
from v100.casework.powers.fact import ABOUT_MAN, Fact
from v100.casework.powers.load import Book


class Ground(NamedTuple):
    """A fact as the page shows it: what it says, and what opens it."""

    fact: Fact
    says: str
    opens: str


class Asked(NamedTuple):
    """A condition as the page shows it: its facts and, where it is not met, what the form of a fact is to begin with
    that an officer could record; nothing where no officer can."""

    answer: Answer
    grounds: list[Ground]
    records: str


class Shown(NamedTuple):
    """One power as the page shows it."""

    advice: Advice
    needs: list[Asked]
    closed: list[Asked]


def as_shown(advice: Advice, number: int, held: OnFile, book: Book, facts_at: str = "") -> Shown:
    """Of the man of this number. What officers recorded stands on the page itself, or on that of `facts_at`."""

    def asked(answer: Answer) -> Asked:
        grounds = [_ground(fact, number, held, facts_at) for fact in answer.facts]
        return Asked(answer, grounds, _records(answer, advice, book))

    return Shown(advice, [asked(need) for need in advice.needs], [asked(closing) for closing in advice.closed])


def _records(answer: Answer, advice: Advice, book: Book) -> str:
    officers = by_officers(book)
    kind = next((officers[name] for name in answer.kinds if name in officers), None)
    if answer.met or kind is None:
        return ""
    begins = {"kind": kind.name}
    if kind.each_power:
        begins["power"] = advice.power.code
    if advice.woman and kind.about != ABOUT_MAN:
        begins["woman"] = advice.woman
    return urlencode(begins)


def _ground(fact: Fact, number: int, held: OnFile, facts_at: str) -> Ground:
    man = reverse("man", args=[number])
    if fact.opens in held.crime_refs:
        return Ground(
            fact, f"Report {held.crime_refs[fact.opens]}: {fact.words}", f"{man}#report-{slugify(fact.opens)}"
        )
    if fact.opens.startswith(OUTCOME):
        report = held.of_events[fact.opens]
        says = f"{fact.words} (report {report})" if report else fact.words
        return Ground(fact, says, reverse("outcome", args=[number, int(fact.opens.removeprefix(OUTCOME))]))
    if fact.opens.startswith(ENTRY):
        return Ground(fact, fact.words, f"{facts_at}#fact-{fact.opens.removeprefix(ENTRY)}")
    return Ground(fact, fact.words, man)
