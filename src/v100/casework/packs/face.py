"""What a draft says of itself on each page and in its properties."""

from v100.casework.packs.draft import Draft

FACE = "DRAFT, for a lawyer"


def name_of(draft: Draft) -> str:
    """Its title among other files."""
    return f"{draft.title}: draft, {draft.made.reference}"
