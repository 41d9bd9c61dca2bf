"""A model of links trained on a simulated city, and where the true man of an undetected crime stands."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from v100 import policy
from v100.city import simulate
from v100.cli.app import app
from v100.intake import load_profile, take_in
from v100.linkage import COMPARISONS, OF_HIM, Model
from v100.monthly import monthly_run
from v100.offences import offence_table

AS_AT = date(2026, 3, 31)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`city`, `store` with its run, and `links.json`, trained on it."""
    folder = tmp_path_factory.mktemp("linked")
    simulate(folder / "city", seed=8, as_at=AS_AT, months=6)
    days = {row["ho_code"]: row["days"] for row in offence_table().to_pylist()}
    profile, store = load_profile("canonical"), folder / "store"
    take_in([folder / "city/extract"], profile=profile, store=store, received_on=AS_AT, days=days)
    monthly_run(store, as_at=AS_AT, policy=policy.load("v100"))
    told = said("links", "train", "--store", store, "--out", folder / "links.json")
    assert sum(told["categories"].values()) > 0
    return folder


def said(*arguments: object) -> Any:
    done = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_the_model_says_of_each_level_what_it_is_worth(folder: Path) -> None:
    model = Model.load(folder / "links.json")
    for worth in model.categories.values():
        assert {name: len(parts) for name, parts in worth.parts.items()} == {
            each.name: len(each.levels) for each in (*COMPARISONS, *OF_HIM)
        }
    robbery = model.categories["robbery"].parts["distance"]
    assert max(robbery[:6]) > 0 > robbery[-1], "near speaks for one hand, far against it"
    assert Model.parse(model.text(), "itself") == model


def test_no_more_leads_were_right_than_were_shown(folder: Path) -> None:
    bands = Model.load(folder / "links.json").bands
    assert [band.low for band in bands] == sorted(band.low for band in bands)
    assert all(0 <= band.his <= band.shown for band in bands)


def test_where_the_true_man_stands_is_told_by_kind(folder: Path) -> None:
    """So small a city has some twenty such crimes: what London has is printed by `python -m proof links`."""
    asked = ("--store", folder / "store", "--truth", folder / "city/truth", "--model", folder / "links.json")
    found = said("evaluate", "links", *asked)
    assert sum(each["crimes"] for each in found) > 10
    for each in found:
        shares = [*each["first"].values(), each["looked_at"]]
        assert shares == sorted(shares)
        assert 0 <= shares[0] <= shares[-1] <= 1


def test_without_a_truth_there_is_nothing_to_measure(folder: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", "links", "--store", str(folder / "store"), "--truth", str(folder)])
    assert "no report.csv" in str(done.exception)
