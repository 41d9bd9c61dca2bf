"""Draws the README's pictures anew from a run on the simulated city: `python docs/pictures.py`.

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
AS_AT = "2026-03-31"
COLUMNS = 104
WINDOW = "1280,1130"


def main() -> None:
    browser = next((found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit("no Chromium on the path: install it to draw the report")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        city, store = Path(folder) / "city", Path(folder) / "store"
        v100("simulate", "--out", str(city), "--as-at", AS_AT, "--seed", "2")
        v100("intake", str(city / "extract"), "--store", str(store), "--received-on", AS_AT)
        v100("run", "--as-at", AS_AT, "--store", str(store))
        draw_terminal("list", v100("show", "--store", str(store)), lines=16, title="v100 show")
        draw_terminal("person", v100("show", "1", "--store", str(store)), lines=30, title="v100 show 1")
        draw_page(browser, "report", open_run(store).report)


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
