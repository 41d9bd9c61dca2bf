"""May this person do this? Asked by pages, which refuse, and by templates, which leave a link out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from v100.casework.access.roles import Role
from v100.casework.access.table import TABLE, Action

View = Callable[..., HttpResponse]


class NotAllowed(Exception):
    """This person may not do this: his roles do not allow it."""

    def __init__(self, action: Action) -> None:
        super().__init__(f"your roles do not allow you to {action.label}")
        self.action = action


def allowed(user: Any, action: Action) -> bool:
    """Yes or no. Nobody who is not signed in may do anything."""
    return bool(user.is_authenticated and TABLE[action] & set(map(Role, user.roles)))


def check(user: Any, action: Action) -> None:
    """Raises NotAllowed with the reason where the answer is no."""
    if not allowed(user, action):
        raise NotAllowed(action)


def requires(action: Action) -> Callable[[View], View]:
    """A page for those who may do this; it carries the action as `action`, by which a test finds pages without one."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            check(request.user, action)
            return view(request, *args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return guard
