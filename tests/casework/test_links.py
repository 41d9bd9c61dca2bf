"""Undetected crimes that may be a man's: shown as leads, with what speaks against them, to those who may see him."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leads_made_up import (
    ALIBI,
    STRONG,
    THEFT,
    WEAK,
    WHY,
    man,
    opened,
    page,
    proposed,
    read,
    run,
)
from links_made_up import FIRST_MAN, PARTS, SECOND_MAN, THIRD_MAN
from managed_men import managed
from runs_made_up import AS_AT
from site_users import user
from v100.casework.access import Role
from v100.casework.facts.book import force_book
from v100.casework.links.crimes import own_crimes
from v100.casework.links.decided import decide
from v100.casework.links.models import Decision
from v100.casework.nominals.models import Nominal, Seal
from v100.casework.oversight.models import Event
from v100.casework.packs.material import material_of
from v100.casework.runs.models import MODELS


@pytest.mark.usefixtures("with_leads")
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


@pytest.mark.usefixtures("with_leads")
def test_his_crimes_and_those_that_may_be_his_stand_in_time_and_by_borough() -> None:
    shown = opened(man()).get(page("links", man())).context
    (line,) = shown["lines"]
    assert [(point.crime.crime_ref, point.his) for point in line.points if point.his] == [("CR/000/0", True)]
    assert [point.crime.crime_ref for point in line.points if not point.his] == ["UN/U3", "UN/U2", "UN/U1"]
    assert sorted(point.x for point in line.points) == [point.x for point in line.points]
    assert [tuple(row) for row in shown["map"].rows] == [("Camden", 0, 3), ("Hackney", 1, 0)]


@pytest.mark.usefixtures("with_leads")
def test_what_he_does_to_a_partner_is_no_guide_and_is_not_shown_beside() -> None:
    assert [each.report_id for each in own_crimes(run(), FIRST_MAN, ["sexual"])] == ["R000-0"]
    MODELS["report_victim"].objects.create(
        run=run(), report_id="R000-0", line=1, person_id="V-2", relationship="partner"
    )
    assert own_crimes(run(), FIRST_MAN, ["sexual"]) == []


@pytest.mark.usefixtures("with_leads")
def test_of_a_man_without_leads_it_is_not_said_that_there_are_none() -> None:
    other = Nominal.objects.get(listings__rank=8)
    assert "That is not to say that there is none" in read(opened(other), page("links", other))


@pytest.mark.usefixtures("with_leads")
def test_who_else_names_those_whom_the_reader_may_see_and_counts_the_others() -> None:
    officer, analyst = user(Role.LRO), user(Role.ANALYST)
    managed(man(), officer, by=analyst)
    shown = opened(man(), analyst).get(page("who-else", man(), STRONG)).context["found"]
    assert [each.nominal for each in shown.men] == [man(SECOND_MAN), man(THIRD_MAN), man()]
    assert shown.others == 0
    his = opened(man(), officer).get(page("who-else", man(), STRONG))
    assert ([each.nominal for each in his.context["found"].men], his.context["found"].others) == ([man()], 2)
    assert "and 2 more whom you may not see" in " ".join(his.content.decode().split())


@pytest.mark.usefixtures("with_leads")
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


@pytest.mark.usefixtures("with_leads")
def test_who_else_asks_as_many_questions_for_three_men_as_for_one() -> None:
    client, asked = opened(man()), []
    for report in (STRONG, WEAK):
        with CaptureQueriesContext(connection) as queries:
            client.get(page("who-else", man(), report))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 35


@pytest.mark.usefixtures("with_leads")
def test_who_else_is_shown_of_a_serious_crime_that_is_a_lead_of_his() -> None:
    client = opened(man(SECOND_MAN))
    assert client.get(page("who-else", man(SECOND_MAN), STRONG)).status_code == 200
    assert client.get(page("who-else", man(SECOND_MAN), THEFT)).status_code == 404, "theft is not serious"
    assert client.get(page("who-else", man(SECOND_MAN), WEAK)).status_code == 404, "no lead of his"


@pytest.mark.usefixtures("with_leads")
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


@pytest.mark.usefixtures("with_leads")
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


@pytest.mark.usefixtures("with_leads")
def test_no_lead_goes_into_a_pack() -> None:
    decide(man(), run(), STRONG, decision=Decision.LINKED, parts=PARTS, why=WHY, seen=None, by=user(Role.ANALYST))
    material = material_of(man(), run(), force_book())
    assert {report.report_id for report in material.reports} == {"R000-0"}
    assert STRONG not in str(material)
