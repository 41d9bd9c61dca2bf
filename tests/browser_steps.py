"""What people do on the site, as steps in a browser that several tests take."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

SignIn = Callable[..., Page]
Accessible = Callable[[Page], None]

SCHEMES = ("MAPPA", "Integrated offender management (IOM)", "MATAC", "Live operations")


def fill_date(page: Page, written: str) -> None:
    for label, part in zip(("Day", "Month", "Year"), written.split(), strict=True):
        page.get_by_label(label).fill(part)


def fill_first_date(page: Page, question: str, written: str) -> None:
    """A date where the page asks for several."""
    group = page.get_by_role("group", name=question)
    for label, part in zip(("Day", "Month", "Year"), written.split(), strict=True):
        group.get_by_label(label).fill(part)


def follow(page: Page, link: Locator) -> None:
    """A click that leads to another page, which is there when this returns."""
    with page.expect_navigation():
        link.click()


def say_why(page: Page, why: str) -> None:
    """The reason for which somebody's page is opened."""
    page.get_by_label("Why do you open this page?").fill(why)
    follow(page, page.get_by_role("button", name="Open the page"))


def ask_schemes(page: Page, answer: str) -> None:
    """Each other scheme was asked of him and gave this answer."""
    for scheme in SCHEMES:
        page.get_by_role("link", name="Record what another scheme answered").click()
        page.get_by_label(scheme, exact=True).check()
        page.get_by_label(answer).check()
        page.get_by_label("Who answered, or was asked?").fill("DS Made-up")
        fill_date(page, "1 4 2026")
        page.get_by_role("button", name="Record the answer").click()


def adopted_at_once(page: Page, man: str, why: str, read: Accessible) -> None:
    """From his page's address to a man whom the demo's officer manages, for a threat to life."""
    page.goto(man.replace("/men/", "/panel/"))
    say_why(page, why)
    page.get_by_role("link", name="Nominate him now: a threat to life").click()
    page.get_by_label("What is the threat to life?").fill("he bought petrol and named the day")
    page.get_by_role("button", name="Nominate now").click()
    ask_schemes(page, "Asked, no answer yet")
    page.get_by_role("link", name="Adopt him at once").click()
    page.get_by_label("Why can it not wait?").fill("he is on his way")
    page.get_by_role("button", name="Adopt him now").click()
    page.get_by_role("link", name="Begin to manage him").click()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose an officer")
    read(page)
    page.get_by_label("Who is his lead responsible officer?").select_option("Dev Officer")
    page.get_by_label("Why this officer, and what comes first?").fill("he knows him; arrest him first")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".govuk-summary-list").first).to_contain_text("Dev Officer")


def open_meeting(chair: Page, read: Accessible) -> None:
    """From any page to the meeting that is open from now on."""
    chair.get_by_role("link", name="Panel", exact=True).click()
    read(chair)
    chair.get_by_role("link", name="Meetings").click()
    chair.get_by_role("link", name="Open a meeting").click()
    chair.get_by_label("What is the meeting called?").fill("Panel of the month")
    chair.get_by_label(re.compile("Panel member")).first.check()
    read(chair)
    chair.get_by_role("button", name="Open the meeting").click()
    expect(chair.get_by_role("heading", level=1)).to_contain_text("Panel of the month")


def ready(chair: Page, read: Accessible) -> None:
    """The other schemes' answers, and into review."""
    ask_schemes(chair, "Does not have him")
    chair.get_by_role("link", name="Take him into review").click()
    read(chair)
    chair.get_by_label("What is the panel to decide?").fill("whether to adopt him")
    chair.get_by_role("button", name="Take into review").click()


def judge(page: Page, view: str, read: Accessible) -> None:
    page.get_by_role("link", name="Give your view").click()
    page.get_by_role("button", name="Give my view").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what should be done")
    read(page)
    page.get_by_label(view).check()
    page.get_by_label("Why?").fill("what the member thinks of him")
    page.get_by_label("Conditions, if any").fill("read again in a month")
    page.get_by_role("button", name="Give my view").click()


def take(page: Page, him: dict[str, str]) -> None:
    for label, value in him.items():
        page.get_by_label(label, exact=True).fill(value)
    born = page.get_by_role("group", name="Date of birth")
    for part, value in (("Day", "2"), ("Month", "11"), ("Year", "1990")):
        born.get_by_label(part).fill(value)
    page.get_by_label("A women’s service").check()
    arrived = page.get_by_role("group", name="When did it arrive?")
    for part, value in (("Day", "2"), ("Month", "4"), ("Year", "2026")):
        arrived.get_by_label(part).fill(value)
    page.get_by_label("Why do they refer him?").fill("two women spoke of him in a week")
    page.get_by_label("What do they ask for?").fill("that he is looked at")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("PR0"))


def until_assessed(page: Page) -> None:
    """Asked again as a reader would, by the link, for a few minutes at most."""
    assessed = page.get_by_text("By the run of 31 March 2026")
    until(page, assessed, lambda: page.get_by_role("link", name="Look again").click())


def until(page: Page, shown: Locator, look_again: Callable[[], object]) -> None:
    """Look again until it is shown."""
    for _ in range(200):
        page.wait_for_load_state()
        if shown.first.is_visible():
            return
        page.wait_for_timeout(500)
        look_again()
    expect(shown.first).to_be_visible()


def record(page: Page, kind: str, day: int, answer: str | None, ask: Accessible) -> None:
    page.get_by_role("link", name="Record an outcome of").first.click()
    page.get_by_label("What happened?").select_option(kind)
    page.get_by_role("button", name="Continue").click()
    for label, part in (("Day", day), ("Month", 5), ("Year", 2026)):
        page.get_by_label(label, exact=True).first.fill(str(part))
    if answer:
        page.get_by_label(re.compile(answer, re.IGNORECASE)).first.check()
    if kind == "sentence":
        page.get_by_label("Length in days").fill("1095")
    ask(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("heading", name="Everything that happened")).to_be_visible()
    expect(page.locator(".moj-timeline")).to_contain_text(f"{day} May 2026")


def opens_its_list(page: Page, words: str, ask: Accessible) -> int:
    link = page.get_by_role("link", name=re.compile(rf"^[\d,]+ {words}")).first
    number = link.locator(".v100-figure__number").inner_text()
    link.click()
    page.wait_for_load_state()
    why = page.get_by_label("Why do you open what the figures count?")
    if why.count():
        ask(page)
        why.fill("briefing of May")
        page.get_by_role("button", name="Open the list").click()
    expect(page.locator("caption")).to_contain_text(re.compile(rf"^{number} "))
    ask(page)
    return int(number.replace(",", ""))
