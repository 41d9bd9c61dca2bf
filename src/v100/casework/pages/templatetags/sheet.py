"""What a printed sheet says of itself."""

from typing import Any

from django import template

from v100.casework.runs.current import current_run
from v100.casework.runs.models import LoadedRun

register = template.Library()


@register.simple_tag(takes_context=True)
def run_of_sheet(context: template.Context) -> LoadedRun | None:
    """The run that the page shows, else the one that is known last. None where none is loaded yet."""
    run: Any = context.get("run")
    return run or current_run()
