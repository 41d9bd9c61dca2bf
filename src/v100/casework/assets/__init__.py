"""The design systems' files: brought by npm at set-up from a lock file, laid where the site serves them."""

from pathlib import Path

from v100.errors import V100Error

TARGET = Path(__file__).parents[1] / "pages" / "static" / "vendor"


def check() -> None:
    """Raises V100Error where the files were not built."""
    if not TARGET.is_dir():
        raise V100Error("the pages' files are not built: `python -m v100.casework.assets.build` (make does it)")
