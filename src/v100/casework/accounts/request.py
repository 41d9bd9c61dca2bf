"""A request of somebody who is signed in, as every page but the one to sign in gets it."""

from django.http import HttpRequest

from v100.casework.accounts.models import User


class Signed(HttpRequest):
    """`user` is never nobody: the middleware sends those to the page to sign in."""

    user: User
