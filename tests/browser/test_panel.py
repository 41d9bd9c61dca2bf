"""The panel in a browser: it adopts two men and rejects one, with scripts and without; every page read by axe-core."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]
Accessible = Callable[[Page], None]
WHY = "panel of this month"
SCHEMES = ("MAPPA", "Integrated offender management (IOM)", "MATAC", "Live operations")


def test_the_panel_adopts_two_and_rejects_one(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    def read(page: Page) -> None:
        if scripts:  # axe-core is a script itself
            accessible(page)

    chair, member = sign_in("panel_chair", scripts=scripts), sign_in("panel_member", scripts=scripts)
    chair.get_by_role("link", name="Panel", exact=True).click()
    read(chair)
    chair.get_by_role("link", name="Meetings").click()
    chair.get_by_role("link", name="Open a meeting").click()
    chair.get_by_label("What is the meeting called?").fill("Panel of the month")
    chair.get_by_label(re.compile("Panel member")).first.check()
    read(chair)
    chair.get_by_role("button", name="Open the meeting").click()
    expect(chair.get_by_role("heading", level=1)).to_contain_text("Panel of the month")
    # What was decided since the last meeting belongs to this one.
    before = int(chair.locator("caption").inner_text().split()[0])
    read(chair)
    meeting = chair.url
    adopted = _adopted(chair)
    chair.goto("/list/?part=ranked&status=none")
    listed = [link.get_attribute("href") or "" for link in chair.locator("tbody th a").all()][:3]
    men = [each.replace("/men/", "/panel/") for each in listed]
    assert len(men) == 3
    for man, view, becomes in zip(
        men, ("Adopt him", "Adopt him", "Reject him"), ("Adopted", "Adopted", "Rejected"), strict=True
    ):
        for page in (chair, member):
            page.goto(man)
            page.get_by_label("Why do you open this page?").fill(WHY)
            page.get_by_role("button", name="Open the page").click()
        _nominated(chair)
        read(chair)
        _ready(chair, read)
        member.reload()
        _judge(member, view, read)
        expect(member.get_by_text("1 of 2 views is in")).to_be_visible()
        chair.goto(man)
        expect(chair.locator("main")).not_to_contain_text("what the member thinks")
        _judge(chair, view, read)
        expect(chair.locator(".govuk-summary-list").first).to_contain_text(becomes)
        read(chair)
    chair.goto(meeting)
    expect(chair.locator("caption")).to_have_text(f"{before + 3} decisions")
    expect(chair.locator("tbody tr").filter(has_text="Rejected")).to_have_count(1)
    read(chair)
    assert _adopted(chair) == adopted + 2
    chair.goto(f"{meeting}close/")
    read(chair)
    chair.get_by_role("button", name="Close the meeting").click()
    expect(chair.get_by_text("Not yet")).to_have_count(0)


def _adopted(page: Page) -> int:
    """Men of the list's filter by status."""
    page.goto("/list/?part=ranked&status=adopted")
    return int(page.locator("caption").inner_text().split()[0])


def _nominated(chair: Page) -> None:
    """He is below the list: the chair nominates him."""
    chair.get_by_role("link", name="Nominate him for the panel").click()
    chair.get_by_label("Why should the panel look at him?").fill("two reports in a week")
    chair.get_by_role("button", name="Nominate").click()


def _ready(chair: Page, read: Callable[[Page], None]) -> None:
    """The other schemes' answers, the primary aggressor where that is contested, and into review."""
    for scheme in SCHEMES:
        chair.get_by_role("link", name="Record what another scheme answered").click()
        chair.get_by_label(scheme, exact=True).check()
        chair.get_by_label("Does not have him").check()
        chair.get_by_label("Who answered, or was asked?").fill("DS Made-up")
        _fill_date(chair, "1 4 2026")
        chair.get_by_role("button", name="Record the answer").click()
    chair.get_by_role("link", name="Take him into review").click()
    read(chair)
    chair.get_by_label("What is the panel to decide?").fill("whether to adopt him")
    chair.get_by_role("button", name="Take into review").click()


def _judge(page: Page, view: str, read: Callable[[Page], None]) -> None:
    page.get_by_role("link", name="Give your view").click()
    page.get_by_role("button", name="Give my view").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what should be done")
    read(page)
    page.get_by_label(view).check()
    page.get_by_label("Why?").fill("what the member thinks of him")
    page.get_by_label("Conditions, if any").fill("read again in a month")
    page.get_by_role("button", name="Give my view").click()


def test_the_panels_other_pages(sign_in: SignIn, accessible: Accessible) -> None:
    page = sign_in("panel_chair")
    page.goto("/panel/precursors/")
    accessible(page)
    page.get_by_role("link", name="Record what you make of him").first.click()
    page.get_by_label("Why do you open this page?").fill(WHY)
    page.get_by_role("button", name="Open the page").click()
    accessible(page)
    page.get_by_label("Read, nothing more now").check()
    page.get_by_label("Why?").fill("the reports are in hand")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Precursor list")
    for path in ("/panel/conflicts/", "/panel/conflicts/mine/", "/panel/meetings/"):
        page.goto(path)
        accessible(page)


def test_a_threat_to_life_does_not_wait(sign_in: SignIn, accessible: Accessible) -> None:
    page = sign_in("supervisor")
    page.goto("/list/?part=ranked&status=none")  # the men just below the list may all be nominated by now
    page.locator("tbody th a").first.click()
    page.get_by_label("Why do you open this page?").fill("call from the control room")
    page.get_by_role("button", name="Open the page").click()
    page.get_by_role("link", name="Open his case").click()
    page.get_by_role("link", name="Nominate him now: a threat to life").click()
    accessible(page)
    page.get_by_label("What is the threat to life?").fill("he bought petrol and named the day")
    page.get_by_role("button", name="Nominate now").click()
    for scheme in SCHEMES:
        page.get_by_role("link", name="Record what another scheme answered").click()
        page.get_by_label(scheme, exact=True).check()
        page.get_by_label("Asked, no answer yet").check()
        page.get_by_label("Who answered, or was asked?").fill("DS Made-up")
        _fill_date(page, "1 4 2026")
        page.get_by_role("button", name="Record the answer").click()
    page.get_by_role("link", name="Adopt him at once").click()
    accessible(page)
    page.get_by_label("Why can it not wait?").fill("he is on his way")
    page.get_by_role("button", name="Adopt him now").click()
    expect(page.get_by_text("The second view is due by")).to_be_visible()
    accessible(page)


def _fill_date(page: Page, written: str) -> None:
    for label, part in zip(("Day", "Month", "Year"), written.split(), strict=True):
        page.get_by_label(label).fill(part)
