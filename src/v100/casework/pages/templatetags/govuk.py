"""Form fields, dates and figures as the design system and plain English have them."""

from datetime import date, datetime
from decimal import Decimal

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString

register = template.Library()

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.TimeInput, "govuk-input govuk-input--width-5"),
    (forms.TextInput, "govuk-input"),
    (forms.PasswordInput, "govuk-input"),
)


@register.filter
def govuk(field: BoundField) -> SafeString:
    """The field's widget with the design system's class, and its error's."""
    kind = next(name for widget, name in CLASSES if isinstance(field.field.widget, widget))
    return field.as_widget(attrs={"class": f"{kind} {kind.split()[0]}--error" if field.errors else kind})


@register.filter
def in_words(value: date | datetime | None) -> str:
    """A date or a London time in words: 3 March 2026, 14:05; nothing known is said so."""
    if value is None:
        return "not known"
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{local.day} {local:%B %Y, %H:%M}"
    return f"{value.day} {value:%B %Y}"


@register.filter
def days(value: Decimal | None) -> str:
    """Harm days as people write them: 1,825 or 18.75."""
    return "not known" if value is None else f"{value.normalize():,f}"


@register.filter
def thousands(value: int) -> str:
    """A number as people write it: 1,246."""
    return f"{value:,}"


@register.filter
def listed(values: list[str] | None) -> str:
    """Some words in a row; none is said so."""
    return ", ".join(values) if values else "none recorded"


@register.filter
def share(value: float) -> str:
    """A share of one as a percentage."""
    return f"{value:.0%}"


@register.filter
def relationship(word: str) -> str:
    """What he is to her, in words."""
    return word.replace("_", "-")
