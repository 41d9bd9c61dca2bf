"""Every power of the book for one man and each of his women."""

from collections.abc import Collection, Iterable
from datetime import date

from v100.casework.powers.advice import Advice, advise
from v100.casework.powers.fact import ABOUT_MAN, Fact
from v100.casework.powers.load import Book


def survey(
    book: Book, facts: Iterable[Fact], *, women: Iterable[str], as_at: date, place: Collection[str]
) -> list[Advice]:
    """Advice on every power by code; of a power about him and a woman, on each woman by reference.

    The order is of letters and says nothing of what to do first.
    """
    on_file, references = list(facts), sorted(set(women))
    return [
        advise(power, on_file, as_at=as_at, place=place, woman=woman)
        for power in book.powers.values()
        for woman in ([None] if power.about == ABOUT_MAN else references)
    ]
