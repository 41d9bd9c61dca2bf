"""What comes out of the printer: the marking and who printed it on every sheet, nothing cut off at the edge."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from browser_steps import SignIn, say_why

MARKING = "OFFICIAL-SENSITIVE"
A4 = 794
"""Pixels of a sheet's width."""


def sheets(page: Page) -> list[str]:
    """The words of each sheet."""
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]


def on_every_sheet(page: Page, who: str) -> int:
    told = sheets(page)
    assert [n for n, text in enumerate(told, start=1) if MARKING not in text] == [], page.url
    assert [n for n, text in enumerate(told, start=1) if f"Printed by {who}" not in text] == [], page.url
    return len(told)


def cut_off(page: Page) -> list[str]:
    """What reaches over the right edge of the sheet."""
    page.set_viewport_size({"width": A4 - 91, "height": 1000})
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('main *')]
          .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
          .filter(each => !each.closest('svg, .govuk-visually-hidden'))
          .map(each => `${each.tagName} ${each.textContent.trim().slice(0, 40)}`)"""
    )
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="null")
    return found


ROLES_PAGES = [
    ("panel_chair", ("/list/?part=ranked", "/panel/", "/results/", "/tasking/", "/panel/meetings/")),
    ("analyst", ("/leads/", "/men/", "/")),
    ("auditor", ("/audit/",)),
]


@pytest.mark.parametrize(("role", "pages"), ROLES_PAGES, ids=[role for role, _ in ROLES_PAGES])
def test_the_marking_is_on_every_sheet(sign_in: SignIn, role: str, pages: tuple[str, ...]) -> None:
    page = sign_in(role)
    who = page.locator(".v100-header__who").inner_text().split(",")[0]
    for address in pages:
        page.goto(address)
        count = on_every_sheet(page, who)
        assert count > 1 or address != "/list/?part=ranked"
        assert cut_off(page) == [], address


def test_his_pages_too(sign_in: SignIn) -> None:
    page = sign_in("analyst")
    page.goto("/list/")
    page.locator("tbody a").first.click()
    say_why(page, "to print it")
    him = page.url
    for part in ("", "network/", "links/", "identity/"):
        page.goto(him + part)
        on_every_sheet(page, "Ada Analyst")
        assert cut_off(page) == [], part


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
