"""A form about a man whose words are kept. Nothing is kept of a woman's immigration status (C15); of his own an officer
may have to write, as where the Home Office considers his removal. So whoever writes looks again and answers for it."""

from typing import Any, ClassVar

from django import forms

from v100.casework.pages.fields import Checkboxes, offer
from v100.casework.women.immigration import status_words

SURE = "sure"


class LooksAgain(forms.Form):
    """`asks_again` once something was found in one of its texts; `sure` is what whoever writes then has to say."""

    sure: ClassVar[str] = "It says nothing of the immigration status of any woman or girl"

    looked_at = forms.MultipleChoiceField(label="Did you look at it?", widget=Checkboxes, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.asks_again = False
        offer(self, "looked_at", [(SURE, self.sure)])
        self.order_fields([name for name in self.fields if name != "looked_at"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, words in list(given.items()):
            found = status_words(words) if isinstance(self.fields[name], forms.CharField) and words else []
            self.asks_again |= bool(found)
            if found and SURE not in given.get("looked_at", []):
                self.add_error(
                    name,
                    f"It seems to speak of immigration status ({', '.join(found)}). That is not kept here of any woman "
                    "or girl: take it out. If it is his own, or something else is meant, say so below",
                )
        return given
