"""The page and the terminal: the answer first, what is held back nowhere, what is not measured said."""

from dataclasses import replace
from datetime import date

from v100.evaluation.fairness import Fairness, evidence
from v100.evaluation.fairness.doubt import Doubts
from v100.evaluation.fairness.given_harm import Expected, Recount
from v100.evaluation.fairness.intervals import Interval
from v100.evaluation.fairness.naming import Renamed
from v100.evaluation.fairness.panel import Panel, Taken
from v100.evaluation.fairness.selection import Selected, Totals
from v100.evaluation.fairness.weighting import Reweighed
from v100.reports.evidence import evidence_page

ABOVE, ABOUT = Interval(1.71, 1.07, 2.73), Interval(1.27, 0.78, 2.08)
FOUND = Fairness(
    run_id="2026-03-31-v100-0000000000",
    as_at=date(2026, 3, 31),
    policy="v100",
    list_size=100,
    smallest=10,
    marking="OFFICIAL-SENSITIVE",
    totals=Totals(suspects=1000, days=500_000, ranked=950, listed=100, aside=0),
    basis={"as he said himself": 600, "as an officer saw him": 300, "not known": 100},
    unread={"martian": 12},
    selection=[
        Selected("ethnicity", "A", 300, 200_000, 290, 45, None, ABOVE, ABOUT),
        Selected("ethnicity", "B", 650, 290_000, 620, 55, None),
        Selected("ethnicity", "C", None, None, None, None, None),
    ],
    recount=Recount(differ=0, passed_over=0, tied=0),
    given_harm=[Expected("ethnicity", "A", 45, 45.0, None)],
    outcomes=None,
    panel=None,
    doubt=Doubts(men=103, doubtful=3, groups=[]),
    by_origin=None,
    naming=[Renamed("A", rate, 5, 3, 7, 40, 38, 42) for rate in (0.5, 1.0, 2.0)],
    weighting=[
        Reweighed("rape halved", 0, 0, {"A": 45, "B": 55, "C": None}),
        Reweighed("rape doubled", 0, 0, {"A": 45, "B": 55, "C": None}),
        Reweighed("weight set ons", 20, 7, {"A": 30, "B": 70, "C": None}),
    ],
)


def test_the_answer_stands_first() -> None:
    (given_harm, rates), (limits,) = evidence(FOUND).lead, evidence(FOUND).cannot_say
    assert given_harm.startswith("Given the harm that is reported of a man, his group makes no difference")
    assert "ethnicity A 1.71 (1.07 to 2.73) times as often" in rates
    assert "never reported or never named" in limits


def test_a_fault_is_said_first_and_loud() -> None:
    fault = replace(
        FOUND,
        recount=Recount(differ=0, passed_over=12, tied=0),
        given_harm=[Expected("ethnicity", "A", 65, 45.0, 0.0001, fault=True)],
    )
    assert not fault.sound
    assert FOUND.sound
    said = evidence(fault).lead[0]
    assert said.startswith("FAULT.")
    assert "12 men with more days than somebody listed" in said
    assert "ethnicity A" in said


def test_what_is_held_back_has_no_row_and_what_is_not_measured_is_said() -> None:
    said = evidence(FOUND)
    shares = said.sections[0].grids[0]
    assert [row[0] for row in shares.rows] == ["A", "B"]
    assert shares.caption == "By ethnicity: how many (1 group with small numbers left out)"
    assert shares.rows[0] == ("A", "300 (30.0%)", "200,000 (40.0%)", "290 (30.5%)", "45 (45.0%)")
    page = evidence_page(said)
    for sentence in ("Not measured", "no origin is guessed from a name", "too few to tell by group", "martian"):
        assert sentence in page
    assert page == evidence_page(evidence(FOUND))


def test_two_groups_at_once_stand_below_the_others() -> None:
    pair = Expected("ethnicity and age", "A, 25 to 34", 21, 21.0, None)
    said = next(
        each
        for each in evidence(replace(FOUND, given_harm=[*FOUND.given_harm, pair])).sections
        if "same harm" in each.title
    )
    first, second = said.grids
    assert [row[0] for row in first.rows] == ["ethnicity: A"]
    assert second.rows == (("A, 25 to 34", "21", "21.0", "1.00", "harm alone decided", "as expected"),)
    assert "1 pair is told" in said.says[-1]
    none = next(each for each in evidence(FOUND).sections if "same harm" in each.title)
    assert len(none.grids) == 1
    assert "No pair is told" in none.says[-1]


def test_whom_the_panel_adopted_is_a_question_and_no_fault() -> None:
    groups = [
        Taken("ethnicity", "A", 60, 45, 30.0, 0.0001, apart=True),
        Taken("ethnicity", "B", 40, 15, 30.0, 0.0001, apart=True),
        Taken("ethnicity", "C", None, None),
        Taken("age", "25-34", 100, 60, 60.0, None),
    ]
    told = Panel([date(2026, 3, 31)], men=100, adopted=60, waiting=8, lines=(60, 71), groups=groups)
    found = replace(FOUND, panel=told)
    assert found.sound
    said = next(each for each in evidence(found).sections if each.title == "Whom the panel adopted")
    assert "To be asked about: ethnicity A and ethnicity B." in said.says
    assert [row[0] for row in said.grids[0].rows] == ["ethnicity: A", "ethnicity: B", "age: 25-34"]
    assert said.grids[0].rows[0][3:] == ("30.0", "0.0%", "ask why")
    assert said.grids[0].rows[2][3:] == ("60.0", "days alone decided", "as expected")
    assert "--adopted FILE" in dict(evidence(found).made_from)["Command"]
    without = next(each for each in evidence(FOUND).sections if each.title == said.title)
    assert "v100 adoptions" in without.says[0]
    assert "--adopted" not in dict(evidence(FOUND).made_from)["Command"]


def test_weightings_that_move_nobody_are_one_sentence() -> None:
    weighed = next(section for section in evidence(FOUND).sections if "weighed" in section.title)
    assert "Nobody would change with: rape halved or doubled." in weighed.says
    assert "Counted lines without a weight, taken as nothing: weight set ons (7)." in weighed.says
    assert weighed.grids[0].rows == (("as in the run", "–", "45", "55"), ("weight set ons", "20", "30", "70"))
