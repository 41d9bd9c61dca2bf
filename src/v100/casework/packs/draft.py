"""A draft application as it reads, before it is a file of any kind. No database, no web.

Victims are W1, W2 and so on, in the order in which they come: the numbers mean nothing outside this draft.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from v100.casework.packs.kept_templates import Template
from v100.casework.powers import Fact, Power

ENTRY, RECORD = "entry:", "Officer’s record"
"""How what an officer recorded is named: as a fact has it, and in the draft."""

UNKNOWN = "Day not recorded"
NO_ONE_DAY = "Of no one day"
NOT_ADDRESSED = "Nothing on file is put forward here: to be addressed before this is used."
TO_WRITE = "To be written."
NO_RECOMMENDATION = (
    "The system that put this together recommends nothing: it shows what is on file. Whether to apply is for an "
    "officer of the rank that the law asks and a lawyer to decide."
)
READ_OVER = "Whoever uses it reads the source of each line first. Exhibits are named by reference and are not enclosed."
REPORTS = (
    "A crime report says what was reported: it is no finding of a court. W1, W2 and so on are victims, in this draft "
    "alone."
)


@dataclass(frozen=True)
class Report:
    """A report that names him: when it was done (in the order of time), what, to whom (references, with what he is to
    each), where (no nearer than the borough).
    """

    report_id: str
    crime_ref: str
    from_on: date | None
    to_on: date | None
    offences: tuple[str, ...]
    women: Mapping[str, str]
    borough: str


@dataclass(frozen=True)
class Happened:
    """Something that came of a report: what, when."""

    key: str
    on: date
    words: str
    report_id: str


@dataclass(frozen=True)
class Made:
    """Who made it of whom, when, until when it can be taken, of which run, under which marking."""

    name: str
    born: tuple[date, ...]
    reference: str
    by: str
    on: date
    expires_on: date
    run: str
    marking: str


@dataclass(frozen=True)
class Line:
    """One line, and the source that it rests on."""

    on: str
    words: str
    source: str


@dataclass(frozen=True)
class Part:
    """A part of the statutory test with the lines that speak to it; or what the officer wrote under a heading."""

    heading: str
    source: str
    lines: tuple[Line, ...] = ()
    words: tuple[str, ...] = ()
    lacking: str = ""


@dataclass(frozen=True)
class Draft:
    """All of it."""

    title: str
    made: Made
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    told: tuple[str, ...]
    chronology: tuple[Line, ...]
    exhibits: tuple[Line, ...]
    women: tuple[str, ...]


def draft_of(
    template: Template,
    power: Power,
    made: Made,
    *,
    woman: str,
    reports: Iterable[Report],
    happened: Iterable[Happened],
    facts: Iterable[Fact],
    words: Sequence[str],
) -> Draft:
    """The draft of what was chosen: reports, what came of them, facts; `words` are the officer's own, in the order of
    the template's headings. `woman` is whom it would protect, empty where the power is about him alone.
    """
    told = sorted(reports, key=by_day)
    came = sorted(happened, key=lambda each: (each.on, each.key))
    women = list(dict.fromkeys([*filter(None, [woman]), *(each for report in told for each in report.women)]))
    pack = _Pack({each: f"W{number}" for number, each in enumerate(women, start=1)}, told, came)
    parts = [
        *(pack.test(test.words, test.source, test.facts, list(facts)) for test in template.tests),
        *(_own(own.heading, said) for own, said in zip(template.own_words, words, strict=True)),
    ]
    return Draft(
        title=power.name,
        made=made,
        facts=tuple(_front(template, power, made, pack.numbers, woman)),
        parts=tuple(parts),
        told=template.told,
        chronology=tuple(pack.chronology()),
        exhibits=tuple(pack.exhibits(parts)),
        women=tuple(women),
    )


def _front(
    template: Template, power: Power, made: Made, numbers: Mapping[str, str], woman: str
) -> Iterable[tuple[str, str]]:
    yield "Respondent", made.name
    yield "Born", " or ".join(map(in_words, made.born)) or "not known"
    yield "His reference", made.reference
    if woman:
        yield "To be protected", numbers[woman]
    yield "Court", template.court
    yield "Applicant", template.applicant
    yield "Law", power.statute
    yield "Standard of proof", _capital(power.standard_of_proof)
    yield "How long", _capital(power.duration)
    yield "Law checked", _capital(power.checked)
    yield "Put together by", f"{made.by}, {in_words(made.on)}"
    yield "Expires", f"{in_words(made.expires_on)}: delete every copy by then"
    yield "From run", made.run


@dataclass(frozen=True)
class _Pack:
    """What was chosen, with each victim's number in this draft."""

    numbers: Mapping[str, str]
    reports: Sequence[Report]
    happened: Sequence[Happened]

    def test(self, words: str, source: str, kinds: Collection[str], facts: Iterable[Fact]) -> Part:
        """One line for each source that speaks to it, in the order of time."""
        said: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.kind.name in kinds:
                said[fact.opens].append(fact)
        order = [*(each.report_id for each in self.reports), *(each.key for each in self.happened)]
        places = {key: place for place, key in enumerate(order)}
        lines = [self.line(said[key]) for key in sorted(said, key=lambda key: (places.get(key, len(order)), key))]
        return Part(words, source, tuple(lines), lacking="" if lines else NOT_ADDRESSED)

    def line(self, facts: Sequence[Fact]) -> Line:
        """What one source says. Of a report, the day on which it was done, never that on which it was made."""
        first = facts[0]
        whom = f" ({self.numbers[first.woman]})" if first.woman and first.woman in self.numbers else ""
        words = "; ".join(dict.fromkeys(fact.words for fact in facts))
        for report in self.reports:
            if first.opens == report.report_id:
                said = f"{_offences(report)}{whom}: {words}"
                return Line(days_of(report), said, _of_report(report.crime_ref))
        for event in self.happened:
            if first.opens == event.key:
                return Line(in_words(event.on), f"{_capital(words)}{whom}", self.source_of(event))
        if first.opens.startswith(ENTRY):
            number = first.opens.removeprefix(ENTRY)
            return Line(in_words(first.on), f"{_capital(words)}{whom}", f"{RECORD} {number}")
        return Line(NO_ONE_DAY, f"{_capital(words)}{whom}", "Police record")

    def source_of(self, event: Happened) -> str:
        refs = [report.crime_ref for report in self.reports if report.report_id == event.report_id]
        number = event.key.rpartition(":")[2]
        return f"Outcome {number}" + (f", crime report {refs[0]}" if refs else "")

    def chronology(self) -> Iterable[Line]:
        """What was done, and what came of it, by day."""
        rows = [(report.from_on or date.max, 0, self.done(report)) for report in self.reports]
        rows += [(each.on, 1, Line(in_words(each.on), each.words, self.source_of(each))) for each in self.happened]
        return [line for _, _, line in sorted(rows, key=lambda row: row[:2])]

    def done(self, report: Report) -> Line:
        to = [
            f"{self.numbers[woman]} ({what})" if what else self.numbers[woman] for woman, what in report.women.items()
        ]
        where = f", {report.borough}" if report.borough else ""
        said = f"{_offences(report)}, to {', '.join(to) or 'nobody who is known'}{where}"
        return Line(days_of(report), said, _of_report(report.crime_ref))

    def exhibits(self, parts: Iterable[Part]) -> Iterable[Line]:
        """Each source once, in the order of the record: reports, what came of them, what officers recorded."""
        records = dict.fromkeys(line.source for part in parts for line in part.lines if line.source.startswith(RECORD))
        named = [
            *(("Crime report", report.crime_ref) for report in self.reports),
            *((f"Record: {each.words.lower()}", self.source_of(each)) for each in self.happened),
            *(("What an officer recorded on his file", record) for record in records),
        ]
        return [Line(f"Exhibit {number}", what, source) for number, (what, source) in enumerate(named, start=1)]


def _own(heading: str, said: str) -> Part:
    paragraphs = tuple(part.strip() for part in said.replace("\r\n", "\n").split("\n\n") if part.strip())
    return Part(heading, "The officer’s own words", words=paragraphs, lacking="" if paragraphs else TO_WRITE)


def _offences(report: Report) -> str:
    return "; ".join(report.offences) or "Offence not coded"


def by_day(report: Report) -> tuple[date, str]:
    """For the order of time; one whose day is not recorded comes last."""
    return report.from_on or date.max, report.crime_ref


def days_of(report: Report) -> str:
    """When it was done, in words."""
    if report.from_on is None:
        return UNKNOWN
    if report.to_on is None or report.to_on == report.from_on:
        return in_words(report.from_on)
    same = (report.from_on.year, report.from_on.month) == (report.to_on.year, report.to_on.month)
    return f"{report.from_on.day if same else in_words(report.from_on)} to {in_words(report.to_on)}"


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _of_report(crime_ref: str) -> str:
    return f"Crime report {crime_ref}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
