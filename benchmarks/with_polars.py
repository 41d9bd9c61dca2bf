"""The same by hand in Polars (lazy, streaming where it can)."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pyarrow as pa

from benchmarks.data import AS_AT, TABLES

C = pl.col
FLAGS = ["domestic_abuse", "hba", "fm", "fgm", "cse"]


class Engine:
    def __init__(self, folder: Path) -> None:
        self.tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in TABLES}

    def run(self) -> None:
        t = {name: frame.lazy() for name, frame in self.tables.items()}
        report, offence = _reports(t["crime_report"]).collect().lazy(), t["offence"]
        victims = _victims(t, offence.join(report, on="report_id", how="semi")).collect().lazy()
        self._lines = _lines(t, report, victims).collect()
        counted = self._lines.lazy().filter(C("why") == "counted")
        sums = (
            counted.join(t["crime_report"], on="report_id")
            .group_by("person_id")
            .agg(
                harm_days=C("days").sum(),
                offences=pl.len(),
                reports=C("report_id").n_unique(),
                last_on=C("recorded_on").max(),
            )
        )
        women = victims.filter(C("effective_sex") == "F")
        women = counted.join(women, on=["report_id", "line"]).group_by("person_id").agg(victims=C("woman").n_unique())
        self._ranking = (
            sums.join(women, on="person_id", how="left")
            .with_columns(C("victims").fill_null(0))
            .sort(
                ["harm_days", "victims", "reports", "last_on", "person_id"],
                descending=[True, True, True, True, False],
            )
            .with_row_index("rank", 1)
            .collect()
        )

    def lines(self) -> pa.Table:
        return self._lines.to_arrow()

    def ranking(self) -> pa.Table:
        return self._ranking.to_arrow()


def _reports(crime_report: pl.LazyFrame) -> pl.LazyFrame:
    every = crime_report.select("report_id", "crime_ref", "other_force_ref").collect()
    known = pl.concat([every["report_id"], every["crime_ref"]]).implode()
    named = every["other_force_ref"].drop_nulls().implode()
    sent = (C("cancel_reason") == "transferred") & C("cancelled_on").is_not_null()
    received = C("other_force_ref").is_in(known) | C("report_id").is_in(named) | C("crime_ref").is_in(named)
    duplicate = C("duplicate_of").is_in(every["report_id"].implode()).fill_null(False)
    opens = AS_AT - timedelta(days=365)
    return crime_report.filter((C("recorded_on") > opens) & (C("recorded_on") <= AS_AT)).select(
        "report_id",
        began_on=pl.coalesce(C("occurred_from").dt.date(), C("recorded_on")),
        flagged=C("domestic_abuse").fill_null(False)
        | C("flags").list.eval(pl.element().is_in(FLAGS)).list.any().fill_null(False),
        out=pl.when(duplicate | ((C("cancel_reason") == "duplicate") & C("cancelled_on").is_not_null()))
        .then(pl.lit("duplicate of another record"))
        .when(sent & received.fill_null(False))
        .then(pl.lit("the receiving force's record counts"))
        .when(sent & (C("cancelled_on") >= AS_AT - timedelta(days=14)))
        .then(None)
        .when(C("cancelled_on").is_not_null())
        .then(pl.lit("cancelled")),
    )


def _concerns(lines: str) -> pl.Expr:
    return C(lines).is_null() | (C(lines).list.len() == 0) | C(lines).list.contains(C("line"))


def _victims(t: dict[str, pl.LazyFrame], offence: pl.LazyFrame) -> pl.LazyFrame:
    mention = t["person_mention"].filter(C("side") == "victim").select("mention_id", woman="person_id")
    rows = offence.join(t["victim"], on="report_id").filter(_concerns("lines"))
    rows = rows.join(t["offence_table"].select("ho_code", "victim_sex"), on="ho_code", how="left")
    rows = rows.join(mention, on="mention_id", how="left")
    return rows.select("report_id", "line", "woman", effective_sex=pl.coalesce("sex", "victim_sex"))


def _lines(t: dict[str, pl.LazyFrame], report: pl.LazyFrame, victims: pl.LazyFrame) -> pl.LazyFrame:
    facts = victims.group_by("report_id", "line").agg(
        has_female=(C("effective_sex") == "F").any(), has_unknown=C("effective_sex").is_null().any(), n=pl.len()
    )
    mention = t["person_mention"].filter(C("side") == "suspect").select("mention_id", "person_id")
    accuses = C("role").fill_null("suspect") == "suspect"
    accused = (
        t["offence"]
        .rename({"role": "kind"})
        .join(report.select("report_id"), on="report_id", how="semi")
        .join(t["suspect"], on="report_id")
        .filter(_concerns("lines"))
        .join(mention, on="mention_id")
        .group_by("person_id", "report_id", "line")
        .agg(
            ho_code=C("ho_code").first(),
            included=(C("kind") == "included").fill_null(False).any(),
            accused=accuses.any(),
            pursued=(accuses & C("eliminated_on").is_null()).any(),
            age_at_offence=C("age_at_offence").min(),
        )
    )
    person = t["person"].select("person_id", "sex", birth=C("births").list.first())
    rows = accused.join(report, on="report_id").join(t["offence_table"], on="ho_code", how="left")
    rows = rows.join(facts, on=["report_id", "line"], how="left").join(person, on="person_id", how="left")
    return rows.select("person_id", "report_id", "line", "days", why=_why())


def _number(day: str) -> pl.Expr:
    return C(day).dt.year() * 10_000 + C(day).dt.month().cast(pl.Int32) * 100 + C(day).dt.day()


def _why() -> pl.Expr:
    nobody, either = C("n").is_null(), C("victim_based") == "either"
    female = (
        C("has_female").fill_null(False)
        | (nobody & ((C("victim_sex") == "F").fill_null(False) | either))
        | (C("has_unknown").fill_null(False) & either)
    )
    age = pl.coalesce((_number("began_on") - _number("birth")) // 10_000, C("age_at_offence"))
    listed = C("vawg_category").is_not_null() | (C("flagged") & ~C("generated"))
    return (
        pl.when(~C("accused")).then(pl.lit("not named as suspect"))
        .when(C("out").is_not_null()).then(C("out"))
        .when(C("days").is_null()).then(pl.lit("unweighted: code without days"))
        .when(~listed).then(pl.lit("not in the policy's categories"))
        .when(C("generated")).then(pl.lit("found by police activity"))
        .when(C("included")).then(pl.lit("included in the principal offence"))
        .when(C("sex") != "M").then(pl.lit("sex not ranked by the policy"))
        .when(~female & C("has_unknown").fill_null(False)).then(pl.lit("victim's sex not known"))
        .when(~female).then(pl.lit("no woman or girl as victim"))
        .when(~C("pursued")).then(pl.lit("eliminated from the enquiry"))
        .when(age < 18).then(pl.lit("child at the offence"))
        .otherwise(pl.lit("counted"))
    )  # fmt: skip
