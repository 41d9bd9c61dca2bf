"""Which mentions are compared at all."""

from typing import Any

from mentions import mention, table
from v100 import engine
from v100.identity.blocking import MOST_BEARERS, candidates
from v100.identity.standard import standardise


def compared(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    backend = engine.connect()
    standard = standardise(backend, "standard", table(backend, "mentions", rows))
    return {(pair["mention_a"], pair["mention_b"]) for pair in candidates(standard).to_pyarrow().to_pylist()}


def bearers(count: int) -> list[dict[str, Any]]:
    """So many who share a name and nothing else."""
    return [mention(f"M{number:03}", "John", "Smith") for number in range(count)]


def test_a_name_alone_brings_its_bearers_together() -> None:
    assert len(compared(bearers(MOST_BEARERS))) == MOST_BEARERS * (MOST_BEARERS - 1) // 2


def test_a_common_name_alone_brings_nobody_together() -> None:
    assert compared(bearers(MOST_BEARERS + 1)) == set()


def test_who_bears_a_common_name_is_found_by_all_else() -> None:
    """None is lost whom a number, a birth or a home shows to be one man."""
    same: dict[str, Any] = {"phone": "07204 555123"}
    home: dict[str, Any] = {"address": "1 Ash Road"}
    rows = [*bearers(MOST_BEARERS), *(mention(each, "John", "Smith", **same) for each in ("P1", "P2"))]
    rows += [mention(each, "John", "Smith", **home) for each in ("A1", "A2")]
    assert compared(rows) == {("P1", "P2"), ("A1", "A2")}
