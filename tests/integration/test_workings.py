"""What a run left of who is who spares the next one work and changes not a byte of it."""

import shutil
from pathlib import Path
from typing import Any

from small_force import APRIL, take_delivery
from v100 import policy
from v100.monthly import monthly_run

METHOD = policy.load("v100")


def outputs(store: Path) -> Any:
    return monthly_run(store, as_at=APRIL, policy=METHOD).run.manifest["outputs"]


def test_a_run_is_the_same_with_them_without_them_and_where_they_are_damaged(store: Path, tmp_path: Path) -> None:
    take_delivery(store, tmp_path, 3, APRIL)
    without, damaged = (Path(shutil.copytree(store, tmp_path / name)) for name in ("without", "damaged"))
    shutil.rmtree(without / "intake" / "workings")
    for pairs in (damaged / "intake" / "workings").glob("*/pairs.parquet"):
        pairs.write_bytes(pairs.read_bytes()[:-1])

    assert outputs(store) == outputs(without) == outputs(damaged)
    left = {path.name for path in (without / "intake" / "workings").iterdir()}
    assert left >= {"suspect", "victim"}, "left for the next run"
