"""What the briefing says about a run beside its tables: settings, counts of each step, decisions obeyed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from v100.policy import Policy


@dataclass(frozen=True)
class Step:
    """One step of the run: rows in, rows out, rows set aside. rows_in = rows_out + set_aside where both are rows."""

    name: str
    rows_in: int
    rows_out: int
    set_aside: int
    note: str = ""


@dataclass(frozen=True)
class Measure:
    """A count of a whole, and what it means: 312 of 4,081 suspects have no date of birth."""

    name: str
    count: int
    of: int
    note: str = ""


@dataclass(frozen=True)
class Unweighted:
    """An offence code that the weight set lacks, how many lines bear it, and whom they concern (person_id)."""

    ho_code: str
    lines: int
    people: tuple[str, ...] = ()


class Recognition(StrEnum):
    """Who a run takes a referred man for."""

    KNOWN = "known"
    SEVERAL = "several"
    CONTRADICTED = "contradicted"
    NOBODY = "nobody"
    ERASED = "erased"


@dataclass(frozen=True)
class Decision:
    """A decision of people that this run obeyed, or could not. `person_id` is empty when it bound nobody. Of a referral
    `found` says in a word what was found, and `may_be` are all who the referred man may be.
    """

    position: int
    decision: str
    person_id: str
    why: str
    by: str
    second_by: str
    on: date
    effect: str = ""
    found: Recognition | None = None
    may_be: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """A run's settings and counts. Everything here is an input of the run or follows from one: no clock."""

    run_id: str
    as_at: date
    known_to: date
    policy: Policy
    force: str = ""
    marking: str = "OFFICIAL-SENSITIVE"
    weights: str = ""
    version: str = ""
    ledger_position: int = 0
    previous_run: str = ""
    late_batches: tuple[str, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    """What else the run was made of, by name, with its hash or version: identity model, offence table, batches."""
    steps: tuple[Step, ...] = ()
    quality: tuple[Measure, ...] = ()
    unweighted: tuple[Unweighted, ...] = ()
    decisions: tuple[Decision, ...] = ()
    not_known: tuple[Measure, ...] = ()

    @classmethod
    def of_one_person(cls, run_id: str, as_at: date, manifest: Mapping[str, Any]) -> "Facts":
        """What a part about one person needs, as the run's manifest has it."""
        return cls(
            run_id=run_id,
            as_at=as_at,
            known_to=date.fromisoformat(manifest["known_to"]),
            policy=Policy.model_validate(manifest["policy"]),
            marking=manifest["settings"]["marking"],
        )

    """Of the facts that precursor rules read, how many are not known."""
