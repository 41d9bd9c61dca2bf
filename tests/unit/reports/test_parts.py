"""One person's part: where the days come from, what happened when, how sure the identity is."""

from dataclasses import replace
from decimal import Decimal

import pyarrow as pa

from made_up_run import AS_AT, made_up_run
from v100.policy import load
from v100.reports.briefing import briefing
from v100.reports.parts import Part, parts
from v100.reports.reading import read


def _parts(people: int = 8) -> list[Part]:
    return parts(read(*made_up_run(people)))


def test_the_waterfall_ends_at_the_harm_days_of_the_ranking() -> None:
    for part in _parts():
        assert part.bars[-1].total == part.ranked["harm_days"]
        assert len(part.bars) == part.ranked["reports"]
        assert sum(bar.offences for bar in part.bars) == part.ranked["offences"]
        assert [bar.start for bar in part.bars] == sorted(bar.start for bar in part.bars)


def test_rank_without_a_report_is_the_rank_of_what_is_left() -> None:
    tables, facts = made_up_run(8)
    days = {row["person_id"]: row["harm_days"] for row in tables["ranking"].to_pylist()}
    for part in parts(read(tables, facts)):
        others = [held for person, held in days.items() if person != part.ranked["person_id"]]
        for bar in part.bars:
            left = part.ranked["harm_days"] - bar.days
            ahead, tied = sum(held > left for held in others), sum(held == left for held in others)
            if len(part.bars) == 1:
                assert bar.rank_without is None
            else:
                assert bar.rank_without is not None
                assert ahead < bar.rank_without <= ahead + tied + 1


def test_every_line_is_shown_with_its_days_or_why_it_does_not_count() -> None:
    tables, facts = made_up_run(8)
    shown = [line.row for part in parts(read(tables, facts)) for line in part.lines]
    assert len(shown) == tables["harm_line"].num_rows
    assert "no: included in the principal offence" in briefing(tables, facts)


def test_the_weakest_link_and_its_evidence_come_first() -> None:
    for part in _parts():
        weights = [row["match_weight"] for row in part.identity.mentions if row["match_weight"] is not None]
        assert weights == sorted(weights)
        if part.identity.weakest is not None and len(weights) > 1:
            assert part.identity.parts == ["name: same, rare +9.25", "birth: same +7"]


def test_an_event_is_shown_to_the_person_whose_it_is_and_to_nobody_else() -> None:
    tables, facts = made_up_run(8)
    his, hers = tables["suspect"].to_pylist()[:2]
    event = {"kind": "arrest", "on": AS_AT, "report_id": his["report_id"]}
    owner = tables["ranking"]["person_id"].to_pylist()[0]
    tables["event"] = pa.Table.from_pylist(
        [event | {"event_id": "E1", "person_id": owner}, event | {"event_id": "E2", "mention_id": hers["mention_id"]}],
        tables["event"].schema,
    )
    shown = [
        (part.ranked["person_id"], event["event_id"])
        for part in parts(read(tables, facts))
        for event in part.timeline.events
    ]
    assert shown == [(owner, "E1")]


def test_he_is_said_only_where_the_policy_ranks_men_and_he_is_known_to_be_one() -> None:
    tables, facts = made_up_run(8)
    sexes = {row["person_id"]: row["sex"] for row in tables["person"].to_pylist()}
    assert None in sexes.values()
    for part in parts(read(tables, facts)):
        assert part.he == ("He" if sexes[part.ranked["person_id"]] == "M" else "This person")
    both = replace(facts, policy=load("v100").model_copy(update={"sex": ("M", "F")}))
    assert {part.he for part in parts(read(tables, both))} == {"This person"}


def test_status_says_suspect_unless_charged_or_convicted() -> None:
    assert {part.status.split(";")[0] for part in _parts()} == {"Suspect"}
    convicted = _with_event("conviction")
    assert any("convicted in at least one" in part.status for part in convicted)


def _with_event(kind: str) -> list[Part]:
    tables, facts = made_up_run(8)
    rows = [event | {"kind": kind} for event in tables["event"].to_pylist()]
    return parts(read({**tables, "event": pa.Table.from_pylist(rows, tables["event"].schema)}, facts))


def test_a_report_without_an_offence_line_is_named_too() -> None:
    tables, facts = made_up_run(8)
    incident = {"report_id": "R-INCIDENT", "force": "F", "crime_ref": "CR/INCIDENT", "recorded_on": AS_AT}
    person = tables["ranking"].sort_by("rank")["person_id"][0].as_py()
    added = {
        "crime_report": incident,
        "suspect": {"mention_id": "M-INCIDENT", "report_id": "R-INCIDENT"},
        "person_mention": {"person_id": person, "mention_id": "M-INCIDENT", "side": "suspect"},
    }
    for name, row in added.items():
        tables[name] = pa.concat_tables([tables[name], pa.Table.from_pylist([row], tables[name].schema)])
    first = parts(read(tables, facts))[0]
    assert first.other_reports == ["R-INCIDENT"]
    assert "CR/INCIDENT" in briefing(tables, facts)


def test_ages_are_those_at_the_date_of_the_list() -> None:
    for part in _parts():
        for born, age in part.births:
            assert age == (AS_AT - born).days * 4 // 1461


def test_days_add_up_exactly() -> None:
    part = _parts()[0]
    assert sum((bar.days for bar in part.bars), Decimal(0)) == part.ranked["harm_days"]
