"""One delivery under its profile, in SQL: what a rule reads in a row, and whether a row meets a condition."""

from collections.abc import Sequence

from v100.intake.columns import TEMPLATE, read_in
from v100.intake.faults import fold
from v100.intake.joins import lend
from v100.intake.profile import ColumnRule, Condition, FileRule, Profile
from v100.intake.reading import Delivery, Engine
from v100.intake.values import quoted, ticks, trimmed


class Mapped:
    """One delivery under its profile: which column of the file stands where."""

    def __init__(self, engine: Engine, profile: Profile, deliveries: Sequence[Delivery], f: int) -> None:
        self.profile, self.delivery, self.f = profile, deliveries[f], f
        self.rule: FileRule = profile.files[self.delivery.source.name]
        reads = read_in(profile, self.delivery.source.name)
        joined, borrowed_places = lend(engine, profile, deliveries, f, reads)
        self.rows = f"{self.delivery.raw} r {joined}"
        own = {fold(name): f"r.c{n}" for n, name in enumerate(self.delivery.header) if name}
        self.places = borrowed_places | own

    def text(self, column: str) -> str:
        """The trimmed text of a column of the file; NULL when the file lacks it."""
        place = self.places.get(fold(column))
        return "CAST(NULL AS VARCHAR)" if place is None else trimmed(place)

    def meets(self, conditions: Sequence[Condition]) -> str:
        """Whether a row meets all of these; true where there is none."""
        return " AND ".join(self._meets(each) for each in conditions) or "true"

    def _meets(self, condition: Condition) -> str:
        text = self.text(condition.column)
        if condition.filled is not None:
            return f"({text} IS NOT NULL) = {condition.filled}"
        words = ", ".join(quoted(word.lower()) for word in condition.among or condition.not_among or ())
        return f"coalesce(lower({text}), '') {'IN' if condition.among is not None else 'NOT IN'} ({words})"

    def said(self, rule: ColumnRule) -> str:
        """The text that a rule reads, before lists and types."""
        text = self._source(rule)
        return f"CASE WHEN {self.meets(rule.when)} THEN {text} END" if rule.when else text

    def _source(self, rule: ColumnRule) -> str:
        if rule.constant is not None:
            return quoted(rule.constant)
        if rule.column is not None:
            return self.text(rule.column)
        if rule.first is not None:
            return f"coalesce({', '.join(self.text(each) for each in rule.first)})"
        if rule.all is not None:
            filled = f"concat_ws({quoted(rule.separator)}, {', '.join(self.text(each) for each in rule.all)})"
            return f"nullif({filled}, '')"
        if rule.ticked is not None:
            return ticks({name: (self.text(name), ours) for name, ours in rule.ticked.items()}, rule.separator)
        assert rule.template is not None
        parts = TEMPLATE.split(rule.template)
        pieces = [quoted(part) if n % 2 == 0 else self.text(part) for n, part in enumerate(parts) if part]
        return " || ".join(pieces)
