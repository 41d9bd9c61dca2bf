"""The site without a mouse: Tab reaches everything that can be used, shows where it is, and leaves again."""

import pytest
from playwright.sync_api import expect

from browser_steps import SignIn, follow, say_why
from keyboard import walk

ROLES_PAGES = (
    ("analyst", ("/", "/list/", "/list/?part=ranked", "/men/", "/leads/", "/results/", "/list/views/save/")),
    ("panel_chair", ("/panel/", "/panel/meetings/", "/panel/meetings/open/", "/tasking/", "/tasking/meetings/record/")),
    ("victim_lead", ("/", "/alerts/")),
    ("administrator", ("/users/", "/users/add/")),
    ("auditor", ("/audit/",)),
)


@pytest.mark.parametrize(("role", "pages"), ROLES_PAGES, ids=[role for role, _ in ROLES_PAGES])
def test_tab_reaches_everything_in_order_and_leaves_again(sign_in: SignIn, role: str, pages: tuple[str, ...]) -> None:
    page = sign_in(role)
    for address in pages:
        page.goto(address)
        walk(page)


def test_his_pages_are_walked_too(sign_in: SignIn) -> None:
    page = sign_in("analyst")
    page.goto("/list/")
    follow(page, page.locator("tbody a").first)
    walk(page)
    say_why(page, "to read it")
    him = page.url
    for part in ("", "network/", "links/", "identity/", "notes/write/", "warnings/record/", "outcomes/record/"):
        page.goto(him + part)
        walk(page)


def test_the_first_tab_skips_to_what_the_page_is_about(sign_in: SignIn) -> None:
    page = sign_in("analyst")
    page.goto("/list/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_of_a_small_screen_opens_and_closes_by_its_button(sign_in: SignIn) -> None:
    page = sign_in("analyst")
    page.set_viewport_size({"width": 400, "height": 800})
    menu, there = page.get_by_role("button", name="Menu"), page.get_by_role("link", name="The list", exact=True)
    menu.focus()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(there).to_be_visible()
        expect(menu).to_have_attribute("aria-expanded", "true")
        page.keyboard.press(key)
        expect(there).to_be_hidden()
        expect(menu).to_be_focused()
    page.reload()
    walk(page)


def test_a_whole_piece_of_work_by_keyboard_alone(sign_in: SignIn) -> None:
    page = sign_in("analyst")
    page.goto("/list/")
    name = page.locator("tbody a").first.inner_text()
    page.goto("/men/")
    page.locator("main input:not([type=hidden])").first.focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.locator("main").get_by_role("link", name=name).first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why do you open this page?").focus()
    page.keyboard.type("to read it")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
