"""The panel in a browser: it adopts two men and rejects one, with scripts and without; every page read by axe-core."""

from playwright.sync_api import Page, expect

from browser_steps import Accessible, SignIn, ask_schemes, judge, open_meeting, ready, say_why

WHY = "panel of this month"


def test_the_panel_adopts_two_and_rejects_one(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    def read(page: Page) -> None:
        if scripts:  # axe-core is a script itself
            accessible(page)

    chair, member = sign_in("panel_chair", scripts=scripts), sign_in("panel_member", scripts=scripts)
    open_meeting(chair, read)
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
            say_why(page, WHY)
        _nominated(chair)
        read(chair)
        ready(chair, read)
        member.reload()
        judge(member, view, read)
        expect(member.get_by_text("1 of 2 views is in")).to_be_visible()
        chair.goto(man)
        expect(chair.locator("main")).not_to_contain_text("what the member thinks")
        judge(chair, view, read)
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


def test_the_panels_other_pages(sign_in: SignIn, accessible: Accessible) -> None:
    page = sign_in("panel_chair")
    page.goto("/panel/precursors/")
    accessible(page)
    page.get_by_role("link", name="Record what you make of him").first.click()
    say_why(page, WHY)
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
    say_why(page, "call from the control room")
    page.get_by_role("link", name="Open his case").click()
    page.get_by_role("link", name="Nominate him now: a threat to life").click()
    accessible(page)
    page.get_by_label("What is the threat to life?").fill("he bought petrol and named the day")
    page.get_by_role("button", name="Nominate now").click()
    ask_schemes(page, "Asked, no answer yet")
    page.get_by_role("link", name="Adopt him at once").click()
    accessible(page)
    page.get_by_label("Why can it not wait?").fill("he is on his way")
    page.get_by_role("button", name="Adopt him now").click()
    expect(page.get_by_text("The second view is due by")).to_be_visible()
    accessible(page)
