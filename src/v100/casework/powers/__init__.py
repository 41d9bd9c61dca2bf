"""Which powers may be open for a man, from the facts on his file. It shows; a supervisor or a lawyer decides."""

from v100.casework.powers.advice import Advice, Answer, State, advise
from v100.casework.powers.fact import Fact, Kind
from v100.casework.powers.load import Book, load
from v100.casework.powers.power import Power
from v100.casework.powers.survey import survey

__all__ = ["Advice", "Answer", "Book", "Fact", "Kind", "Power", "State", "advise", "load", "survey"]
