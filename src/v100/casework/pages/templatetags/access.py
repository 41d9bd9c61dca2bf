"""What a person is shown by what he may do."""

from typing import Any, NamedTuple

from django import template
from django.http import HttpRequest
from django.urls import reverse

from v100.casework.access import Action, allowed

register = template.Library()


class Item(NamedTuple):
    """One link of the menu."""

    text: str
    url: str
    here: bool


MENU = (
    ("Home", "home", None),
    ("Actions of your agency", "agency-actions", Action.ACT_FOR_AGENCY),
    ("Alerts", "alerts", Action.SEE_ALERTS),
    ("My men", "own", Action.SEE_OWN_MEN),
    ("The list", "list", Action.SEE_LIST),
    ("Find a man", "find", Action.SEE_LIST),
    ("Leads", "leads", Action.DECIDE_LINK),
    ("Results", "results", Action.SEE_RESULTS),
    ("Does it work?", "works", Action.SEE_EVIDENCE),
    ("For the public", "public", Action.PROPOSE_RELEASE),
    ("Panel", "queue", Action.SEE_PANEL),
    ("Tasking", "tasking", Action.SEE_TASKING),
    ("Told in time", "duties", Action.TELL_HER),
    ("Referrals", "referrals", Action.SEE_REFERRALS),
    ("Who looked", "audit", Action.SEE_AUDIT),
    ("Users", "users", Action.SEE_USERS),
)


@register.simple_tag(takes_context=True)
def menu(context: dict[str, Any]) -> list[Item]:
    """The pages that this person may open."""
    request: HttpRequest = context["request"]
    shown = [(text, reverse(name)) for text, name, action in MENU if action is None or allowed(request.user, action)]
    return [Item(text, url, request.path == url) for text, url in shown]


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], action: str) -> bool:
    """May this person do this (by the action's value)?"""
    return allowed(context["request"].user, Action(action))
