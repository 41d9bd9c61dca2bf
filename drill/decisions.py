"""Kills while somebody decides on the site: of one process of its pages, of all, of its jobs, of PostgreSQL."""

import random
import re
import shutil
import threading
import time
from pathlib import Path
from urllib.parse import urljoin

import psycopg
import requests
from benchmarks.site.pages import Page
from benchmarks.site.visitors import served, signed_in

from drill.processes import all_of, kill, of_site, server
from v100 import postgres
from v100.casework import place
from v100.store import ledger

PORT = 8119
WHY = "decided while it was killed"
SETTLED = 240
"""Seconds within which a decision has to be in the ledger: a job that was killed is taken up within a minute."""

SURVIVED = 2
"""Seconds for which the rest goes on after one process was killed, before all of it is."""

LIST = "/list/"


class Decisions:
    """One decision of identity after another: each that was acknowledged is kept, with its audit event, and comes into
    the ledger once.
    """

    name = "deciding on the site"
    seconds = 3.0

    def __init__(self, folder: Path, store: Path, chance: random.Random) -> None:
        self._store = folder / "decisions"
        shutil.copytree(store, self._store, ignore=shutil.ignore_patterns("postgres", ".*"))
        self._complaints = folder / "complaints.log"  # a site that is killed has many
        self._chance = chance
        self._acknowledged: list[str] = []
        self._turn = 0

    @property
    def acknowledged(self) -> int:
        return len(self._acknowledged)

    def once(self, after: float) -> tuple[bool, list[str]]:
        self._turn += 1
        with self._complaints.open("a") as complaints, served(self._store, PORT, complaints) as url:
            decider = threading.Thread(target=self._decide, args=(url,))
            before = len(self._acknowledged)
            decider.start()
            while decider.is_alive() and len(self._acknowledged) == before:
                time.sleep(0.05)
            time.sleep(after)
            kill(self._victims())
            time.sleep(SURVIVED)
            kill(all_of(self._store))
            decider.join()
        found = self._faults()
        return len(self._acknowledged) == before, found

    def at_last(self) -> list[str]:
        with self._complaints.open("a") as complaints, served(self._store, PORT, complaints):
            until = time.monotonic() + SETTLED
            while time.monotonic() < until and set(self._acknowledged) - set(self._in_ledger()):
                time.sleep(1)
        there = self._in_ledger()
        lost = [f"{why} is not in the ledger" for why in self._acknowledged if why not in there]
        return self._faults() + lost + [f"{why} is in the ledger twice" for why in set(there) if there.count(why) > 1]

    def _victims(self) -> list[int]:
        site = of_site(self._store)
        pages = [*site.pages, site.master]
        choices = ([self._chance.choice(site.pages)], pages, [site.work], all_of(self._store), [server(self._store)])
        return self._chance.choice(choices)

    def _in_ledger(self) -> list[str]:
        return [entry["why"] for entry in ledger.entries(self._store)]

    def _decide(self, url: str) -> None:
        """Decide until the site answers no more."""
        try:
            session, pair = self._two_mentions(url)
            for number in range(10_000):
                page = session.get(pair, timeout=5)
                last = re.search(r'name="after" value="(\d+)"', page.text)
                said = {
                    "csrfmiddlewaretoken": session.cookies["csrftoken"],
                    "decision": ("unsure", "different")[number % 2],
                    "why": f"{WHY}: {self._turn}, {number}",
                    "after": last[1] if last else "",
                }
                answer = session.post(pair, said, allow_redirects=False, timeout=5)
                if answer.status_code != requests.codes.found:
                    return
                self._acknowledged.append(said["why"])
        except requests.RequestException:
            return

    def _two_mentions(self, url: str) -> tuple[requests.Session, str]:
        """An analyst's session, and where two mentions of the first listed man with a doubt are decided."""
        password = place.demo_password(self._store)
        listed = signed_in(url, password, [Page("list", "analyst", [LIST])])["analyst"].get(urljoin(url, LIST)).text
        for path in dict.fromkeys(re.findall(r'href="(/men/N\d+/)"', listed)):
            session = signed_in(url, password, [Page("man", "analyst", [path], [path])])["analyst"]
            doubts = session.get(urljoin(url, f"{path}identity/")).text
            if found := re.search(r'href="([^"]+\?one=[^"]+)"', doubts):
                return session, urljoin(url, found[1].replace("&amp;", "&"))
        raise RuntimeError("nobody on the list has a doubt to decide")

    def _faults(self) -> list[str]:
        with postgres.database(self._store) as url, psycopg.connect(url) as connection:
            kept = {why for (why,) in connection.execute("select why from identities_identitydecision").fetchall()}
            events = connection.execute("select why from oversight_event where action = 'decided identity'").fetchall()
        told = {why.split(" (mentions ")[0] for (why,) in events}
        lost = [f"{why} was acknowledged and is lost" for why in self._acknowledged if why not in kept]
        return lost + [f"{why} was kept without an audit event, or the other way round" for why in sorted(kept ^ told)]
