"""Draft applications that were made of a man's file: what the leak check found in their files, and who had one given
out all the same. Rows are added, never changed; the bytes stand apart, and are deleted once the draft has expired."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.leaks.finding import Doubt, Kind
from v100.casework.leaks.reading import Format
from v100.casework.nominals.models import Nominal

FORMATS = [(each.value, each.value) for each in Format]
KINDS = [(each.value, each.value) for each in Kind]
DOUBTS = [("", ""), *((each.value, each.value) for each in Doubt)]


class Pack(AppendOnly):
    """One draft, of one power: from which run, which reports and recorded facts, and who W1, W2 and so on are in it.
    `woman` is the one whom it would protect, where the power is about him and one.
    """

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="packs")
    power = models.CharField("code of the power", max_length=20)
    run = models.TextField("run_id")
    woman = models.TextField("her reference", blank=True)
    women = ArrayField(models.TextField(), default=list)
    reports = ArrayField(models.TextField())
    entries = ArrayField(models.BigIntegerField(), default=list)
    expires_on = models.DateField("the last day on which it can be taken")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(reports=[]), name="a_pack_has_a_report"),
        ]


class PackFile(AppendOnly):
    """One of its files, by the hash of its bytes, which stays when they are deleted."""

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="files", db_index=False)
    format = models.CharField(max_length=4, choices=FORMATS)
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["pack", "format"], name="a_pack_has_one_file_of_a_format"),
            models.CheckConstraint(condition=Q(format__in=[*Format]), name="its_format_can_be_checked"),
        ]


class Content(models.Model):
    """The bytes of every file of this hash, which the database works out for itself. They are not changed, and are
    deleted once no draft that can still be taken has them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(
                    sha256=Func(
                        Func(F("content"), function="sha256"),
                        Value("hex"),
                        function="encode",
                        output_field=models.TextField(),
                    )
                ),
                name="a_hash_is_of_its_bytes",
            ),
        ]


class Finding(AppendOnly):
    """What the leak check found in a file: its kind, whom it leads to (a reference), where, and why it may be none.
    Never the value.
    """

    file = models.ForeignKey(PackFile, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=40, choices=KINDS)
    whose = models.TextField("a reference", blank=True)
    where = ArrayField(models.TextField())
    doubt = models.CharField(max_length=40, choices=DOUBTS, blank=True)
    says = models.TextField("what the wording reveals", blank=True)


class Override(AppendOnly):
    """One of those who had it given out all the same, with the reason: of exactly these bytes."""

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="overrides", db_index=False)
    number = models.PositiveSmallIntegerField()
    hashes = ArrayField(models.CharField(max_length=64))
    supervises = models.BooleanField("as a supervisor")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["pack", "by"], name="nobody_overrides_twice"),
            models.UniqueConstraint(fields=["pack", "number"], name="one_override_after_another"),
            models.CheckConstraint(condition=Q(number__in=(1, 2)), name="two_override_at_most"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="an_override_has_a_reason"),
        ]
