"""What a draft says of itself on each page and in its properties."""

from v100.casework.packs.draft import Draft, in_words

FACE = "DRAFT, for a lawyer"


def name_of(draft: Draft) -> str:
    """Its title among other files."""
    return f"{draft.title}: draft, {draft.made.reference}"


def heading_of(draft: Draft) -> str:
    """At its top: nobody shall take it for the order itself."""
    return f"Draft application: {draft.title}"


def mark_of(draft: Draft) -> str:
    """At the foot of each page: whose it is, for whom, and until when, so that a page that is left about says so."""
    return f"{FACE}. Made by {draft.made.by}. Expires on {in_words(draft.made.expires_on)}"
