"""The whole story in a browser, on a small force's real runs: the list, who is who, a partner's referral, the panel,
what became of it, the results. With scripts and without; every page read by axe-core.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from browser_steps import (
    Accessible,
    SignIn,
    judge,
    open_meeting,
    opens_its_list,
    ready,
    record,
    say_why,
    take,
    until,
    until_assessed,
)
from served_site import Site

CARL = {"Surname": "Szymanski", "Forename": "Carl", "Its postcode": "SE3 3CC", "His telephone": "07204 555123"}
NOBODY = {"Surname": "Marlowe", "Forename": "Tobias"}
WHY = "panel of this month"


@pytest.fixture
def site(month_site: Site) -> Site:
    return month_site


def test_the_whole_story(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    read = accessible if scripts else lambda _: None  # axe-core is a script itself
    analyst = sign_in("analyst", scripts=scripts)
    _two_people_who_were_one(analyst, read)
    carl = _referred_and_assessed(analyst, read)
    if scripts:  # once is enough for what takes the engine another run
        _closed(analyst, read)
    listed = _listed(analyst)
    men = dict(listed)
    assert sorted(name.split()[-1] for name, _ in listed) == ["Okonkwo", "Okonkwo", "Szymanski", "Thornbury"], (
        "it obeyed"
    )
    _laid_before_the_panel(analyst, carl, read)
    chair, member = sign_in("panel_chair", scripts=scripts), sign_in("panel_member", scripts=scripts)
    _is_marked_as_referred(chair, read)
    open_meeting(chair, read)
    for name, view, becomes in (
        ("Carl Szymanski", "Adopt him", "Adopted"),
        ("Adam Thornbury", "Adopt him", "Adopted"),
        ("Benedict Okonkwo", "Reject him", "Rejected"),
    ):
        _decided(chair, member, men[name], view, becomes, read)
    analyst.goto(men["Carl Szymanski"])
    say_why(analyst, "writing up his case")
    for day, (kind, answer) in enumerate([("arrest", None), ("charge", None), ("conviction", None)], 1):
        record(analyst, kind, day, answer, read)
    expect(analyst.get_by_text("convicted in at least one of these cases")).to_be_visible()
    commander = sign_in("commander", scripts=scripts)
    commander.get_by_role("link", name="Results", exact=True).click()
    for words in ("people arrested", "offences charged", "people convicted"):
        assert opens_its_list(commander, words, read) >= 1
        expect(commander.locator("tbody")).to_contain_text("Carl Szymanski")
        commander.get_by_role("link", name="Back to the results").click()


def _two_people_who_were_one(page: Page, read: Accessible) -> None:
    """From the list to a man, to what makes his mentions one, and to the ledger."""
    page.get_by_role("link", name="The list", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_role("link", name="Benedict Okonkwo").click()
    say_why(page, "to settle a doubt")
    page.get_by_role("link", name="Who else may be him").click()
    page.get_by_role("row", name="S-R2-ben").filter(has_text="S-R7-ben").get_by_role("link").click()
    page.get_by_label("They are two people").check()
    page.get_by_label("Why?").fill("seen both of them at once")
    read(page)
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("row", name="S-R2-ben").filter(has_text="S-R7-ben").get_by_role("link").click()
    until(page, page.get_by_text("It stands in the ledger at position"), page.reload)


def _referred_and_assessed(page: Page, read: Accessible) -> str:
    """Gives the page of the referral of Carl."""
    page.get_by_role("link", name="Referrals", exact=True).click()
    read(page)
    page.get_by_role("button", name="Take in a referral").click()
    page.get_by_role("button", name="Take it in").click()
    page.get_by_role("link", name="Enter his surname").click()
    expect(page.get_by_label("Surname")).to_be_focused()
    read(page)
    take(page, CARL)
    read(page)
    until_assessed(page)
    read(page)
    expect(page.get_by_role("link", name="Carl Szymanski")).to_be_visible()
    return page.url


def _closed(page: Page, read: Accessible) -> None:
    """One of whom nothing is known is taken in, assessed and closed."""
    page.goto("/referrals/take/")
    take(page, NOBODY)
    until_assessed(page)
    expect(page.get_by_text("The panel cannot adopt him")).to_be_visible()
    read(page)
    page.get_by_role("link", name="Close the referral").click()
    read(page)
    page.get_by_label("Why is it closed").fill("the partner was asked for more")
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_text("Closed").first).to_be_visible()
    _not_on_paper(page, "the partner was asked for more")


def _listed(page: Page) -> list[tuple[str, str]]:
    """The names on the list, each with the address of that man's page."""
    page.goto("/list/")
    return [(link.inner_text(), link.get_attribute("href") or "") for link in page.locator("tbody th a").all()]


def _laid_before_the_panel(page: Page, referral: str, read: Accessible) -> None:
    page.goto(referral)
    page.get_by_role("link", name="Lay the referral before the panel").click()
    read(page)
    page.get_by_label("Why should the panel look at him?").fill("what was told fits what is reported")
    page.get_by_role("button", name="Lay it before the panel").click()
    expect(page.locator("main")).to_contain_text("Before the panel")
    read(page)
    _not_on_paper(
        page, "Who refers him, and why", "A women’s service", "two women spoke of him in a week", "that he is looked at"
    )


def _is_marked_as_referred(chair: Page, read: Accessible) -> None:
    chair.goto("/panel/")
    row = chair.get_by_role("row").filter(has_text="Carl Szymanski")
    expect(row.locator(".govuk-tag").filter(has_text="Referral")).to_be_visible()
    read(chair)
    row.get_by_role("link").first.click()
    say_why(chair, WHY)
    expect(chair.get_by_role("heading", name="Referred by a partner")).to_be_visible()
    expect(chair.locator("main")).not_to_contain_text("women’s service")
    read(chair)
    _not_on_paper(chair, "Referred by a partner", "Referral", "PR0")


def _not_on_paper(page: Page, *told: str) -> None:
    """What begins with each of these words is read on the screen and not printed, since paper may reach him."""
    for words in told:
        shown = page.locator("main").get_by_text(re.compile(f"^{words}")).filter(visible=True)
        expect(shown.first).to_be_visible()
        page.emulate_media(media="print")
        expect(shown).to_have_count(0)
        page.emulate_media(media="screen")


def _decided(chair: Page, member: Page, man: str, view: str, becomes: str, read: Accessible) -> None:
    """Two people's views of a man in the meeting that is open."""
    for page in (chair, member):
        page.goto(man.replace("/men/", "/panel/"))
        if page.get_by_label("Why do you open this page?").is_visible():
            say_why(page, WHY)
    ready(chair, read)
    member.reload()
    for page in (member, chair):
        judge(page, view, read)
    expect(chair.locator(".govuk-summary-list").first).to_contain_text(becomes)
