"""A lead in a browser: from the queue to the decision, to the officer of the crime, to what came of it."""

from playwright.sync_api import expect

from browser_steps import Accessible, SignIn, fill_first_date, say_why, until
from served_site import Site
from v100.store import ledger


def test_a_lead_is_decided_proposed_and_answered(
    site: Site, sign_in: SignIn, accessible: Accessible, scripts: bool
) -> None:
    page = sign_in("analyst", scripts=scripts)

    def read() -> None:
        if scripts:  # axe-core is a script itself
            accessible(page)

    crime = f"UN/U{1 if scripts else 2}"
    page.get_by_role("link", name="leads to undetected crimes").click()
    read()
    page.get_by_role("link", name=crime).click()
    say_why(page, "to test a lead")
    page.goto("/leads/")
    page.get_by_role("link", name=crime).click()
    read()
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("link", name="Choose what you decide").click()
    expect(page.get_by_label("Linked: other evidence")).to_be_focused()
    read()
    page.get_by_label("To be tested").check()
    page.get_by_label("Why?").fill("the same way in, a street away")
    page.get_by_role("button", name="Decide").click()
    its = page.locator("section").filter(has_text=crime)
    until(page, its.get_by_text("It stands in the ledger at position"), page.reload)
    assert ledger.entries(site.store)[-1]["decision"] == "to_test"
    its.get_by_text("What speaks for and against").click()
    expect(its.get_by_role("row", name="Time of day")).to_contain_text("not alike")
    read()
    its.get_by_role("link", name="Who might be looked at").click()
    expect(page.get_by_role("table")).to_contain_text("whose links you opened")
    read()
    page.get_by_role("link", name="Back to the links").click()
    its.get_by_role("link", name="Propose it").click()
    page.get_by_role("button", name="Record that it was proposed").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what is to be tested")
    read()
    page.get_by_label("What do you ask the officer to test?").fill("Where he was that evening")
    fill_first_date(page, "When?", "2 4 2026")
    page.get_by_role("button", name="Record that it was proposed").click()
    page.locator("#proposals ~ div").get_by_role("link", name=crime).click()
    page.get_by_label("Accepted").check()
    fill_first_date(page, "When?", "3 4 2026")
    page.get_by_label("Why?").fill("worth an hour")
    read()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("table").filter(has_text="PC 1234")).to_contain_text("Accepted, 3 April 2026")
    read()
