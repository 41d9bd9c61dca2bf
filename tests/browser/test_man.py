"""A man in a browser: given to an officer, who works him; his network and map; saved views. With scripts or not."""

import re

from playwright.sync_api import Page, expect

from browser_steps import Accessible, SignIn, adopted_at_once, fill_date, fill_first_date, follow, say_why

WHY = "the week’s work"


def test_an_officer_works_the_man_he_is_given(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    def read(page: Page) -> None:
        if scripts:  # axe-core is a script itself
            accessible(page)

    supervisor = sign_in("supervisor", scripts=scripts)
    name, man = _managed(supervisor, read)
    officer = sign_in("lro", scripts=scripts)
    officer.get_by_role("link", name=re.compile("men whom you manage$")).click()
    read(officer)
    officer.get_by_role("link", name=name, exact=True).click()
    read(officer)
    say_why(officer, WHY)
    expect(officer.get_by_role("heading", level=1)).to_have_text(name)
    read(officer)
    _plan(officer, read)
    _authorised(supervisor, man, read)
    _warning(officer, read)
    _note(officer, read)
    officer.get_by_role("link", name="Men, reports, addresses and telephones around him").click()
    expect(officer.get_by_role("table")).to_contain_text("named as a suspect in")
    read(officer)
    officer.get_by_role("link", name=re.compile("^Back to N")).click()
    officer.get_by_role("link", name="Back to my men").click()
    expect(officer.locator("tbody")).to_contain_text(man)


def _managed(page: Page, read: Accessible) -> tuple[str, str]:
    """A man whom nobody nominated yet, adopted at once and given to the officer; gives his name and his reference."""
    page.goto("/list/?part=ranked&status=none")
    link = page.locator("tbody th a").last
    name, address = link.inner_text(), link.get_attribute("href") or ""
    adopted_at_once(page, address, WHY, read)
    expect(page.get_by_role("link", name="Give him to another officer")).to_be_visible()
    read(page)
    return name, address.strip("/").removeprefix("men/")


def _plan(page: Page, read: Accessible) -> None:
    """Begun from a template, an action added; back on his page, which opens on it."""
    page.get_by_role("link", name="Begin it").click()
    page.get_by_role("link", name="Begin his plan").click()
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what kind of man he is")
    read(page)
    page.get_by_label("Abuses a partner or former partner").check()
    page.get_by_label("Whose are its actions at first?").select_option("Dev Officer")
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_role("heading", name="Prepare: know what happens if he strikes")).to_be_visible()
    read(page)
    page.get_by_role("link", name="Propose an action").click()
    page.get_by_label("Towards which objective?").select_option(index=1)
    page.get_by_label("What is done?").fill("Ask Sarah for her telephone")
    page.get_by_label("He might").check()
    page.get_by_label("It rests on what one woman alone says").check()
    page.get_by_label("Who does it?").select_option("Dev Officer")
    fill_date(page, "3 4 2026")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("alert")).to_contain_text("It holds Sarah")
    expect(page.get_by_role("alert")).to_contain_text("say what is done about that")
    read(page)
    page.get_by_label("What is done?").fill("Ask for the telephone again")
    page.get_by_label("What is done about that?").fill("by her advocate, on a day that he works")
    page.get_by_label("It names no woman or girl, leads to none").check()
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("row").filter(has_text="Ask for the telephone again")).to_contain_text("Proposed")
    _disruption(page, read)
    _powers(page, read)
    page.get_by_role("link", name=re.compile("^Back to N")).click()
    expect(page.locator(".govuk-inset-text")).to_contain_text("Late Ask for the telephone again: Dev Officer")
    read(page)


def _powers(page: Page, read: Accessible) -> None:
    page.get_by_role("link", name="Which powers may be open").click()
    read(page)
    page.get_by_label("For him alone, or with whom?").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    order = page.locator("details").filter(has_text=re.compile(r"^Domestic Violence Protection Order: lacks"))
    order.locator("summary").click()
    expect(order).to_contain_text("To be checked by the force's lawyers")
    read(page)
    order.get_by_role("link", name="Record it").first.click()
    page.get_by_label("By what is it known").fill("Written down by DI Made-up")
    fill_first_date(page, "Since when?", "2 3 2026")
    read(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.locator(".v100-said")).to_contain_text("Written down by DI Made-up")
    read(page)
    page.get_by_role("link", name=re.compile("^Back to the plan")).click()


def _disruption(page: Page, read: Accessible) -> None:
    page.get_by_role("link", name="Record a disruption").click()
    page.get_by_label("What was done?").fill("Remanded in custody")
    page.get_by_label(re.compile("^Major")).check()
    page.get_by_label("What shows it?").fill("The court's register")
    fill_first_date(page, "When?", "2 3 2026")
    fill_first_date(page, "Until when, do you claim?", "2 4 2026")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("major needs 182 or more")
    read(page)
    fill_first_date(page, "Until when, do you claim?", "2 4 2027")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator(".v100-said")).to_contain_text("Major, waits for a second reader")
    read(page)


def _authorised(page: Page, man: str, read: Accessible) -> None:
    """By a supervisor, who opens the man first."""
    page.goto(f"/men/{man}/plan/")
    page.get_by_role("link", name="Ask for the telephone again").click()
    page.get_by_label("Authorised", exact=True).check()
    read(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("row").filter(has_text="Ask for the telephone again")).to_contain_text("Authorised")
    page.get_by_role("link", name="Write a supervision note").click()
    page.get_by_label("What do you say of this plan?").fill("begin with the telephone")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".v100-said").first).to_contain_text("begin with the telephone")
    page.get_by_role("link", name="Read it as second reader").click()
    page.get_by_label("By what do you agree?").fill("The warrant")
    page.get_by_role("button", name="I agree").click()
    expect(page.locator(".v100-said").last).not_to_contain_text("waits")
    plan = page.url
    _meeting(page, read)
    page.goto(plan)
    page.get_by_role("link", name="Record a review").click()
    page.get_by_label("At which tasking meeting?").select_option(index=1)
    fill_date(page, "3 4 2026")
    page.get_by_label("What was said and decided?").fill("His telephone first")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("not compared with what is hers")
    read(page)
    page.get_by_label("It names no woman or girl, leads to none").check()
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("link", name="Tasking").click()
    expect(page.get_by_role("row").filter(has_text=man)).to_contain_text("past the date")
    read(page)
    page.get_by_role("link", name="3 April 2026", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("His telephone first")
    expect(page.get_by_role("main")).not_to_contain_text("At no meeting")
    read(page)
    absent = page.get_by_text("Probation, on leave")
    before = absent.count()
    page.get_by_role(
        "link", name="Correct who was there"
    ).last.click()  # of each meeting of that day, if there are more
    page.get_by_label("Who sent apologies?").fill("Probation, on leave")
    read(page)
    page.get_by_role("button", name="Record it").click()
    expect(absent).to_have_count(before + 1)


def _meeting(page: Page, read: Accessible) -> None:
    """At which he is discussed: its minutes name who was there before they say anything of a man."""
    page.get_by_role("link", name="Tasking").click()
    page.get_by_role("link", name=re.compile("^Record a meeting")).click()
    fill_date(page, "3 4 2026")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose who chaired it")
    read(page)
    page.get_by_label("Who chaired it?").select_option("Esi Supervisor")
    page.get_by_label(re.compile("^Dev Officer")).check()
    page.get_by_label("Who else was there?").fill("Housing, two officers of the borough")
    page.get_by_role("button", name="Record it").click()
    there = page.locator(".govuk-summary-list").last
    for who in ("Esi Supervisor", "Dev Officer", "Housing, two officers of the borough"):
        expect(there).to_contain_text(who)
    read(page)


def _warning(page: Page, read: Accessible) -> None:
    page.get_by_role("link", name="Record a warning").click()
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("link", name="Choose what the warning is of").click()
    read(page)
    page.get_by_label("Violent to officers").check()
    page.get_by_label("Police National Computer").check()
    fill_date(page, "3 4 2026")
    page.get_by_role("button", name="Record it").click()
    warned = page.locator(".govuk-summary-list__row").filter(has_text="Violent to officers")
    expect(warned).to_contain_text("known since 3 April 2026")
    page.get_by_role("link", name=re.compile("^End it.*Violent to officers, Police National Computer")).click()
    read(page)
    page.get_by_label("Why does it hold no more?").fill("it was his brother")
    page.get_by_role("button", name="End the warning").click()
    expect(warned).to_have_count(0)
    read(page)


def _note(page: Page, read: Accessible) -> None:
    page.get_by_role("link", name="Write a note").click()
    expect(page.get_by_label("It names no woman or girl, leads to none")).to_have_count(0)
    page.get_by_label("A fact: it can be checked").check()
    page.get_by_label("What do you want to say?").fill("PC Sarah Example saw him in the park")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_role("alert")).to_contain_text("It holds Sarah")
    read(page)
    page.get_by_label("It names no woman or girl, leads to none").check()
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_role("link", name=re.compile("^Correct it.*the note of")).click()
    page.get_by_label("What do you want to say?").fill("he was seen at the station")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_text("What it said before").click()
    expect(page.get_by_text("PC Sarah Example saw him in the park")).to_be_visible()
    read(page)


def test_anothers_man_is_not_there_for_an_officer(sign_in: SignIn, accessible: Accessible) -> None:
    page = sign_in("analyst")
    page.goto("/list/?part=ranked")
    others = page.locator("tbody th a").first.get_attribute("href") or ""
    page = sign_in("lro", errors_expected=True)
    for address in (others, f"{others}network/", f"{others}notes/write/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    accessible(page)


def test_his_network_and_his_map(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    page = sign_in("analyst", scripts=scripts)
    page.goto("/men/?q=neil+madeup")
    page.locator("tbody a").first.click()
    say_why(page, WHY)
    expect(page.get_by_role("img", name=re.compile("on a map of London"))).to_be_visible()
    expect(page.get_by_role("region", name="Reports by borough")).to_contain_text("Hackney")
    expect(page.get_by_text("firearm access")).to_be_visible()
    page.get_by_role("link", name="Men, reports, addresses and telephones around him").click()
    ties = page.locator("#ties tbody tr")
    expect(ties.filter(has_text="Otto Madeup")).to_contain_text("Telephone 1")
    expect(page.locator("main")).not_to_contain_text("900001")
    expect(ties.filter(has_text="V-0000001")).to_contain_text("relationship: partner")
    drawing = page.get_by_role("img", name="The same as the table below, drawn")
    if not scripts:
        expect(drawing).to_have_count(0)
        return
    expect(drawing.locator("canvas").first).to_be_visible()
    accessible(page)
    page.set_viewport_size({"width": 375, "height": 800})
    for address in (page.url, page.url.replace("network/", "")):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_a_view_of_the_list_is_saved_opened_and_removed(sign_in: SignIn, accessible: Accessible, scripts: bool) -> None:
    page = sign_in("victim_lead", scripts=scripts)
    page.goto("/list/")
    page.get_by_label("Show", exact=True).select_option("Everyone ranked")
    page.get_by_label("In custody today").select_option("Not in custody")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Save this view").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the view a name")
    if scripts:
        accessible(page)
    page.get_by_label("What do you call this view?").fill("Still out")
    follow(page, page.get_by_role("button", name="Save"))
    page.goto("/list/")
    page.get_by_role("link", name="Still out").click()
    expect(page.get_by_label("In custody today")).to_have_value("no")
    if scripts:
        accessible(page)
    page.get_by_role("link", name="remove one").click()
    if scripts:
        accessible(page)
    page.get_by_role("button", name="Remove Still out").click()
    expect(page.get_by_text("You have saved none")).to_be_visible()
