"""The panel's pages."""

from django.urls import path

from v100.casework.access import Action
from v100.casework.leaving import forms as leaving
from v100.casework.panel import forms, managing_forms
from v100.casework.panel.views.case import act, case
from v100.casework.panel.views.conflicts import conflicts, mine
from v100.casework.panel.views.meetings import close_one, meeting, meetings, open_one
from v100.casework.panel.views.precursors import precursor_read, precursors
from v100.casework.panel.views.queue import queue

ACTS = (
    ("nominate", forms.NominateForm, Action.NOMINATE),
    ("urgent", forms.UrgentForm, Action.NOMINATE),
    ("adopt-at-once", forms.AdoptAtOnceForm, Action.ADOPT_AT_ONCE),
    ("take-up", forms.TakeUpForm, Action.JUDGE),
    ("judge", forms.JudgeForm, Action.JUDGE),
    ("rule", forms.RuleForm, Action.RULE),
    ("comment", forms.CommentForm, Action.DISCUSS),
    ("check", forms.CheckForm, Action.PREPARE),
    ("aggressor", forms.AggressorForm, Action.PREPARE),
    ("settle", forms.SettleForm, Action.PREPARE),
    ("manage", managing_forms.ManageForm, Action.MANAGE),
    ("hand-over", managing_forms.HandOverForm, Action.MANAGE),
    ("cover", managing_forms.CoverForm, Action.MANAGE),
    ("remove", leaving.ProposeRemovalForm, Action.MANAGE),
    ("answer-removal", leaving.AnswerRemovalForm, Action.MANAGE),
    ("conflict", forms.ConflictForm, Action.DECLARE_CONFLICT),
)
"""What can be done to a case: the page's name, its form, and who may."""

urlpatterns = [
    path("panel/", queue, name="queue"),
    path("panel/precursors/", precursors, name="precursors"),
    path("panel/precursors/<nominal:number>/", precursor_read, name="precursor-read"),
    path("panel/meetings/", meetings, name="meetings"),
    path("panel/meetings/open/", open_one, name="meeting-open"),
    path("panel/meetings/<int:meeting>/", meeting, name="meeting"),
    path("panel/meetings/<int:meeting>/close/", close_one, name="meeting-close"),
    path("panel/conflicts/", conflicts, name="conflicts"),
    path("panel/conflicts/mine/", mine, name="conflicts-mine"),
    path("panel/<nominal:number>/", case, name="case"),
    *(path(f"panel/<nominal:number>/{name}/", act(form, action), name=name) for name, form, action in ACTS),
]
