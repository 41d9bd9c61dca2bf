"""Who is who on simulated cities that the shipped models were not trained on, and a model trained from scratch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pytest
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.city import simulate
from v100.evaluation.identity import read_truth
from v100.evaluation.matching import matched, measures
from v100.identity import Model, resolve, train
from v100.tables import INPUT

AS_AT = date(2026, 3, 31)


@dataclass(frozen=True)
class City:
    backend: Backend
    mentions: dict[str, ir.Table]
    truth: Path


@pytest.fixture(scope="module", params=["small", "london-tenth"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A city of seed 41, its mentions as a force sends them."""
    out = tmp_path_factory.mktemp("city")
    simulate(out, seed=41, as_at=AS_AT, months=6, scale=request.param)
    backend = engine.connect()
    tables = {name: _read(backend, out / "extract", name) for name in ("crime_report", "suspect", "victim")}
    recorded_on = tables["crime_report"].select("report_id", "recorded_on")
    yield City(
        backend,
        {
            side: engine.keep(backend, side, tables[side].join(recorded_on, "report_id"))
            for side in ("suspect", "victim")
        },
        out / "truth",
    )
    backend.disconnect()


def _read(backend: Backend, extract: Path, name: str) -> ir.Table:
    text = backend.read_csv(extract / f"{name}.csv", all_varchar=True, table_name=f"text_{name}")
    lists = {
        column.name: text[column.name].split("|").cast(column.type)
        for column in INPUT[name].columns
        if column.type.startswith("array") and column.name in text.columns
    }
    return INPUT[name].shape(text.mutate(**lists))


def scores(city: City, side: str, model: Model) -> dict[str, Any]:
    people = resolve(
        city.backend,
        city.mentions[side],
        side=side,
        model=model,
        as_at=AS_AT,
        victims=city.mentions["victim"] if side == "suspect" else None,
    )
    return measures(matched(people.person_mention, truth(city, side)))


@pytest.fixture(scope="module")
def shipped(city: City) -> dict[str, dict[str, Any]]:
    """How far the shipped models are right, of each side."""
    return {side: scores(city, side, Model.load(side)) for side in ("suspect", "victim")}


def truth(city: City, side: str) -> ir.Table:
    return read_truth(city.backend, city.truth, side).semi_join(city.mentions[side], "mention_id")


@pytest.mark.parametrize("side", ["suspect", "victim"])
def test_shipped_models_on_cities_not_trained_on(shipped: dict[str, dict[str, Any]], side: str) -> None:
    found = shipped[side]
    assert (found["precision"] or 0) >= 0.98, found
    assert (found["recall"] or 0) >= 0.90, found


def test_a_model_trained_on_the_truth_is_hardly_better(city: City, shipped: dict[str, dict[str, Any]]) -> None:
    true = engine.keep(city.backend, "true", truth(city, "suspect"))
    best = train(city.backend, city.mentions["suspect"], side="suspect", seed=1, truth=true)
    assert (shipped["suspect"]["f1"] or 0) > (scores(city, "suspect", best)["f1"] or 1) - 0.01


def test_training_is_repeatable_and_needs_no_label(city: City) -> None:
    some = city.mentions["suspect"].filter(city.mentions["suspect"].recorded_on >= date(2026, 1, 5))
    some = engine.keep(city.backend, "some", some)
    model = train(city.backend, some, side="suspect", seed=5)
    assert train(city.backend, some, side="suspect", seed=5).text() == model.text()
    assert Model.parse(model.text(), "trained") == model
    weights = {name: numbers["m"] / numbers["u"] for name, numbers in model.parameters["birth"].items()}
    assert weights["same"] > weights["one slip"] > 1 > weights["differs"]
