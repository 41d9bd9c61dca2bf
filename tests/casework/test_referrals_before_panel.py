"""A referral before the panel: marked for good, and nowhere said who referred him."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from referrals_made_up import REASON, assessed, at_rank, below, hidden, lay, of_man, status, take, text
from runs_made_up import became
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.panel.models import Mark, Step
from v100.casework.panel.moving import move as move_man
from v100.casework.panel.states import Status as Standing
from v100.casework.referrals.models import Laid
from v100.casework.referrals.states import Status


def test_laid_before_the_panel_he_is_nominated_and_marked_for_good(store: Path, analyst: Client) -> None:
    nominal = below()
    referral = take(analyst)
    assessed(store, referral, nominal)
    chair = signed_in(Role.PANEL_CHAIR)
    assert "Referral</strong>" not in of_man(chair, "man", nominal)
    assert lay(analyst, referral).status_code == 302
    assert status(referral) == Status.BEFORE_PANEL
    step = Step.objects.get(nominal=nominal)
    assert (step.status, step.reason) == (Standing.NOMINATED, REASON["reason"])
    for place in (Standing.UNDER_REVIEW, Standing.REJECTED):
        move_man(
            nominal,
            place,
            by=user(Role.PANEL_MEMBER) if place == Standing.UNDER_REVIEW else None or step.by,
            reason="so",
        )
        show = "waiting" if place == Standing.UNDER_REVIEW else "rejected"
        pages = [
            of_man(chair, "man", nominal),
            of_man(chair, "case", nominal),
            chair.get(reverse("queue"), {"show": show}).content.decode(),
            chair.get(reverse("list"), {"part": "ranked"}).content.decode(),
        ]
        assert all(each.count("Referral</strong>") == 1 for each in pages)
        waits = chair.get(reverse("queue"), {"show": "referred"}).context["page"].paginator.count
        assert waits == (place == Standing.UNDER_REVIEW)
    assert "cannot be done now" in text(analyst, referral, "referral-lay")


def test_one_who_waits_already_or_is_managed_is_marked_and_stays_as_he_is(store: Path, analyst: Client) -> None:
    listed = at_rank(2)
    referral = take(analyst)
    assessed(store, referral, listed)
    before = Step.objects.filter(nominal=listed).count()
    assert before == 1, "the run nominated him"
    assert lay(analyst, referral).status_code == 302
    assert Step.objects.filter(nominal=listed).count() == before
    assert Laid.objects.get().nominal == listed


def test_of_two_who_lay_it_at_once_the_second_is_told(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    assessed(store, referral, at_rank(2))
    other = signed_in(Role.SUPERVISOR)
    seen = hidden(other, referral)
    lay(analyst, referral)
    late = other.post(reverse("referral-lay", args=[referral.pk]), {**seen, **REASON})
    assert "cannot be done now" in late.content.decode()
    assert Laid.objects.count() == 1


@pytest.mark.parametrize("reason", ["see 77 Hiding Lane, where she is", "ring 07204 123987 first", "x"])
def test_a_reason_for_the_panel_must_not_tell_either(store: Path, analyst: Client, reason: str) -> None:
    referral = take(analyst)
    assessed(store, referral, below())
    answer = lay(analyst, referral, reason=reason)
    assert "reason" in answer.context["form"].errors
    assert not Laid.objects.exists()


def test_the_mark_follows_him_where_he_is_found_to_be_another(store: Path, analyst: Client) -> None:
    nominal, other = below(), at_rank(2)
    referral = take(analyst)
    assessed(store, referral, nominal)
    lay(analyst, referral)
    lineage = [became(nominal.person_id, other.person_id, "merged")]
    assessed(store, referral, other, later=True, person_lineage=lineage)
    assert {laid.nominal for laid in Laid.objects.all()} == {nominal, other}
    assert status(referral) == Status.BEFORE_PANEL
    assert "Referral</strong>" in of_man(signed_in(Role.PANEL_CHAIR), "case", other)
    assert not Mark.objects.filter(words__contains=referral.reference).exists()


def test_a_case_whose_referral_is_found_to_be_of_another_is_marked_to_be_looked_at(
    store: Path, analyst: Client
) -> None:
    nominal = below()
    referral = take(analyst)
    assessed(store, referral, nominal)
    lay(analyst, referral)
    assessed(store, referral, at_rank(6), later=True)
    (mark,) = Mark.objects.all()
    assert mark.nominal == nominal
    assert "takes less to be about him" in mark.words
    assert not re.search("PR0|refer", mark.words), "it is printed with his case"


def test_a_finding_that_came_while_somebody_wrote_is_read_first(store: Path, analyst: Client) -> None:
    nominal = below()
    referral = take(analyst)
    assessed(store, referral, nominal)
    read = hidden(analyst, referral)
    assessed(store, referral, at_rank(6), later=True)
    answer = analyst.post(reverse("referral-lay", args=[referral.pk]), {**read, **REASON})
    assert "a run looked for him again" in answer.content.decode()
    assert not Laid.objects.exists()
