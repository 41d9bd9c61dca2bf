"""What an officer must know before he meets a man, and who can say so: chosen from lists, so that no address and no
name is written down. No diagnosis is among them.
"""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What the warning is of."""

    CERTIFICATE = "certificate", "Holds a firearm or shotgun certificate"
    FIREARM = "firearm", "Holds or can reach a firearm"
    WEAPON = "weapon", "Carries or uses a weapon"
    SELF_HARM = "self_harm", "May harm himself or end his life"
    VIOLENT = "violent", "Violent to officers"
    ESCAPES = "escapes", "Escapes, or runs from officers"
    CORROSIVE = "corrosive", "Uses corrosives or fire"
    DOG = "dog", "Keeps a dangerous dog"


ALWAYS = (Kind.CERTIFICATE, Kind.FIREARM, Kind.WEAPON, Kind.SELF_HARM)
"""Of these it is said, too, that nothing is known."""


class Source(TextChoices):
    """Who says so."""

    PNC = "pnc", "Police National Computer"
    LICENSING = "licensing", "Firearms licensing"
    CUSTODY = "custody", "Custody record"
    OFFICER = "officer", "An officer saw or heard it"
    PARTNER = "partner", "A partner agency"


FLAGS = {"firearm_access": Kind.FIREARM, "suspect_suicidal": Kind.SELF_HARM}
"""A report's flags (flags.csv) that warn of him."""

METHODS = {
    "knife": Kind.WEAPON,
    "blunt": Kind.WEAPON,
    "firearm": Kind.FIREARM,
    "acid": Kind.CORROSIVE,
    "fire": Kind.CORROSIVE,
}
"""A report's methods (mo_codes.csv) that warn of him."""
