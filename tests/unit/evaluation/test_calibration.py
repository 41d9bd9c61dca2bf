"""A city of a few reports, counted by hand."""

from datetime import date
from pathlib import Path

import pytest

from extracts import write
from v100 import engine
from v100.city.published import recorded_crime
from v100.errors import V100Error
from v100.evaluation.calibration import calibrate
from v100.evaluation.expected import expected
from v100.evaluation.recorded import recorded_figures
from v100.evaluation.simulated import known_tables, open_city
from v100.reports.city import Figure

Figures = dict[str, Figure]

AS_AT = date(2026, 3, 31)
MET, CITY = "Metropolitan Police Service", "City of London Police"
RAPE, ABH, BATTERY, SHOPLIFTING = "019/08", "008/06", "105/01", "046/00"
EMPTY = {
    "offence": "report_id,line,ho_code,title,role,attempt\n",
    "suspect": "mention_id,report_id,lines,sex,pnc_id,named_by,named_on,eliminated_on,role\n",
    "event": "event_id,kind,on,recorded_on,until,report_id,lines,mention_id,pnc_id,days,text\n",
}
PARAM = """seed = 7
as_at = 2026-03-31
months = {months}
scale_name = "made"

[scale.made]
{boroughs}
{share}
"""


def report(number: int, recorded_on: str = "2026-01-05", **fields: str) -> dict[str, str]:
    fixed = {"report_id": f"R{number}", "force": MET, "crime_ref": f"C{number}", "recorded_on": recorded_on}
    empty = dict.fromkeys(("occurred_from", "cancelled_on", "cancel_reason", "duplicate_of", "other_force_ref"), "")
    return {**fixed, **empty, "borough": "Lambeth", "domestic_abuse": "false", "flags": "", **fields}


def line(number: int, code: str, at: int = 1, role: str = "") -> dict[str, str]:
    return {"report_id": f"R{number}", "line": str(at), "ho_code": code, "role": role}


def man(number: int, mention: str, **fields: str) -> dict[str, str]:
    return {"mention_id": mention, "report_id": f"R{number}", "sex": "M", "named_by": "victim", **fields}


def woman(number: int) -> dict[str, str]:
    return {"mention_id": f"V{number}", "report_id": f"R{number}", "sex": "F", "lines": ""}


def event(number: int, kind: str, mention: str, on: str) -> dict[str, str]:
    return {"event_id": f"E{number}{kind}", "kind": kind, "on": on, "report_id": f"R{number}", "mention_id": mention}


def made(
    folder: Path,
    *,
    suspects: dict[str, str] | None = None,
    months: int = 12,
    share: str = "share = 1.0",
    boroughs: str = 'boroughs = ["Lambeth", "Southwark", "City of London"]',
    **files: list[dict[str, str]],
) -> Path:
    """A city's folder. `suspects` says who each mention truly is: a name, or nothing for a placeholder."""
    files.setdefault("victim", [woman(99)])
    write(folder / "extract", **{**EMPTY, **files})
    truth = [
        {"mention_id": mention, "true_id": name or "X", "side": "suspect", "placeholder": "false" if name else "true"}
        for mention, name in (suspects or {}).items()
    ] + [
        {"mention_id": row["mention_id"], "true_id": row["mention_id"], "side": "victim", "placeholder": "false"}
        for row in files["victim"]
    ]
    people = [
        {"true_id": name, "sex": "F" if name.startswith("V") else "M", "date_of_birth": "1980-01-01"}
        for name in sorted({row["true_id"] for row in truth})
    ]
    write(folder / "truth", mention=truth, person=people)
    text = PARAM.format(months=months, boroughs=boroughs, share=share)
    (folder / "truth" / "param.toml").write_text(text, encoding="utf-8")
    return folder


def recorded(folder: Path) -> Figures:
    """The figures of recorded crime, by name."""
    city, backend = open_city(folder), engine.connect()
    figures = recorded_figures(backend, known_tables(backend, city), city, expected(city))
    return {figure.name: figure for figure in figures}


def test_crimes_are_counted_as_the_published_table_counts_them(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        crime_report=[
            report(1),
            report(2, cancelled_on="2026-02-01", cancel_reason="additional_information"),
            report(3, duplicate_of="R1"),
            report(4, recorded_on="2025-03-31"),
            report(5, force=CITY, borough="City of London"),
            report(6, flags="incident|children_present"),
            report(7, borough="Southwark", domestic_abuse="true"),
        ],
        offence=[
            line(1, ABH),
            line(1, ABH, at=2),
            line(1, BATTERY, at=3, role="included"),
            *(line(number, ABH) for number in (2, 3, 4, 5)),
            line(7, RAPE, role="principal"),
        ],
    )
    ours = {name: figure.ours for name, figure in recorded(folder).items()}
    assert (ours["recorded crime"], ours["Lambeth"], ours["Southwark"]) == (3, 2, 1)
    assert (ours["RAPE"], ours["VIOLENCE WITH INJURY"], ours["VIOLENCE WITHOUT INJURY"]) == (1, 2, 0)
    assert ours["crimes marked as domestic abuse"] == pytest.approx(1 / 3)
    assert ours["domestic incidents without a crime"] == 1
    assert ours["reports of the City of London Police"] == 1


def test_published_counts_are_of_the_citys_boroughs_at_its_share(tmp_path: Path) -> None:
    folder = made(tmp_path, share="share = 0.5", crime_report=[report(1)], offence=[line(1, SHOPLIFTING)])
    found, table = recorded(folder), recorded_crime()
    two = [table.boroughs.index(name) for name in ("Lambeth", "Southwark")]
    year = table.counts[:, :, -12:]
    assert found["Lambeth"].published == pytest.approx(year[two[0]].sum() / 2)
    shoplifting = year[two][:, table.categories.index("SHOPLIFTING")].sum()
    assert found["SHOPLIFTING"].published == pytest.approx(shoplifting / 2)
    assert expected(open_city(folder)).of_london == pytest.approx(year[two].sum() / 2 / year.sum())


def test_a_scale_that_names_no_boroughs_is_of_all_of_london(tmp_path: Path) -> None:
    found = recorded(made(tmp_path, boroughs="", share="share = 0.1", crime_report=[report(1)]))
    assert sum(figure.group == "borough" for figure in found.values()) == 33
    assert found["recorded crime"].published == pytest.approx(91_286.4)


def test_a_scale_with_a_mix_of_its_own_is_shown_and_not_compared(tmp_path: Path) -> None:
    found = recorded(made(tmp_path, share="weight = {}", crime_report=[report(1)], offence=[line(1, SHOPLIFTING)]))
    assert {figure.within for figure in found.values()} == {None}
    assert found["recorded crime"].published == pytest.approx(1)


def test_fewer_days_are_scaled_up_to_a_year_and_only_whole_months_have_a_season(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        months=2,
        crime_report=[report(1, "2026-02-03"), report(2, "2026-03-04"), report(3, "2026-03-05")],
        offence=[line(number, ABH) for number in (1, 2, 3)],
    )
    found = recorded(folder)
    assert found["recorded crime"].ours == pytest.approx(3 * 365 / (28 + 31))
    season = {name: figure.ours for name, figure in found.items() if figure.group == "month"}
    assert season == {"2026-02": pytest.approx(1 / 28 * 59 / 3), "2026-03": pytest.approx(2 / 31 * 59 / 3)}


def test_of_several_deliveries_the_last_version_of_a_report_stands(tmp_path: Path) -> None:
    made(tmp_path, crime_report=[report(1), report(2)], offence=[line(1, ABH), line(2, ABH)])
    (tmp_path / "deliveries").mkdir()
    (tmp_path / "extract").rename(tmp_path / "deliveries" / "2026-02-28")
    later = {"crime_report": [report(2)], "offence": [line(2, RAPE)], "victim": [woman(99)]}
    write(tmp_path / "deliveries" / "2026-03-31", **{**EMPTY, **later})
    found = recorded(tmp_path)
    assert (found["RAPE"].ours, found["VIOLENCE WITH INJURY"].ours) == (1, 1)


def test_suspects_are_told_apart_by_the_truth_and_by_what_was_known_then(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        crime_report=[report(number, "2025-12-01") for number in (1, 2, 3, 4, 5)],
        offence=[line(1, RAPE), line(2, ABH), line(3, ABH), line(4, ABH), line(5, RAPE)],
        suspect=[
            man(1, "S1"),
            man(2, "S2", named_by="officer"),
            man(3, "S3"),
            man(4, "S4"),
            man(5, "S5", named_on="2026-03-02"),
        ],
        victim=[woman(number) for number in (1, 2, 3, 4, 5)],
        event=[event(1, "charge", "S1", "2026-01-10"), event(3, "remand", "S3", "2026-01-10")],
        suspects={"S1": "adam", "S2": "adam", "S3": "ben", "S4": "", "S5": "carl"},
    )
    city = calibrate(folder)
    ours = {figure.name: figure.ours for figure in city.of("suspects")}
    top = f"the top {city.listed}"
    assert (city.listed, city.harm_days) == (9, (1835, 1825))
    assert ours == {
        "VAWG suspects in 365 days": 3,
        "harm days that half of them reach at most": 1825,
        f"offences of {top}": 3,
        f"harm years of {top}": pytest.approx((1825 * 2 + 10) / 365),
        f"victims of {top}": 3,
        f"most victims of one man in {top}": 2,
        f"share of {top} accused of rape, several sexual assaults, or murder": 1,
        "share of suspects named by victims and witnesses": pytest.approx(3 / 4),
        "share in custody of those who would be listed": pytest.approx(1 / 3),
        "share of the list never charged with what counts": pytest.approx(1 / 2),
        "share of the list that was not on it a month before": pytest.approx(1 / 2),
    }
    published = {figure.name: figure for figure in city.of("suspects")}
    assert published[f"offences of {top}"].published == pytest.approx(445 * city.share)
    assert published[f"most victims of one man in {top}"].within is None


def test_a_city_of_a_month_has_its_suspects_shown_and_not_compared(tmp_path: Path) -> None:
    city = calibrate(made(tmp_path, months=1, crime_report=[report(1)]))
    assert {figure.within for figure in city.of("suspects")} == {None}


def test_a_folder_that_holds_no_city_is_refused(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="no simulated city"):
        calibrate(tmp_path)


def test_a_city_without_its_files_is_refused(tmp_path: Path) -> None:
    folder = made(tmp_path, crime_report=[report(1)])
    (tmp_path / "extract" / "offence.csv").unlink()
    with pytest.raises(V100Error, match=r"no extract/offence\.csv and no deliveries"):
        recorded(folder)


def test_a_year_that_ends_within_a_month_is_a_year(tmp_path: Path) -> None:
    """Twelve months to the middle of one begin in the middle of one: nothing is scaled up."""
    folder = made(tmp_path, crime_report=[report(1)], offence=[line(1, SHOPLIFTING)])
    param = folder / "truth" / "param.toml"
    param.write_text(param.read_text(encoding="utf-8").replace("2026-03-31", "2026-03-15"), encoding="utf-8")
    assert recorded(folder)["recorded crime"].ours == 1
