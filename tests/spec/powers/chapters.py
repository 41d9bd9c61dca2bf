"""The chapters of the page: by strand of a 4P plan, in the order of the codes."""

from spec.powers import every, prevent, protect, pursue

CHAPTERS = {"Protect": protect.EXAMPLES, "Prevent": prevent.EXAMPLES, "Pursue": pursue.EXAMPLES}
EXAMPLES = [example for chapter in CHAPTERS.values() for example in chapter]
CASES = every.CASES
