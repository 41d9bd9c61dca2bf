"""Making a draft: put together, checked for leaks, kept, all in one transaction, on the record."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.leaks.checking import leaks_of
from v100.casework.leaks.finding import Leak
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.packs.draft import Draft, Made, draft_of
from v100.casework.packs.files import always_said, files_of
from v100.casework.packs.kept_templates import Template
from v100.casework.packs.material import Material
from v100.casework.packs.models import Content, Finding, Pack, PackFile
from v100.casework.powers import Book, Power
from v100.casework.runs.models import LoadedRun


@transaction.atomic
def make_pack(
    nominal: Nominal,
    run: LoadedRun,
    material: Material,
    template: Template,
    book: Book,
    *,
    woman: str,
    reports: Collection[str],
    entries: Collection[int],
    words: Sequence[str],
    by: User,
) -> Pack:
    """The draft of what was chosen, with what the leak check found in its files. Its findings block it.

    Raises V100Error where what those linked to him could be found by cannot be read.
    """
    power = book.powers[template.power]
    draft = _draft(nominal, run, material, template, power, woman, reports, entries, words, by)
    files = files_of(draft)
    found = leaks_of(nominal, himself(nominal), run, files, always_said(template, book, by.full_name))
    pack: Pack = Pack.objects.create(
        nominal=nominal,
        power=power.code,
        run=run.run_id,
        woman=woman,
        women=list(draft.women),
        reports=sorted(reports),
        entries=sorted(entries),
        expires_on=draft.made.expires_on,
        by=by,
    )
    for kind, content in files.items():
        _keep(PackFile(pack=pack, format=kind, sha256=hash_of(content)), content, found[kind])
    leaks = {leak for each in found.values() for leak in each}
    said = f"({power.code}, pack:{pack.pk})"
    record(Done.MADE_PACK, by=by, subject=f"nominal:{nominal.pk}", why=said, shown=draft.women)
    if leaks:
        record(Done.BLOCKED_PACK, by=by, subject=f"nominal:{nominal.pk}", why=blocked_by(pack, leaks))
    return pack


def blocked_by(pack: Pack, leaks: Collection[Leak]) -> str:
    """For the log: the pack and the kinds of what was found, nothing else."""
    return f"(pack:{pack.pk}: {', '.join(sorted({str(leak.kind) for leak in leaks}))})"


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _draft(
    nominal: Nominal,
    run: LoadedRun,
    material: Material,
    template: Template,
    power: Power,
    woman: str,
    reports: Collection[str],
    entries: Collection[int],
    words: Sequence[str],
    by: User,
) -> Draft:
    today = timezone.localdate()
    made = Made(
        name=material.names[0] if material.names else "Name not known",
        born=tuple(material.born),
        reference=nominal.reference,
        by=by.full_name,
        on=today,
        expires_on=today + timedelta(days=settings.PACK_DAYS),
        run=run.run_id,
        marking=settings.MARKING,
    )
    return draft_of(
        template,
        power,
        made,
        woman=woman,
        reports=[report for report in material.reports if report.report_id in reports],
        happened=[each for each in material.happened if each.report_id in reports],
        facts=material.facts(reports, entries, woman, power.code),
        words=words,
    )


def _keep(file: PackFile, content: bytes, leaks: Sequence[Leak]) -> None:
    file.save()
    Content.objects.bulk_create([Content(sha256=file.sha256, content=content)], ignore_conflicts=True)
    Finding.objects.bulk_create(
        Finding(
            file=file,
            kind=leak.kind,
            whose=leak.whose,
            where=list(leak.where),
            doubt=leak.doubt or "",
            says=leak.says,
        )
        for leak in leaks
    )
