"""Evidence as a document, and a document as evidence: of exactly this structure, its pictures plain, or refused."""

import re
from typing import Any
from xml.etree import ElementTree

from pydantic import TypeAdapter, ValidationError

from v100.errors import V100Error
from v100.reports.evidence import Evidence

MEASURES = ("policies", "effect", "fairness", "precursors")
"""What evidence is about, by the name of the command that makes it."""

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = ("svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "text", "tspan")
"""What our charts are drawn with. A picture that holds anything else (a script, a style, a link) is refused."""


def as_document(evidence: Evidence) -> dict[str, Any]:
    """Plain values, by which JSON and back give the same evidence."""
    return dict(TypeAdapter(Evidence).dump_python(evidence, mode="json"))


def as_evidence(document: dict[str, Any], *, where: str) -> Evidence:
    """What a document says. Raises V100Error that names `where`, which version made it and all that is wrong of its
    structure.
    """
    try:
        evidence = TypeAdapter(Evidence).validate_python(document)
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise V100Error(_refusal(document, where, said)) from error
    faults = [*_unknown(document), *_faults(evidence)]
    if faults:
        raise V100Error(_refusal(document, where, "; ".join(faults)))
    return evidence


def _refusal(document: dict[str, Any], where: str, said: str) -> str:
    return f"{where}: not evidence ({said}); {made_by(document)} made it: make it again with `v100 evaluate`"


def made_by(document: dict[str, Any]) -> str:
    """Which v100 made a document, also where it is of a structure that this version does not know."""
    version = document.get("version")
    return f"v100 {version}" if version and isinstance(version, str) else "a version of v100 that did not say which"


def _unknown(document: dict[str, Any]) -> list[str]:
    return [f"{name}: evidence has no such part" for name in sorted(set(document) - set(Evidence.__dataclass_fields__))]


def _faults(evidence: Evidence) -> list[str]:
    faults = []
    if evidence.about not in MEASURES:
        faults.append(f"about: {evidence.about!r} is none of {', '.join(MEASURES)}")
    if not evidence.lead:
        faults.append("lead: it gives no answer")
    if not evidence.cannot_say:
        faults.append("cannot_say: it does not say what it cannot say")
    if not evidence.made_from:
        faults.append("made_from: it does not say what it was made from")
    if small := [each for each in evidence.for_all if re.search(r"\b[1-9]\b", each)]:
        faults.append(f"for_all: a small number stands in {small[0]!r}")
    for section in evidence.sections:
        for chart in section.charts:
            if fault := _not_plain(chart.svg):
                faults.append(f"a chart of {section.title!r}: {fault}")
        for grid in section.grids:
            if any(len(row) != len(grid.head) for row in grid.rows):
                faults.append(f"the table {grid.caption!r}: a row has more or fewer cells than the heading")
    return faults


def _not_plain(svg: str) -> str:
    """Why this is no plain picture; empty where it is one."""
    if "<!" in svg or "<?" in svg:
        return "holds more than a picture"
    try:
        parts = list(ElementTree.fromstring(svg).iter())
    except ElementTree.ParseError as error:
        return f"is no SVG ({error})"
    for part in parts:
        if part.tag.removeprefix(SVG) not in DRAWN:
            return f"holds {part.tag.removeprefix(SVG)!r}, which none of our charts does"
        for name, value in part.attrib.items():
            if name.startswith("on") or "href" in name or name == "style" or "url(" in value:
                return f"has the attribute {name!r}, which none of our charts has"
    return ""
