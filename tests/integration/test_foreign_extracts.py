"""Three extracts that nothing was tuned for come in whole, by the profiles that the docs show."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

import foreign_extracts
from v100 import city
from v100.intake import check_extract, load_profile, take_in
from v100.store import batches

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
RECEIVED = date(2026, 4, 1)

Tables = Mapping[str, list[dict[str, str]]]
FORMS: dict[str, tuple[Callable[[Tables, Path], None], dict[str, tuple[str, ...]]]] = {
    "northmoor": (
        foreign_extracts.northmoor,
        {
            "crime_report": ("recorded_on", "updated_on", "occurred_from", "flags", "cancel_reason", "outcome_type"),
            "offence": ("ho_code", "role", "attempt"),
            "suspect": ("surname", "aliases", "date_of_birth", "sex", "role", "pnc_id", "eliminated_on", "named_by"),
            "victim": ("surname", "date_of_birth", "sex", "relationship_to_suspect", "withdrew_on"),
            "event": ("kind", "on", "recorded_on", "until", "mention_id", "days"),
        },
    ),
    "eastvale": (
        foreign_extracts.eastvale,
        {
            "crime_report": ("recorded_on", "occurred_from", "domestic_abuse", "cancelled_on"),
            "offence": ("ho_code", "role"),
            "suspect": ("date_of_birth", "sex", "role", "pnc_id", "eliminated_on"),
            "victim": ("date_of_birth", "sex", "relationship_to_suspect"),
            "event": ("kind", "on", "recorded_on", "until", "mention_id", "days"),
        },
    ),
    "southmere": (
        foreign_extracts.southmere,
        {
            "crime_report": ("recorded_on", "updated_on", "occurred_from", "flags", "domestic_abuse", "cancelled_on"),
            "offence": ("ho_code", "title"),
            "suspect": ("surname", "date_of_birth", "sex", "role", "pnc_id"),
            "victim": ("surname", "date_of_birth", "sex"),
        },
    ),
}
EMPTY = {"role": {"offence": "principal", "suspect": "suspect"}}
"""What an empty value means, where another form says it in a word."""


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    city.simulate(folder, seed=3, as_at=date(2026, 3, 31), months=1)
    return folder / "extract"


@pytest.fixture(scope="module")
def canonical(extract: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("canonical")
    take_in([extract], profile=load_profile("canonical"), store=store, received_on=RECEIVED, days={})
    return store


@pytest.mark.parametrize("form", FORMS)
def test_an_extract_of_another_force_says_the_same(form: str, extract: Path, canonical: Path, tmp_path: Path) -> None:
    write, columns = FORMS[form]
    write(foreign_extracts.read(extract), tmp_path)
    profile = load_profile(_profile(form, tmp_path))
    found = check_extract([tmp_path], profile)
    assert (found.lacks, found.draft) == ((), "")
    assert [note for note in found.notes if "rejected" in note] == []
    receipt = take_in([tmp_path], profile=profile, store=tmp_path / "store", received_on=RECEIVED, days={})
    assert sum(each.rejected for each in receipt.files) == 0
    for table, names in columns.items():
        assert _said(tmp_path / "store", table, names) == _said(canonical, table, names), table


@pytest.mark.parametrize("form", FORMS)
def test_its_draft_finds_every_file_and_the_key_of_the_report(form: str, extract: Path, tmp_path: Path) -> None:
    FORMS[form][0](foreign_extracts.read(extract), tmp_path)
    draft = check_extract([tmp_path], load_profile("canonical")).draft
    wanted = {"northmoor": '"Crime Number"', "eastvale": '"URN"', "southmere": '"crime_id"'}[form]
    tables = [part for part in draft.split("[[tables]]")[1:] if "report_id" in part]
    assert {re.search(r'^table = "(\w*)"', part, re.MULTILINE).group(1) for part in tables} >= {"suspect", "victim"}  # type: ignore[union-attr]
    assert all(f"report_id = {wanted}" in part for part in tables)


def _profile(form: str, folder: Path) -> Path:
    """The profile that the docs show: Eastvale's stands in the tutorial, the others beside it."""
    if form != "eastvale":
        return HOW_TO / "examples" / f"{form}.toml"
    page = (HOW_TO / "bring-your-own-extract.md").read_text(encoding="utf-8")
    shown = re.search(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert shown is not None
    path = folder / "eastvale.toml"
    path.write_text(shown.group(1), encoding="utf-8")
    return path


def _said(store: Path, table: str, names: tuple[str, ...]) -> list[tuple[object, ...]]:
    key = {"crime_report": ("report_id",), "offence": ("report_id", "line"), "event": ("event_id",)}
    columns = (*key.get(table, ("mention_id",)), *names)
    rows = batches.read(store, table).select(columns).to_pylist()
    empty = {name: meant.get(table) for name, meant in EMPTY.items()}
    return sorted(
        (tuple(_plain(row[name]) or empty.get(name) for name in columns) for row in rows), key=lambda row: str(row[:2])
    )


def _plain(value: object) -> object:
    return tuple(sorted(value)) if isinstance(value, list) else value
