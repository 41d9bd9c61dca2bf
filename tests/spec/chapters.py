"""The chapters of worked examples, in the order in which a reader meets the rules."""

from spec import counting, leaving, listing, naming, victims
from spec.worked import Example

CHAPTERS: dict[str, tuple[Example, ...]] = {
    "What counts, and once": counting.EXAMPLES,
    "What leaves the sum": leaving.EXAMPLES,
    "Who named whom": naming.EXAMPLES,
    "Who the victim is": victims.EXAMPLES,
    "Who is listed": listing.EXAMPLES,
}
EXAMPLES = [example for chapter in CHAPTERS.values() for example in chapter]

SHOWN_ELSEWHERE = {
    18: "reclassified: the version known at as_at counts (tests/integration/test_knowledge.py)",
    19: "received after as_at: a sealed run never changes (tests/integration/test_knowledge.py)",
    30: "placeholders are nobody: “unknown male”, “ex-partner” and the like are never clustered (tests/unit/identity)",
    41: "police officers and staff: the same sums here; the seal is the casework site's",
    43: "an event without person or report is a reject (tests/unit/intake)",
}
"""Rules that are kept by other rooms than harm, and where they are shown."""
