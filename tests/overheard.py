"""All that the site and its commands say while a test listens."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO


def handlers() -> list[logging.Handler]:
    """Of every logger, but those by which pytest listens."""
    loggers = [logging.root, *logging.root.manager.loggerDict.values()]
    found = {each for logger in loggers if isinstance(logger, logging.Logger) for each in logger.handlers}
    return [each for each in found if not type(each).__module__.startswith("_pytest")]


@contextmanager
def overheard() -> Iterator[Callable[[], str]]:
    """All that is said meanwhile: by every logger as it is set up here, and on both streams."""
    heard = StringIO()
    streams = {each: each.setStream(heard) for each in handlers() if isinstance(each, logging.StreamHandler)}
    assert streams
    try:
        with redirect_stdout(heard), redirect_stderr(heard):
            yield heard.getvalue
    finally:
        for each, stream in streams.items():
            if stream:
                each.setStream(stream)
