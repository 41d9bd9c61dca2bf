"""From arrest to conviction in a browser, and the results that count it, with scripts and without."""

import re

from playwright.sync_api import Page, expect

from browser_steps import Accessible, SignIn, opens_its_list, record, say_why


def test_from_arrest_to_conviction_and_into_the_results(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    ask = accessible if scripts else lambda _: None  # axe-core is a script itself
    page = sign_in("analyst", scripts=scripts)
    page.goto("/list/")
    name = _open(page, rank=2 if scripts else 3)
    ask(page)
    _refused_without_a_date(page, ask)
    for day, (kind, answer) in enumerate(
        [("arrest", None), ("charge", None), ("plea", "Not guilty"), ("conviction", None), ("sentence", "custody")], 1
    ):
        record(page, kind, day, answer, ask)
    expect(page.get_by_text("convicted in at least one of these cases")).to_be_visible()
    expect(page.get_by_role("region", name="How each report stands")).to_contain_text("Convicted")
    _correct(page, ask)

    boss = sign_in("commander", scripts=scripts)
    boss.get_by_role("link", name="Results", exact=True).click()
    ask(boss)
    for words in ("people arrested", "arrests", "offences charged", "people convicted", "days of custody"):
        number = opens_its_list(boss, words, ask)
        assert number >= 1
        if words != "days of custody":
            expect(boss.locator("tbody")).to_contain_text(name)
        boss.get_by_role("link", name="Back to the results").click()
    boss.get_by_role("region", name="Month by month").get_by_role("link").last.click()
    expect(boss.locator("caption")).to_contain_text("counted")
    boss.get_by_role("link", name="Back to the results").click()
    _own_days(boss, ask)


def _open(page: Page, rank: int) -> str:
    link = page.locator("tbody tr").nth(rank - 1).get_by_role("link")
    name = link.inner_text()
    link.click()
    say_why(page, "writing up his case")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return name


def _refused_without_a_date(page: Page, ask: Accessible) -> None:
    page.get_by_role("link", name="Record an outcome of").first.click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what happened")
    ask(page)
    page.get_by_label("What happened?").select_option("arrest")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Record it").click()
    ask(page)
    page.get_by_role("link", name="Enter the date").click()
    expect(page.get_by_label("Day", exact=True)).to_be_focused()
    page.get_by_role("link", name="Back to what happened").click()
    page.get_by_role("link", name=re.compile("^Back to N")).click()


def _correct(page: Page, ask: Accessible) -> None:
    page.locator(".moj-timeline").get_by_role("link", name="Sentenced").first.click()
    ask(page)
    page.get_by_role("link", name="Correct it, or take it back").click()
    page.get_by_label("Length in days").fill("730")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    ask(page)
    page.get_by_label("Why do you change it?").fill("as the court's record has it")
    page.get_by_role("button", name="Correct it").click()
    expect(page.locator(".moj-timeline")).to_contain_text("Immediate custody, 730 days")


def _own_days(page: Page, ask: Accessible) -> None:
    page.get_by_label("Which days?").select_option("Days that I give")
    for place, parts in enumerate([(1, 5, 2026), (3, 5, 2026)]):
        for label, part in zip(("Day", "Month", "Year"), parts, strict=True):
            page.get_by_label(label, exact=True).nth(place).fill(str(part))
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("1 May 2026 to 3 May 2026")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^0 people convicted"))).to_be_visible()
    ask(page)
