"""How sure it is that a person's mentions are one person."""

from dataclasses import dataclass

from v100.reports.reading import Row, Run


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
    tied = [mention for mention in mentions if mention["match_weight"] is not None]
    weakest = tied[0] if tied else None
    return Identity(
        doubt="" if person.get("doubt") in (None, "none") else person["doubt"],
        mentions=mentions,
        reports={row["report_id"]: run.reports.get(row["report_id"], {}) for row in mentions},
        weakest=weakest,
        parts=_evidence(run.matches.get(person_id, []), weakest),
        decided=run.decided.get(person_id, []),
    )


def _evidence(matches: list[Row], weakest: Row | None) -> list[str]:
    """Each comparison's part in the strongest pair that holds the weakest mention."""
    if weakest is None:
        return []
    pairs = [row for row in matches if weakest["mention_id"] in (row["mention_a"], row["mention_b"])]
    pairs.sort(key=lambda row: (-row["match_weight"], row["mention_a"], row["mention_b"]))
    return list(pairs[0]["parts"] or ()) if pairs else []
