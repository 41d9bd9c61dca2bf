import tomllib
from dataclasses import replace

from v100.city import rates
from v100.city.rates import _faults


def test_every_code_of_the_offence_table_can_happen():
    assert {code for kind in rates.load().kinds for code, *_ in kind.codes} == set(rates.offence_titles())


def test_an_unknown_code_and_shares_that_do_not_add_up_are_named():
    shipped = rates.load()
    table = tomllib.loads(shipped.text)
    table["victims"]["women"]["man"] = 0.5
    table["report"]["reclassify"]["019/08"] = ["999/99"]
    faults = _faults(table, shipped.kinds)
    assert any("999/99" in fault for fault in faults)
    assert any(fault.startswith("victims.women adds up to") for fault in faults)


def test_a_kind_whose_code_is_counted_elsewhere_is_named():
    shipped = rates.load()
    kinds = tuple(replace(kind, category="") if kind.name == "rape" else kind for kind in shipped.kinds)
    assert "kind rape is not of category '' by its code 019/16" in _faults(shipped.table, kinds)
