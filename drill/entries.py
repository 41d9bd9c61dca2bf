"""`python -m drill.entries STORE TURN`: decisions written to the ledger without end, each said once it is written."""

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

from v100.store.ledger import Entry, add


def main(store: Path, turn: str) -> None:
    store.mkdir(parents=True, exist_ok=True)
    for number in itertools.count():
        entry = Entry(
            kind="identity",
            subject={"mentions": [f"M{number}", f"N{number}"]},
            decision="unsure",
            by="drill",
            why="to be killed",
            at=datetime.now(UTC),
            entry_id=f"{turn}-{number}",
        )
        print(add(store, entry)["entry_id"], flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
