"""The site as its users have it: `v100 serve` on a store of made-up runs, and Chromium."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from evidence_made_up import seal_all
from links_made_up import lead, undetected
from made_once import copied, for_all
from prepared import make_database, prepare
from runs_made_up import AS_AT, became, man, month_later, seal
from served_site import Site, served
from small_force import make_march
from v100.postgres import serving
from v100.store import simulated


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo's site with two months of sixty men, one of whom was found to be another, and evidence of each measure."""
    with served_copy(for_all(tmp_path_factory, make_two_months_served)) as site:
        yield site


def make_two_months_served(folder: Path) -> None:
    """`store`: the same, after its site was started once, which found nothing but runs and evidence."""
    store = folder / "store"
    seal(store, people=60, person=[man("P1", "Mike Madeup")])
    month_later(store, people=60, person_lineage=[became("P1", "S-04099", "merged")], **together(two_tied(), leads()))
    seal_all(store)
    simulated.mark(store)
    with served(store):
        pass


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose `store` is a small force's with its month run: the engine has reports, and women whom they name.
    Its site has loaded the run.
    """

    def make_march_loaded(folder: Path) -> None:
        store = copied(for_all(tmp_path_factory, make_march) / "store", folder / "store")
        simulated.mark(store)
        copied(for_all(tmp_path_factory, make_database) / "postgres", store / "postgres")
        with serving(store / "postgres") as url:
            prepare(store, url)

    return for_all(tmp_path_factory, make_march_loaded)


@pytest.fixture
def month_site(month: Path) -> Iterator[Site]:
    """A demo's site of a copy of it, so that each story begins at its beginning."""
    with served_copy(month) as site:
        yield site


@contextmanager
def served_copy(made: Path) -> Iterator[Site]:
    """The site of a copy of this folder's store; its path is short enough for PostgreSQL's socket."""
    folder = Path(tempfile.mkdtemp(prefix="v100-browser-"))
    with served(copied(made / "store", folder / "store")) as site:
        yield site
    shutil.rmtree(folder)


def together(*made: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table, from all of these."""
    return {table: [row for each in made for row in each.get(table, [])] for each in made for table in each}


def leads() -> dict[str, list[dict[str, Any]]]:
    """Two undetected crimes that may be a man's."""
    return {"link": [lead(report) for report in ("U1", "U2")], **undetected("U1", "U2")}


def two_tied() -> dict[str, list[dict[str, Any]]]:
    """Two men who gave one telephone, each on a report of his own, neither of them ranked."""
    return {
        "person": [man("P2", "Neil Madeup"), man("P3", "Otto Madeup")],
        "person_mention": [{"person_id": f"P{n}", "mention_id": f"MP{n}", "side": "suspect"} for n in (2, 3)],
        "suspect": [
            {"mention_id": f"MP{n}", "report_id": f"RP{n}", "phone": "07700 900001", "address": f"{n} Made-up Row"}
            for n in (2, 3)
        ],
        "crime_report": [
            {
                "report_id": f"RP{n}",
                "crime_ref": f"CR/P{n}",
                "recorded_on": AS_AT,
                "borough": "Hackney",
                "location_type": "street",
                "flags": ["firearm_access"],
            }
            for n in (2, 3)
        ],
        "report_victim": [{"report_id": "RP2", "line": 1, "person_id": "V-0000001", "relationship": "partner"}],
    }


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """A test that asks for this runs twice: with JavaScript and without."""
    return bool(request.param)


@pytest.fixture
def sign_in(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page signed in as a role. What the page could not load, or said to the console in error, fails the test."""
    faults: list[str] = []
    pages: list[Page] = []

    def as_role(role: str, *, scripts: bool = True, errors_expected: bool = False) -> Page:
        page = browser.new_context(base_url=site.url, java_script_enabled=scripts).new_page()
        page.set_default_navigation_timeout(120_000)  # a busy machine is slow to give its first page
        page.on("request", lambda asked: faults.append(f"outside: {asked.url}") if site.url not in asked.url else None)
        if not errors_expected:
            page.on("response", lambda got: faults.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
            page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto("/sign-in/")
        page.get_by_label("User name").fill(role)
        page.get_by_label("Password").fill(site.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)  # whoever goes on before is not signed in
        pages.append(page)
        return page

    yield as_role
    for page in pages:
        page.context.close()
    assert faults == []


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Asks axe-core of the page as it stands: WCAG 2.2 AA and its best practices, no violation."""

    def ask(page: Page) -> None:
        page.wait_for_load_state()  # a click returns when the next page has begun
        found = Axe().run(page).response["violations"]
        said = [
            (each["id"], node["target"], re.sub(r"\s+", " ", node["html"])[:120])
            for each in found
            for node in each["nodes"]
        ]
        assert said == [], page.url

    return ask
