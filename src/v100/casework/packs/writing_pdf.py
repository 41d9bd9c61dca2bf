"""A draft as a PDF that screen readers can read (PDF/UA-1). The fonts come with Typst; the same draft gives the same
bytes anywhere."""

import json
from dataclasses import asdict
from importlib.resources import files

import typst

from v100.casework.packs.draft import NO_RECOMMENDATION, READ_OVER, REPORTS, Draft
from v100.casework.packs.face import FACE, heading_of, mark_of, name_of


def as_pdf(draft: Draft) -> bytes:
    source = (files("v100.casework.packs") / "pack.typ").read_bytes()
    said = {
        "name": name_of(draft),
        "by": draft.made.by,
        "marking": draft.made.marking,
        "face": FACE,
        "mark": mark_of(draft),
        "recommends": NO_RECOMMENDATION,
        "read": READ_OVER,
        "reports": REPORTS,
        "heading": heading_of(draft),
        "facts": draft.facts,
        "told": draft.told,
        "parts": [asdict(part) for part in draft.parts],
        "chronology": [asdict(line) for line in draft.chronology],
        "exhibits": [asdict(line) for line in draft.exhibits],
    }
    made = typst.compile(
        source,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=0,
        ignore_system_fonts=True,
        sys_inputs={"draft": json.dumps(said)},
    )
    assert isinstance(made, bytes)
    return made
