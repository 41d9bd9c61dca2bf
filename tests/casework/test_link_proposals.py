"""Leads proposed to officers of the crimes, what they answered, and what came of it, counted."""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from leads_made_up import APRIL, STRONG, WEAK, WHY, man, opened, page, proposed, read, run, waiting
from links_made_up import FIRST_MAN, PARTS, SECOND_MAN
from managed_men import managed
from site_users import parts, user
from v100.casework.access import Role
from v100.casework.accounts.demo import add_demo_users
from v100.casework.accounts.models import User
from v100.casework.links.crimes import crimes_of
from v100.casework.links.decided import decide
from v100.casework.links.demo import work_leads
from v100.casework.links.kinds import NEXT, State
from v100.casework.links.models import Decision, LinkDecision, Proposal, ProposalState
from v100.casework.links.proposals import move_proposal, proposals_of, propose
from v100.casework.nominals.models import Seal
from v100.casework.outcomes.kinds import Kind
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.results.counted import Counted, Narrowed
from v100.casework.results.figures import FIGURES, results
from v100.casework.results.window import EVERYTHING, Window

PROPOSED = {"to": "PC 1234", "words": "the tags of that day", **parts("on", "1 4 2026")}


def _way_to(state: State) -> list[State]:
    first = {State.PROPOSED: [], State.ACCEPTED: [State.ACCEPTED], State.REJECTED: [State.REJECTED]}
    return first.get(state, [State.ACCEPTED, state])


@pytest.mark.usefixtures("with_leads")
def test_a_lead_is_proposed_answered_and_what_came_of_it_is_recorded() -> None:
    officer, analyst = user(Role.LRO), user(Role.ANALYST)
    managed(man(), officer, by=analyst)
    client = opened(man(), officer)
    assert client.get(page("propose-link", man(), STRONG)).status_code == 404, "nobody decided yet"
    decide(man(), run(), STRONG, decision=Decision.TO_TEST, parts=PARTS, why=WHY, seen=None, by=analyst)
    assert 'value="PC 1234"' in read(client, page("propose-link", man(), STRONG)), "the officer of the report"
    assert client.post(page("propose-link", man(), STRONG), PROPOSED).status_code == 302
    made = Proposal.objects.get()
    again = client.post(page("propose-link", man(), STRONG), PROPOSED)
    assert "the proposal waits for an answer" in again.content.decode()
    where = page("link-proposal", man(), made.pk)
    told = {"state": "accepted", "why": "", "seen": "1", **parts("on", "3 4 2026")}
    assert "Say why" in client.post(where, told).content.decode()
    assert client.post(where, {**told, "why": "worth an hour"}).status_code == 302
    late = client.post(where, {**told, "state": "charged"})
    assert "recorded “accepted” meanwhile" in late.content.decode()
    early = client.post(where, {"state": "charged", "seen": "2", **parts("on", "2 4 2026")})
    assert "on or after the day of what was recorded last" in early.content.decode()
    assert client.post(where, {"state": "charged", "seen": "2", **parts("on", "9 4 2026")}).status_code == 302
    assert [state.state for state in ProposalState.objects.order_by("number")] == ["proposed", "accepted", "charged"]
    text = read(client, page("links", man()))
    assert "the tags of that day" in text
    assert "Charged, 9 April 2026" in text
    assert "1 proposed to the officer of the crime" in read(client, page("plan", man()))
    events = Event.objects.filter(action__in=("proposed link", "moved proposal")).values_list("why", flat=True)
    assert set(events) == {f"({what}, proposal:{made.pk})" for what in ("report U2", "accepted", "charged")}


@pytest.mark.usefixtures("with_leads")
def test_nothing_is_proposed_of_a_crime_that_was_found_not_to_be_his() -> None:
    analyst = user(Role.ANALYST)
    decide(man(), run(), STRONG, decision=Decision.NOT_LINKED, parts=PARTS, why=WHY, seen=None, by=analyst)
    with pytest.raises(NotNow, match="Decide first that it is to be tested or linked"):
        propose(man(), crimes_of(run(), [STRONG])[STRONG], to="PC 1", words="his tags", on=APRIL, by=analyst)
    assert not Proposal.objects.exists()


@pytest.mark.usefixtures("with_leads")
@pytest.mark.parametrize("before", State)
def test_what_may_follow_what_is_the_table_and_nothing_else(before: State) -> None:
    analyst = user(Role.ANALYST)
    made = proposed(analyst)
    seen = 1
    for step in _way_to(before):
        seen = move_proposal(man(), made, step, on=APRIL, why=WHY, seen=seen, by=analyst).number
    for to in State:
        with transaction.atomic():
            if to in NEXT[before]:
                assert move_proposal(man(), made, to, on=APRIL, why=WHY, seen=seen, by=analyst).number == seen + 1
            else:
                with pytest.raises(NotNow, match="it cannot be"):
                    move_proposal(man(), made, to, on=APRIL, why=WHY, seen=seen, by=analyst)
            transaction.set_rollback(True)


@pytest.mark.usefixtures("with_leads")
def test_the_results_count_what_came_of_links_and_each_figure_is_as_long_as_its_list() -> None:
    analyst = user(Role.ANALYST)
    window = Window(date(2026, 1, 1), date(2026, 12, 31), EVERYTHING)
    first, second = proposed(analyst), proposed(analyst, WEAK)
    for seen, state in enumerate((State.ACCEPTED, State.CHARGED, State.BAD_CHARACTER), start=1):
        move_proposal(man(), first, state, on=APRIL, why=WHY, seen=seen, by=analyst)
    for seen, state in enumerate((State.ACCEPTED, State.REJECTED), start=1):
        move_proposal(man(), second, state, on=APRIL, why=WHY, seen=seen, by=analyst)
    expected = {"proposed": 2, "accepted": 1, "rejected": 1, "charged": 0, "considered": 0, "bad-character": 1}
    numbers = results(window, analyst).all
    assert {name: numbers[f"links-{name}"] for name in expected} == expected
    for name, number in expected.items():
        figure = FIGURES[f"links-{name}"]
        counted = Counted(figure, window, Narrowed(), analyst)
        assert (counted.count(), len(counted[0:25])) == (number, number), name
    (row,) = Counted(FIGURES["links-accepted"], window, Narrowed(), analyst)[0:25]
    assert (row.nominal_id, row.crime_refs, row.outcome_id) == (man().pk, ["UN/U2"], first.pk)
    assert not results(Window(date(2026, 4, 2), date(2026, 12, 31)), analyst).all["links-proposed"]
    Seal.objects.create(nominal=man(), user=user(Role.LRO), ground="address")
    assert not results(window, analyst).all["links-proposed"], "as sealed men are in no figure"


@pytest.mark.usefixtures("with_leads")
def test_a_figure_opens_its_proposals() -> None:
    analyst = user(Role.ANALYST)
    made = proposed(analyst, on=timezone.localdate())
    client = opened(man(), analyst)
    figure = f"{reverse('figure', args=['links-proposed'])}?window=launch&basis=everything"
    client.post(figure, {"why": "for the briefing"})
    assert page("link-proposal", man(), made.pk) in client.get(figure).content.decode()
    assert "of the proposals, accepted" in client.get(reverse("results")).content.decode()


def test_a_demo_decides_and_proposes_the_strongest_and_leaves_the_others(with_leads: Path) -> None:
    add_demo_users(with_leads)
    work_leads()
    decisions = LinkDecision.objects.order_by("pk").values_list("decision", flat=True)
    assert list(decisions) == ["to_test", "not_linked", "to_test"]
    states = [[state.state for state in each.states] for each in proposals_of([man().pk, man(SECOND_MAN).pk])]
    assert states == [["proposed"], ["proposed", "accepted"]]
    assert waiting(User.objects.get(username="analyst")) == [(FIRST_MAN, WEAK)]


def test_no_outcome_has_the_name_of_a_standing() -> None:
    assert not set(State.values) & set(Kind.values)
