"""What those who discussed a man can have known: what came later is new."""

from datetime import date, datetime, time, timedelta

from v100.casework.clocks import LONDON


def known_by(on: date, written_at: datetime) -> datetime:
    """The last moment of which a review of that day can have known: the end of the day, or when it was written if that
    was sooner."""
    return min(written_at, datetime.combine(on + timedelta(days=1), time(), LONDON))
