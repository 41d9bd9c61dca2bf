"""The whole measure on a study: what the page and the claim say of it."""

import numpy as np
import pytest

from studies_made_up import happens, standing, study_of
from v100.evaluation.effect import Effect, claim, effect_evidence, lead, measure
from v100.evaluation.effect.checks import elsewhere, men_alike, not_pushed, past_alike
from v100.reports.evidence import evidence_page

RUNS = 12


@pytest.fixture(scope="module")
def found() -> Effect:
    """Arrests five times as often for the listed, harm half as often, nothing else."""
    rows = standing(runs=RUNS)
    return measure(
        study_of(
            rows.assign(
                arrested=happens(rows, 0.12, 5.0, seed=11),
                any_90=happens(rows, 0.6, 0.5, seed=12),
                harm_90=happens(rows, 0.6, 0.5, seed=12) * 100,
                arrested_before=happens(rows, 0.2, 1.0, seed=13),
                charged_before=happens(rows, 0.2, 1.0, seed=14),
            )
        )
    )


def test_later_harm_comes_first_and_is_found(found: Effect) -> None:
    assert [each.about for each in found.estimates] == sorted((each.about for each in found.estimates), reverse=True)
    harm = found.named("harm_90")
    assert harm.sound
    assert harm.found is not None
    assert harm.found.holds(0.5)
    assert harm.found.high < 1
    assert lead(found)[0].startswith("Later harm comes first.")
    assert lead(found)[0].endswith("less was recorded of the listed.")


def test_a_claim_is_borne_out_only_above_twice_and_with_its_checks(found: Effect) -> None:
    arrests = found.named("arrested")
    assert arrests.found is not None
    assert arrests.found.low > 2
    assert claim(arrests) == "bears it out"
    assert claim(found.named("how_soon")) == "cannot say"
    assert claim(found.named("charged")) is None


def test_what_cannot_be_said_says_why(found: Effect) -> None:
    for each in found.estimates:
        assert (each.found is None) == bool(each.why_not), each.key
        assert each.assumes
        assert each.cannot_say


def test_the_page_says_every_estimate_and_that_arrests_are_not_safety(found: Effect) -> None:
    page = evidence_page(effect_evidence(found))
    for each in found.estimates:
        assert each.question.split(",")[0] in page
    assert "It does not show that anybody is safer" in page.replace("\n", " ")
    assert page == evidence_page(effect_evidence(found))


def test_other_men_above_than_below_are_seen() -> None:
    rows = standing(runs=RUNS)
    assert men_alike(rows).passed
    assert men_alike(rows.assign(reports=rows.reports + 3 * rows.listed)).passed is False


def test_a_jump_before_the_run_is_seen() -> None:
    rows = standing(runs=RUNS)
    jumps = rows.assign(arrested_before=happens(rows, 0.2, 3.0, seed=1))
    assert past_alike(jumps, "arrested_before", 90).passed is False
    assert past_alike(rows, "arrested_before", 90).passed is None


def test_a_jump_elsewhere_is_seen_and_the_one_at_the_cut_is_not_taken_for_it() -> None:
    rows = standing(runs=RUNS)
    assert elsewhere(rows.assign(arrested=happens(rows, 0.2, 3.0, seed=1)), "arrested").passed
    at_fifty = rows.assign(arrested=happens(rows.assign(listed=rows["rank"] <= 50), 0.2, 4.0, seed=1))
    assert elsewhere(at_fifty, "arrested").passed is False


def test_men_pushed_over_the_cut_are_seen() -> None:
    """Half of those just below it are given what lifts them just above."""
    rows = standing(runs=RUNS, men=4000)
    assert not_pushed(rows).passed
    just_below = (rows.harm_days < rows.cut) & (rows.harm_days > rows.cut * 0.85) & (np.arange(len(rows)) % 2 == 0)
    lifted = rows.assign(harm_days=rows.harm_days.where(~just_below, 2 * rows.cut - rows.harm_days))
    assert not_pushed(lifted).passed is False
