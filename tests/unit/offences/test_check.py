import pyarrow as pa
import pyarrow.parquet
import pytest

from v100.errors import V100Error
from v100.offences import offence_table, table_faults, unweighted, vocabulary
from v100.tables import OFFENCE_TABLE


def test_the_shipped_table_is_sound():
    assert table_faults(offence_table()).to_pylist() == []


def test_every_fault_of_a_table_is_named():
    good = {"ho_code": "019/08", "vawg_category": "rape", "days": 1, "unit": "victim", "victim_based": "y"}
    bad = OFFENCE_TABLE.arrow(
        [
            good,
            good,
            good | {"ho_code": "19/8", "vawg_category": "mischief"},
            good | {"ho_code": "001/01", "days": 0, "unit": "head"},
        ]
    )
    assert table_faults(bad).to_pylist() == [
        {"ho_code": "001/01", "fault": "days are not above zero"},
        {"ho_code": "001/01", "fault": "unit not in list"},
        {"ho_code": "019/08", "fault": "stands twice"},
        {"ho_code": "19/8", "fault": "category is not in categories.csv"},
        {"ho_code": "19/8", "fault": "not of the form 019/08"},
    ]


def test_unweighted_codes_of_a_file_are_counted(tmp_path):
    file = tmp_path / "offence.csv"
    file.write_text("report_id,line,ho_code\nR1,1,019/08\nR1,2,099/99\nR2,1,099/99\nR3,1,\n", encoding="utf-8")
    assert unweighted(file, offence_table()).to_pylist() == [
        {"ho_code": "099/99", "lines": 2, "known": False},
        {"ho_code": None, "lines": 1, "known": False},
    ]


def test_unweighted_codes_of_a_store_count_a_line_once_over_versions(tmp_path):
    lines = pa.table({"report_id": ["R1"], "line": [1], "ho_code": ["099/99"]})
    for batch in ("a", "b"):
        folder = tmp_path / "intake" / batch
        folder.mkdir(parents=True)
        pa.parquet.write_table(lines, folder / "offence.parquet")
    assert unweighted(tmp_path, offence_table()).to_pylist() == [{"ho_code": "099/99", "lines": 1, "known": False}]


def test_a_source_without_codes_is_refused(tmp_path):
    with pytest.raises(V100Error, match="no store with an intake"):
        unweighted(tmp_path, offence_table())
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(V100Error, match="no column ho_code"):
        unweighted(tmp_path / "x.csv", offence_table())
    with pytest.raises(V100Error, match="cannot be read"):
        unweighted(tmp_path / "missing.csv", offence_table())


def test_vocabularies_hold_the_words_that_rules_read():
    assert "strangulation" in vocabulary("flags")["flag"].to_pylist()
    assert "strangle" in vocabulary("mo_codes")["mo_code"].to_pylist()
    assert "16" in vocabulary("outcomes")["outcome_type"].to_pylist()
