"""A profile says all its faults at once, and what one row of offences is."""

from pathlib import Path

import pytest

from v100.errors import V100Error
from v100.intake import load_profile
from v100.intake.profile import shipped

SOUND = """
name = "ours"
title = "our system"
crime_unit = "line"
[lookups.codes]
file = "codes.csv"
key = "text"
[files.crimes]
[[tables]]
table = "offence"
file = "crimes"
[tables.columns]
report_id = "Id"
line = { constant = "1" }
ho_code = { column = "Offence", lookup = "codes", take = "code" }
"""


def _profile(tmp_path: Path, *changes: tuple[str, str], codes: str = "text,code\nrape,019/08\n") -> Path:
    text = SOUND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "codes.csv").write_text(codes, encoding="utf-8")
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_profiles_load() -> None:
    assert shipped() == ["broward", "canonical", "connect", "niche"]
    assert {load_profile(name).crime_unit for name in shipped()} == {"line"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('crime_unit = "line"', "", "crime_unit: Field required"),
        ('crime_unit = "line"', 'crime_unit = "crime"', "crime_unit"),
        ('line = { constant = "1" }', "", "nothing feeds 'line', which is required"),
        ('report_id = "Id"', 'report_id = "Id"\nshoe_size = "Shoe"', "'shoe_size' is none of our columns"),
        ('file = "crimes"', 'file = "crime"', "no file 'crime' under"),
        ('lookup = "codes"', 'lookup = "code_list"', "no list 'code_list' under"),
        (', take = "code"', "", "lookup and take go together"),
        ('{ constant = "1" }', '{ constant = "1", column = "Line" }', "exactly one of column, first"),
        ("[files.crimes]", '[files.crimes]\ndelimiter = ";;"', "delimiter"),
        ("[files.crimes]", '[files.crimes]\nkeep = [{ column = "X" }]', "exactly one of among"),
        ('name = "ours"', "name = ours", "not valid TOML"),
        (
            'column = "Offence"',
            'colum = "Offence"',
            "tables[0] (offence).columns.ho_code.colum: no such key: is it 'column'?",
        ),
        ('table = "offence"', 'table = "offences"', "tables[0] (offences).table: 'offences' is none of 'crime_report'"),
        (
            'take = "code" }',
            'take = "code", optional = true }',
            "tables[0] (offence): ho_code: optional, and it is required",
        ),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(V100Error) as refused:
        load_profile(_profile(tmp_path, (old, new)))
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    changes = ('title = "our system"', ""), ('crime_unit = "line"', ""), (', take = "code"', "")
    with pytest.raises(V100Error, match=r"title.*crime_unit.*lookup and take"):
        load_profile(_profile(tmp_path, *changes))


def test_a_profile_or_list_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="shipped are broward, canonical, connect, niche"):
        load_profile("nosuch")
    path = _profile(tmp_path)
    (tmp_path / "codes.csv").unlink()
    with pytest.raises(V100Error, match=r"lookups.codes: no file .*codes\.csv"):
        load_profile(path)


def test_a_path_that_is_not_there_is_taken_for_no_name(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match=r"mine\.toml: no such profile file"):
        load_profile(tmp_path / "mine.toml")


def test_the_hash_is_of_the_profile_and_its_lists(tmp_path: Path) -> None:
    first = load_profile(_profile(tmp_path)).hash
    assert load_profile(_profile(tmp_path)).hash == first
    assert load_profile(_profile(tmp_path, codes="text,code\nrape,019/07\n")).hash != first
    assert load_profile(_profile(tmp_path, ("our system", "their system"))).hash != first
