"""Draws the README's pictures anew from the demo: `python docs/pictures.py`.

Needs Chromium on the path for the picture of the report. Everybody in the pictures is simulated.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from v100.store import open_run

IMAGES = Path(__file__).parent / "images"
COLUMNS = 104
FEW = 5
"""Reports of the man who is shown, so that his reasons fit."""
WINDOW = "1280,1500"


def main() -> None:
    browser = next((found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit("no Chromium on the path: install it to draw the report")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        v100("demo", "--out", f"{folder}/demo")
        store = Path(folder) / "demo" / "store"
        run = open_run(store)
        draw_terminal("list", v100("show", "--store", str(store)), lines=18, title="v100 show")
        few = next(str(row["rank"]) for row in run.rows("ranking") if row["reports"] <= FEW)
        draw_terminal("person", v100("show", few, "--store", str(store)), lines=34, title=f"v100 show {few}")
        draw_page(browser, "report", run.report)


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


def draw_page(browser: str, name: str, page: Path) -> None:
    """The top of a page as PNG."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WINDOW}")
    picture = IMAGES / f"{name}.png"
    subprocess.run(
        [browser, *options, f"--screenshot={picture}", page.as_uri()],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    main()
