"""The model file."""

import json
from pathlib import Path

import pytest

from v100.errors import V100Error
from v100.identity import Model
from v100.identity.model import SMALLEST
from v100.identity.scoring import prior_bits


@pytest.mark.parametrize("side", ["suspect", "victim"])
def test_shipped_model_round_trips(side: str, tmp_path: Path) -> None:
    model = Model.load(side)
    model.save(tmp_path / "model.json")
    assert Model.load(tmp_path / "model.json") == model
    assert (tmp_path / "model.json").read_text() == model.text()
    assert model.side == side


def test_shipped_model_lists_no_rare_name() -> None:
    for side in ("suspect", "victim"):
        for frequencies in Model.load(side).frequencies.values():
            assert min(frequencies.values.values()) > frequencies.fallback


def test_what_is_no_model_is_refused_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    with pytest.raises(V100Error, match="no identity model"):
        Model.load(tmp_path / "none.json")
    file.write_text("{")
    with pytest.raises(V100Error, match="not valid JSON"):
        Model.load(file)
    file.write_text('{"format": 99}')
    with pytest.raises(V100Error, match="format"):
        Model.load(file)
    stated = json.loads(Model.load("suspect").text())
    del stated["parameters"]["birth"]["same"]
    file.write_text(json.dumps(stated))
    with pytest.raises(V100Error, match="birth lacks same"):
        Model.load(file)


def test_a_store_twice_as_large_costs_a_bit_and_a_small_one_no_less_than_the_smallest() -> None:
    model = Model.load("suspect")
    at_home = model.at_size(model.mentions)
    assert prior_bits(at_home) == pytest.approx(prior_bits(model), abs=1e-3)
    assert prior_bits(model.at_size(2 * model.mentions)) == pytest.approx(prior_bits(model) - 1, abs=1e-3)
    assert prior_bits(model.at_size(model.mentions // 4)) == pytest.approx(prior_bits(model) + 2, abs=1e-3)
    assert model.at_size(model.mentions + 5_000) == at_home
    assert model.at_size(0) == model.at_size(SMALLEST)
