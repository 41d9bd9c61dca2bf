"""python -m proof.steps STORE AS_AT: the monthly run, with the seconds of each of its steps, as JSON."""

import json
import sys
import time
from datetime import date
from pathlib import Path

from v100.monthly import monthly_run
from v100.policy import load


def main(store: Path, as_at: date) -> None:
    begun: list[tuple[str, float]] = []
    monthly_run(
        store, as_at=as_at, policy=load("v100"), progress=lambda step: begun.append((step, time.perf_counter()))
    )
    ends = [when for _, when in begun[1:]] + [time.perf_counter()]
    print(json.dumps({step: end - when for (step, when), end in zip(begun, ends, strict=True)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
