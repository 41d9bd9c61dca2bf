"""Forms whose words are kept: where they seem to speak of a woman's immigration status, to name a woman or to lead to
her, they are kept once that was looked at."""

from typing import Any

from v100.casework.nominals.models import Term
from v100.casework.notes.naming import suspicious
from v100.casework.pages.looks_again import SURE, LooksAgain

HINT = "Name no woman or girl, and give nothing that leads to her: her reference is enough."


def names_of(men: list[int]) -> list[str]:
    """A man's own names, by his references: they may stand in what is written of him."""
    return list(Term.objects.filter(nominal__in=men, kind__in=("name", "alias")).values_list("words", flat=True))


class NamesNobody(LooksAgain):
    """`written` are the fields that hold words."""

    written: tuple[str, ...] = ("words",)
    sure = "It names no woman or girl, leads to none, and says nothing of her immigration status"

    def __init__(self, data: Any, his_names: list[str], **more: Any) -> None:
        super().__init__(data, **more)
        self.his_names = his_names

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for field in self.written:
            found = suspicious(given.get(field, ""), self.his_names)
            self.asks_again |= bool(found)
            if found and SURE not in given.get("looked_at", []):
                self.add_error(
                    field,
                    f"It holds {', '.join(found)}: if that names a woman or girl or leads to her, take it out; "
                    "if not, say so below",
                )
        return given
