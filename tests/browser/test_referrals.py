"""A partner's referral, from the form through the engine to the panel, on a small force's real runs."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from served_site import Site, served
from small_force import FEBRUARY, MARCH, take_delivery
from v100 import policy
from v100.monthly import monthly_run
from v100.store import simulated

CARL = {"Surname": "Szymanski", "Forename": "Carl", "Its postcode": "SE3 3CC", "His telephone": "07204 555123"}
NOBODY = {"Surname": "Marlowe", "Forename": "Tobias"}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A demo's site of a small force with its month run: the engine has reports to make a run of."""
    folder = Path(tempfile.mkdtemp(prefix="v100-browser-"))
    for number, month in enumerate((FEBRUARY, MARCH), start=1):
        take_delivery(folder / "store", folder, number, month)
    monthly_run(folder / "store", as_at=MARCH, policy=policy.load("v100"))
    simulated.mark(folder / "store")
    with served(folder / "store") as site:
        yield site
    shutil.rmtree(folder)


def test_a_referral_comes_in_is_assessed_and_goes_before_the_panel(
    sign_in: Callable[..., Page], accessible: Callable[[Page], None], scripts: bool
) -> None:
    def read(page: Page) -> None:
        if scripts:  # axe-core is a script itself
            accessible(page)

    page = sign_in("analyst", scripts=scripts)
    page.get_by_role("link", name="Referrals", exact=True).click()
    read(page)
    page.get_by_role("button", name="Take in a referral").click()
    page.get_by_role("button", name="Take it in").click()
    page.get_by_role("link", name="Enter his surname").click()
    expect(page.get_by_label("Surname")).to_be_focused()
    read(page)
    _take(page, CARL)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("PR0"))
    read(page)
    _until_assessed(page)
    read(page)
    expect(page.get_by_role("link", name="Carl Szymanski")).to_be_visible()
    carl = page.url

    if scripts:  # once is enough for what takes the engine another run
        _closed(page, read)

    page.goto(carl)
    page.get_by_role("link", name="Lay the referral before the panel").click()
    read(page)
    page.get_by_label("Why should the panel look at him?").fill("what was told fits what is reported")
    page.get_by_role("button", name="Lay it before the panel").click()
    expect(page.locator("main")).to_contain_text("Before the panel")
    read(page)

    chair = sign_in("panel_chair", scripts=scripts)
    chair.goto("/panel/")
    row = chair.get_by_role("row").filter(has_text="Carl Szymanski")
    expect(row.locator(".govuk-tag").filter(has_text="Referral")).to_be_visible()
    read(chair)
    row.get_by_role("link").first.click()
    chair.get_by_label("Why do you open this page?").fill("panel of this month")
    chair.get_by_role("button", name="Open the page").click()
    expect(chair.get_by_role("heading", name="Referred by a partner")).to_be_visible()
    expect(chair.locator("main")).not_to_contain_text("women’s service")
    read(chair)


def _closed(page: Page, read: Callable[[Page], None]) -> None:
    """One of whom nothing is known is taken in, assessed and closed."""
    page.goto("/referrals/take/")
    _take(page, NOBODY)
    _until_assessed(page)
    expect(page.get_by_text("The panel cannot adopt him")).to_be_visible()
    read(page)
    page.get_by_role("link", name="Close the referral").click()
    read(page)
    page.get_by_label("Why is it closed").fill("the partner was asked for more")
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_text("Closed").first).to_be_visible()


def _take(page: Page, him: dict[str, str]) -> None:
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


def _until_assessed(page: Page) -> None:
    """Asked again as a reader would, by the link."""
    while (again := page.get_by_role("link", name="Look again")).is_visible():
        page.wait_for_timeout(300)
        again.click()
    expect(page.locator("main")).to_contain_text("By the run of 31 March 2026")
