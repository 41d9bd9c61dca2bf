"""The command line: one JSON document and nothing else; exit statuses with one clear line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extracts import write
from small_force import MARCH, delivery, take_delivery, unweighted
from v100.cli.app import app, main
from v100.store.runs import runs
from v100.tables import ANNEX, DEPARTURE, HARM_LINE, PRECURSOR, RANKING, SET_ASIDE


def document(store: Path, *words: str) -> Any:
    """What the command prints on standard output, which must be one JSON document."""
    done = CliRunner().invoke(app, [*words, "--json", "--store", str(store)])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_show_gives_the_ranking_by_its_columns(two_months: Path) -> None:
    rows = document(two_months, "show")
    assert [tuple(row) for row in rows] == [RANKING.names] * 3
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert rows[0]["harm_days"] == 2190
    assert rows[0]["as_at"] == "2026-03-31"


@pytest.mark.parametrize(
    ("option", "table"),
    [("--set-aside", SET_ASIDE), ("--departures", DEPARTURE), ("--precursors", PRECURSOR)],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_the_lists_beside_it_too(two_months: Path, option: str, table: Any) -> None:
    rows = document(two_months, "show", option)
    assert rows
    assert {tuple(row) for row in rows} == {table.names}


def test_an_empty_list_is_an_empty_document(two_months: Path) -> None:
    assert document(two_months, "show", "--annexes") == []
    assert ANNEX.names


def test_show_person_gives_the_harm_lines(two_months: Path) -> None:
    person = document(two_months, "show", "1")
    assert [set(HARM_LINE.names) <= set(line) for line in person["harm_lines"]] == [True, True]
    assert sum(line["days"] for line in person["harm_lines"]) == person["ranking"]["harm_days"] == 2190
    assert {row["report_id"]: row["rank"] for row in person["without_each_report"]} == {"R3": 1, "R6": 2}
    assert document(two_months, "show", person["person_id"]) == person


def test_runs_verify_diff_and_ledger(two_months: Path) -> None:
    assert [row["run_id"] for row in document(two_months, "runs")] == [run.run_id for run in runs(two_months)]
    verified = document(two_months, "verify")
    assert (verified["ok"], verified["differences"]) == (True, [])
    before, after = (run.run_id for run in runs(two_months))
    assert {"as_at", "inputs"} <= set(document(two_months, "diff", before, after)["inputs"])
    assert [row["stands"] for row in document(two_months, "ledger", "list")] == [True]


def test_run_gives_its_id_and_counts(store: Path) -> None:
    made = document(store, "run", "--as-at", "2026-03-31")
    assert made["run_id"] == runs(store)[-1].run_id
    assert {"name", "rows_in", "rows_out", "set_aside"} <= set(made["steps"][0])


def test_ledger_add_stands_for_all_his_mentions(store: Path) -> None:
    words = ["--kind", "eligibility", "--decision", "leave_out", "--person", "1"]
    people = ["--by", "A. Analyst", "--second-by", "B. Chair", "--why", "wrong man"]
    written = document(store, "ledger", "add", *words, *people)
    assert written["subject"] == {"mentions": ["S-R3-carl", "S-R6-carl"]}


DECISION = ("--kind", "referral", "--decision", "score", "--by", "A", "--why", "worried", "--mention", "M1")
REFERRED = ("--surname", "Marlowe", "--by", "A", "--why", "worried")


def ended(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """The exit status of the command as a user types it, and its standard error."""
    monkeypatch.setattr(sys, "argv", ["v100", *words])
    with pytest.raises(SystemExit) as stop:
        main()
    return int(stop.value.code or 0), capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "--store", "{empty}"), "holds no run yet"),
        (("run", "--as-at", "2026-03-31", "--store", "{empty}"), "holds no crime reports yet"),
        (("show", "P0000nobody", "--store", "{store}"), "nobody is"),
        (("show", "99", "--store", "{store}"), "ranks nobody at 99"),
        (("show", "--run", "1999", "--store", "{store}"), "no run '1999'"),
        (("run", "--as-at", "2026-03-31", "--policy", "nonsense", "--store", "{store}"), "no policy 'nonsense'"),
        (("run", "--as-at", "31 March", "--store", "{store}"), "31 March"),
        (("run", "--as-at", "2026-03-31", "--store", "{file}"), "is a file"),
        (("intake", "{file}", "--store", "{file}"), "is a file"),
        (("ledger", "add", *DECISION, "--store", "{file}"), "is a file"),
        (("ledger", "add", *DECISION, "--store", "{empty}/typo"), "typo holds no"),
        (("ledger", "refer", *REFERRED, "--store", "{empty}/typo"), "typo holds no"),
        (("ledger", "refer", *REFERRED, "--store", "{broken}"), "ledger.jsonl line 1: the chain is broken"),
        (("ledger", "refer", *REFERRED, "--surname", " ", "--store", "{store}"), "surname is empty"),
        (("ledger", "refer", *REFERRED, "--why", "Marlowe hit her", "--store", "{store}"), "why says his surname"),
        (("ledger", "refer", *REFERRED, "--born", "May 1983", "--store", "{store}"), "May 1983"),
        (("ledger", "list", "--store", "{broken}"), "ledger.jsonl line 1: the chain is broken"),
        (("run", "--as-at", "2026-03-31", "--store", "{broken}"), "ledger.jsonl line 1: the chain is broken"),
        (("ledger", "add", *DECISION, "--store", "{broken}"), "ledger.jsonl line 1: the chain is broken"),
        (("verify", "--run", "x", "--store", "{store}"), "No such option"),
        (("diff", "2026-02", "1999", "--store", "{store}"), "no run '1999'"),
        (("rejects", "--store", "{empty}"), "holds no batch"),
        (("intake", "{empty}/none.csv", "--store", "{store}"), "none.csv"),
        (("intake", "{store}", "--profile", "nonsense", "--store", "{store}"), "nonsense"),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, tuple) else "",
)
def test_wrong_use_ends_with_2_and_says_why(
    two_months: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    said: str,
) -> None:
    file, broken = tmp_path / "file.csv", tmp_path / "broken"
    file.write_text("report_id\n", encoding="utf-8")
    broken.mkdir()
    (broken / "intake").symlink_to(two_months / "intake")
    (broken / "ledger.jsonl").write_text("what?\n", encoding="utf-8")
    before = sorted(path for path in tmp_path.rglob("*") if not path.name.endswith(".lock"))
    typed = [word.format(store=two_months, empty=tmp_path, file=file, broken=broken) for word in words]
    status, error = ended(capsys, monkeypatch, *typed)
    assert status == 2
    assert said in " ".join(error.replace("│", " ").split())
    assert "Traceback" not in error
    assert sorted(path for path in tmp_path.rglob("*") if not path.name.endswith(".lock")) == before


def test_a_policy_names_all_its_faults(
    two_months: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "ours.toml"
    policy.write_text('name = "ours"\ntitle = "Ours"\nlist_size = 0\nwindow = 3\n', encoding="utf-8")
    words = ("run", "--as-at", "2026-03-31", "--policy", str(policy), "--store", str(two_months))
    status, error = ended(capsys, monkeypatch, *words)
    assert status == 2
    assert "list_size" in error
    assert "window" in error


def test_a_refused_run_ends_with_1_and_one_line(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    take_delivery(store, tmp_path, 9, MARCH, unweighted())
    words = ("run", "--as-at", "2026-03-31", "--json", "--store", str(store))
    monkeypatch.setattr(sys, "argv", ["v100", *words])
    with pytest.raises(SystemExit) as stop:
        main()
    out, error = capsys.readouterr()
    assert (stop.value.code, out, error.count("\n")) == (1, "", 1)
    assert "refused to publish: 1 of 8 lines" in error
    assert "099/98 (1)" in error


def test_intake_gives_the_counts_of_each_file(tmp_path: Path) -> None:
    source = write(tmp_path / "extract", **delivery(1))
    made = document(tmp_path / "store", "intake", str(source), "--received-on", "2026-02-28")
    counts = {
        row["file"]: [row[name] for name in ("read", "accepted", "rejected", "filtered")] for row in made["files"]
    }
    assert counts["suspect.csv"] == [8, 8, 0, 0]
    assert len(counts) == 5
    assert document(tmp_path / "store", "rejects") == []


def test_a_changed_byte_ends_with_1(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = runs(store)[-1].report
    report.write_bytes(report.read_bytes() + b" ")
    status, error = ended(capsys, monkeypatch, "verify", "--store", str(store))
    assert status == 1
    assert "does not prove itself" in error


def test_the_installed_command_answers(two_months: Path) -> None:
    command = [str(Path(sys.executable).parent / "v100"), "show", "--json", "--store", str(two_months)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert len(json.loads(done.stdout)) == 3
    assert done.stderr == b""
