"""Sealed runs as PostgreSQL holds them: one row for each run, and a table for each of its tables.

The tables are made from the vocabulary (`v100.tables`), so that a column means here what it means there. Rows are
added when a run is loaded and taken away with it; they are never changed.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from v100 import tables


class LoadedRun(models.Model):
    """A sealed run that was loaded. `number` rises in the order of loading."""

    number = models.BigAutoField(primary_key=True)
    run_id = models.TextField(unique=True)
    seal = models.CharField("hash of the manifest", max_length=64)
    as_at = models.DateField()
    policy = models.TextField()
    list_size = models.PositiveIntegerField()
    manifest = models.JSONField("what the run says of itself")
    loaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar[list[str]] = ["as_at", "number"]

    def __str__(self) -> str:
        return str(self.run_id)


class Unloaded(models.Model):
    """A run that was asked for and cannot be loaded, since when and why. It goes when it can be."""

    run_id = models.TextField(primary_key=True)
    why = models.TextField()
    since = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar[list[str]] = ["since", "run_id"]


SIMPLE: dict[str, "type[models.Field[Any, Any]]"] = {
    "string": models.TextField,
    "date": models.DateField,
    "timestamp": models.DateTimeField,
    "int64": models.BigIntegerField,
    "float64": models.FloatField,
    "boolean": models.BooleanField,
}

SOUGHT = {
    "person": ("person_id",),
    "person_mention": ("mention_id", "person_id"),
    "ranking": ("person_id", "harm_days"),
    "match": ("mention_b",),
    "suspect": ("report_id", "postcode", "phone"),
    "event": ("report_id", "person_id"),
    "report_victim": ("person_id",),
    "link": ("report_id",),
    "mark": ("report_id",),
    "series": ("report_id",),
}
"""Columns by which rows are sought, beside the beginning of the key."""

PLANNED = models.Index(
    fields=["run", "person_id"], condition=models.Q(kind__in=tables.PLANNED_KINDS), name="planned_by_person_id"
)
"""Of the events of hundreds of men only those ahead are asked for: one in twenty."""


def _field(column: tables.Column) -> "models.Field[Any, Any]":
    if column.type.startswith("array<"):
        return ArrayField(SIMPLE[column.type[len("array<") : -1]](), null=True)
    if column.type == tables.DAYS:
        return models.DecimalField(max_digits=18, decimal_places=4, null=True)
    if column.type == tables.LOG10_BF:
        return models.DecimalField(max_digits=9, decimal_places=4, null=True)
    return SIMPLE[column.type](null=True)


def _model(table: tables.Table) -> Any:
    """The model of one of a run's tables: its columns, the run's number, its key, the columns by which it is sought."""
    name = "".join(word.title() for word in table.name.split("_"))
    key = models.UniqueConstraint(fields=["run", *table.key], name=f"{table.name}_key", nulls_distinct=False)
    sought = [
        models.Index(fields=["run", column], name=f"{table.name}_by_{column}") for column in SOUGHT.get(table.name, ())
    ]
    sought += [PLANNED] if table.name == "event" else []
    meta = type("Meta", (), {"db_table": f"run_{table.name}", "constraints": [key], "indexes": sought})
    body = {
        "__module__": __name__,
        "__doc__": table.doc,
        "Meta": meta,
        # Not checked by PostgreSQL: a million checks at the end of a load, of a number that the load itself wrote.
        "run": models.ForeignKey(LoadedRun, models.CASCADE, db_index=False, db_constraint=False, related_name="+"),
        **{column.name: _field(column) for column in table.columns},
    }
    return type(name, (models.Model,), body)


MODELS: dict[str, Any] = {name: _model(table) for name, table in tables.RUN.items()}
"""The model of each of a run's tables, by the table's name."""


class Named(models.Model):
    """A report that names a man as the one who did it, and what pages ask of the reports of many men at once: the
    categories of its offences, and the women and girls of it. Written with the run, which does not change.
    """

    run = models.ForeignKey(LoadedRun, models.CASCADE, db_index=False, db_constraint=False, related_name="+")
    person_id = models.TextField()
    report_id = models.TextField()
    crime_ref = models.TextField()
    recorded_on = models.DateField(null=True)
    domestic_abuse = models.BooleanField()
    categories = ArrayField(models.TextField())
    women = ArrayField(models.TextField())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["run", "person_id", "report_id"], name="a_report_names_him_once"),
        ]
