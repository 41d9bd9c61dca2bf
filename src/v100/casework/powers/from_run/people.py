"""Facts from who he and each woman are: of age or not, in custody or not."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from v100.casework.powers.fact import Fact, Kind
from v100.casework.powers.from_run.rows import Row, Rows

DAY = timedelta(1)


def of_people(kinds: Mapping[str, Kind], rows: Rows) -> Iterator[Fact]:
    yield from _of_age(kinds, rows)
    yield from _in_custody(kinds["in_custody"], rows)
    for woman in rows.women:
        if woman.get("age_band") not in (None, "under 18"):
            yield _fact(kinds["she_is_adult"], rows.as_at, woman, woman=woman["person_id"])


def _of_age(kinds: Mapping[str, Kind], rows: Rows) -> Iterator[Fact]:
    """Dates of birth that disagree must agree on this: an adult by the last of them, a child by the first."""
    birthdays = sorted(_eighteenth(birth) for birth in rows.person.get("births") or ())
    if birthdays:
        yield _fact(kinds["adult"], birthdays[-1], rows.person)
        yield _fact(kinds["under_18"], date.min, rows.person, until=birthdays[0] - DAY)


def _eighteenth(birth: date) -> date:
    """His 18th birthday; of one born on 29 February, 1 March."""
    leap = (birth.month, birth.day) == (2, 29)
    return date(birth.year + 18, 3, 1) if leap else birth.replace(year=birth.year + 18)


def _in_custody(kind: Kind, rows: Rows) -> Iterator[Fact]:
    """Custody runs from a remand, a recall or a sentence with days to the first release from that day on, else to its
    planned end; with none of these its end is not known.
    """
    releases = sorted(event["on"] for event in rows.event if event["kind"] == "release" and event["on"] <= rows.as_at)
    for event in rows.event:
        if event["kind"] in ("remand", "recall") or (event["kind"] == "sentence" and event.get("days")):
            released = next((day for day in releases if day >= event["on"]), None)
            end = released or event.get("until") or (event.get("days") and event["on"] + timedelta(event["days"]))
            yield Fact(
                kind=kind,
                on=event["on"],
                known_on=event.get("recorded_on"),
                until=end - DAY if end else None,
                opens=event["event_id"],
                words=kind.words,
            )


def _fact(kind: Kind, on: date, person: Row, *, until: date | None = None, woman: str | None = None) -> Fact:
    return Fact(kind=kind, on=on, until=until, opens=person["person_id"], words=kind.words, woman=woman)
