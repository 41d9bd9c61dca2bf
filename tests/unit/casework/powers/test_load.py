"""Powers and kinds of facts from files: a force's own beside or over the shipped, and every fault said at once."""

from pathlib import Path

import pytest

from v100.casework.powers import load
from v100.errors import V100Error

OURS = """
code = "OURS"
name = "A local power"
strand = "protect"
about = "man"
statute = "a local Act"
who_applies = "the council"
test = "as the Act says"
standard_of_proof = ""
duration = ""
breach = ""
where = "here"
note = ""
on_file = ["a reason"]

[[needs]]
fact = "necessity"
words = "Why is written down"
source = "s.1"
"""


def said(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(V100Error) as refused:
        load(folder)
    return str(refused.value)


def test_a_force_puts_a_file_beside_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "OURS.toml").write_text(OURS, encoding="utf-8")
    book = load(tmp_path)
    assert set(book.powers) - set(load().powers) == {"OURS"}
    assert list(book.powers) == sorted(book.powers)
    assert book.powers["OURS"].checked == "to be checked by the force's lawyers"


def test_a_force_puts_a_file_in_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "SPO.toml").write_text(OURS.replace("OURS", "SPO"), encoding="utf-8")
    assert load(tmp_path).powers["SPO"].name == "A local power"
    assert load(tmp_path).powers.keys() == load().powers.keys()


def test_a_force_adds_a_kind_of_fact_and_keeps_the_shipped_ones(tmp_path: Path) -> None:
    words = '[local_view]\nabout = "man"\nsource = "officer"\nwords = "what the council says"\n'
    (tmp_path / "facts.toml").write_text(words, encoding="utf-8")
    (tmp_path / "OURS.toml").write_text(OURS.replace('"necessity"', '"local_view"'), encoding="utf-8")
    assert set(load(tmp_path).kinds) - set(load().kinds) == {"local_view"}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match=r"no such folder; give the one"):
        load(tmp_path / "none")


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    assert "OURS.toml: not valid TOML" in said(tmp_path, "OURS.toml", "code = ")


@pytest.mark.parametrize(
    ("instead", "fault"),
    [
        ('fact = "necesity"', "OURS.toml: needs.1.fact = 'necesity': no such fact; did you mean 'necessity'?"),
        (
            'any_of = ["necessity", "horoscope"]',
            "OURS.toml: needs.1.any_of = 'horoscope': no such fact; add it to facts.toml or choose one",
        ),
        ('fact = "necessity"\nleast = 0', "OURS.toml: needs.1.least = 0: Input should be greater than or equal to 1"),
        ('fact = "necessity"\nany_of = ["convicted"]', "OURS.toml: needs.1: give either fact (one kind) or any_of"),
        ("", "OURS.toml: needs.1: give either fact (one kind) or any_of"),
        ('facts = "necessity"', "OURS.toml: needs.1.facts = 'necessity': no such key; take it out or mend its name"),
    ],
)
def test_a_fault_in_a_condition(tmp_path: Path, instead: str, fault: str) -> None:
    assert fault in said(tmp_path, "OURS.toml", OURS.replace('fact = "necessity"', instead))


def test_a_key_that_is_not_there_and_a_strand_that_is_none(tmp_path: Path) -> None:
    text = OURS.replace('statute = "a local Act"\n', "").replace('"protect"', '"punish"')
    found = said(tmp_path, "OURS.toml", text)
    assert "OURS.toml: statute: not there; add it (see docs/reference/powers.md)" in found
    assert "OURS.toml: strand = 'punish': Input should be 'pursue', 'prevent', 'protect' or 'prepare'" in found


def test_faults_of_two_files_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "OURS.toml").write_text(OURS.replace("OURS", "THEIRS"), encoding="utf-8")
    found = said(tmp_path, "SPO.toml", OURS.replace("OURS", "SPO").replace('"necessity"', '"nobody"'))
    assert "OURS.toml: code = 'THEIRS': not the file's name; call the file THEIRS.toml or mend the code" in found
    assert "SPO.toml: needs.1.fact = 'nobody'" in found


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ('about = "man"\nsource = "report"\nwords = "x"\nflags = ["fmm"]', "flags = 'fmm': no such word; did you mean"),
        ('about = "man"\nsource = "event"\nwords = "x"\nevents = ["parole"]', "events = 'parole': no such word"),
        ('about = "man"\nsource = "event"\nwords = "x"', "source 'event' needs events: add which"),
        ('about = "man"\nsource = "officer"\nwords = "x"\nflags = ["fm"]', "flags: not for source 'officer'"),
        ('about = "man"\nsource = "person"\nwords = "x"', "source 'person' is for adult, under_18, in_custody"),
        ('about = "her"\nsource = "officer"\nwords = "x"', "about = 'her': Input should be 'man', 'man and woman'"),
    ],
)
def test_a_fault_in_a_kind_of_fact(tmp_path: Path, kind: str, fault: str) -> None:
    found = said(tmp_path, "facts.toml", f"[ours]\n{kind}\n")
    assert "facts.toml: ours." in found
    assert fault in found


def test_a_kind_that_is_no_table(tmp_path: Path) -> None:
    assert "facts.toml: ours.the whole = 1:" in said(tmp_path, "facts.toml", "ours = 1\n")
