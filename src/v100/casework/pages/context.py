"""What every page's template needs to know of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, Any]:
    """Is it a demo, and the handling marking of every page."""
    return {"demo": settings.DEMO, "marking": settings.MARKING}
