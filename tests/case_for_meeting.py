"""One man's case with what pages fold and what they mark as late, for the tests that look at pages in a browser; and
one person who may open every page of it, each with a reason."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from every_page import case_of
from referrals_made_up import assessed, referred_by
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.disruption.criteria import criteria
from v100.casework.disruption.grading import grade_again
from v100.casework.disruption.models import Disruption
from v100.casework.markers.kinds import Kind, Source
from v100.casework.markers.recording import end_marker, record_marker
from v100.casework.nominals.models import Nominal, SavedView
from v100.casework.notes.models import Note
from v100.casework.notes.writing import write_note
from v100.casework.plans.models import Plan
from v100.casework.plans.writing import review_plan
from v100.casework.referrals.models import Referral
from v100.casework.referrals.moving import move
from v100.casework.referrals.states import Status as Referred
from v100.casework.women.kinds import PHONE, Part
from v100.casework.women.models import Woman
from v100.casework.women.recording import keep

WHY = {"why": "for the meeting"}
ALIKE = {
    "side": "suspect",
    "mention_a": "M000-0",
    "mention_b": "M001-0",
    "joined": False,
    "match_weight": 5.5,
    "parts": ["name: alike +6.50"],
}
"""The mentions of two men of the list."""
HER_NUMBER = "07700 900461"
"""On record, and not to be used to reach her."""


def everybody(store: Path) -> User:
    """In every role but a guest's; the case is his."""
    who = user(Role.ANALYST)
    who.roles = [role for role in Role if role != Role.GUEST]
    who.save()
    assessed(store, referred_by(who), Nominal.objects.earliest("pk"), match=[ALIKE])
    case_of(who)
    _told_more(Plan.objects.get(), who)
    return who


def _told_more(plan: Plan, by: User) -> None:
    """What is late, what a page folds, what was said at a meeting."""
    nominal, yesterday = plan.nominal, timezone.localdate() - timedelta(days=1)
    review_plan(nominal, plan, on=date(2026, 4, 1), words="to be arrested first", by=by)
    minor = criteria(settings.STORE)["minor"]
    disruption = Disruption.objects.get()
    grade_again(nominal, disruption, grade=minor, until=date(2026, 5, 1), evidence="he was bailed", seen=1, by=by)
    marker = record_marker(nominal, kind=Kind.DOG, source=Source.OFFICER, known_on=date(2026, 4, 1), by=by)
    end_marker(nominal, marker, reason="the dog was taken", by=by)
    write_note(nominal, kind="fact", words="he was seen twice", by=by, corrects=Note.objects.get())
    woman = Woman.objects.get()
    keep(woman, Part.TASK, words="change the locks", owner=by, due_on=yesterday, values={}, by=by)
    keep(woman, Part.CONTACT, what=PHONE, values={"value": HER_NUMBER}, by=by)
    move(referred_by(by), Referred.FAILED, why="the store was full")
    SavedView.objects.create(user=by, name="mine", asked="part=listed")


def with_reasons(who: User) -> Client:
    """Signed in as this person, who said why he opens the man, the woman and the referral."""
    client = signed_in(who)
    for page in (
        reverse("man", args=[Plan.objects.get().nominal_id]),
        reverse("woman", args=[Woman.objects.get().pk]),
        *(reverse("referral", args=[each.pk]) for each in Referral.objects.all()),
        reverse("figure", args=["arrests"]),
    ):
        client.post(page, WHY)
    return client
