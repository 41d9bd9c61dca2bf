"""Writing a note and correcting one, on the record: of what is written the log holds the kind only."""

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.notes.models import Note
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow


@transaction.atomic
def write_note(nominal: Nominal, *, kind: str, words: str, by: User, corrects: Note | None = None) -> Note:
    """A new note, or one in place of another. Raises NotNow where somebody corrected that one meanwhile."""
    held(nominal)
    if corrects and Note.objects.filter(corrects=corrects).exists():
        raise NotNow("Somebody corrected this note meanwhile: read what it says now, then correct that one")
    note: Note = Note.objects.create(nominal=nominal, kind=kind, words=words, by=by, corrects=corrects)
    said = f"({kind}, note:{note.pk}" + (f", corrects note:{corrects.pk})" if corrects else ")")
    record(Done.CORRECTED_NOTE if corrects else Done.WROTE_NOTE, by=by, subject=f"nominal:{nominal.pk}", why=said)
    return note


def notes_of(men: list[int]) -> list[tuple[Note, list[Note]]]:
    """The notes that hold, the latest first, each with what it corrected. `men` are one man's numbers."""
    written = Note.objects.filter(nominal__in=men).select_related("by", "nominal").order_by("-pk")
    notes = {note.pk: note for note in written}
    corrected = {note.corrects_id for note in notes.values()}
    return [(note, _before(note, notes)) for note in notes.values() if note.pk not in corrected]


def _before(note: Note, notes: dict[int, Note]) -> list[Note]:
    chain: list[Note] = []
    while note.corrects_id:
        note = notes[note.corrects_id]
        chain.append(note)
    return chain
