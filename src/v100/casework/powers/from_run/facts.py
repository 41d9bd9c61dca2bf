"""All that the run's rows say of one man, as facts. What officers recorded on his file is added by who has it."""

from collections.abc import Mapping

from v100.casework.powers.fact import Fact, Kind
from v100.casework.powers.from_run.events import of_events
from v100.casework.powers.from_run.people import of_people
from v100.casework.powers.from_run.reports import of_reports
from v100.casework.powers.from_run.rows import Rows


def facts_of(kinds: Mapping[str, Kind], rows: Rows) -> list[Fact]:
    """His facts, and his with each woman, by the kinds of the vocabulary. Opens: report_id, event_id or person_id."""
    return [*of_people(kinds, rows), *of_reports(kinds, rows), *of_events(kinds, rows)]
