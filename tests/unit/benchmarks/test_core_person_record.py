"""The Core Person Record's shape: what pairs are worth is what it states, and likely twins are kept apart."""

import math
from datetime import date
from typing import Any

import ibis
import pytest
from benchmarks.identity.city import core_person_record as record
from ibis.backends.duckdb import Backend
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from v100 import engine
from v100.tables import SUSPECT

PRIOR = math.log2(2.65e-7)
STRANGERS = 8


@pytest.fixture
def backend() -> Any:
    backend = engine.connect()
    yield backend
    backend.disconnect()


def weight(backend: Backend, one: dict[str, Any], other: dict[str, Any]) -> float:
    """Bits of the two among strangers of whom nothing is known, without the prior."""
    mentioned(backend, one, other)
    record.cleaned(backend)
    settings = record.settings() | {"blocking_rules_to_generate_predictions": ["1=1"]}
    linker = Linker(DuckDBAPI(backend.con).register("cleaned"), settings, log_level=None)
    found = backend.table(linker.inference.predict(warning_mode="never").physical_name)
    pair = found.filter((found.mention_id_l == "A") & (found.mention_id_r == "B"))
    return float(pair.match_weight.execute().item()) - PRIOR


def mentioned(backend: Backend, one: dict[str, Any], other: dict[str, Any]) -> None:
    strangers = [{"mention_id": f"S{number}"} for number in range(STRANGERS)]
    rows = [{"mention_id": "A", **one}, {"mention_id": "B", **other}, *strangers]
    backend.create_table("mention", SUSPECT.arrow(rows), overwrite=True)


def named(forename: str, surname: str, *aliases: str, **more: Any) -> dict[str, Any]:
    return {"forename": forename, "surname": surname, "aliases": list(aliases), **more}


def born(day: str) -> dict[str, Any]:
    return {"date_of_birth": date.fromisoformat(day)}


def numbered(pnc: str | None = None, cro: str | None = None) -> dict[str, Any]:
    return {"pnc_id": pnc, "cro_no": cro}


def rare(bits: float, common: float, part: float = 1.0, bearers: int = 2, known: int = 2) -> float:
    return bits + part * math.log2(common / (bearers / known))


MANY = [f"Given{letter} Family{letter}" for letter in "ABCDEFG"]


@pytest.mark.parametrize(
    ("one", "other", "bits"),
    [
        pytest.param({}, {}, 0, id="nothing known"),
        pytest.param(named("Adam", "Smith"), named("ADAM", "smith"), rare(17.1, 6.4e-6), id="same name"),
        pytest.param(
            named("Jonathan", "Smithson"),
            named("Jonathon", "Smithson"),
            rare(7.3, 6.4e-6, part=0.7, bearers=1),
            id="name misspelt, a little",
        ),
        pytest.param(named("Adam", "Kowalski"), named("Kowalski", "Adam"), 14.0, id="names swapped"),
        pytest.param(named("Adam", "Kowalski"), named("Piotr", "Zych", "Adam Kowalski"), 11.5, id="alias"),
        pytest.param(named("Adam", "Kowalski", *MANY), named("Piotr", "Zych", "Adam Kowalski"), 9.2, id="many aliases"),
        pytest.param(named("Steven", "Hughes"), named("Stephan", "Hewes"), 3.3, id="name misspelt, much"),
        pytest.param(named("Adam", "Kowalski"), named("Adam", "Quick"), rare(0.0, 4.3e-3), id="same forename"),
        pytest.param(named("Adam", "Kowalski"), named("Piotr", "Kowalski"), rare(2.8, 7.9e-4), id="same surname"),
        pytest.param(named("Adam", "Kowalski"), named("Piotr", "Quick"), -7.9, id="other name"),
        pytest.param(born("1980-03-14"), born("1980-03-14"), rare(13.9, 6.3e-5), id="same birth"),
        pytest.param(born("1980-03-14"), born("1980-03-15"), 3.3, id="birth, a digit slipped"),
        pytest.param(born("1980-03-14"), born("1989-03-14"), 3.3, id="birth, last digit of the year slipped"),
        pytest.param(born("1980-03-14"), born("1984-12-01"), -4.4, id="birth within five years"),
        pytest.param(born("1980-03-14"), born("1995-12-01"), -8.6, id="other birth"),
        pytest.param(born("1970-01-01"), born("1970-01-01"), 0, id="birth not known"),
        pytest.param({"postcode": "SE1 7PB"}, {"postcode": "SE1 9XX"}, 5.3, id="same outcode"),
        pytest.param({"postcode": "SE1 7PB"}, {"postcode": "se17pb"}, 5.3, id="same postcode, but that of everybody"),
        pytest.param({"postcode": "SE1 7PB"}, {"postcode": "N1 9XX"}, -2.3, id="other postcode"),
        pytest.param({"postcode": "SE1 7PB"}, {"postcode": "London"}, 0, id="postcode malformed"),
        pytest.param(
            numbered("2015/0618997A", "967490/24A"),
            numbered("2015/0618997A", "967490/24A"),
            29.9,
            id="PNC and CRO same",
        ),
        pytest.param(numbered("2015/0618997A"), numbered("2015/0618997a"), rare(21.6, 1.3e-7), id="PNC same"),
        pytest.param(numbered(cro="967490/24A"), numbered(cro="967490/24A"), rare(21.8, 1.3e-7), id="CRO same"),
        pytest.param(numbered("2015/0618997A"), numbered("2015/0618997B"), 14.5, id="PNC but for its letter"),
        pytest.param(numbered("2015/0618997A"), numbered(cro="618997/15C"), 14.5, id="PNC's digits as CRO"),
        pytest.param(
            numbered("2015/0618997A", "967490/24A"), numbered("2016/1111111B", "222222/24B"), -14.0, id="both differ"
        ),
        pytest.param(numbered("2015/0618997A"), numbered("2016/1111111B"), -10.0, id="PNC differs"),
        pytest.param(numbered("2015/0618997A"), numbered(cro="222222/24B"), 0, id="no number to compare"),
    ],
)
def test_a_pair_is_worth_what_is_stated(
    backend: Backend, one: dict[str, Any], other: dict[str, Any], bits: float
) -> None:
    assert weight(backend, one, other) == pytest.approx(bits, abs=1e-6)


@pytest.mark.parametrize(("bearers", "bits"), [(2, 12.0), (50, 7.1)])
def test_a_postcode_that_few_share_is_worth_more(backend: Backend, bearers: int, bits: float) -> None:
    rows = [{"mention_id": "A", "postcode": "SE1 7PB"}, {"mention_id": "B", "postcode": "SE1 7PB"}]
    rows += [{"mention_id": f"C{number}", "postcode": "SE1 7PB"} for number in range(bearers - 2)]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    others = [f"N{area} {digit}{one}{other}" for area in range(1, 16) for digit in range(10) for one in letters
              for other in letters]  # fmt: skip
    rows += [{"mention_id": f"D{number}", "postcode": postcode} for number, postcode in enumerate(others)]
    backend.create_table("mention", SUSPECT.arrow(rows), overwrite=True)
    record.cleaned(backend)
    settings = record.settings() | {"blocking_rules_to_generate_predictions": ["l.postcode = r.postcode"]}
    linker = Linker(DuckDBAPI(backend.con).register("cleaned"), settings, log_level=None)
    found = backend.table(linker.inference.predict(warning_mode="never").physical_name)
    weights = found.filter((found.mention_id_l == "A") & (found.mention_id_r == "B")).match_weight
    assert float(weights.execute().item()) - PRIOR == pytest.approx(bits, abs=1e-6)


TWIN = {"date_of_birth": date(1990, 5, 4), "postcode": "SE1 7PB"}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        pytest.param(named("Aaron", "Cole", **TWIN), named("Tyler", "Cole", **TWIN), True, id="twins"),
        pytest.param(named("Aaron", "Cole", **TWIN), named("Aaron", "Cole", **TWIN), False, id="one name"),
        pytest.param(
            named("Aaron", "Cole", middle_names="Tyler", **TWIN),
            named("Tyler", "Cole", **TWIN),
            False,
            id="known by his middle name",
        ),
        pytest.param(
            named("Aaron", "Cole", "Tyler Cole", **TWIN), named("Tyler", "Cole", **TWIN), False, id="an alias agrees"
        ),
        pytest.param(
            named("Aaron", "Cole", "Tyler Cole", pnc_id="2015/0618997A", **TWIN),
            named("Tyler", "Cole", pnc_id="2016/1111111B", **TWIN),
            True,
            id="an alias agrees, identifiers differ",
        ),
        pytest.param(
            named("Aaron", "Cole", pnc_id="2015/0618997A", **TWIN),
            named("Tyler", "Cole", pnc_id="2015/0618997A", **TWIN),
            False,
            id="same PNC",
        ),
        pytest.param(
            named("Aaron", "Cole", **TWIN),
            named("Tyler", "Cole", **TWIN | {"postcode": "N1 9XX"}),
            False,
            id="elsewhere",
        ),
        pytest.param(
            named("Aaron", "Cole", **TWIN),
            named("Tyler", "Cole", **TWIN | {"date_of_birth": date(1992, 5, 4)}),
            False,
            id="brothers",
        ),
    ],
)
def test_likely_twins_are_pushed_apart(
    backend: Backend, one: dict[str, Any], other: dict[str, Any], apart: bool
) -> None:
    mentioned(backend, one, other)
    record.cleaned(backend)
    backend.create_table(
        "predicted", ibis.memtable({"mention_id_l": ["A"], "mention_id_r": ["B"], "match_weight": [25.0]})
    )
    pairs = record.twins_apart(backend, "predicted").to_pyarrow().to_pylist()
    assert pairs == [{"mention_a": "A", "mention_b": "B", "match_weight": -5.0 if apart else 25.0}]


def test_names_are_cleaned_as_stated(backend: Backend) -> None:
    mentioned(
        backend,
        named("Anna-Maria J", "Mc Donald", "Anne O'Neill", middle_names="Rose"),
        named("Udoka", "", middle_names=""),
    )
    columns = ("name_1", "name_2", "last_name", "forenames", "surnames")
    rows = {row["mention_id"]: row for row in record.cleaned(backend).to_pyarrow().to_pylist()}
    assert [rows["A"][column] for column in columns] == [
        "ANNA",
        "MARIA",
        "MCDONALD",
        ["ANNA", "ANNE"],
        ["MCDONALD", "ONEILL"],
    ]
    assert [rows["B"][column] for column in columns] == ["UDOKA", None, None, ["UDOKA"], []]
