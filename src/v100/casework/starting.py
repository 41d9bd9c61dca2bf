"""How the site's modules run from the command line: Django set up, a fault as one line and an exit status."""

import sys
from collections.abc import Callable

import django

from v100.errors import V100Error, place_of


def started(do: Callable[[], None]) -> int:
    """Set Django up and do it; gives the exit status."""
    django.setup()
    try:
        do()
    except V100Error as error:
        print(error, file=sys.stderr)
        return error.exit_status
    except Exception as error:
        print(place_of(type(error), error.__traceback__), file=sys.stderr)
        return 1
    return 0
