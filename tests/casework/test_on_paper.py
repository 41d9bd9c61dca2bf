"""What is taken to a meeting, as it comes out of the printer: on every sheet the marking, who printed it and the run
that it shows, nothing cut off or folded away, nothing that works on the screen alone."""

from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Browser

from case_for_meeting import HER_NUMBER, everybody, with_reasons
from every_page import addresses
from page_of_client import page_of
from paper import MARKING, lacking, rough, sheets
from v100.casework.facts.book import force_book
from v100.casework.powers.fact import ABOUT_BOTH
from v100.casework.women.models import Woman

TAKEN = {
    "home": "What waits for you",
    "man": "he was seen twice",
    "plan": "find him a room",
    "powers": "The safety plan of each woman concerned was looked at",
    "power": "about him and one woman or girl",
    "orders": "not to come within 100 metres",
    "case": "three women in a year",
    "meeting": "April panel",
    "links": "What speaks for and against",
    "woman": "change the locks",
    "waiting-for-her": "Something is late",
    "duties": "He was arrested",
    "aftercare": "1 to be asked after",
    "tasking": "everybody on the agenda",
    "minutes": "to be arrested first",
    "kept-agenda": "on the agenda as it stood",
    "alerts": "not seen yet",
    "pack": "Who is who in it",
    "referral": "Who refers him and why is not printed",
    "results": "By type of offence",
    "works": "What this cannot say",
    "evidence": "Sealed",
    "quarter": "Offences charged",
    "figure": "Arrest",
    "own": "Managed men",
    "precursors": "to read",
    "who-else": "UN/U/1",
    "identity": "mention",
    "outcome": "Arrest",
    "referrals": "PR0",
}
"""The page, and words that the sheet says."""


FEW = 2
"""Sheets that one power may take."""


def test_one_power_takes_a_sheet_or_two(store: Path, browser: Browser) -> None:
    """Of him and a woman of his reports, the power that asks most."""
    client = with_reasons(everybody(store))
    where, woman = addresses()["power"], Woman.objects.get().person_id
    powers = [each for each in force_book().powers.values() if each.about == ABOUT_BOTH]
    longest = max(powers, key=lambda each: len(each.needs))
    with page_of(client, browser) as page:
        page.goto(f"{where.replace('DAPO', longest.code)}?woman={woman}")
        told = sheets(page)
        faults = [
            *lacking(told, MARKING, "Printed by Made Up-analyst", "Run of 31 March 2026, policy v100"),
            *rough(page),
        ]
    assert not faults, "\n".join(faults)
    assert len(told) <= FEW
    for words in ("What it asks", "Who applies", longest.standard_of_proof, "The safety plan"):
        assert words in " ".join(told)


def test_each_page_is_fit_for_a_meeting(store: Path, browser: Browser) -> None:
    client = with_reasons(everybody(store))
    there, faults = {"home": reverse("home"), **addresses()}, []
    with page_of(client, browser) as page:
        for name, words in TAKEN.items():
            page.goto(there[name])
            told = sheets(page)
            found = lacking(told, MARKING, "Printed by Made Up-analyst", "Run of 31 March 2026, policy v100")
            found += [] if words in " ".join(told) else [f"“{words}” is not printed"]
            faults += [f"{name}: {fault}" for fault in (*found, *rough(page))]
        page.goto(there["woman"])
        told = " ".join(sheets(page))
    assert not faults, "\n".join(faults)
    assert "How she can be reached is on record and is not printed" in told
    assert HER_NUMBER not in told
