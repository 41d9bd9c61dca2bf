"""The column map says what is wrong with it, all at once, and what to do."""

from pathlib import Path

import pytest

from v100.errors import V100Error
from v100.identity.linking import ColumnMap

SOUND = 'id = "key"\n[columns]\nforename = "given"\naddress = ["house", "street"]\n[other]\nbirth_place = "category"\n'


def load(tmp_path: Path, text: str) -> ColumnMap:
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    return ColumnMap.load(path)


def test_one_column_of_theirs_or_several(tmp_path: Path) -> None:
    stated = load(tmp_path, SOUND)
    assert stated.ours == {"forename": ("given",), "address": ("house", "street")}
    assert stated.theirs == ("key", "given", "house", "street", "birth_place")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('id = "key"\n[columns]\n', "nothing to compare"),
        ('[columns]\nforename = "given"\n', "id: Field required"),
        ('id = "key"\n[columns]\nbirthday = "dob"\n', "columns.birthday: not one of ours, which are forename, "),
        ('id = "key"\n[columns]\nforename = 3\n', "columns.forename: "),
        ('id = "key"\n[other]\nheight = "size"\n', "other.height: "),
        ('id = "key"\n[columns]\nforename = "name"\nsurname = "name"\n', "'name' is named more than once"),
        ('id = "key"\n[columns]\nphone = "key"\n', "'key' is named more than once"),
        ('id = "key"\n[columns]\nfull_name = "name"\nsurname = "last"\n', "in place of forename"),
        ("id = key\n", "not valid TOML"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(V100Error) as error:
        load(tmp_path, text)
    assert said in str(error.value)
    assert "map.toml" in str(error.value)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match=r"columns.birthday.*other.height"):
        load(tmp_path, 'id = "key"\n[columns]\nbirthday = "dob"\n[other]\nheight = "size"\n')


def test_no_map_at_all(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="cannot be read"):
        ColumnMap.load(tmp_path / "none.toml")
