from decimal import Decimal

import openpyxl
import pytest

from v100.errors import V100Error
from v100.offences import import_weights, import_workbook, offence_table

HEADING = [
    "ATHENA URN",
    "FULL_OFFENCE_TITLE",
    "CCHI Score",
    "Starting Point",
    "GROUP",
    "SUB_GROUP",
    "SUB_SUB_GROUP",
    "HOME_OFFICE_CLASSIFICATION",
    "HO_CODE",
    "HO_SUB_CODE",
    "HO_SUB_SUB_CODE",
]
ROWS = [
    # urn, title, score, subgroup, code, sub-code
    ("U1", "Rape of a female aged 16 or over", 1825, "Rape", 19, 8),
    ("U2", "Assault occasioning actual bodily harm", 20, "Violence with injury", "8", "06"),
    ("U3", "Stalking, lesser", 10, "Stalking and harassment", "195", "12"),
    ("U4", "Stalking, greater", 182.25, "Stalking and harassment", "195", "12"),
    ("U5", "Section 18 wounding", 1095, "Violence with injury", 5, 1),
    ("U6", "EXPIRED Section 18 wounding", 2, "Violence with injury", 5, 1),
    ("U7", "Incest with a girl", 365, "Other sexual offences", 23, 77),
    ("U8", "Bigamy", 5, "Miscellaneous crimes against society", 80, 0),
    ("U9", "EXPIRED Cruelty to horses", 3, "Unheard-of subgroup", 199, 1),
    ("U10", "No code at all", 3, "Rape", None, None),
    ("U11", "Needs clarity", "n/a", "Rape", 19, 99),
    ("U12", "Nothing", 0, "Rape", 19, 98),
    ("U13", "Empty", None, "Rape", 19, 97),
]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """The workbook of these rows; nobody writes to it."""
    book = openpyxl.Workbook()
    book.active.title = "Cover page"
    sheet = book.create_sheet("CCHI 2026 values sheet")
    sheet.append(HEADING)
    for urn, title, score, subgroup, code, sub in ROWS:
        sheet.append([urn, title, score, "guideline", "Group", subgroup, None, "class", code, sub, None])
    book.create_sheet("Expired offences").append(HEADING)
    file = tmp_path_factory.mktemp("workbook") / "cchi.xlsx"
    book.save(file)
    return file


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("weights") / "store"


@pytest.fixture(scope="module")
def done(workbook, store):
    """The workbook imported into that store, once: what opens it is a process of its own."""
    return import_workbook(workbook, name="cchi-2026", store=store)


@pytest.fixture(scope="module")
def table(done, store):
    """The weight set's rows by code."""
    return {row["ho_code"]: row for row in offence_table(done.name, store=store).to_pylist()}


def test_days_are_replaced_by_padded_code_and_the_other_columns_stay(table, done):
    assert table["008/06"]["days"] == Decimal(20)
    assert table["008/06"]["vawg_category"] == "violence"
    assert table["008/06"]["title"] == "Assault occasioning actual bodily harm (s.47)"
    assert [(row["ho_code"], row["before"], row["after"]) for row in done.changed] == [
        ("008/06", Decimal(10), Decimal(20))
    ]


def test_codes_that_the_workbook_lacks_keep_no_days_and_are_listed(table, done):
    assert table["034/01"]["days"] is None
    assert table["034/01"]["basis"] is None
    assert len(done.unweighted) == offence_table().num_rows - 4
    assert {"ho_code": "034/01", "title": "Robbery of personal property"} in done.unweighted


def test_of_several_scores_the_lowest_counts_and_is_listed(table, done):
    assert table["195/12"]["days"] == Decimal(10)
    assert done.conflicts == [{"ho_code": "195/12", "scores": [Decimal(10), Decimal("182.25")], "days": Decimal(10)}]


def test_an_expired_row_gives_way_to_a_live_one_but_counts_alone(table):
    assert table["005/01"]["days"] == Decimal(1095)
    assert table["199/01"]["days"] == Decimal(3)


def test_a_new_code_follows_its_subgroup_and_is_marked_assumed(table, done):
    incest = table["023/77"]
    assert (incest["vawg_category"], incest["unit"], incest["victim_sex"]) == ("sexual", "victim", "F")
    assert (incest["days"], incest["basis"]) == (Decimal(365), "assumed")
    assert table["080/00"]["vawg_category"] is None
    assert table["199/01"]["vawg_category"] is None
    assert [row["ho_code"] for row in done.added] == ["023/77", "080/00", "199/01"]


def test_rows_without_code_or_score_are_left_out_with_the_reason(table, done):
    assert {row["urn"]: row["reason"] for row in done.faulty} == {
        "U10": "no well-formed Home Office code",
        "U11": "score is not a number",
        "U12": "score is not above zero",
        "U13": "no score",
    }
    assert "019/98" not in table
    assert done.rows == len(ROWS)


def test_importing_again_changes_no_byte_and_other_contents_need_another_name(workbook, done, store, tmp_path):
    kept = {file.name: file.read_bytes() for file in done.folder.iterdir()}
    import_workbook(workbook, name="cchi-2026", store=store)
    assert {file.name: file.read_bytes() for file in done.folder.iterdir()} == kept
    assert done.source_sha256 in kept["manifest.json"].decode()

    other = tmp_path / "other.csv"
    other.write_text("ho_code,days\n019/08,7\n", encoding="utf-8")
    with pytest.raises(V100Error, match="other contents"):
        import_weights(other, name="cchi-2026", store=store)
    assert {file.name: file.read_bytes() for file in done.folder.iterdir()} == kept
    assert [folder.name for folder in done.folder.parent.iterdir()] == ["cchi-2026"]


def test_another_scale_is_a_csv_file(tmp_path):
    file = tmp_path / "css.csv"
    file.write_text("ho_code,days,basis\n019/08,3.5,published\n300/01,2,\n", encoding="utf-8")
    done = import_weights(file, name="css", store=tmp_path)
    table = {row["ho_code"]: row for row in offence_table("css", store=tmp_path).to_pylist()}
    assert (table["019/08"]["days"], table["019/08"]["basis"]) == (Decimal("3.5"), "published")
    assert table["019/08"]["vawg_category"] == "rape"
    assert [row["ho_code"] for row in done.added] == ["300/01"]
    assert table["300/01"]["vawg_category"] is None


def test_a_name_that_is_no_name_is_refused(workbook, tmp_path):
    file = tmp_path / "css.csv"
    file.write_text("ho_code,days\n019/08,3.5\n", encoding="utf-8")
    for name in ("cchi", "../x", "A", ""):
        with pytest.raises(V100Error, match="weight set"):
            import_weights(file, name=name, store=tmp_path)
    with pytest.raises(V100Error, match="weight set"):
        import_workbook(workbook, name="../x", store=tmp_path)


def test_a_workbook_of_another_layout_is_refused_with_what_is_missing(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "CCHI 2026 values sheet"
    book.active.append([name for name in HEADING if name != "CCHI Score"])
    book.save(tmp_path / "wrong.xlsx")
    with pytest.raises(V100Error, match="CCHI Score"):
        import_workbook(tmp_path / "wrong.xlsx", name="x", store=tmp_path)
    book.active.title = "Sheet"
    book.save(tmp_path / "wrong.xlsx")
    with pytest.raises(V100Error, match="values sheet"):
        import_workbook(tmp_path / "wrong.xlsx", name="x", store=tmp_path)
    (tmp_path / "text.xlsx").write_text("no workbook")
    with pytest.raises(V100Error, match="not a workbook"):
        import_workbook(tmp_path / "text.xlsx", name="x", store=tmp_path)
