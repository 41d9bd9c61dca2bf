"""python -m proof [PART ...]: runs each part (all by default) in a folder of its own; its page goes to docs/proof."""

import sys
import tempfile
from importlib import import_module
from pathlib import Path

PARTS = ("calibration", "identity", "links", "links_cost", "run", "months", "effect")
DOCS = Path(__file__).parent.parent / "docs" / "proof"


def main(parts: list[str]) -> None:
    if unknown := set(parts) - set(PARTS):
        sys.exit(f"no part {', '.join(sorted(unknown))}: there is {', '.join(PARTS)}")
    DOCS.mkdir(exist_ok=True)
    for part in parts or PARTS:
        with tempfile.TemporaryDirectory(prefix=f"v100-{part}-") as folder:
            page = import_module(f"proof.{part}").page(Path(folder))
        (DOCS / f"{part.replace('_', '-')}.md").write_text(page, encoding="utf-8")
        print(page)


if __name__ == "__main__":
    main(sys.argv[1:])
