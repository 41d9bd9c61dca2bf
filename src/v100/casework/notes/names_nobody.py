"""A form whose words are kept: where they seem to name a woman or to lead to her, they are kept once that was looked
at."""

from typing import Any

from django import forms

from v100.casework.nominals.models import Term
from v100.casework.notes.naming import suspicious
from v100.casework.pages.fields import Checkboxes

SURE = "sure"
HINT = "Name no woman or girl, and give nothing that leads to her: her reference is enough."


def names_of(men: list[int]) -> list[str]:
    """A man's own names, by his references: they may stand in what is written of him."""
    return list(Term.objects.filter(nominal__in=men, kind__in=("name", "alias")).values_list("words", flat=True))


class NamesNobody(forms.Form):
    """`written` are the fields that hold words; `asks_again` once something suspicious was found in one."""

    written: tuple[str, ...] = ("words",)

    looked_at = forms.MultipleChoiceField(
        label="Did you look at it?",
        choices=((SURE, "It names no woman or girl, and leads to none"),),
        widget=Checkboxes,
        required=False,
    )

    def __init__(self, data: Any, his_names: list[str], **more: Any) -> None:
        super().__init__(data, **more)
        self.his_names = his_names
        self.asks_again = False
        self.order_fields([name for name in self.fields if name != "looked_at"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
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
