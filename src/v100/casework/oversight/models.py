"""The audit log: every look at a person's page and every change."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.database.models import AppendOnly


class Done(models.TextChoices):
    """What the log can say was done."""

    SIGNED_IN = "signed in"
    FAILED_TO_SIGN_IN = "failed to sign in"
    SIGNED_OUT = "signed out"
    REFUSED = "refused"
    SAW_LIST = "saw list"
    SAVED_VIEW = "saved view"
    REMOVED_VIEW = "removed view"
    SAW_OWN_MEN = "saw own men"
    SEARCHED = "searched"
    OPENED_MAN = "opened man"
    OPENED_NETWORK = "opened network"
    RECORDED_MARKER = "recorded marker"
    ENDED_MARKER = "ended marker"
    WROTE_NOTE = "wrote note"
    CORRECTED_NOTE = "corrected note"
    BEGAN_PLAN = "began plan"
    ADDED_TO_PLAN = "added to plan"
    MOVED_ACTION = "moved action"
    REVIEWED_PLAN = "reviewed plan"
    SUPERVISED_PLAN = "supervised plan"
    LOOKED_AT_SAFETY = "looked at safety"
    SAW_AGENDA = "saw agenda"
    READ_MINUTES = "read minutes"
    RECORDED_TASKING = "recorded tasking"
    CORRECTED_TASKING = "corrected tasking"
    KEPT_AGENDA = "kept agenda"
    SAW_AGENCY_ACTIONS = "saw agency actions"
    SAW_ALERTS = "saw alerts"
    DEALT_WITH_ALERTS = "dealt with alerts"
    RECORDED_FACT = "recorded fact"
    ENDED_FACT = "ended fact"
    MOVED_ORDER = "moved order"
    CORRECTED_ORDER = "corrected order"
    MET_CLOCK = "met clock"
    MADE_PACK = "made pack"
    BLOCKED_PACK = "blocked pack"
    OVERRODE_PACK = "overrode pack"
    TOOK_PACK = "took pack"
    EXPIRED_PACK = "expired pack"
    RECORDED_DISRUPTION = "recorded disruption"
    GRADED_DISRUPTION = "graded disruption"
    READ_DISRUPTION = "read disruption"
    PROPOSED_REMOVAL = "proposed removal"
    ANSWERED_REMOVAL = "answered removal"
    SAW_AFTERCARE = "saw aftercare"
    RECORDED_AFTERCARE = "recorded aftercare"
    OPENED_WOMAN = "opened woman"
    RECORDED_OF_WOMAN = "recorded of woman"
    CHANGED_CONTACT = "changed contact"
    ERASED_CONTACT = "erased contact"
    SAW_DUTIES = "saw duties"
    RECORDED_TOLD = "recorded told"
    DECIDED_IDENTITY = "decided identity"
    SAW_LEADS = "saw leads"
    DECIDED_LINK = "decided link"
    PROPOSED_LINK = "proposed link"
    MOVED_PROPOSAL = "moved proposal"
    WROTE_TO_LEDGER = "wrote to ledger"
    EXPORTED_LIST = "exported list"
    EXPORTED_ADOPTIONS = "exported adoptions"
    READ_AUDIT = "read audit"
    READ_USERS = "read users"
    ADDED_USER = "added user"
    CHANGED_USER = "changed user"
    CLOSED_ACCOUNT = "closed account"
    REOPENED_ACCOUNT = "reopened account"
    GAVE_PASSWORD = "gave password"
    CHOSE_PASSWORD = "chose password"
    LOADED_RUN = "loaded run"
    SEALED_MAN = "sealed man"
    RECORDED_OUTCOME = "recorded outcome"
    CORRECTED_OUTCOME = "corrected outcome"
    TOOK_BACK_OUTCOME = "took back outcome"
    TOOK_OVER_OUTCOMES = "took over outcomes"
    LOADED_EVIDENCE = "loaded evidence"
    SAW_EVIDENCE = "saw evidence"
    OPENED_EVIDENCE = "opened evidence"
    SAW_QUARTERS = "saw quarters"
    SAW_QUARTER = "saw quarter"
    PROPOSED_RELEASE = "proposed release"
    ANSWERED_RELEASE = "answered release"
    TOOK_RELEASE = "took release"
    SAW_RESULTS = "saw results"
    OPENED_FIGURE = "opened figure"
    SAW_QUEUE = "saw queue"
    OPENED_CASE = "opened case"
    CHANGED_STATUS = "changed status"
    GAVE_MAN = "gave man"
    GAVE_COVER = "gave cover"
    JUDGED = "judged"
    COMMENTED = "commented"
    CHECKED_SCHEME = "checked scheme"
    FOUND_AGGRESSOR = "found primary aggressor"
    DECLARED_CONFLICT = "declared conflict"
    CARRIED_CONFLICT = "carried conflict"
    READ_CONFLICTS = "read conflicts"
    MARKED_CASE = "marked case"
    SETTLED_MARK = "settled mark"
    READ_PRECURSORS = "read precursors"
    OPENED_MEETING = "opened meeting"
    CLOSED_MEETING = "closed meeting"
    READ_MEETING = "read meeting"
    TOOK_IN_REFERRAL = "took in referral"
    SAW_REFERRALS = "saw referrals"
    OPENED_REFERRAL = "opened referral"
    MOVED_REFERRAL = "moved referral"
    LAID_REFERRAL = "laid referral before panel"
    SEALED_REFERRAL = "sealed referral"


WITH_REASON = (
    Done.CORRECTED_ORDER,
    Done.CORRECTED_TASKING,
    Done.OPENED_MAN,
    Done.OPENED_NETWORK,
    Done.ENDED_MARKER,
    Done.ENDED_FACT,
    Done.OVERRODE_PACK,
    Done.TOOK_PACK,
    Done.OPENED_WOMAN,
    Done.ERASED_CONTACT,
    Done.DECIDED_IDENTITY,
    Done.DECIDED_LINK,
    Done.EXPORTED_LIST,
    Done.EXPORTED_ADOPTIONS,
    Done.CHANGED_USER,
    Done.CLOSED_ACCOUNT,
    Done.REOPENED_ACCOUNT,
    Done.GAVE_PASSWORD,
    Done.CORRECTED_OUTCOME,
    Done.TOOK_BACK_OUTCOME,
    Done.OPENED_FIGURE,
    Done.OPENED_CASE,
    Done.CHANGED_STATUS,
    Done.PROPOSED_REMOVAL,
    Done.ANSWERED_REMOVAL,
    Done.PROPOSED_RELEASE,
    Done.ANSWERED_RELEASE,
    Done.GAVE_MAN,
    Done.GAVE_COVER,
    Done.DECLARED_CONFLICT,
    Done.OPENED_REFERRAL,
)
"""For these a person is asked why."""

NOBODYS = (
    Done.FAILED_TO_SIGN_IN,
    Done.ADDED_USER,
    Done.EXPIRED_PACK,
    Done.LOADED_RUN,
    Done.LOADED_EVIDENCE,
    Done.SEALED_MAN,
    Done.CARRIED_CONFLICT,
    Done.WROTE_TO_LEDGER,
    Done.TOOK_OVER_OUTCOMES,
    Done.CHANGED_STATUS,
    Done.GAVE_MAN,
    Done.MARKED_CASE,
    Done.MOVED_REFERRAL,
    Done.LAID_REFERRAL,
    Done.SEALED_REFERRAL,
)
"""These may have nobody who is signed in: the site itself does them, or somebody unknown."""


class Event(AppendOnly):
    """Who did or saw what, when and why. References only: no name, no address, and no key into another table. `shown`
    are those whom a page showed beside its subject.
    """

    at = models.DateTimeField(db_default=Now(), db_index=True)
    by = models.BigIntegerField("user's number", null=True, db_index=True)
    action = models.CharField(max_length=40, choices=Done.choices, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)
    why = models.TextField(blank=True)
    shown = ArrayField(models.CharField(max_length=120), default=list)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["shown"], name="event_by_whom_it_showed", condition=~Q(shown=[])),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(action__in=Done.values), name="it_is_known_what_was_done"),
            models.CheckConstraint(
                condition=~Q(action__in=WITH_REASON) | Q(why__regex=r"\S"), name="a_look_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(by__isnull=False) | Q(action__in=NOBODYS), name="somebody_did_it"),
        ]
