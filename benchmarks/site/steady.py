"""Pages asked for at a steady rate, however long the answers take: an open loop, so that a slow page makes others wait
here as it would there.
"""

import itertools
import random
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urljoin

import requests
from rich.progress import track

from benchmarks.site.pages import ASKING, Page

AT_ONCE = 64
"""Answers waited for at the same time, more than the site can owe at the goal."""


SEED = 1


@dataclass(frozen=True)
class Asked:
    """One page asked for: milliseconds from the moment it was due to the last byte, and whether it came."""

    name: str
    ms: float
    answered: bool


def steadily(
    url: str, visitors: Mapping[str, requests.Session], pages: Sequence[Page], *, rate: int, seconds: int
) -> list[Asked]:
    """Every page as often, in an order that is drawn once, as of people who know nothing of each other; of each page
    its addresses in turn."""
    addresses = {page.name: itertools.cycle(page.paths) for page in pages}
    turns = list(itertools.islice(itertools.cycle(pages), rate * seconds))
    random.Random(SEED).shuffle(turns)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        began = time.perf_counter()
        futures = []
        for place, page in enumerate(track(turns, f"{rate} pages a second")):
            due = began + place / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            address = urljoin(url, next(addresses[page.name]))
            futures.append(pool.submit(_ask, page.name, visitors[page.role], address, due))
        return [future.result() for future in futures]


def _ask(name: str, visitor: requests.Session, address: str, due: float) -> Asked:
    answer = visitor.get(address)
    opened = answer.status_code == requests.codes.ok and ASKING not in answer.content
    return Asked(name, (time.perf_counter() - due) * 1000, opened)
