"""Whom partners referred: STORE/referrals/REFERRAL_ID/person.parquet, one row, written once, erased by removing it.

What is said of the person lies nowhere else. The ledger, which can never be erased, holds the id and the file's hash.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from v100.errors import V100Error
from v100.store import ledger
from v100.store.files import only_one, sha256, unreadable, whole_folder, write_table
from v100.tables import REFERRAL, SEXES

if TYPE_CHECKING:  # the site keeps and erases, and asks no engine
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

FOLDER = "referrals"
FILE = "person.parquet"

OF_PERSON = tuple(name for name in REFERRAL.names if name not in ("referral_id", "salt"))
"""The columns that say who he is."""


def refer(store: Path, person: Mapping[str, Any], *, by: str, why: str, at: datetime) -> dict[str, Any]:
    """Keep what a partner tells of a person, and give the ledger's entry as written. The same again changes nothing.

    `person` holds columns of tables.REFERRAL, his surname at least. Raises V100Error naming every fault; when the
    ledger's chain is broken.
    """
    told = {name: _tidied(person.get(name)) for name in OF_PERSON}
    entry = ledger.Entry(
        kind="referral", subject={"referral": _new_id()}, decision="score", by=by.strip(), why=why.strip(), at=at
    )
    if found := [*_faults(told, why), *ledger.faults(entry)]:
        raise V100Error("referral refused: " + "; ".join(found))
    with only_one(store / f".{FOLDER}.lock"):
        entries = ledger.entries(store)
        subject = _held(store, told, entries) or _write(store, entry.subject["referral"], told)
        entry = replace(entry, subject=subject)
        said = ("kind", "subject", "by", "why")
        again = (e for e in ledger.standing(entries) if all(e[name] == getattr(entry, name) for name in said))
        return next(again, None) or ledger.add(store, entry)


def path(store: Path, referral_id: str) -> Path:
    """The file of a referral, there or not."""
    return store / FOLDER / referral_id / FILE


def said_of(store: Path, referral_id: str) -> dict[str, Any] | None:
    """What a partner told of a person (OF_PERSON); none where it was erased. Raises V100Error when it is unreadable."""
    kept = path(store, referral_id)
    if not kept.exists():
        return None
    row = _row(kept)
    return {name: row[name] for name in OF_PERSON}


def standing(store: Path, entries: Iterable[Mapping[str, Any]]) -> dict[str, str | None]:
    """The referrals that entries of the ledger stand for: the hash that it gives for each; none when it was erased."""
    subjects = {entry["subject"]["referral"]: entry["subject"] for entry in entries if "referral" in entry["subject"]}
    return {name: subjects[name]["sha256"] if path(store, name).exists() else None for name in sorted(subjects)}


def read(backend: "Backend", store: Path, referral_ids: Iterable[str]) -> "ir.Table":
    """tables.REFERRAL of these referrals, one at least."""
    return backend.read_parquet([str(path(store, each)) for each in referral_ids], table_name="referral")


def _tidied(value: Any) -> Any:
    """Text without space around it, none for empty; several names in order, each once."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return sorted({each.strip() for each in value} - {""}) or None
    return value


def _faults(told: Mapping[str, Any], why: str) -> list[str]:
    found = [f"{name} is not readable text" for name, value in told.items() if unreadable(value)]
    if told["surname"] is None:
        found.append("surname is empty")
    if told["sex"] not in (None, *SEXES):
        found.append(f"sex is none of {', '.join(SEXES)}")
    found += [
        f"why says his {name}: the ledger can never be erased, so give the reason without it"
        for name, value in told.items()
        if any(_says(why, str(each)) for each in (value if isinstance(value, list) else [value]) if each)
    ]
    return found


def _says(why: str, value: str) -> bool:
    """Whether the reason holds the value in whole words; a single letter is no sign of him."""
    whole = rf"(?<!\w){re.escape(value.casefold())}(?!\w)"
    return len(value) > 1 and re.search(whole, why.casefold()) is not None


def _new_id() -> str:
    return "REF" + secrets.token_hex(6)


def _held(store: Path, told: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> dict[str, str] | None:
    """What the ledger calls a referral of whom just this was told before; none when there is none."""
    named = {entry["subject"].get("referral"): entry["subject"] for entry in entries}
    for kept in sorted((store / FOLDER).glob(f"[!.]*/{FILE}")):
        row = _row(kept)
        if {name: row[name] for name in OF_PERSON} == told:
            referral_id = row["referral_id"]
            return named.get(referral_id) or {"referral": referral_id, "sha256": sha256(kept)}
    return None


def _row(kept: Path) -> dict[str, Any]:
    try:
        row: dict[str, Any] = pq.read_table(kept, schema=REFERRAL.schema.to_pyarrow()).to_pylist()[0]
    except (OSError, pa.ArrowException, IndexError) as error:
        raise V100Error(
            f"{kept}: cannot be read, so it has changed since it was written: restore it, or remove it"
        ) from error
    return row


def _write(store: Path, referral_id: str, told: Mapping[str, Any]) -> dict[str, str]:
    """Keep the person, and give what the ledger calls him."""
    with whole_folder(store / FOLDER / referral_id) as aside:
        write_table(aside / FILE, REFERRAL.arrow([{"referral_id": referral_id, "salt": secrets.token_hex(16), **told}]))
    return {"referral": referral_id, "sha256": sha256(path(store, referral_id))}
