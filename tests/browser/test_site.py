"""The site in a browser: from signing in to a man's page and who looked, with scripts and without; every page read by
axe-core as it comes."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from browser_steps import Accessible, SignIn, say_why
from served_site import Site

ROLES = (
    "analyst",
    "panel_member",
    "panel_chair",
    "lro",
    "supervisor",
    "victim_lead",
    "commander",
    "auditor",
    "professional_standards",
    "administrator",
)


def test_serve_says_what_to_open_and_how_to_sign_in(site: Site) -> None:
    assert site.url in site.said
    assert site.password in site.said


def test_signing_in(site: Site, browser: Browser, accessible: Accessible) -> None:
    page = browser.new_context(base_url=site.url).new_page()
    page.goto("/list/")
    accessible(page)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your user name")
    accessible(page)
    page.get_by_role("link", name="Enter your password").click()
    expect(page.get_by_label("Password")).to_be_focused()
    page.get_by_label("User name").fill("analyst")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("No account has this user name and password")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/list/$"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.go_back()
    page.reload()
    expect(page).to_have_url(re.compile("/sign-in/"))
    page.context.close()
    for path in ("casework/demo-password", "casework/secret-key"):
        assert (site.store / path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("role", ROLES)
def test_everybody_has_a_first_page(sign_in: SignIn, accessible: Accessible, role: str) -> None:
    page = sign_in(role)
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits for you")
    expect(page.get_by_text("Nobody on these pages is real")).to_be_visible()
    accessible(page)
    for link in page.locator(".v100-figure a").all():
        number = link.locator(".v100-figure__number").inner_text()
        with page.context.expect_page() as opened:
            link.click(modifiers=["ControlOrMeta"])
        shown = opened.value
        expect(shown.locator("caption").first).to_contain_text(re.compile(rf"^{number} "))
        shown.close()


def test_from_the_list_to_a_man_and_to_who_looked(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    page = sign_in("panel_chair", scripts=scripts)
    page.get_by_role("link", name="The list", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(5)
    _accessible(accessible, page, scripts)
    page.get_by_label("Show").select_option("Everyone ranked")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("caption")).to_have_text("60 men, 1 to 25")
    page.get_by_role("link", name="Next").click()
    expect(page.locator("caption")).to_have_text("60 men, 26 to 50")
    page.get_by_label("Since last month").select_option("New this month")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Show")).to_have_value("ranked")
    expect(page.locator("tbody tr").filter(has_not_text="New")).to_have_count(0)
    page.get_by_label("Name, alias or reference").fill("able madup000")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("tbody tr").first).to_contain_text("Able Madeup000")
    _accessible(accessible, page, scripts)
    page.locator("tbody a").first.click()
    page.get_by_role("button", name="Open the page").click()
    expect(page.get_by_role("link", name="Say why")).to_be_visible()
    _accessible(accessible, page, scripts)
    say_why(page, "panel of 3 May")
    expect(page.get_by_role("heading", level=1)).to_have_text("Able Madeup000")
    expect(page.get_by_text("A suspect is not convicted")).to_be_visible()
    _accessible(accessible, page, scripts)
    number = int(page.url.split("N")[-1].strip("/"))
    _from_report_to_its_lines(page)

    auditor = sign_in("auditor", scripts=scripts)
    auditor.goto(f"/audit/?subject=nominal:{number}")
    expect(auditor.locator("tbody tr").first).to_contain_text("panel of 3 May")
    expect(auditor.locator("main")).not_to_contain_text("Madeup")
    _accessible(accessible, auditor, scripts)


def _from_report_to_its_lines(page: Page) -> None:
    report = page.get_by_role("region", name="Reports that count").get_by_role("link").first
    reference = report.inner_text()
    report.click()
    expect(page.locator("tr:target")).to_contain_text(reference)


def _accessible(accessible: Accessible, page: Page, scripts: bool) -> None:
    if scripts:  # axe-core is a script itself
        accessible(page)


def test_a_man_who_became_another(sign_in: SignIn, accessible: Accessible) -> None:
    page = sign_in("analyst")
    page.goto("/men/?q=mike+madeup")
    page.locator("tbody a").first.click()
    say_why(page, "checking who he is")
    expect(page.get_by_role("heading", level=1)).to_contain_text("is no longer named")
    accessible(page)
    page.get_by_text("he was found to be").get_by_role("link").click()
    say_why(page, "checking who he is")
    expect(page.get_by_text("was found to be his")).to_be_visible()


def test_taking_the_list_away(sign_in: SignIn, accessible: Accessible) -> None:
    page = sign_in("analyst")
    page.goto("/list/?part=below")
    page.get_by_role("link", name="Take this list away").click()
    accessible(page)
    page.get_by_label("Why do you take the list away?").fill("meeting of the panel")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the file").click()
    lines = taken.value.path().read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines] == ["rank", "6", "7", "8", "9", "10"]
    assert all("taken by Ada Analyst" in line for line in lines)


@pytest.mark.parametrize(
    ("role", "path"), [("administrator", "/users/"), ("auditor", "/audit/"), ("analyst", "/list/?part=aside")]
)
def test_the_other_pages_are_accessible(sign_in: SignIn, accessible: Accessible, role: str, path: str) -> None:
    page = sign_in(role)
    page.goto(path)
    accessible(page)


def test_a_refusal_is_a_page(sign_in: SignIn, accessible: Accessible) -> None:
    page = sign_in("administrator", errors_expected=True)
    page.goto("/list/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot do this")
    accessible(page)
    page.goto("/men/N999999/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot do this")
    for role in ("analyst", "lro"):
        page = sign_in(role, errors_expected=True)
        page.goto("/men/N999999/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    accessible(page)


def test_a_narrow_screen_needs_no_sideways_scroll(sign_in: SignIn) -> None:
    page = sign_in("analyst")
    page.set_viewport_size({"width": 375, "height": 800})
    for path in ("/", "/list/", "/men/?q=able", "/results/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
    page.goto("/list/")
    heading, filters = (
        page.get_by_role("heading", level=1).bounding_box(),
        page.locator("form.moj-filter").bounding_box(),
    )
    assert heading
    assert filters
    assert filters["y"] > heading["y"] + heading["height"]
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="The list", exact=True)).to_be_visible()


def test_paper_says_who_printed_it(sign_in: SignIn) -> None:
    page = sign_in("analyst")
    page.goto("/list/")
    mark = page.get_by_text("Printed by Ada Analyst")
    expect(mark).to_be_hidden()
    page.emulate_media(media="print")
    expect(mark).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.locator("tbody tr")).to_have_count(5)
