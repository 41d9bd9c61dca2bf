"""Who may sign in, and stay signed in: asked when a password is given and again for each page."""

from typing import Any

from django.contrib.auth.backends import ModelBackend


class OpenAccounts(ModelBackend):
    """Accounts that are not closed, and of guests those whose last day is not past: sessions end with it (C23)."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not user.has_ended
