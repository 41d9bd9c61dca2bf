"""What is done about a man, and for her, in a browser: adopted, a plan, an order applied for and served once her safety
was looked at, a breach, an arrest that waited for the same look, told in time, disruption, a sentence, his removal by
two people, aftercare. On a small force's real store, with scripts and without; every page read by axe-core.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from browser_steps import Accessible, SignIn, adopted_at_once, fill_date, fill_first_date, say_why
from served_site import Site

WHY = "to keep her safe"
DAPO = "Domestic Abuse Protection Order"
TODAY = f"{date.today():%-d %-m %Y}"


@pytest.fixture
def site(month_site: Site) -> Site:
    return month_site


def test_from_adoption_to_aftercare(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    def read(page: Page) -> None:
        if scripts:  # axe-core is a script itself
            accessible(page)

    supervisor, officer, lead = (sign_in(role, scripts=scripts) for role in ("supervisor", "lro", "victim_lead"))
    supervisor.get_by_role("link", name="The list", exact=True).click()
    man = supervisor.get_by_role("link", name="Carl Szymanski").get_attribute("href") or ""
    adopted_at_once(supervisor, man, WHY, read)
    officer.goto(man)
    say_why(officer, WHY)
    _plan(officer, man)
    _alerted(officer, read)
    _pack(officer, man, read)
    _order(officer, man)
    _not_served_yet(officer, man, read)
    _not_arrested_yet(supervisor, man, read)
    _looked_at(lead, man, read)
    _served(officer, man, read)
    _breached(officer, man)
    _arrested(officer, supervisor, man)
    _told(lead, read)
    _disrupted(officer, man)
    _sentenced(officer, man)
    _removed(supervisor, sign_in("panel_chair", scripts=scripts), man, read)
    _asked_after(lead, read)


def _plan(page: Page, man: str) -> None:
    page.goto(f"{man}plan/begin/")
    page.get_by_label("Abuses a partner or former partner").check()
    page.get_by_label("Whose are its actions at first?").select_option("Dev Officer")
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_role("heading", name="His plan")).to_be_visible()


def _alerted(page: Page, read: Accessible) -> None:
    """That he is his, until he says that he has seen it."""
    page.get_by_role("link", name="Alerts", exact=True).click()
    expect(page.get_by_role("table")).to_contain_text("He is yours")
    read(page)
    page.get_by_role("button", name="I have seen those ticked").click()
    expect(page.get_by_role("main")).not_to_contain_text("He is yours")


def _pack(page: Page, man: str, read: Accessible) -> None:
    """A draft that names her is blocked; one that does not is taken away, with a reason."""
    page.goto(f"{man}powers/")
    page.get_by_label("For him alone, or with whom?").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    power = page.locator("details").filter(has_text=re.compile(f"^{DAPO}"))
    power.locator("summary").click()
    power.get_by_role("link", name="Make an application pack").click()
    read(page)
    own = page.locator("textarea").first
    own.fill("He waited for qxannabel")
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_role("main")).to_contain_text("Blocked")
    expect(page.get_by_role("main")).not_to_contain_text("qxannabel")
    read(page)
    page.go_back()
    page.locator("textarea").first.fill("He waited for her where she works")
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_role("main")).to_contain_text("Ready")
    read(page)
    page.get_by_role("link", name="Take the PDF").click()
    page.get_by_label("Why do you take it away, and who gets it?").fill("for the force's lawyer")
    read(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the file").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")


def _order(page: Page, man: str) -> None:
    page.goto(f"{man}orders/begin/?power=DAPO")
    page.get_by_label("Which woman or girl is it to protect?").select_option(index=1)
    page.get_by_label("On which report does it rest?").select_option(index=1)
    fill_date(page, TODAY)
    page.get_by_role("button", name="Begin it").click()
    _step(page, man, "Applied for")
    _step(page, man, "Granted or given", forbids="not to contact her in any way", until="1 1 2099")
    expect(page.get_by_role("main")).to_contain_text("Not served")


def _step(page: Page, man: str, step: str, *, forbids: str = "", until: str = "") -> None:
    page.goto(f"{man}orders/")
    page.get_by_role("link", name="Record what happened to it").click()
    page.get_by_label(step, exact=True).check()
    fill_first_date(page, "When?", TODAY)
    if forbids:
        page.get_by_label("What does it forbid or ask?").fill(forbids)
        fill_first_date(page, "What is the last day on which it holds?", until)
    page.get_by_role("button", name="Record it").click()


def _not_served_yet(page: Page, man: str, read: Accessible) -> None:
    _step(page, man, "Served on him")
    expect(page.get_by_role("alert")).to_contain_text("Her safety first")
    read(page)


def _not_arrested_yet(page: Page, man: str, read: Accessible) -> None:
    """Nobody looked at the safety plan of any woman of his reports: his plan says so, and the arrest waits."""
    _authorise_the_arrest(page, man)
    expect(page.get_by_role("alert")).to_contain_text("Her safety first")
    read(page)
    page.goto(f"{man}plan/")
    expect(page.get_by_text("Not looked at", exact=True).first).to_be_visible()
    expect(_arrest(page)).to_contain_text("Proposed")


def _authorise_the_arrest(page: Page, man: str) -> None:
    page.goto(f"{man}plan/")
    page.get_by_role("link", name=re.compile("^Arrest")).first.click()
    page.get_by_label("Authorised", exact=True).check()
    page.get_by_role("button", name="Keep it").click()


def _arrest(page: Page) -> Locator:
    return page.get_by_role("row").filter(has_text=re.compile("^Arrest"))


def _looked_at(page: Page, man: str, read: Accessible) -> None:
    """The victim lead, on her page, which a report of his leads to."""
    page.goto(man)
    say_why(page, WHY)
    page.get_by_role("link", name=re.compile("^Her page")).first.click()
    page.get_by_role("button", name="Open the page").click()
    expect(page.get_by_role("alert")).to_be_visible()
    read(page)
    page.get_by_role("textbox").fill(WHY)
    page.get_by_role("button", name="Open the page").click()
    expect(page.get_by_role("heading", name="Who she is")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Qxannabel")
    expect(page.get_by_role("main")).to_contain_text(DAPO)
    read(page)
    page.get_by_role("link", name=re.compile("looked at")).first.click()
    fill_date(page, TODAY)
    page.get_by_role("textbox").last.fill("The victim lead, with an adviser")
    read(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("heading", name="Who she is")).to_be_visible()


def _served(page: Page, man: str, read: Accessible) -> None:
    _step(page, man, "Served on him")
    expect(page.get_by_role("main")).to_contain_text("He tells the police his names and where he lives")
    read(page)
    page.get_by_role("link", name="Record that it happened").click()
    fill_date(page, TODAY)
    page.get_by_label("What shows it?").fill("The station's register")
    read(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("main")).to_contain_text("Met")


def _breached(page: Page, man: str) -> None:
    _step(page, man, "Breached")
    expect(page.get_by_role("main")).to_contain_text("Breached")


def _arrested(officer: Page, supervisor: Page, man: str) -> None:
    """The arrest is an action that he will notice: the plan of each woman was looked at, so it is authorised and done;
    then it is an outcome."""
    _authorise_the_arrest(supervisor, man)
    expect(_arrest(supervisor)).to_contain_text("Authorised")
    expect(supervisor.get_by_text("Not looked at", exact=True)).to_have_count(0)
    officer.goto(f"{man}plan/")
    officer.get_by_role("link", name=re.compile("^Arrest")).first.click()
    officer.get_by_label("Done", exact=True).check()
    officer.get_by_label("What shows that it was done?").fill("The custody record")
    officer.get_by_role("button", name="Keep it").click()
    expect(_arrest(officer)).to_contain_text("Done")
    _outcome(officer, man, "arrest")


def _outcome(page: Page, man: str, kind: str) -> None:
    page.goto(man)
    page.get_by_role("link", name="Record an outcome of").first.click()
    page.get_by_label("What happened?").select_option(kind)
    page.get_by_role("button", name="Continue").click()
    for label, part in zip(("Day", "Month", "Year"), TODAY.split(), strict=True):
        page.get_by_label(label, exact=True).first.fill(part)
    if kind == "sentence":
        page.get_by_role("radio", name="Immediate custody").check()
        page.get_by_label("Length in days").fill("1095")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("heading", name="Everything that happened")).to_be_visible()


def _told(page: Page, read: Accessible) -> None:
    page.get_by_role("link", name="Told in time", exact=True).click()
    read(page)
    row = page.get_by_role("row").filter(has_text="He was arrested")
    row.get_by_role("link", name="Record").first.click()
    page.get_by_label("A call").check()
    fill_date(page, TODAY)
    read(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("row").filter(has_text="He was arrested")).to_have_count(0)


def _disrupted(page: Page, man: str) -> None:
    page.goto(f"{man}plan/")
    page.get_by_role("link", name="Record a disruption").click()
    page.get_by_label("What was done?").fill("Arrested and kept")
    page.get_by_label(re.compile("^Minor")).check()
    page.get_by_label("What shows it?").fill("The custody record")
    fill_first_date(page, "When?", TODAY)
    fill_first_date(page, "Until when, do you claim?", TODAY)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("main")).to_contain_text("The custody record")


def _sentenced(page: Page, man: str) -> None:
    for kind in ("charge", "conviction", "sentence"):
        _outcome(page, man, kind)
    expect(page.locator(".moj-timeline")).to_contain_text("1,095 days")


def _removed(supervisor: Page, chair: Page, man: str, read: Accessible) -> None:
    """Proposed by one person, agreed to by another."""
    case = man.replace("/men/", "/panel/")
    supervisor.goto(case)
    supervisor.get_by_role("link", name="Propose to remove him").click()
    supervisor.get_by_label("In custody long enough").check()
    supervisor.get_by_label("On what does that rest?").fill("three years from today")
    read(supervisor)
    supervisor.get_by_role("button", name="Propose it").click()
    expect(supervisor.get_by_role("link", name="Answer the proposal")).to_have_count(0)
    chair.goto(case)
    say_why(chair, WHY)
    chair.get_by_role("link", name="Answer the proposal to remove him").click()
    chair.get_by_label("Yes: he is removed").check()
    chair.get_by_label("Why?", exact=True).fill("I read the warrant")
    read(chair)
    chair.get_by_role("button", name="Answer").click()
    expect(chair.locator(".govuk-summary-list").first).to_contain_text("Removed")


def _asked_after(page: Page, read: Accessible) -> None:
    """On the days that are set, by her reference."""
    page.goto("/aftercare/")
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.get_by_role("main")).not_to_contain_text("Szymanski")
    read(page)
    page.get_by_role("link", name="Record it").first.click()
    fill_date(page, TODAY)
    page.get_by_role("textbox").last.fill("The victim lead rang her adviser")
    read(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("tbody tr")).to_have_count(2)
