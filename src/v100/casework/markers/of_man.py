"""The warnings that a man's page shows: what his reports say of him, and what people recorded."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from v100.casework.markers.kinds import ALWAYS, FLAGS, METHODS, Kind
from v100.casework.markers.models import Marker


class Ground(NamedTuple):
    """What one warning rests on: a report, by its reference and what it says, or a marker that a person recorded."""

    on: date
    report: dict[str, Any] | None
    said: str
    marker: Marker | None


class OfMan(NamedTuple):
    """Each kind with its grounds, the latest first (none: not known), and the markers that were ended."""

    kinds: list[tuple[Kind, list[Ground]]]
    ended: list[Marker]


def warnings_of(men: list[int], reports: Iterable[dict[str, Any]]) -> OfMan:
    """`men` are one man's numbers, `reports` the rows of crime_report that name him."""
    recorded = Marker.objects.filter(nominal__in=men).select_related("by", "nominal", "end__by")
    markers = list(recorded.order_by("-known_on", "-pk"))
    found: dict[Kind, list[Ground]] = {kind: [] for kind in Kind}
    for marker in markers:
        if not hasattr(marker, "end"):
            found[Kind(marker.kind)].append(Ground(marker.known_on, None, str(marker.get_source_display()), marker))
    for report in reports:
        for kind, said in _of_report(report):
            found[kind].append(Ground(report["recorded_on"], report, said, None))
    kinds = [
        (kind, sorted(grounds, key=lambda ground: ground.on, reverse=True))
        for kind, grounds in found.items()
        if grounds or kind in ALWAYS
    ]
    return OfMan(kinds, [marker for marker in markers if hasattr(marker, "end")])


def _of_report(report: dict[str, Any]) -> Iterator[tuple[Kind, str]]:
    """What the report's flags, methods and weapon warn of, each kind once."""
    said: dict[Kind, list[str]] = {}
    for words, kinds in ((report["flags"], FLAGS), (report["mo_codes"], METHODS)):
        for word in words or ():
            if word in kinds:
                said.setdefault(kinds[word], []).append(word.replace("_", " "))
    if report["weapon"]:
        said.setdefault(Kind.WEAPON, []).append(report["weapon"])
    for kind, each in said.items():
        yield kind, ", ".join(dict.fromkeys(each))
