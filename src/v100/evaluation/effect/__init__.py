"""Was arrest likelier because of the list, and did less harm follow?"""

from v100.evaluation.effect.answer import CANNOT_SAY, lead
from v100.evaluation.effect.measuring import Effect, claim, effect, measure
from v100.evaluation.effect.page import effect_evidence

__all__ = ["CANNOT_SAY", "Effect", "claim", "effect", "effect_evidence", "lead", "measure"]
