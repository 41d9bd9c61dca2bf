"""Nothing of a woman reaches a log, an error page or what a command says of a fault (C26), whatever it is and wherever
it goes wrong: every column of what a report says of her, every field that somebody fills in on her page.
"""

import logging
import logging.config
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django import forms
from django.conf import settings as site
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from gunicorn import glogging
from gunicorn.app.base import Application
from gunicorn.config import Config
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from procrastinate import App, BaseRetryStrategy
from procrastinate.testing import InMemoryConnector

from extracts import OFFENCE, REPORT, SUSPECT, VICTIM
from overheard import handlers, overheard
from runs_made_up import seal
from site_users import parts, signed_in
from small_force import CANARIES, MARCH, MOVED
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.database.again import AGAIN
from v100.casework.logs import Scrubbed
from v100.casework.nominals.models import Nominal
from v100.casework.notes.models import Note
from v100.casework.runs.load import load_new
from v100.casework.starting import started
from v100.casework.women.forms import FORMS, EraseForm, LookForm, OpenForm, StepForm
from v100.casework.women.kinds import SHAPES, Part
from v100.casework.women.models import Record, Woman
from v100.cli import main
from v100.store import batches
from v100.store.files import as_json, sha256
from v100.tables import RUN, STORED
from v100.tables import VICTIM as VICTIM_TABLE
from women_made_up import WHY, load_women, reach

SAID_OF_HER = [column.name for column in VICTIM_TABLE.columns if column.name not in ("mention_id", "report_id")]
"""All but the record system's own keys."""

ON_HER_PAGE = sorted(
    {
        name
        for form in (*FORMS.values(), StepForm, LookForm, EraseForm, OpenForm)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
    }
)
TOKEN = re.compile(r"qz[a-z]{8}")
AROUND = st.sampled_from(["", "%s", "%(message)s", "{0}", "[bold]", "\\", "'", "é", "1991-09-", "07700 9"])
VALUE = st.builds("{}qz{}{}".format, AROUND, st.text("abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=8), AROUND)

broad = settings(
    deadline=None,
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def every(names: list[str]) -> st.SearchStrategy[dict[str, str]]:
    """A value for each of them."""
    return st.fixed_dictionaries(dict.fromkeys(names, VALUE))


def left_in(said: str, hers: dict[str, str]) -> list[str]:
    """Whose values can be read there."""
    return [name for name, value in hers.items() if TOKEN.findall(value)[0] in said.casefold()]


@contextmanager
def undone() -> Iterator[None]:
    """What one example wrote is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_log_is_scrubbed() -> None:
    assert [each for each in handlers() if not isinstance(each.formatter, Scrubbed | type(None))] == []
    assert any(isinstance(each.formatter, Scrubbed) for each in logging.root.handlers)
    assert site.DEBUG is False


# --- Pages --------------------------------------------------------------------------------------------------


@pytest.fixture
def lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A victim lead who opened her page."""
    load_women(tmp_path, monkeypatch)
    client = signed_in(Role.VICTIM_LEAD)
    reach(client)
    client.raise_request_exception = False
    return client


@transaction.atomic
def database_refuses_a_record(*_: Any, by: User, **said: Any) -> None:
    """PostgreSQL answers with the whole row."""
    words = repr(said)
    day = timezone.localdate()
    Record.objects.create(woman=Woman.objects.get(), part="request", what="neither", on=day, words=words, by=by)


@transaction.atomic
def database_refuses_a_note(nominal: Nominal, *, words: str, by: User, **_: Any) -> None:
    Note.objects.create(nominal=nominal, kind="neither", words=words, by=by)


def fails(*said: Any, **more: Any) -> None:
    """Whatever it was given is in the fault's words."""
    raise ValueError(repr((said, more)))


@broad
@given(hers=every(SAID_OF_HER))
def test_a_fault_on_her_page(lead: Client, monkeypatch: pytest.MonkeyPatch, hers: dict[str, str]) -> None:
    read = {**hers, "aliases": [hers["aliases"]], "recorded_on": date(2026, 3, 1)}
    page = reverse("woman", args=[Woman.objects.get().pk])
    with monkeypatch.context() as patch:
        patch.setattr("v100.casework.women.who_she_is.said_of_women", lambda *_: [read])
        assert left_in(lead.get(page).content.decode().casefold(), hers), "her page says who she is"
        for at_fault in ("who_she_is.said_of_women", "views.her_page.who_she_is"):
            with overheard() as said, patch.context() as worse:
                worse.setattr(f"v100.casework.women.{at_fault}", lambda *_: fails(read))
                answer = lead.get(page)
            assert answer.status_code == 500
            assert "ValueError" in said()
            assert left_in(said() + answer.content.decode(), hers) == []


@broad
@given(hers=every(ON_HER_PAGE))
def test_what_is_written_on_her_page(lead: Client, monkeypatch: pytest.MonkeyPatch, hers: dict[str, str]) -> None:
    """Kept, refused by the form, refused by the database, lost in a fault."""
    day = timezone.localdate()
    on = {**parts("on", f"{day.day} {day.month} {day.year}"), **parts("due_on", f"{day.day} {day.month} {day.year}")}
    lead_user = User.objects.get(username=Role.VICTIM_LEAD.value)
    with undone():
        for part in Part:
            page = reverse("record-of-woman", args=[Woman.objects.get().pk, part])
            filled = {
                **{name: hers[name] for name in FORMS[part].base_fields if name in hers},
                "what": next(iter(SHAPES[part].what), ""),
                "grade": "high",
                "owner": str(lead_user.pk),
            }
            with overheard() as said, monkeypatch.context() as patch:
                assert lead.post(page, {**filled, "what": "neither"}).status_code in (200, 302)
                assert lead.post(page, {**filled, **on, "words": f"{hers['words']} visa"}).status_code in (200, 302)
                for worse in (database_refuses_a_record, fails):
                    patch.setattr("v100.casework.women.views.changing.keep", worse)
                    answer = lead.post(page, {**filled, **on})
                    assert answer.status_code == 500, answer.context and answer.context["form"].errors
                    assert left_in(answer.content.decode(), hers) == []
            assert "IntegrityError" in said()
            assert left_in(said(), hers) == []


@pytest.mark.usefixtures("lead")
@broad
@given(hers=every(["words", "sought"]))
def test_what_is_written_and_sought_on_his_pages(monkeypatch: pytest.MonkeyPatch, hers: dict[str, str]) -> None:
    nominal = Nominal.objects.get(person_id="P1")
    his, note = reverse("man", args=[nominal.pk]), reverse("write-note", args=[nominal.pk])
    with undone(), overheard() as said, monkeypatch.context() as patch:
        client = signed_in(Role.ANALYST)
        client.raise_request_exception = False
        client.post(his, WHY)
        assert client.post(note, {"kind": "", "words": hers["words"]}).status_code == 200
        assert client.get(reverse("find"), {"q": hers["sought"]}).status_code == 200
        patch.setattr("v100.casework.notes.views.write_note", database_refuses_a_note)
        faults = [client.post(note, {"kind": "fact", "words": hers["words"]})]
        patch.setattr("v100.casework.nominals.views.find.render", fails)
        faults.append(client.get(reverse("find"), {"q": hers["sought"]}))
        patch.setattr("v100.casework.nominals.views.man.render", fails)
        faults.append(client.get(f"{his}?seen={hers['sought']}"))
        missing = client.get(f"/{hers['sought']}/")
        assert missing.status_code == 404
    assert [each.status_code for each in faults] == [500, 500, 500]
    assert "IntegrityError" in said()
    assert left_in(said() + "".join(each.content.decode() for each in faults), hers) == []


# --- What listens, and what is done in the background -------------------------------------------------------


@broad
@given(hers=every(["request", "fault"]))
def test_what_listens_says_nothing_of_a_request(hers: dict[str, str]) -> None:
    """gunicorn's own log, as `v100 serve` sets it up."""
    cfg = Config()
    reader = Application.__new__(Application)
    reader.cfg = cfg
    reader.load_config_from_module_name_or_filename("python:v100.casework.listen")
    try:
        with overheard() as said:
            log = glogging.Logger(cfg)
            log.warning(f"Invalid request from ip=127.0.0.1: {hers['request']}")
            log.error("Worker exited")
            try:
                raise ValueError(hers["fault"])
            except ValueError:
                log.exception("Error handling request %s", f"/find/?q={hers['request']}")
            test_every_log_is_scrubbed()
    finally:
        logging.config.dictConfig(site.LOGGING)
    assert "Worker exited" in said()
    assert "ValueError" in said()
    assert left_in(said(), hers) == []
    assert (cfg.accesslog, cfg.errorlog, cfg.capture_output) == (None, "-", False)


def fail(words: str, again: BaseRetryStrategy | None) -> None:
    """A job that says so as it fails."""
    work = App(connector=InMemoryConnector())

    @work.task(retry=again)
    def job() -> None:
        raise ValueError(words)

    with work.open():
        job.defer()
        work.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


@broad
@given(hers=every(["fault"]))
def test_a_job_that_fails(hers: dict[str, str]) -> None:
    for again in (None, AGAIN):
        with overheard() as said, ThreadPoolExecutor(1) as beside:  # an earlier test's browser keeps a loop in this one
            beside.submit(fail, hers["fault"], again).result()
        assert "ValueError" in said()
        assert left_in(said(), hers) == []


TEXTS = [("crime_report", "crime_ref"), ("report_victim", "relationship"), ("offence", "title"), ("person", "doubt")]


@broad
@given(hers=every([f"{table}.{column}" for table, column in TEXTS]), broken=st.sampled_from(TEXTS))
def test_a_run_that_fails_half_way(
    monkeypatch: pytest.MonkeyPatch, hers: dict[str, str], broken: tuple[str, str]
) -> None:
    """A row that PostgreSQL does not take: it says which, and where in it."""
    monkeypatch.setattr(django, "setup", lambda: None)  # it was set up, and would put new handlers in place
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, column in TEXTS:
        empty = {each.name: None for each in RUN[table].columns}
        value = hers[f"{table}.{column}"] + ("\0" if (table, column) == broken else "")
        rows[table] = [{**empty, **_keys(RUN[table]), "side": "suspect", column: value}]
    with undone(), tempfile.TemporaryDirectory() as folder, overheard() as said:
        seal(Path(folder), **rows)
        assert started(lambda: _done(load_new(Path(folder)))) == 1
    assert "copy_rows" in said()
    assert left_in(said(), hers) == []


def _done(_: object) -> None:
    """What `started` does gives nothing."""


def _keys(table: Any) -> dict[str, Any]:
    """Something where there must be something."""
    typed = {"string": "x", "int64": 1, "float64": 1.0, "boolean": True, "date": date(2026, 3, 1)}
    return {each.name: typed.get(each.type) for each in table.columns}


# --- Commands -----------------------------------------------------------------------------------------------


def command(*words: str) -> int:
    """`v100 WORDS` in this process; gives its exit status."""
    mask = os.umask(0)
    os.umask(mask)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["v100", *words])
            with pytest.raises(SystemExit) as ended:
                main()
    finally:
        os.umask(mask)
    return int(ended.value.code or 0)


def extract(folder: Path, hers: dict[str, str]) -> Path:
    """Three reports: of her one row as good as it can be, one with a fault in every column, one of no report."""
    sound = {name: hers[name] for name in SAID_OF_HER if VICTIM_TABLE.column(name).type in ("string", "array<string>")}
    sound = {name: value for name, value in sound.items() if not VICTIM_TABLE.column(name).values}
    victims = [{**VICTIM, **sound}, {**VICTIM, **hers, "mention_id": "V2"}, {**VICTIM, **hers, "report_id": "R9"}]
    folder.mkdir()
    for name, rows in {
        "crime_report": [REPORT],
        "offence": [OFFENCE],
        "suspect": [SUSPECT],
        "victim": victims,
        "event": [],
    }.items():
        heading = list(dict.fromkeys(key for row in rows for key in row)) or ["event_id", "kind", "on"]
        cells = [",".join('"{}"'.format(row.get(key, "").replace('"', '""')) for key in heading) for row in rows]
        (folder / f"{name}.csv").write_text("\n".join([",".join(heading), *cells]) + "\n", encoding="utf-8")
    return folder


def damage(store: Path, hers: dict[str, str]) -> None:
    """Her rows are no longer of the types that they were written with, and their hash says that they are."""
    (batch,) = batches.listed(store)
    path = batch.path("victim")
    kept = STORED["victim"].names
    row = {name: hers.get(name, "x") for name in kept}
    pq.write_table(pa.table({name: [value] for name, value in row.items()}), path)
    facts = batch.manifest
    facts["written"]["victim"]["sha256"] = sha256(path)
    (batch.folder / "manifest.json").write_text(as_json(facts), encoding="utf-8")


@broad
@given(hers=every(SAID_OF_HER))
def test_what_commands_say(hers: dict[str, str]) -> None:
    """`v100 intake` of faulty rows, `v100 run` of damaged ones, and both where the program itself fails."""

    def engine_refuses(*_: Any, **__: Any) -> None:
        duckdb.execute("select cast(? as date)", [hers["address"]])

    with tempfile.TemporaryDirectory() as folder, overheard() as said:
        source, store = extract(Path(folder) / "extract", hers), Path(folder) / "store"
        take = ("intake", str(source), "--store", str(store))
        run = ("run", "--as-at", "2026-03-31", "--store", str(store))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("v100.intake.take_in", lambda *_, **__: fails(hers))
            patch.setattr("v100.cli.run.monthly_run", engine_refuses)
            assert (command(*take), command(*run)) == (1, 1)
        assert command(*take) == 1, "most rows of a file were rejected"
        damage(store, hers)
        assert command(*run) == 1
    assert re.findall(r"^[a-zA-Z_.]*(?:Error|Exception)$", said(), re.M) == [
        "ValueError",
        "ConversionException",
        "IbisTypeError",
    ]
    assert left_in(said(), hers) == []


def test_what_a_run_says_of_those_it_read(small_force_store: Path) -> None:
    with overheard() as said:
        assert command("run", "--as-at", MARCH.isoformat(), "--store", str(small_force_store)) == 0
    assert "Szymanski" in said(), "he is named"
    assert [word for word in (*CANARIES.values(), *MOVED.values()) if word.casefold() in said().casefold()] == []


def test_what_the_database_says(server: str) -> None:
    """Its own log, of all that failed in this process before."""
    assert server
    with undone(), suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("select cast(%s as date), 'qzstatement'", ["qzdetailed"])
    folder = Path(parse_qs(urlsplit(server).query)["host"][0])
    assert TOKEN.findall((folder / "server.log").read_text(encoding="utf-8")) == []
