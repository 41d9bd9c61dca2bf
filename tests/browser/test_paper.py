"""What comes out of the printer: the marking and who printed it on every sheet, nothing cut off at the edge."""

import pytest
from playwright.sync_api import Page, expect

from browser_steps import SignIn, say_why
from paper import MARKING, lacking, rough, sheets

RUN = "Run of 30 April 2026, policy v100"


def printed_well(page: Page, who: str) -> int:
    """Gives the number of sheets."""
    told = sheets(page)
    assert [*lacking(told, MARKING, f"Printed by {who}", RUN), *rough(page)] == [], page.url
    return len(told)


ROLES_PAGES = [
    ("panel_chair", ("/list/?part=ranked", "/panel/", "/results/", "/tasking/", "/panel/meetings/")),
    ("analyst", ("/leads/", "/men/?q=Madeup", "/")),
    ("auditor", ("/audit/",)),
]


@pytest.mark.parametrize(("role", "pages"), ROLES_PAGES, ids=[role for role, _ in ROLES_PAGES])
def test_the_marking_is_on_every_sheet(sign_in: SignIn, role: str, pages: tuple[str, ...]) -> None:
    page = sign_in(role)
    who = page.locator(".v100-header__who").inner_text().split(",")[0]
    for address in pages:
        page.goto(address)
        count = printed_well(page, who)
        assert count > 1 or address != "/list/?part=ranked"


def test_his_pages_too(sign_in: SignIn) -> None:
    page = sign_in("analyst")
    page.goto("/list/")
    page.locator("tbody a").first.click()
    say_why(page, "to print it")
    him = page.url
    for part in ("", "network/", "links/", "identity/"):
        page.goto(him + part)
        printed_well(page, "Ada Analyst")


def test_the_drawn_network_is_whole_on_paper(sign_in: SignIn) -> None:
    page = sign_in("analyst")
    page.goto("/men/")
    page.locator("main input:not([type=hidden])").first.fill("Neil Madeup")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Neil Madeup").first.click()
    say_why(page, "to print it")
    page.goto(page.url + "network/")
    canvas = page.locator(".v100-network canvas").first
    expect(canvas).to_be_visible()
    page.emulate_media(media="print")
    inside = page.evaluate(
        """() => { const box = document.querySelector('.v100-network').getBoundingClientRect();
          return [...document.querySelectorAll('.v100-network canvas')].every(each => {
            const one = each.getBoundingClientRect();
            return one.right <= box.right + 1 && one.bottom <= box.bottom + 1; }); }"""
    )
    assert inside
