"""Draws the pictures of the README and the guides anew from the demo: `make pictures`.

Needs Chromium or Chrome. Everybody in the pictures is simulated.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urljoin

from benchmarks.site.visitors import served
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.text import Text

from v100.casework import place
from v100.store.runs import open_run

IMAGES = Path(__file__).parent / "images"
COLUMNS = 104
FEW = 5
"""Reports of the man who is shown, so that his reasons fit."""
PORT = 8118
PAPER, SCREEN = (1280, 1500), (1440, 960)
"""Width and height of the picture of a report, and of a page of the site."""
WHY = "to draw a picture"


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox", "--disable-gpu"])
        v100("demo", "--out", f"{folder}/demo")
        store = Path(folder) / "demo" / "store"
        run = open_run(store)
        draw_terminal("list", v100("show", "--store", str(store)), lines=18, title="v100 show")
        few = next(str(row["rank"]) for row in run.rows("ranking") if row["reports"] <= FEW)
        draw_terminal("person", v100("show", few, "--store", str(store)), lines=34, title=f"v100 show {few}")
        draw_report(browser, run.report)
        draw_site(browser, store)
        browser.close()


def v100(*words: str) -> str:
    """What the command says, in colours."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    command = [str(Path(sys.executable).parent / "v100"), *words]
    return subprocess.run(command, check=True, env=environment, capture_output=True, text=True).stdout


def draw_terminal(name: str, said: str, *, lines: int, title: str) -> None:
    """The first lines as an SVG that fetches no font."""
    console = Console(width=COLUMNS, record=True, file=open(os.devnull, "w"), force_terminal=True)  # noqa: PTH123, SIM115
    console.print(Text.from_ansi("\n".join(said.splitlines()[:lines])))
    svg = console.export_svg(title=title, unique_id=name)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code, ", "")
    (IMAGES / f"{name}.svg").write_text(re.sub(r"\s*<!--.*?-->", "", svg), encoding="utf-8")


def draw_report(browser: Browser, report: Path) -> None:
    """Its top."""
    page = browser.new_page(viewport={"width": PAPER[0], "height": PAPER[1]})
    page.goto(report.as_uri())
    page.screenshot(path=IMAGES / "report.png")


def draw_site(browser: Browser, store: Path) -> None:
    """The tops of a few pages, each as somebody who uses it sees it: at an address, or behind a link there."""
    with served(store, PORT) as url:
        page = browser.new_page(viewport={"width": SCREEN[0], "height": SCREEN[1]})
        for role, name, path, link in (
            ("analyst", "site-list", "/list/", ""),
            ("analyst", "site-man", "/list/", "tr:nth-child(2) th a"),
            ("analyst", "site-links", "/leads/", "tr:nth-child(1) td a"),
            ("panel_member", "site-panel", "/panel/", ""),
            ("commander", "site-results", "/results/", ""),
        ):
            page.context.clear_cookies()
            page.goto(urljoin(url, "/sign-in/"))
            page.get_by_label("User name").fill(role)
            page.get_by_label("Password").fill(place.demo_password(store))
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(urljoin(url, "/"))
            page.goto(urljoin(url, path))
            if link:
                _open(page, link)
            page.screenshot(path=IMAGES / f"{name}.png")


def _open(page: Page, link: str) -> None:
    """What a line of the table leads to, once it was said why."""
    with page.expect_navigation():
        page.locator(f"tbody {link}").first.click()
    page.get_by_label("Why do you open this page?").fill(WHY)
    with page.expect_navigation():
        page.get_by_role("button", name="Open the page").click()


def _browser() -> str | None:
    """The machine's own; else the one that Playwright installed."""
    return next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)


if __name__ == "__main__":
    main()
