"""How sure it is that a person's mentions are one person."""

from dataclasses import dataclass

from v100.reports.reading import Row, Run, weakest


@dataclass(frozen=True)
class Identity:
    """The mentions that were joined, weakest tie first, and the evidence of that tie; the pairs (mention_a, mention_b,
    decided) that people decided of."""

    doubt: str
    mentions: list[Row]
    reports: dict[str, Row]
    weakest: Row | None
    parts: list[str]
    decided: list[Row]


def identity(run: Run, person_id: str) -> Identity:
    """The evidence that makes these mentions one person."""
    person = run.people.get(person_id, {})
    mentions = run.mentions.get(person_id, [])
    weak = weakest(mentions)
    return Identity(
        doubt="" if person.get("doubt") in (None, "none") else person["doubt"],
        mentions=mentions,
        reports={row["report_id"]: run.reports.get(row["report_id"], {}) for row in mentions},
        weakest=weak,
        parts=_evidence(run.matches.get(person_id, [])),
        decided=run.decided.get(person_id, []),
    )


def _evidence(matches: list[Row]) -> list[str]:
    """Each comparison's part in the strongest of the pairs that hold the weakest mention."""
    pairs = sorted(matches, key=lambda row: (-row["match_weight"], row["mention_a"], row["mention_b"]))
    return list(pairs[0]["parts"] or ()) if pairs else []
