"""The one table of who may do what. An action that is not here cannot be asked about; a role not named may not."""

from django.db.models import TextChoices

from v100.casework.access.roles import Role


class Action(TextChoices):
    """What a person can do on the site."""

    SEE_LIST = "see_list", "read and search the list"
    SEE_EVERY_MAN = "see_every_man", "see men without being their officer"
    SEE_OWN_MEN = "see_own_men", "list the men whose lead responsible officer one is"
    EXPORT_LIST = "export_list", "take the list away as a file"
    EXPORT_ADOPTIONS = "export_adoptions", "take away who was adopted when, without names"
    OPEN_MAN = "open_man", "open a man's page, with a reason"
    DECIDE_IDENTITY = "decide_identity", "decide whether two mentions are one man"
    SEE_SEALED = "see_sealed", "see a man who may be a colleague"
    SEE_LINKS = "see_links", "read which undetected crimes may be a man’s, and who else might be looked at"
    DECIDE_LINK = "decide_link", "decide whether an undetected crime is a man’s, and read the queue of such leads"
    PROPOSE_LINK = "propose_link", "propose a link to the officer of the crime, and record the answer"
    SEE_PANEL = "see_panel", "read the panel’s queue, cases and meetings"
    NOMINATE = "nominate", "nominate a man for the panel, at once where there is a threat to life"
    DISCUSS = "discuss", "comment on a case"
    PREPARE = "prepare", "record what other schemes answered, the primary aggressor and what was marked to be looked at"
    JUDGE = "judge", "take a man into review and judge him"
    RULE = "rule", "rule where two views differ, and hold the panel’s meetings"
    ADOPT_AT_ONCE = "adopt_at_once", "adopt a man at once where there is a threat to life"
    MANAGE = "manage", "begin to manage a man, give him to an officer, and remove him"
    DECLARE_CONFLICT = "declare_conflict", "declare a conflict of interest"
    SEE_CONFLICTS = "see_conflicts", "see who declared a conflict of interest, and when they had looked"
    READ_PRECURSORS = "read_precursors", "read the precursor list and record what was read"
    REFER = "refer", "take in a partner’s referral, have it assessed again and close it"
    SEE_REFERRALS = "see_referrals", "read what partners refer, with a reason"
    SEE_AUDIT = "see_audit", "read who looked at what, and who changed what"
    SEE_USERS = "see_users", "see who has an account and which roles"
    MANAGE_USERS = "manage_users", "add, change and close accounts"
    RECORD_OUTCOME = "record_outcome", "record what happened to a man, and correct it"
    RECORD_MARKER = "record_marker", "record a warning about a man, and end it"
    WRITE_NOTE = "write_note", "write a note about a man, and correct it"
    SEE_PLAN = "see_plan", "read a man’s 4P plan"
    WRITE_PLAN = "write_plan", "begin a man’s plan, add to it, say where an action stands, and review it"
    AUTHORISE_ACTION = "authorise_action", "authorise an action that somebody else proposed"
    LOOK_AT_SAFETY = "look_at_safety", "record that the safety plan of a woman or girl was looked at"
    SUPERVISE_PLAN = "supervise_plan", "write what one thinks of a man’s plan as a supervisor"
    SEE_TASKING = "see_tasking", "read the agenda and the minutes of the tasking meeting"
    HOLD_TASKING = "hold_tasking", "record a tasking meeting: its day, who was there, its agenda"
    SEE_POWERS = "see_powers", "read which powers may be open for a man, and what is on file"
    RECORD_FACT = "record_fact", "record a fact on a man’s file that no report tells, and end it"
    TRACK_ORDER = "track_order", "record what becomes of an order or notice, and what its clocks ask"
    MAKE_PACK = "make_pack", "make a draft application from a man’s file, read it and take it away"
    OVERRIDE_PACK = "override_pack", "have a draft given out, with somebody else, that the leak check blocked"
    RECORD_DISRUPTION = "record_disruption", "record what keeps a man from offending, and grade its effect"
    READ_DISRUPTION = "read_disruption", "agree, as second reader, with an effect that somebody else claimed"
    SEE_ALERTS = "see_alerts", "read what happened, or is about to, to managed men who concern one"
    SEE_AFTERCARE = "see_aftercare", "see who is to be asked after once a man was removed, and record it"
    OPEN_WOMAN = "open_woman", "open the page of a woman or girl from a report, with a reason"
    RECORD_OF_WOMAN = "record_of_woman", "record on the page of a woman or girl what keeps her safe and what came of it"
    SEE_WHO_SAW_HER = "see_who_saw_her", "see who had opened her page when a contact detail of hers changes"
    ERASE_CONTACT = "erase_contact", "erase what could identify a woman or girl once nothing is awaited for her"
    SEE_WAITING_FOR_HER = (
        "see_waiting_for_her",
        "see, by reference, for which women and girls something waits",
    )
    TELL_HER = "tell_her", "see what women and girls are to be told and by when, and record that they were"
    SEE_RESULTS = "see_results", "read the programme's results"
    OPEN_FIGURE = "open_figure", "open the men and offences that a result counts, with a reason"
    SEE_EVIDENCE = "see_evidence", "read whether the programme works and is fair"
    PROPOSE_RELEASE = "propose_release", "preview what is published of a quarter, propose it and take it away"
    ANSWER_RELEASE = "answer_release", "release to the public what somebody else proposed, or not"
    ACT_FOR_AGENCY = "act_for_agency", "read the open actions of one’s own agency, and say where each stands"


_PANEL = {Role.PANEL_MEMBER, Role.PANEL_CHAIR}
_READERS = {Role.ANALYST, *_PANEL, Role.SUPERVISOR, Role.VICTIM_LEAD, Role.PROFESSIONAL_STANDARDS}
_WRITERS = {Role.ANALYST, Role.LRO, Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}
_PLANNERS = {Role.LRO, Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}
_ANSWERING = {Role.ANALYST, Role.PANEL_CHAIR, Role.SUPERVISOR, Role.COMMANDER, Role.PROFESSIONAL_STANDARDS}

TABLE: dict[Action, frozenset[Role]] = {
    Action.SEE_LIST: frozenset({*_READERS, Role.COMMANDER}),
    Action.EXPORT_LIST: frozenset({Role.ANALYST, Role.PANEL_CHAIR}),
    Action.EXPORT_ADOPTIONS: frozenset({Role.ANALYST}),
    Action.SEE_EVERY_MAN: frozenset({*_READERS, Role.COMMANDER}),
    Action.SEE_OWN_MEN: frozenset({Role.LRO}),
    Action.OPEN_MAN: frozenset({*_READERS, Role.LRO}),
    Action.DECIDE_IDENTITY: frozenset({Role.ANALYST, Role.PROFESSIONAL_STANDARDS}),
    Action.SEE_LINKS: frozenset(_WRITERS),
    Action.DECIDE_LINK: frozenset({Role.ANALYST, Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}),
    Action.PROPOSE_LINK: frozenset(_WRITERS),
    Action.SEE_SEALED: frozenset({Role.PROFESSIONAL_STANDARDS}),
    Action.SEE_PANEL: frozenset({Role.ANALYST, *_PANEL, Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}),
    Action.NOMINATE: frozenset({Role.ANALYST, *_PANEL, Role.SUPERVISOR}),
    Action.DISCUSS: frozenset({Role.ANALYST, *_PANEL, Role.SUPERVISOR}),
    Action.PREPARE: frozenset({Role.ANALYST, *_PANEL, Role.SUPERVISOR}),
    Action.JUDGE: frozenset(_PANEL),
    Action.RULE: frozenset({Role.PANEL_CHAIR}),
    Action.ADOPT_AT_ONCE: frozenset({Role.PANEL_CHAIR, Role.SUPERVISOR}),
    Action.MANAGE: frozenset({Role.PANEL_CHAIR, Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}),
    Action.DECLARE_CONFLICT: frozenset({*_READERS, Role.LRO}),
    Action.SEE_CONFLICTS: frozenset({Role.PANEL_CHAIR, Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}),
    Action.READ_PRECURSORS: frozenset({Role.ANALYST, *_PANEL, Role.SUPERVISOR}),
    Action.REFER: frozenset({Role.ANALYST, Role.SUPERVISOR, Role.VICTIM_LEAD, Role.PROFESSIONAL_STANDARDS}),
    Action.SEE_REFERRALS: frozenset(_READERS),
    Action.SEE_AUDIT: frozenset({Role.AUDITOR, Role.PROFESSIONAL_STANDARDS}),
    Action.SEE_USERS: frozenset({Role.ADMINISTRATOR, Role.PROFESSIONAL_STANDARDS}),
    Action.MANAGE_USERS: frozenset({Role.ADMINISTRATOR}),
    Action.RECORD_OUTCOME: frozenset(_WRITERS),
    Action.RECORD_MARKER: frozenset(_WRITERS),
    Action.WRITE_NOTE: frozenset(_WRITERS),
    Action.SEE_PLAN: frozenset({*_PLANNERS, Role.PANEL_CHAIR, Role.VICTIM_LEAD}),
    Action.WRITE_PLAN: frozenset(_PLANNERS),
    Action.AUTHORISE_ACTION: frozenset({Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}),
    Action.LOOK_AT_SAFETY: frozenset({*_PLANNERS, Role.VICTIM_LEAD}),
    Action.SUPERVISE_PLAN: frozenset({Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}),
    Action.SEE_TASKING: frozenset({*_PLANNERS, Role.PANEL_CHAIR, Role.VICTIM_LEAD}),
    Action.HOLD_TASKING: frozenset({Role.SUPERVISOR, Role.PANEL_CHAIR, Role.PROFESSIONAL_STANDARDS}),
    Action.SEE_POWERS: frozenset({*_PLANNERS, Role.PANEL_CHAIR, Role.VICTIM_LEAD}),
    Action.RECORD_FACT: frozenset({*_PLANNERS, Role.VICTIM_LEAD}),
    Action.TRACK_ORDER: frozenset(_PLANNERS),
    Action.MAKE_PACK: frozenset(_PLANNERS),
    Action.OVERRIDE_PACK: frozenset(_PLANNERS),
    Action.RECORD_DISRUPTION: frozenset(_PLANNERS),
    Action.READ_DISRUPTION: frozenset({Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}),
    Action.SEE_ALERTS: frozenset({*_PLANNERS, Role.VICTIM_LEAD}),
    Action.SEE_AFTERCARE: frozenset({Role.VICTIM_LEAD, Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}),
    Action.OPEN_WOMAN: frozenset({*_PLANNERS, Role.VICTIM_LEAD}),
    Action.RECORD_OF_WOMAN: frozenset({*_PLANNERS, Role.VICTIM_LEAD}),
    Action.SEE_WHO_SAW_HER: frozenset({Role.SUPERVISOR, Role.VICTIM_LEAD, Role.PROFESSIONAL_STANDARDS}),
    Action.ERASE_CONTACT: frozenset({Role.VICTIM_LEAD}),
    Action.SEE_WAITING_FOR_HER: frozenset({Role.VICTIM_LEAD}),
    Action.TELL_HER: frozenset({*_PLANNERS, Role.VICTIM_LEAD}),
    Action.SEE_RESULTS: frozenset({*_READERS, Role.COMMANDER}),
    Action.OPEN_FIGURE: frozenset(_ANSWERING),
    Action.SEE_EVIDENCE: frozenset({*_ANSWERING, Role.AUDITOR}),
    Action.PROPOSE_RELEASE: frozenset({Role.ANALYST, Role.COMMANDER}),
    Action.ANSWER_RELEASE: frozenset({Role.COMMANDER}),
    Action.ACT_FOR_AGENCY: frozenset({Role.GUEST}),
}
