"""What people write of a man is one of two things, which are marked apart."""

from django.db import models


class Said(models.TextChoices):
    """What the Data Protection Act 2018, section 38(1)-(2), keeps apart."""

    FACT = "fact", "A fact: it can be checked"
    ASSESSMENT = "assessment", "An assessment: it is what I think"
