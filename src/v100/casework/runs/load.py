"""Loading a sealed run: it is proved first, then comes whole or not at all."""

from pathlib import Path

import pyarrow.compute as pc
from django.db import connections, router, transaction
from django.db.models.functions import Now

from v100.casework.database.holding import Held, hold
from v100.casework.nominals.carry import carry_over
from v100.casework.nominals.following import conflicts_follow
from v100.casework.nominals.sealing import seal_colleagues
from v100.casework.outcomes.take_over import take_over_events
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.loading import follow_men, review_cases
from v100.casework.referrals.loading import take_findings
from v100.casework.runs.copy import copy_rows
from v100.casework.runs.current import NEWS
from v100.casework.runs.models import MODELS, LoadedRun, Unloaded
from v100.casework.runs.naming import write_named
from v100.casework.women.herself import women_became
from v100.errors import CheckFailed, V100Error
from v100.store.runs import Run, asked_for, open_run
from v100.store.verify import broken


def load_new(store: Path) -> list[LoadedRun]:
    """Load the runs of this store that are not loaded yet, in the order in which they were asked for. One that cannot
    be loaded is kept as `Unloaded`, with the fault, and holds no other up; once the same month was loaded as it was
    asked for later, it is wanted no more.
    """
    known = set(LoadedRun.objects.values_list("run_id", flat=True))
    asked = list(dict.fromkeys(asked_for(store)))
    made_again = {_month(run_id): place for place, run_id in enumerate(asked) if run_id in known}
    new = [
        run_id
        for place, run_id in enumerate(asked)
        if run_id not in known and place > made_again.get(_month(run_id), -1)
    ]
    Unloaded.objects.exclude(run_id__in=new).delete()
    return [run for run_id in new if (run := _load_or_say(store, run_id))]


def _month(run_id: str) -> str:
    """The date and the policy, with which an id begins."""
    return run_id.rsplit("-", 1)[0]


def _load_or_say(store: Path, run_id: str) -> LoadedRun | None:
    try:
        run = load(store, run_id)
    except V100Error as fault:
        Unloaded.objects.update_or_create(run_id=run_id, defaults={"why": str(fault)})
        return None
    Unloaded.objects.filter(run_id=run_id).delete()
    return run


def load(store: Path, run_id: str) -> LoadedRun:
    """The run as loaded; one that is loaded already is left as it is. Of two at once the second waits for the first.
    One of an earlier date than the last changes no case and assesses no referral; one between months brings nobody
    before the panel but who was removed and is named again.

    Raises CheckFailed where the run is not as it was sealed, or another was loaded under its id.
    """
    run = open_run(store, run_id)
    faults = broken(run)
    if faults:
        raise CheckFailed(f"run {run.run_id} was not loaded: {'; '.join(faults)}")
    seal = (run.folder / "seal").read_text(encoding="utf-8").strip()
    with transaction.atomic():
        hold(Held.RUNS)
        loaded, new = LoadedRun.objects.get_or_create(run_id=run.run_id, defaults=_facts(run, seal))
        if loaded.seal != seal:
            raise CheckFailed(f"run {run.run_id} was loaded with another seal: one of the two is not what it says")
        if new:
            _fill(run, loaded)
            _distrust_statistics()
            write_named(loaded)
            carry_over(loaded)
            women_became(loaded)
            take_over_events(loaded)
            record(Done.LOADED_RUN, by=None, subject=f"run:{run.run_id}")
            later = LoadedRun.objects.filter(as_at__gt=loaded.as_at)
            last = not later.exists()
            if last:
                follow_men(loaded)
            if last or (loaded.policy != NEWS and not later.exclude(policy=NEWS).exists()):
                review_cases(loaded)
            if last:
                take_findings(loaded)
            _measure()
            LoadedRun.objects.filter(pk=loaded.pk).update(loaded_at=Now())  # nobody read of it sooner
            loaded.refresh_from_db(fields=["loaded_at"])
    if new:  # whoever declared a conflict or was given an account while it was loaded did not see it, nor it them
        with transaction.atomic():
            seal_colleagues()
            conflicts_follow()
    return loaded


def _facts(run: Run, seal: str) -> dict[str, object]:
    policy = run.manifest["policy"]
    return {
        "seal": seal,
        "as_at": run.as_at,
        "policy": policy["name"],
        "list_size": policy["list_size"],
        "manifest": run.manifest,
    }


def _distrust_statistics() -> None:
    """Until this transaction ends nothing is joined row by row. What PostgreSQL measured of the tables knows nothing of
    the new run: it takes its rows for one or two, and reads all of them again for each.
    """
    with connections[router.db_for_write(LoadedRun)].cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")


def _measure() -> None:
    """For whoever asks next: PostgreSQL would measure the tables by itself only a minute later."""
    with connections[router.db_for_write(LoadedRun)].cursor() as cursor:
        cursor.execute("select v100_measure_runs()")


def _fill(run: Run, loaded: LoadedRun) -> None:
    """Every table by COPY. A report's times are London's. The people, mentions and matches of victims stay in the
    store, and they are half of what a run holds: all but the mentions of those whose page can be opened here.
    """
    reached = run.table("report_victim")["person_id"]
    with connections[router.db_for_write(LoadedRun)].cursor() as cursor:
        cursor.execute("set local time zone 'Europe/London'")
        for name, model in MODELS.items():
            rows = run.table(name)
            if "side" in rows.column_names:
                hers = pc.field("person_id").isin(reached) if name == "person_mention" else pc.scalar(False)
                rows = rows.filter((pc.field("side") == "suspect") | hers)
            copy_rows(cursor, model._meta.db_table, rows, run=loaded.number)
        cursor.execute("set local time zone 'UTC'")
