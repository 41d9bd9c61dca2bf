"""Undetected crimes that may be a man's: shown as leads, decided by people, proposed to officers, counted."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from links_made_up import FIRST_MAN, PARTS, SECOND_MAN, THIRD_MAN, lead, undetected
from managed_men import managed
from runs_made_up import AS_AT, month_later, seal
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.demo import add_demo_users
from v100.casework.accounts.models import User
from v100.casework.facts.book import force_book
from v100.casework.links.crimes import crimes_of, own_crimes
from v100.casework.links.decided import decide
from v100.casework.links.demo import work_leads
from v100.casework.links.kinds import NEXT, State
from v100.casework.links.models import Decision, LinkDecision, Proposal, ProposalState
from v100.casework.links.proposals import move_proposal, proposals_of, propose
from v100.casework.links.tasks import write_to_ledger
from v100.casework.links.waiting import waiting_leads
from v100.casework.links.waterfall import WIDTH, waterfall
from v100.casework.nominals.models import Nominal, Seal
from v100.casework.outcomes.kinds import Kind
from v100.casework.oversight.models import Event
from v100.casework.packs.material import material_of
from v100.casework.panel.states import NotNow
from v100.casework.results.counted import Counted, Narrowed
from v100.casework.results.figures import FIGURES, results
from v100.casework.results.window import EVERYTHING, Window
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import MODELS, LoadedRun
from v100.compared import TITLES
from v100.store import ledger

WEAK, STRONG, INSIDE, THEFT = "U1", "U2", "U3", "U4"
ALIBI = "in custody from 2026-01-01 to 2026-03-30"
WHY = "the same way in"
APRIL = date(2026, 4, 1)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three men with leads to four undetected crimes: one that all three may have done, one that he cannot have."""
    made = undetected(WEAK, STRONG, INSIDE, THEFT, weapon="CANARY weapon")
    links = [
        lead(WEAK, strength="2.1000"),
        lead(STRONG, strength="2.9000", place=3),
        lead(INSIDE, strength="2.5000", alibi=ALIBI),
        lead(STRONG, SECOND_MAN, strength="3.5000", place=1),
        lead(STRONG, THIRD_MAN, strength="3.1000", place=2, decided="not linked, by somebody on 2026-03-02"),
        lead(THEFT, SECOND_MAN, strength="2.2000", category="theft", of_100=None),
    ]
    series = [{"series_id": "S-U1", "report_id": report, "crimes": 2} for report in (WEAK, STRONG)]
    mark = {"person_id": FIRST_MAN, "report_id": WEAK, "kind": "dna", "mark_id": "LAB/7", "own_report_id": "R000-0"}
    seal(tmp_path, link=links, series=series, mark=[mark], **made)
    load_new(tmp_path)
    monkeypatch.setattr(settings, "STORE", tmp_path)
    return tmp_path


def man(person_id: str = FIRST_MAN) -> Nominal:
    return Nominal.objects.get(person_id=person_id)


def run() -> LoadedRun:
    found = current_run()
    assert found is not None
    return found


def opened(nominal: Nominal, who: User | Role = Role.ANALYST) -> Client:
    """Signed in, with a reason given for this man."""
    client = signed_in(who)
    client.post(reverse("man", args=[nominal.pk]), {"why": "to look for more"})
    return client


def page(name: str, nominal: Nominal, *more: Any) -> str:
    return reverse(name, args=[nominal.pk, *more])


def read(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.usefixtures("store")
def test_his_leads_are_shown_strongest_first_with_what_speaks_against_them() -> None:
    client = opened(man())
    answer = client.get(page("links", man()))
    leads = list(answer.context["page"])
    assert [lead.crime.crime_ref for lead in leads] == ["UN/U2", "UN/U3", "UN/U1"]
    text = " ".join(answer.content.decode().split())
    assert text.index("LAB/7") < text.index("UN/U2: rape"), "the laboratory's word comes first"
    assert "Leads to be tested, never evidence" in text
    assert "shown with this strength, <strong>4</strong> were his" in text
    assert "6 of 100: what Bayes’ rule makes of the strength" in text
    assert "His place is 3 among 6 men" in text
    assert 'Not alike</dt><dd class="govuk-summary-list__value">Time of day</dd>' in text
    assert "Not alike: time of day. Not known of both, so not compared: time between" in text
    assert "<s>UN/U3</s> struck out: rape and other sexual offences" in text
    assert f"He was {ALIBI}" in text
    assert "S-U1: 2 undetected crimes that may be by one hand, whoever’s: UN/U1, UN/U2" in text
    assert leads[0].crime.on == AS_AT - timedelta(days=31)


@pytest.mark.usefixtures("store")
def test_his_crimes_and_those_that_may_be_his_stand_in_time_and_by_borough() -> None:
    shown = opened(man()).get(page("links", man())).context
    (line,) = shown["lines"]
    assert [(point.crime.crime_ref, point.his) for point in line.points if point.his] == [("CR/000/0", True)]
    assert [point.crime.crime_ref for point in line.points if not point.his] == ["UN/U3", "UN/U2", "UN/U1"]
    assert sorted(point.x for point in line.points) == [point.x for point in line.points]
    assert [tuple(row) for row in shown["map"].rows] == [("Camden", 0, 3), ("Hackney", 1, 0)]


@pytest.mark.usefixtures("store")
def test_what_he_does_to_a_partner_is_no_guide_and_is_not_shown_beside() -> None:
    assert [each.report_id for each in own_crimes(run(), FIRST_MAN, ["sexual"])] == ["R000-0"]
    MODELS["report_victim"].objects.create(
        run=run(), report_id="R000-0", line=1, person_id="V-2", relationship="partner"
    )
    assert own_crimes(run(), FIRST_MAN, ["sexual"]) == []


@pytest.mark.usefixtures("store")
def test_of_a_man_without_leads_it_is_not_said_that_there_are_none() -> None:
    other = Nominal.objects.get(listings__rank=8)
    assert "That is not to say that there is none" in read(opened(other), page("links", other))


@pytest.mark.usefixtures("store")
def test_who_else_names_those_whom_the_reader_may_see_and_counts_the_others() -> None:
    officer, analyst = user(Role.LRO), user(Role.ANALYST)
    managed(man(), officer, by=analyst)
    shown = opened(man(), analyst).get(page("who-else", man(), STRONG)).context["found"]
    assert [each.nominal for each in shown.men] == [man(SECOND_MAN), man(THIRD_MAN), man()]
    assert shown.others == 0
    his = opened(man(), officer).get(page("who-else", man(), STRONG))
    assert ([each.nominal for each in his.context["found"].men], his.context["found"].others) == ([man()], 2)
    assert "and 2 more whom you may not see" in " ".join(his.content.decode().split())


@pytest.mark.usefixtures("store")
def test_a_sealed_man_is_as_if_he_were_not_there() -> None:
    hidden = man(SECOND_MAN)
    Seal.objects.create(nominal=hidden, user=user(Role.LRO), ground="surname and date of birth")
    client = opened(man())
    shown = client.get(page("who-else", man(), STRONG)).context["found"]
    assert ([each.nominal for each in shown.men], shown.others) == ([man(THIRD_MAN), man()], 0)
    assert [tuple(each.lead.place) for each in shown.men] == [(1, 5), (2, 5)], "his place is closed up"
    assert client.get(page("links", hidden)).status_code == 404
    queue = [(row.nominal, tuple(row.among_seen)) for row in client.get(reverse("leads")).context["page"]]
    assert queue == [(man(), (2, 5)), (man(), (1, 6))]
    standards = opened(man(), user(Role.PROFESSIONAL_STANDARDS))
    seen = standards.get(page("who-else", man(), STRONG)).context["found"].men
    assert [tuple(each.lead.place) for each in seen] == [(1, 6), (2, 6), (3, 6)]


@pytest.mark.usefixtures("store")
def test_who_else_asks_as_many_questions_for_three_men_as_for_one() -> None:
    client, asked = opened(man()), []
    for report in (STRONG, WEAK):
        with CaptureQueriesContext(connection) as queries:
            client.get(page("who-else", man(), report))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 35


@pytest.mark.usefixtures("store")
def test_who_else_is_shown_of_a_serious_crime_that_is_a_lead_of_his() -> None:
    client = opened(man(SECOND_MAN))
    assert client.get(page("who-else", man(SECOND_MAN), STRONG)).status_code == 200
    assert client.get(page("who-else", man(SECOND_MAN), THEFT)).status_code == 404, "theft is not serious"
    assert client.get(page("who-else", man(SECOND_MAN), WEAK)).status_code == 404, "no lead of his"


@pytest.mark.usefixtures("store")
def test_every_look_is_on_the_record_of_all_who_are_shown() -> None:
    client = opened(man())
    client.get(page("links", man()))
    client.get(page("who-else", man(), STRONG))
    client.get(reverse("leads"))
    said = Event.objects.filter(action__in=("opened man", "saw leads")).order_by("pk")
    others = sorted(f"nominal:{man(each).pk}" for each in (SECOND_MAN, THIRD_MAN))
    both = sorted(f"nominal:{man(each).pk}" for each in (FIRST_MAN, SECOND_MAN))
    his = f"nominal:{man().pk}"
    assert [(each.subject, each.why, sorted(each.shown)) for each in said] == [
        (his, "to look for more (links)", []),
        (his, "to look for more (who else, report U2)", others),
        ("leads", "(category=any, page=1)", both),
    ]


def decided(client: Client, decision: str, *, seen: int | str = "", report: str = STRONG) -> HttpResponse:
    answer: HttpResponse = client.post(
        page("decide-link", man(), report), {"decision": decision, "why": WHY, "seen": str(seen)}
    )
    return answer


def test_a_decision_goes_to_the_ledger_once_and_is_shown(store: Path) -> None:
    client = opened(man())
    assert decided(client, "to_test").status_code == 302
    made = LinkDecision.objects.get()
    (job,) = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("v100.casework.links.tasks.write_to_ledger", {"decision": made.pk})
    event = Event.objects.get(action="decided link")
    assert (event.subject, event.why) == (f"nominal:{man().pk}", "the same way in (link to report U2: to_test)")
    assert "on its way to the ledger" in read(client, page("links", man()))

    write_to_ledger(decision=made.pk)
    write_to_ledger(decision=made.pk)

    (entry,) = ledger.entries(store)
    assert {"kind": "link", "decision": "to_test", "by": "analyst", "why": WHY}.items() <= entry.items()
    assert entry["subject"] == {"mentions": ["M000-0"], "report": STRONG}
    made = LinkDecision.objects.get()
    assert (made.parts, made.written.position, made.written.hash) == (PARTS, 1, entry["hash"])
    assert "stands in the ledger at position 1" in read(client, page("links", man()))


def test_what_is_withdrawn_holds_no_more_nor_does_what_was_decided_before(store: Path) -> None:
    client = opened(man())
    for decision in ("linked", "not_linked", "withdrawn", "to_test", "withdrawn"):
        last = LinkDecision.objects.order_by("pk").last()
        assert decided(client, decision, seen=last.pk if last else "").status_code == 302
    assert "Withdrawn by Made Up-analyst" in read(client, page("links", man()))
    for made in LinkDecision.objects.order_by("pk"):
        write_to_ledger(decision=made.pk)
    found = ledger.entries(store)
    assert [entry["decision"] for entry in found] == [
        *("linked", "not_linked", "withdraw", "withdraw"),
        *("to_test", "withdraw"),
    ]
    assert ledger.standing(found) == []


@pytest.mark.usefixtures("store")
def test_a_crash_after_the_ledger_was_written_writes_it_no_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    decided(opened(man()), "linked")
    made = LinkDecision.objects.get()

    def crash(**_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("v100.casework.links.tasks.Written.objects.create", crash)
        with pytest.raises(RuntimeError):
            write_to_ledger(decision=made.pk)
    write_to_ledger(decision=made.pk)
    assert len(ledger.entries(settings.STORE)) == 1
    assert LinkDecision.objects.get().written.position == 1


@pytest.mark.usefixtures("store")
def test_of_two_who_decide_at_once_the_second_is_told() -> None:
    first, second = opened(man()), opened(man(), user(Role.SUPERVISOR))
    decided(first, "to_test")
    late = decided(second, "linked")
    assert "Somebody decided of this crime while you read" in late.content.decode()
    assert [made.decision for made in LinkDecision.objects.all()] == ["to_test"]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"decision": "linked"},
        {"decision": "perhaps", "why": WHY},
        {"decision": "withdrawn", "why": WHY},
        {"decision": "linked", "why": "Sarah saw him there"},
    ],
    ids=["nothing", "no reason", "no decision", "nothing to withdraw", "a woman's name"],
)
def test_nothing_is_decided_without_a_decision_and_a_reason_that_names_nobody(given: dict[str, str]) -> None:
    answer = opened(man()).post(page("decide-link", man(), STRONG), {"seen": "", **given})
    assert "There is a problem" in answer.content.decode()
    assert not LinkDecision.objects.exists()


@pytest.mark.usefixtures("store")
def test_the_database_keeps_no_withdrawal_of_nothing() -> None:
    rows = {"nominal": man(), "run": run(), "report_id": STRONG, "mentions": [], "why": WHY, "by": user(Role.ANALYST)}
    with pytest.raises(IntegrityError, match="a_withdrawal_is_of_something"), transaction.atomic():
        LinkDecision.objects.create(decision="withdrawn", **rows)
    first = LinkDecision.objects.create(decision="linked", **rows)
    with pytest.raises(IntegrityError, match="one_first_decision_of_a_lead"), transaction.atomic():
        LinkDecision.objects.create(decision="not_linked", **rows)
    assert LinkDecision.objects.create(decision="withdrawn", after=first, **rows)


@pytest.mark.usefixtures("store")
def test_a_crime_that_is_no_lead_of_his_cannot_be_decided() -> None:
    client = opened(man())
    assert client.get(page("decide-link", man(), THEFT)).status_code == 404
    assert decided(client, "linked", report=THEFT).status_code == 404


def test_what_was_decided_can_be_withdrawn_once_the_run_shows_it_no_more(store: Path) -> None:
    client = opened(man())
    decided(client, "linked")
    month_later(store)
    load_new(store)
    answer = client.get(page("decide-link", man(), STRONG))
    assert "The last run shows this lead no more" in answer.content.decode()
    assert answer.context["choices"] == [Decision.WITHDRAWN]
    assert decided(client, "withdrawn", seen=LinkDecision.objects.get().pk).status_code == 302
    write_to_ledger(decision=LinkDecision.objects.latest("pk").after_id)
    write_to_ledger(decision=LinkDecision.objects.latest("pk").pk)
    assert ledger.standing(ledger.entries(store)) == []


def waiting(who: User, category: str = "") -> list[tuple[str, str]]:
    return [(row.person_id, row.report_id) for row in waiting_leads(run(), who, category)]


@pytest.mark.usefixtures("store")
def test_the_queue_holds_what_nobody_decided_strongest_first() -> None:
    analyst = user(Role.ANALYST)
    all_of_them = [(SECOND_MAN, STRONG), (FIRST_MAN, STRONG), (SECOND_MAN, THEFT), (FIRST_MAN, WEAK)]
    assert waiting(analyst) == all_of_them, "without what he cannot have done, and what the ledger says is decided"
    assert waiting(analyst, "theft") == [(SECOND_MAN, THEFT)]
    client = opened(man(), analyst)
    assert len(client.get(reverse("leads"), {"category": "theft"}).context["page"]) == 1
    assert "leads to undetected crimes, to be decided" in client.get("/").content.decode()
    decided(client, "not_linked")
    assert (FIRST_MAN, STRONG) not in waiting(analyst)
    decided(client, "withdrawn", seen=LinkDecision.objects.get().pk)
    assert waiting(analyst) == all_of_them


def proposed(by: User, report: str = STRONG, on: date = APRIL) -> Proposal:
    decide(man(), run(), report, decision=Decision.TO_TEST, parts=PARTS, why=WHY, seen=None, by=by)
    return propose(man(), crimes_of(run(), [report])[report], to="PC 1234", words="his tags", on=on, by=by)


PROPOSED = {"to": "PC 1234", "words": "the tags of that day", **parts("on", "1 4 2026")}


@pytest.mark.usefixtures("store")
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


@pytest.mark.usefixtures("store")
def test_nothing_is_proposed_of_a_crime_that_was_found_not_to_be_his() -> None:
    analyst = user(Role.ANALYST)
    decide(man(), run(), STRONG, decision=Decision.NOT_LINKED, parts=PARTS, why=WHY, seen=None, by=analyst)
    with pytest.raises(NotNow, match="Decide first that it is to be tested or linked"):
        propose(man(), crimes_of(run(), [STRONG])[STRONG], to="PC 1", words="his tags", on=APRIL, by=analyst)
    assert not Proposal.objects.exists()


@pytest.mark.usefixtures("store")
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


def _way_to(state: State) -> list[State]:
    first = {State.PROPOSED: [], State.ACCEPTED: [State.ACCEPTED], State.REJECTED: [State.REJECTED]}
    return first.get(state, [State.ACCEPTED, state])


@pytest.mark.usefixtures("store")
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


@pytest.mark.usefixtures("store")
def test_a_figure_opens_its_proposals() -> None:
    analyst = user(Role.ANALYST)
    made = proposed(analyst, on=timezone.localdate())
    client = opened(man(), analyst)
    figure = f"{reverse('figure', args=['links-proposed'])}?window=launch&basis=everything"
    client.post(figure, {"why": "for the briefing"})
    assert page("link-proposal", man(), made.pk) in client.get(figure).content.decode()
    assert "of the proposals, accepted" in client.get(reverse("results")).content.decode()


def test_a_demo_decides_and_proposes_the_strongest_and_leaves_the_others(store: Path) -> None:
    add_demo_users(store)
    work_leads()
    decisions = LinkDecision.objects.order_by("pk").values_list("decision", flat=True)
    assert list(decisions) == ["to_test", "not_linked", "to_test"]
    states = [[state.state for state in each.states] for each in proposals_of([man().pk, man(SECOND_MAN).pk])]
    assert states == [["proposed"], ["proposed", "accepted"]]
    assert waiting(User.objects.get(username="analyst")) == [(FIRST_MAN, WEAK)]


def test_no_outcome_has_the_name_of_a_standing() -> None:
    assert not set(State.values) & set(Kind.values)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("role", [Role.ANALYST, Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS])
def test_nothing_of_a_woman_is_on_these_pages(role: Role) -> None:
    """Not even her reference: who the victim of an undetected crime is, is no matter of a man who may not have done
    it."""
    who = user(role)
    client = opened(man(), who)
    made = proposed(who)
    pages = [page("links", man()), page("who-else", man(), STRONG), reverse("leads")]
    pages += [page(name, man(), STRONG) for name in ("decide-link", "propose-link")]
    for each in [*pages, page("link-proposal", man(), made.pk)]:
        answer = client.get(each)
        assert answer.status_code == 200, each
        assert "CANARY" not in answer.content.decode(), each


@pytest.mark.usefixtures("store")
def test_no_lead_goes_into_a_pack() -> None:
    decide(man(), run(), STRONG, decision=Decision.LINKED, parts=PARTS, why=WHY, seen=None, by=user(Role.ANALYST))
    material = material_of(man(), run(), force_book())
    assert {report.report_id for report in material.reports} == {"R000-0"}
    assert STRONG not in str(material)


WORTH = st.decimals(min_value=-3, max_value=3, places=4)


@given(worth=st.lists(st.tuples(st.sampled_from(sorted(TITLES)), WORTH), unique_by=lambda each: each[0]))
def test_the_bars_come_to_the_strength_and_stay_in_the_drawing(worth: list[tuple[str, Decimal]]) -> None:
    bf = sum((each for _, each in worth), Decimal(0))
    found = waterfall([f"{name} {each:+.4f}" for name, each in worth], bf, bf + Decimal("0.3010"), 2)
    assert sum(bar.log10 for bar in found.bars) == found.total.log10 == bf + Decimal("0.3010")
    assert len(found.unlike) + len(found.unknown) + sum(each >= 0 for _, each in worth) == len(TITLES)
    for bar in (*found.bars, found.total):
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH + 2
