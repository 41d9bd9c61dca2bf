"""What those who answer for the programme are asked, and which evidence answers."""

from dataclasses import dataclass
from datetime import date

from v100.casework.evidence.models import LoadedEvidence
from v100.errors import V100Error
from v100.reports.evidence import Chart, Evidence
from v100.reports.evidence_document import as_evidence, made_by


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
    """A question with the evidence of the last day; none where none was published. What is loaded and is of a structure
    that this version does not know has no evidence to show, only who made it."""

    question: Question
    loaded: LoadedEvidence | None = None
    evidence: Evidence | None = None

    @property
    def made_by(self) -> str:
        return made_by(self.loaded.document) if self.loaded else ""

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


def said_by(loaded: LoadedEvidence) -> Evidence | None:
    """What loaded evidence says; none where an upgrade left it behind, being of a structure no longer known."""
    try:
        return as_evidence(loaded.document, where=loaded.evidence_id)
    except V100Error:
        return None


def last_of(about: str, first: date, last: date) -> Evidence | None:
    """What the last evidence of a measure says whose day lies between these, both included; of what can be read."""
    found = LoadedEvidence.objects.filter(about=about, as_at__range=(first, last)).reverse()
    return next((said for loaded in found if (said := said_by(loaded))), None)
