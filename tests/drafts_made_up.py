"""A draft of made-up facts, as it reads before it is a file."""

from datetime import date
from pathlib import Path
from typing import Any

from v100.casework.packs.draft import Draft, Happened, Made, Report, draft_of
from v100.casework.packs.kept_templates import pack_templates
from v100.casework.powers import Fact, load

BOOK = load()
DAPO = pack_templates(Path("no-store"), BOOK)["DAPO"]
ON, EXPIRES = date(2026, 4, 2), date(2026, 4, 30)
MADE = Made("Adam Madeup", (date(1980, 2, 11),), "N000012", "Dev Officer", ON, EXPIRES, "a-run", "OFFICIAL")

HER, OTHER = "V01", "V02"
REPORTS = [
    Report("R1", "CR/1", None, None, ("Stalking",), {HER: "former partner"}, ""),
    Report("R2", "CR/2", date(2026, 3, 1), date(2026, 3, 4), ("Assault",), {HER: "former partner"}, "Croydon"),
    Report("R3", "CR/3", date(2026, 1, 9), date(2026, 1, 9), (), {OTHER: "", HER: "former partner"}, "Bromley"),
]
CAME = [
    Happened("outcome:8", date(2026, 3, 5), "Charged or summonsed", "R2"),
    Happened("outcome:7", date(2026, 3, 5), "Arrested", "R2"),
]


def fact(kind: str, opens: str, woman: str | None = HER, words: str = "", **more: Any) -> Fact:
    known = BOOK.kinds[kind]
    return Fact(kind=known, on=date(2026, 3, 9), opens=opens, words=words or known.words, woman=woman, **more)


FACTS = [
    *(fact(kind, report.report_id) for kind in ("associated", "abuse", "violence") for report in REPORTS),
    fact("necessity", "entry:5", words="nothing less will do", power="DAPO"),
]


def drafted(**changed: Any) -> Draft:
    given: dict[str, Any] = {
        "woman": HER,
        "reports": REPORTS,
        "happened": CAME,
        "facts": FACTS,
        "words": ["He came.\n\nHe left.", ""],
    }
    return draft_of(DAPO, BOOK.powers["DAPO"], MADE, **{**given, **changed})
