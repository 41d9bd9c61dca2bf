"""Those who answer for the programme, in a browser: does it work and is it fair, and what the public is told."""

import re

from playwright.sync_api import Page, expect

from browser_steps import Accessible, SignIn
from evidence_made_up import ASKED


def test_does_it_work_is_it_fair(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    ask = accessible if scripts else lambda _: None  # axe-core is a script itself
    page = sign_in("commander", scripts=scripts)
    page.get_by_role("link", name="Does it work?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Does it work, is it fair?")
    ask(page)
    for title, answer in ASKED.values():
        expect(page.get_by_text(answer)).to_be_visible()
        page.locator("summary", has_text=title).click()
    ask(page)
    expect(page.get_by_role("img", name="A line of policies that rises")).to_be_visible()
    page.get_by_role("link", name=re.compile("whole page.*Does the list fall evenly")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Does the list fall evenly?")
    expect(page.get_by_role("table")).to_contain_text("31%")
    ask(page)
    page.get_by_role("link", name="Back to: Is it fair?").click()
    expect(page).to_have_url(re.compile("works/#fairness$"))


def test_a_quarter_is_proposed_by_one_and_released_by_another(
    sign_in: SignIn, accessible: Accessible, scripts: bool
) -> None:
    ask = accessible if scripts else lambda _: None
    analyst = sign_in("analyst", scripts=scripts)
    _open(analyst, ask)
    _read(analyst, ask)
    _propose(analyst, ask)
    expect(analyst.get_by_text("You proposed it: somebody else answers.")).to_be_visible()

    boss = sign_in("commander", scripts=scripts)
    boss.get_by_role("link", name=re.compile("proposed for the public")).click()
    boss.get_by_role("link", name="January to March 2026").click()
    ask(boss)
    boss.get_by_role("link", name="Release it, or not").click()
    boss.get_by_role("button", name="Answer").click()
    expect(boss.get_by_role("alert")).to_contain_text("Say whether it is released")
    ask(boss)
    boss.get_by_label("Yes: it is published as it is, and never changed").check()
    boss.get_by_label("What did you check?").fill("every figure, and that nobody can be found")
    boss.get_by_role("button", name="Answer").click()
    ask(boss)
    with boss.expect_download() as taken:
        boss.get_by_role("link", name=re.compile("Take version")).last.click()
    assert re.search(r"2026-q1-version-\d\.html$", taken.value.suggested_filename)
    written = taken.value.path().read_text(encoding="utf-8")
    assert "<script" not in written
    assert "Draft" not in written.split("</style>")[1]


def _open(page: Page, ask: Accessible) -> None:
    page.get_by_role("link", name="For the public").click()
    ask(page)
    page.get_by_role("link", name="January to March 2026").click()
    expect(page.get_by_role("table").first).to_contain_text("fewer than 10")
    ask(page)


def _read(page: Page, ask: Accessible) -> None:
    """The page itself, as the public would read it, marked as a draft."""
    page.get_by_role("link", name="Read the page as the public would").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Men who do most harm to women and girls")
    assert page.evaluate("getComputedStyle(document.body, '::before').content").startswith('"Draft')
    ask(page)
    page.go_back()


def _propose(page: Page, ask: Accessible) -> None:
    page.get_by_role("link", name=re.compile("Propose")).click()
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what you checked")
    ask(page)
    cause = page.get_by_label("The wording was put right")
    if cause.count():  # a version was released by this test without scripts, or with
        cause.check()
    page.get_by_label("What did you check?").fill("every figure against the results")
    page.get_by_role("button", name="Propose it").click()
