"""A quarter to publish: a second commander, charges of men of the made-up list, what the page would tell."""

from html.parser import HTMLParser

from runs_made_up import AS_AT
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.models import Outcome, OutcomeOffence
from v100.casework.publishing.quarter import Quarter
from v100.casework.publishing.releasing import figures_of, would_be

SPRING = Quarter(2026, 1)
"""In which the made-up run lies, on its last day."""


def charged(rank: int, by: User, **offences: int) -> None:
    """On the list's day this man is charged with so many offences of each type."""
    nominal = Nominal.objects.get(listings__rank=rank, listings__run__as_at=AS_AT)
    outcome = Outcome.objects.create(nominal=nominal, kind="charge", on=AS_AT, by=by, report_id=f"R{rank}")
    kinds = [kind for kind, number in offences.items() for _ in range(number)]
    OutcomeOffence.objects.bulk_create(
        OutcomeOffence(outcome=outcome, line=line, ho_code=kind, type=kind, vawg=True)
        for line, kind in enumerate(kinds, start=1)
    )


def shown() -> dict[str, str]:
    return figures_of(would_be(SPRING))


def second_commander() -> User:
    facts = {"forename": "Ben", "surname": "Second", "why": "for a test"}
    return add_user("ben", "a long enough secret", roles=[Role.COMMANDER], **facts)


class Reading(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action", "style")]

    def handle_data(self, data: str) -> None:
        self.text += data
