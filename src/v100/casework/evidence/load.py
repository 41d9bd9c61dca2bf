"""Loading sealed evidence: it is proved and its structure read first, then it comes whole or not at all."""

from pathlib import Path

from django.db import transaction

from v100.casework.evidence.models import LoadedEvidence, UnloadedEvidence
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.errors import V100Error
from v100.reports.evidence_document import as_evidence
from v100.store.evidence import open_evidence, sealed_evidence


def load_new_evidence(store: Path) -> list[LoadedEvidence]:
    """Load what was sealed in this store and is not loaded yet. What cannot be loaded is kept as `UnloadedEvidence`,
    with the fault, and holds nothing else up.
    """
    known = set(LoadedEvidence.objects.values_list("evidence_id", flat=True))
    new = [evidence_id for evidence_id in sealed_evidence(store) if evidence_id not in known]
    UnloadedEvidence.objects.exclude(evidence_id__in=new).delete()
    return [loaded for evidence_id in new if (loaded := _load_or_say(store, evidence_id))]


def _load_or_say(store: Path, evidence_id: str) -> LoadedEvidence | None:
    try:
        loaded = load_evidence(store, evidence_id)
    except V100Error as fault:
        UnloadedEvidence.objects.update_or_create(evidence_id=evidence_id, defaults={"why": str(fault)})
        return None
    UnloadedEvidence.objects.filter(evidence_id=evidence_id).delete()
    return loaded


@transaction.atomic
def load_evidence(store: Path, evidence_id: str) -> LoadedEvidence:
    """The evidence as loaded; what is loaded already is left as it is.

    Raises CheckFailed where it is not as it was sealed, V100Error where it is not evidence.
    """
    document, seal = open_evidence(store, evidence_id)
    evidence = as_evidence(document, where=evidence_id)
    facts = {"seal": seal, "about": evidence.about, "as_at": evidence.as_at, "document": document}
    loaded, new = LoadedEvidence.objects.get_or_create(evidence_id=evidence_id, defaults=facts)
    if new:
        record(Done.LOADED_EVIDENCE, by=None, subject=f"evidence:{evidence_id}")
    return loaded
