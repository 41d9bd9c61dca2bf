"""The roles, each with what it is for."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person does here. One person may have several."""

    ANALYST = "analyst", "Analyst"
    PANEL_MEMBER = "panel_member", "Panel member"
    PANEL_CHAIR = "panel_chair", "Panel chair"
    LRO = "lro", "Lead responsible officer"
    SUPERVISOR = "supervisor", "Supervisor"
    VICTIM_LEAD = "victim_lead", "Victim lead"
    COMMANDER = "commander", "Commander"
    AUDITOR = "auditor", "Auditor"
    PROFESSIONAL_STANDARDS = "professional_standards", "Professional standards"
    ADMINISTRATOR = "administrator", "Administrator"
    GUEST = "guest", "Guest of a partner agency"


PURPOSE = {
    Role.ANALYST: "prepares the list and the reasons for it",
    Role.PANEL_MEMBER: "reads a man's reports and judges whether he should be managed",
    Role.PANEL_CHAIR: "leads the panel and answers for what it decides",
    Role.LRO: "manages the men he is given, and no others",
    Role.SUPERVISOR: "reads over what officers do",
    Role.VICTIM_LEAD: "looks after the women and girls concerned",
    Role.COMMANDER: "sees what the programme does and answers for it",
    Role.AUDITOR: "reads who looked and who decided, not what about",
    Role.PROFESSIONAL_STANDARDS: "alone sees men who may be colleagues, and who looked at them",
    Role.ADMINISTRATOR: "adds people and takes them away, and sees nobody's case",
    Role.GUEST: "answers for his own agency's actions until a last day, and sees nothing else",
}
