"""Referrals: a person kept once, outside the ledger, gone when the file is."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from v100.errors import V100Error
from v100.store import ledger, referrals
from v100.tables import REFERRAL

HIM = {"surname": "Qxmarlowe", "forename": "Qxtobias", "date_of_birth": date(1983, 5, 4), "phone": "07204 555123"}
AT = datetime(2026, 4, 1, 9, tzinfo=UTC)


def refer(store: Path, person: dict[str, Any] = HIM, **said: Any) -> dict[str, Any]:
    return referrals.refer(store, person, **{"by": "IDVA service", "why": "two women have asked", "at": AT, **said})


def files(store: Path) -> list[Path]:
    return sorted((store / "referrals").rglob("*.parquet"))


def test_the_person_lies_in_a_file_that_the_ledger_names(tmp_path: Path) -> None:
    entry = refer(tmp_path, {**HIM, "aliases": ["Toby Q", " Toby Q"], "address": " "})
    (kept,) = files(tmp_path)
    (row,) = pq.read_table(kept).to_pylist()
    assert (entry["kind"], entry["decision"]) == ("referral", "score")
    assert kept == referrals.path(tmp_path, entry["subject"]["referral"])
    assert tuple(row) == REFERRAL.names
    assert {name: row[name] for name in HIM} == HIM
    assert (row["aliases"], row["address"]) == (["Toby Q"], None)
    assert referrals.standing(tmp_path, ledger.entries(tmp_path)) == {row["referral_id"]: entry["subject"]["sha256"]}


def test_nothing_but_the_file_tells_of_him(tmp_path: Path) -> None:
    refer(tmp_path)
    shutil.rmtree(tmp_path / "referrals")
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).decode()
    assert "IDVA service" in left
    assert [word for word in ("Qxmarlowe", "Qxtobias", "1983", "555123") if word in left] == []


def test_the_hash_confirms_no_guess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same person under the same id in two stores: who knows his particulars cannot make the hash from them."""
    monkeypatch.setattr("v100.store.referrals._new_id", lambda: "REF1")
    stores = [tmp_path / "one", tmp_path / "other"]
    for store in stores:
        store.mkdir()
    hashes = {refer(store)["subject"]["sha256"] for store in stores}
    assert len(hashes) == 2


def test_the_same_said_again_changes_nothing(tmp_path: Path) -> None:
    first = refer(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = refer(tmp_path, {**HIM, "forename": "Qxtobias ", "sex": ""}, at=datetime(2026, 5, 1, tzinfo=UTC))
    assert again == first
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_another_partner_refers_the_same_person(tmp_path: Path) -> None:
    first, second = refer(tmp_path), refer(tmp_path, by="Probation")
    assert first["subject"] == second["subject"]
    assert len(ledger.entries(tmp_path)) == 2
    assert len(files(tmp_path)) == 1


def test_a_withdrawn_referral_stands_when_it_is_said_again(tmp_path: Path) -> None:
    first = refer(tmp_path)
    back = ledger.Entry("withdrawal", {"entry": first["entry_id"]}, "withdraw", by="A", why="a mistake", at=AT)
    ledger.add(tmp_path, back)
    assert ledger.standing(ledger.entries(tmp_path)) == []
    again = refer(tmp_path, at=datetime(2026, 5, 1, tzinfo=UTC))
    assert again["subject"] == first["subject"]
    assert ledger.standing(ledger.entries(tmp_path)) == [again]


def test_an_erased_referral_is_known_as_erased_and_may_be_made_anew(tmp_path: Path) -> None:
    first = refer(tmp_path)
    shutil.rmtree(tmp_path / "referrals" / first["subject"]["referral"])
    assert referrals.standing(tmp_path, ledger.entries(tmp_path)) == {first["subject"]["referral"]: None}
    assert refer(tmp_path)["subject"]["referral"] != first["subject"]["referral"]


@pytest.mark.parametrize(
    ("person", "said", "faults"),
    [
        ({"surname": " "}, {}, ["surname is empty"]),
        ({**HIM, "sex": "male"}, {"by": ""}, ["sex is none of M, F, X", "by is empty"]),
        ({**HIM, "address": "1 \udcff Road"}, {}, ["address is not readable text"]),
        (HIM, {"why": "Mr QXMARLOWE hit her"}, ["why says his surname"]),
        (
            {**HIM, "aliases": ["Big Qx"]},
            {"why": "born 1983-05-04, known as big qx."},
            ["his date_of_birth", "aliases"],
        ),
    ],
)
def test_a_faulty_referral_is_refused_with_every_fault(
    tmp_path: Path, person: dict[str, Any], said: dict[str, str], faults: list[str]
) -> None:
    with pytest.raises(V100Error) as refused:
        refer(tmp_path, person, **said)
    assert [fault for fault in faults if fault not in str(refused.value)] == []
    assert list(tmp_path.iterdir()) == []


def test_a_reason_may_hold_his_name_within_another_word(tmp_path: Path) -> None:
    assert refer(tmp_path, {"surname": "Hand", "forename": "A"}, why="a woman saw his handwriting")["position"] == 1


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    refer(tmp_path)
    files(tmp_path)[0].write_bytes(b"what?")
    with pytest.raises(V100Error, match="it has changed since it was written"):
        refer(tmp_path, {"surname": "Other"})


def test_a_crash_while_writing_leaves_no_referral(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("v100.store.referrals.write_table", crash)
        with pytest.raises(KeyboardInterrupt):
            refer(tmp_path)
    assert files(tmp_path) == []
    assert ledger.entries(tmp_path) == []


def test_a_person_kept_when_the_ledger_failed_is_taken_up_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("v100.store.ledger.add", crash)
        with pytest.raises(KeyboardInterrupt):
            refer(tmp_path)
    entry = refer(tmp_path)
    assert files(tmp_path) == [referrals.path(tmp_path, entry["subject"]["referral"])]


def test_said_at_once_by_many_it_is_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        entries = list(pool.map(lambda _: refer(tmp_path), range(16)))
    assert {json.dumps(entry) for entry in entries} == {json.dumps(ledger.entries(tmp_path)[0])}
    assert len(files(tmp_path)) == 1
