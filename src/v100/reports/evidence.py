"""Evidence on one page: figures, sections with their sentences, charts and tables, and what it was made from."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from v100.reports import page


@dataclass(frozen=True)
class Grid:
    """A table: its caption, its heading, its rows as text. The first column names the row, the others are figures
    unless `words` says which (counted from 0) are sentences."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A picture (SVG) whose caption says how to read it, and whose `label` tells the same to who cannot see it."""

    svg: str
    label: str
    caption: str


@dataclass(frozen=True)
class Section:
    """A part of the page: sentences first, then pictures, then tables."""

    title: str
    says: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What a page of evidence says. `about` is the measure by the name of its command, `as_at` the day to which it
    speaks. `lead` is the answer in plain English; `cannot_say` is what must be read with it; `for_all` are sentences
    that may stand before the public. `figures` are (name, value, small print); `made_from` are (name, value) by which
    the page can be made again. `version` is that of the v100 which made it, empty where none was noted."""

    about: str
    as_at: date
    title: str
    when: str
    marking: str
    lead: tuple[str, ...]
    cannot_say: tuple[str, ...]
    figures: tuple[tuple[str, str, str], ...]
    sections: tuple[Section, ...]
    made_from: tuple[tuple[str, str], ...]
    for_all: tuple[str, ...] = ()
    version: str = ""


def evidence_page(evidence: Evidence) -> str:
    """The page as one HTML file; the same evidence gives the same bytes. It opens without network, has no script and
    prints."""
    environment = page.environment()
    environment.filters["svg"] = Markup
    style = page.asset("style.css")
    return environment.get_template("evidence.html.j2").render(
        evidence=evidence, style=Markup(style), style_hash=page.block_hash(style)
    )
