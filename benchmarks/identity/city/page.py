"""The page of what was measured."""

from typing import Any

from proof.measured import table

from benchmarks.identity.city.prose import FOOT, HEAD

NAMES = {
    "ours": "V100",
    "core_person_record": "Core Person Record's shape",
    "tutorial": "Splink's tutorial",
}
SLOWEST = 1.5
"""How much of the tutorial's time ours may take."""

Found = dict[str, dict[str, Any]]
"""Who → what the worker told, or `why` it told nothing."""


def page(found: dict[int, Found]) -> str:
    """The page; by number of mentions what was found."""
    return "\n".join([HEAD, *(_size(mentions, measured) for mentions, measured in found.items()), FOOT])


def ours_is_better(found: Found) -> bool:
    """At its own threshold: than the Core Person Record's shape at its best in F1 and in false merges, than the
    tutorial at its best in F1, in SLOWEST of its time. One that did not end is behind."""
    ours, record, tutorial = (found[who] for who in ("ours", "core_person_record", "tutorial"))
    if "why" in ours:
        return False
    own = ours["scores"][0]
    return ("why" in record or _better(own, _best(record), "false_merges")) and (
        "why" in tutorial or (_better(own, _best(tutorial)) and ours["seconds"] <= SLOWEST * tutorial["seconds"])
    )


def _better(own: dict[str, Any], other: dict[str, Any], *fewer: str) -> bool:
    return _f1(own) > _f1(other) and all(own[name] < other[name] for name in fewer)


def _best(measured: dict[str, Any]) -> dict[str, Any]:
    best: dict[str, Any] = max(measured["scores"], key=_f1)
    return best


def _f1(score: dict[str, Any]) -> float:
    """0 where nobody was joined."""
    return score["f1"] or 0.0


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _size(mentions: int, found: Found) -> str:
    ended = {who: measured for who, measured in found.items() if "why" not in measured}
    pairs = next(score["pairs"] for measured in ended.values() for score in measured["scores"])
    scores = [_score(who, score) for who, measured in ended.items() for score in measured["scores"]]
    tutorial = ended.get("tutorial", {}).get("seconds")
    speeds = [_speed(who, measured, tutorial) for who, measured in ended.items()]
    missing = [f"\n{NAMES[who]}: {measured['why']}.\n" for who, measured in found.items() if "why" in measured]
    by = ("precision", "recall", "F1")
    return "\n".join(
        [
            f"## {mentions:,} mentions\n\n{pairs:,} pairs of them are one person.\n",
            table(
                [
                    "",
                    "threshold, bits",
                    *(f"pairs: {one}" for one in by),
                    *(f"by mention: {one}" for one in by),
                    "false merges",
                ],
                scores,
            ),
            table(
                [
                    "",
                    "seconds",
                    "of it learning",
                    "against the tutorial",
                    "processor seconds",
                    "rows loaded",
                    "peak memory",
                ],
                speeds,
            ),
            *missing,
        ]
    )


def _score(who: str, score: dict[str, Any]) -> list[str]:
    names = ("precision", "recall", "f1")
    shares = [_share(measures[name]) for measures in (score, score["b_cubed"]) for name in names]
    return [NAMES[who], f"{score['threshold']}: {score['bits']:.1f}", *shares, f"{score['false_merges']:,}"]


def _speed(who: str, measured: dict[str, Any], tutorial: float | None) -> list[str]:
    ratio = f"{measured['seconds'] / tutorial:.2f}" if tutorial else "–"
    processor = f"{measured['processor']:.1f}"
    memory = [f"{measured[name]:.1f} GB" for name in ("loaded_gb", "peak_gb")]
    return [NAMES[who], f"{measured['seconds']:.1f}", f"{measured['learning']:.1f}", ratio, processor, *memory]
