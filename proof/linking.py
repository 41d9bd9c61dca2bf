"""python -m proof.linking STORE TRUTH AS_AT YEARS MEN [ROOM]: men of most harm against so many years, as JSON.

What a run does for links once it knows who is who, with identities by the city's truth: seconds to make crimes
comparable and to find links, and the peak memory of the whole process. ROOM is the memory that the engine is given,
as 2.5GiB; by default what a run gives it.
"""

import json
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import ibis
import pyarrow as pa
from ibis import _

from v100 import engine
from v100.evaluation.identity import read_truth
from v100.linkage import Model, find_links, prepared, without_repeats
from v100.monthly import comparable
from v100.offences import offence_table
from v100.store.known import known_tables


def main(store: Path, truth: Path, as_at: date, years: int, men: int, room: str | None) -> None:
    with engine.workroom(store / "intake") as backend:
        if room:
            backend.raw_sql(f"SET memory_limit = '{room}'")

        def keep(name: str, step: object) -> object:
            return engine.keep(backend, name, step)

        known = known_tables(backend, store, as_at)
        who = read_truth(backend, truth, "suspect").rename(person_id="true_id").mutate(side=ibis.literal("suspect"))
        born = backend.read_csv(truth / "person.csv", all_varchar=True, table_name="born")
        births = ibis.array([born.date_of_birth.nullif("").cast("date")])
        people = {
            "person_mention": keep("mentions", who),
            "person": keep("people", born.select(person_id="true_id", births=births)),
        }
        offences = keep("offences", offence_table())
        crimes, suspects = comparable(backend, known, people, offences)
        crimes = keep("crimes", crimes.filter(crimes.recorded_on > as_at - timedelta(days=365 * years)))
        harm = known["offence"].join(offences.select("ho_code", "days"), "ho_code")
        his = suspects.join(harm.group_by("report_id").agg(days=_.days.max()), "report_id")
        most = his.group_by("person_id").agg(days=_.days.sum()).order_by(_.days.desc(), _.person_id).limit(men)
        listed = keep("listed", most.select("person_id"))
        nobody = {name: pa.array([], pa.string()) for name in ("person_id", "report_id", "decided")}
        never = {"person_id": pa.array([], pa.string())}
        never |= {name: pa.array([], pa.date32()) for name in ("begins", "ends")}
        decided, spells = keep("decided", pa.table(nobody)), keep("spells", pa.table(never))
        model = Model.load("link")
        begun = time.perf_counter()
        theirs = without_repeats(suspects.semi_join(crimes, "report_id"), crimes)
        compared = prepared(backend, crimes, theirs, model)
        ready = time.perf_counter()
        links = keep("links", find_links(compared, listed, spells, decided, model, keep))
        ended = time.perf_counter()
        found = {
            "crimes": crimes.count().to_pyarrow().as_py(),
            "links": links.count().to_pyarrow().as_py(),
            "ready": ready - begun,
            "linked": ended - ready,
            "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
        }
    print(json.dumps(found))


if __name__ == "__main__":
    store, truth, as_at, years, men, *room = sys.argv[1:]
    main(Path(store), Path(truth), date.fromisoformat(as_at), int(years), int(men), next(iter(room), None))
