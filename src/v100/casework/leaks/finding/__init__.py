"""What in a text that may reach him leads to a woman, her children or her supporters. No database, no web, no store."""

from v100.casework.leaks.finding.identifier import Identifier, Kind
from v100.casework.leaks.finding.leak import Doubt, Leak, Passage
from v100.casework.leaks.finding.leaks import leaks_in
from v100.casework.leaks.finding.vocabulary import Vocabulary, vocabulary

__all__ = ["Doubt", "Identifier", "Kind", "Leak", "Passage", "Vocabulary", "leaks_in", "vocabulary"]
