"""Runs that say only whom they list, and who each mention was taken for then."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from v100.tables import PERSON_MENTION, RANKING


@dataclass
class MadeUpRun:
    """A run that lists two, of men with one mention each; `ids`: who each mention was taken for then."""

    as_at: date
    ids: dict[str, str]
    ranks: list[str]

    @property
    def manifest(self) -> dict[str, Any]:
        return {"policy": {"list_size": 2}, "known_to": self.as_at.isoformat()}

    def table(self, name: str) -> pa.Table:
        if name == "ranking":
            return RANKING.arrow(
                {"as_at": self.as_at, "rank": place, "person_id": man, "harm_days": 100}
                for place, man in enumerate(self.ranks, start=1)
            )
        mentions = self.ids.items()
        return PERSON_MENTION.arrow({"mention_id": of, "person_id": man, "side": "suspect"} for of, man in mentions)
