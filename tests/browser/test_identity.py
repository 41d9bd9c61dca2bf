"""A doubt of who a man is, from his page to the ledger."""

from playwright.sync_api import expect

from browser_steps import Accessible, SignIn, say_why, until
from served_site import Site
from v100.store import ledger


def test_a_decision_of_who_is_who_reaches_the_ledger(
    site: Site, sign_in: SignIn, accessible: Accessible, scripts: bool
) -> None:
    page = sign_in("analyst", scripts=scripts)
    page.goto("/men/?q=delta+madeup003")
    page.locator("tbody a").first.click()
    say_why(page, "to settle a doubt")
    page.get_by_role("link", name="Who else may be him").click()
    expect(page.get_by_text("No other man has a mention like one of his.")).to_be_visible()
    if scripts:
        accessible(page)
    page.get_by_role("row", name="M003-0").filter(has_text="M003-1").get_by_role("link").click()
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("link", name="Choose what you decide").click()
    expect(page.get_by_label("They are one person")).to_be_focused()
    if scripts:
        accessible(page)
    page.get_by_label("They are two people").check()
    page.get_by_label("Why?").fill(f"seen both of them at once, {'with' if scripts else 'without'} scripts")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("row", name="M003-0").filter(has_text="M003-1").get_by_role("link").click()

    until(page, page.get_by_text("It stands in the ledger at position"), page.reload)
    entry = ledger.entries(site.store)[-1]
    assert (entry["decision"], entry["by"]) == ("different", "analyst")
    assert entry["subject"]["mentions"] == ["M003-0", "M003-1"]
    assert entry["why"].endswith("without scripts") is not scripts
    if scripts:
        accessible(page)
