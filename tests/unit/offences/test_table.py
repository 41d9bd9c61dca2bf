from decimal import Decimal

import pytest

from v100.errors import V100Error
from v100.offences import offence_table
from v100.tables import OFFENCE_TABLE


def test_default_table_has_the_vocabularys_schema_in_order_of_code():
    table = offence_table()
    assert table.schema == OFFENCE_TABLE.schema.to_pyarrow()
    codes = table["ho_code"].to_pylist()
    assert codes == sorted(set(codes))


def test_days_are_exact_and_generated_is_said():
    rows = {row["ho_code"]: row for row in offence_table().to_pylist()}
    assert rows["019/08"]["days"] == Decimal(1825)
    assert rows["023/01"]["days"] == Decimal("182.25")
    assert rows["092/61"]["generated"] is True
    assert rows["008/06"]["generated"] is False
    assert rows["034/01"]["vawg_category"] is None


def test_an_unknown_weight_set_is_refused_with_what_there_is(tmp_path):
    with pytest.raises(V100Error, match="no weight set 'css': there are cchi"):
        offence_table("css", store=tmp_path)
