"""Made-up evidence, one of each measure, as the commands seal it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from v100.reports.evidence import Chart, Evidence, Grid, Section
from v100.reports.evidence_document import MEASURES, as_document, as_evidence
from v100.store.evidence import open_evidence, seal_evidence, sealed_evidence

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="300" height="120" viewBox="0 0 300 120">'
    '<rect width="300" height="120" fill="white"/><path d="M10,110L290,20" stroke="#1d4f91"/>'
    '<text x="20" y="20" font-size="12">harm of the next 90 days</text></svg>'
)
ASKED = {
    "policies": ("Which rule finds most", "Of all harm that was reported in the 90 days after, 31% was by the list."),
    "effect": ("What being listed changed", "Later harm comes first. Less was recorded of the listed."),
    "fairness": ("Does the list fall evenly?", "Given the harm that is reported, his group makes no difference."),
    "precursors": ("What followed the precursor rules", "Ratios can be told of 5 rules; of 2 they are above one."),
}


def evidence(about: str, *, as_at: date = date(2026, 3, 31)) -> Evidence:
    """Of this measure."""
    title, answer = ASKED[about]
    chart = Chart(PICTURE, f"A line of {about} that rises", "How to read it.")
    table = Grid("By rule", ("rule", "90 days", "what it is"), (("v100", "31%", "the method"),), words=(2,))
    return Evidence(
        about=about,
        as_at=as_at,
        title=title,
        when=f"12 lists to {as_at}",
        marking="OFFICIAL-SENSITIVE",
        lead=(answer, "Each month is replayed from what was known on its day."),
        cannot_say=(f"What {about} cannot say: who was never reported.",),
        figures=(("Harm in 90 days", "31%", "25% to 38%"),),
        sections=(Section("First", ("A sentence.",), (chart,), (table,)), Section("Second", charts=(chart,))),
        made_from=(("Policy", "v100"), ("Runs", "2026-02-28-v100-a1, 2026-03-31-v100-b2")),
        for_all=("Given the harm that is reported of a man, his group makes no difference.",)
        if about == "fairness"
        else (),
    )


def sealed(store: Path, about: str) -> Evidence:
    """What a command sealed of this measure, as the site reads it."""
    (evidence_id,) = (each for each in sealed_evidence(store) if f"-{about}-" in each)
    return as_evidence(open_evidence(store, evidence_id)[0], where=evidence_id)


def seal_all(store: Path, **changed: Any) -> list[str]:
    """One of each measure; gives their ids."""
    made = (replace(evidence(about), **changed) for about in MEASURES)
    return [seal_evidence(store, as_document(each)) for each in made]
