"""A file of solved crimes is read by its map; whatever is wrong is told with file, column and remedy."""

from pathlib import Path

import pytest

from v100.errors import V100Error
from v100.evaluation.link_map import read_solved

CRIMES = """id,from,to,x,y,way
C1,2026-01-01 22:00,2026-01-01 23:30,0.5,0.5,window
C2,2026-01-03 21:00,2026-01-03 20:00,0.6,0.5,
C3,2026-02-01 02:00,,0.9,0.1,door
C4,2026-02-09 02:00,,,,door
"""
OFFENDERS = "who,crime\nO1,C1\nO1,C2\nO2,C2\nO2,C3\n"
MAP = """id = "id"
[columns]
time_from = "from"
time_to = "to"
easting = "x"
northing = "y"
[other]
way = "value"
[units]
distance = "scaled"
[truth]
file = "offenders.csv"
crime = "crime"
offender = "who"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"crimes.csv": CRIMES, "offenders.csv": OFFENDERS, "map.toml": MAP}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_crimes_whose_offender_is_known_are_read(folder: Path) -> None:
    solved = read_solved(folder / "crimes.csv", folder / "map.toml")
    assert solved.crimes["report_id"].to_pylist() == ["C1", "C2", "C3"]
    assert solved.offenders == {"C1": {"O1"}, "C2": {"O1", "O2"}, "C3": {"O2"}}
    assert [each.title for each in solved.comparisons] == [
        "how far apart",
        "time between",
        "time of day",
        "day of the week",
        "way",
    ]
    assert solved.crimes["other_0"].to_pylist() == ["window", None, "door"]
    begins, ends = (solved.crimes[name].to_pylist() for name in ("begins", "ends"))
    assert [end - begin for begin, end in zip(begins, ends, strict=True)] == [90, 60, 0], (
        "swapped times are put in order"
    )


def test_of_a_date_the_hour_is_not_known(folder: Path) -> None:
    dated = MAP.replace('time_from = "from"\ntime_to = "to"', 'date = "from"')
    (folder / "map.toml").write_text(dated, encoding="utf-8")
    solved = read_solved(folder / "crimes.csv", folder / "map.toml")
    assert "time of day" not in [each.title for each in solved.comparisons]


@pytest.mark.parametrize(
    ("split", "text", "partings"),
    [
        (
            'crime = "crime"\ncolumns = ["a", "b"]',
            "crime,a,b\nC1,train,1\nC2,test,2\nC3,test,1\n",
            {"a": "train test test", "b": "1 2 1"},
        ),
        ('crime = "crime"\ngroup = "part"', "crime,part\nC1,x\nC2,y\nC3,y\n", {"part": "x y y"}),
    ],
)
def test_a_split_parts_the_crimes(folder: Path, split: str, text: str, partings: dict[str, str]) -> None:
    (folder / "split.csv").write_text(text, encoding="utf-8")
    (folder / "map.toml").write_text(f'{MAP}[split]\nfile = "split.csv"\n{split}\n', encoding="utf-8")
    found = read_solved(folder / "crimes.csv", folder / "map.toml").partings
    assert {name: " ".join(sides[crime] for crime in ("C1", "C2", "C3")) for name, sides in found.items()} == partings


def test_a_split_by_offender_leaves_out_crimes_of_both_sides(folder: Path) -> None:
    (folder / "split.csv").write_text("who,part\nO1,train\nO2,test\n", encoding="utf-8")
    split = '[split]\nfile = "split.csv"\ngroup = "who"\ncolumns = ["part"]\n'
    (folder / "map.toml").write_text(MAP + split, encoding="utf-8")
    assert read_solved(folder / "crimes.csv", folder / "map.toml").partings == {"part": {"C1": "train", "C3": "test"}}


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("map.toml", 'way = "value"', 'way = "colour"', "map.toml: other.way"),
        ("map.toml", 'id = "id"', 'id = "number"', "crimes.csv: no column number; it has id, from, to, x, y, way"),
        ("map.toml", 'offender = "who"', 'offender = "name"', "offenders.csv: no column name"),
        ("map.toml", 'time_from = "from"\n', "", "names neither time_from nor date"),
        ("map.toml", "offenders.csv", "nothing.csv", "nothing.csv: cannot be read"),
        ("crimes.csv", "2026-01-03 21:00", "3.1.26", "crimes.csv: column from"),
        ("crimes.csv", "0.6", "east", "crimes.csv: column x"),
        ("crimes.csv", "C2,", "C1,", "'C1' stands twice"),
        ("offenders.csv", "C", "D", "no crime of column id is in offenders.csv"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, file: str, old: str, new: str, said: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(V100Error) as told:
        read_solved(folder / "crimes.csv", folder / "map.toml")
    assert said in str(told.value)
