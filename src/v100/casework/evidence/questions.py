"""What those who answer for the programme are asked, and which evidence answers."""

from dataclasses import dataclass
from datetime import date

from v100.casework.evidence.models import LoadedEvidence
from v100.reports.evidence import Chart, Evidence
from v100.reports.evidence_document import as_evidence


@dataclass(frozen=True)
class Question:
    """In plain English; by which measure it is answered, and how many of its pictures stand beside the answer."""

    about: str
    words: str
    charts: int = 1


QUESTIONS = (
    Question("policies", "Are the right men found?"),
    Question("effect", "Does being listed change anything?", charts=2),
    Question("fairness", "Is it fair?"),
    Question("precursors", "What are the precursor rules worth?"),
)


@dataclass(frozen=True)
class Answer:
    """A question with the evidence of the last day; none where none was published."""

    question: Question
    loaded: LoadedEvidence | None = None
    evidence: Evidence | None = None

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The first of the page of evidence, in its order: of the effect, later harm comes before arrests."""
        sections = self.evidence.sections if self.evidence else ()
        return tuple(chart for section in sections for chart in section.charts)[: self.question.charts]


def answers() -> list[Answer]:
    """To every question, in order."""
    return [_answer(question) for question in QUESTIONS]


def _answer(question: Question) -> Answer:
    loaded = LoadedEvidence.objects.filter(about=question.about).last()
    return Answer(question, loaded, said_by(loaded)) if loaded else Answer(question)


def said_by(loaded: LoadedEvidence) -> Evidence:
    """What loaded evidence says."""
    return as_evidence(loaded.document, where=loaded.evidence_id)


def last_of(about: str, first: date, last: date) -> LoadedEvidence | None:
    """The last evidence of a measure whose day lies between these, both included."""
    found: LoadedEvidence | None = LoadedEvidence.objects.filter(about=about, as_at__range=(first, last)).last()
    return found
