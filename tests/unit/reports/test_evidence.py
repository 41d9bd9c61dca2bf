"""A page of evidence: everything that it is given stands on it, escaped, and the same evidence gives the same bytes."""

from datetime import date
from html.parser import HTMLParser

from v100.reports.evidence import Chart, Evidence, Grid, Section, evidence_page

EVIDENCE = Evidence(
    about="policies",
    as_at=date(2026, 3, 31),
    title="Which rule finds most",
    when="12 months to 31 March 2026",
    marking="OFFICIAL-SENSITIVE",
    lead=("The list carries 30% of the harm that followed.",),
    cannot_say=("It says nothing of why <he> did it.",),
    figures=(("Harm that followed", "30%", "of 90 days"),),
    sections=(
        Section(
            "By rule",
            ("Longer lists carry more.",),
            (Chart("<svg><title>t</title></svg>", "Lines rise with the length", "Each line is a rule."),),
            (Grid("Shares", ("rule", "90 days", "what it is"), (("v100", "30%", "the method"),), words=(2,)),),
        ),
    ),
    made_from=(("Store", "runs of 12 dates"),),
)


class Reading(HTMLParser):
    """The text of a page and the classes of its cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.cells: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self.cells.append(dict(attrs).get("class"))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text.append(data.strip())


def test_everything_given_stands_on_the_page_in_its_order() -> None:
    text = Reading(evidence_page(EVIDENCE)).text
    said = [
        "Which rule finds most",
        "12 months to 31 March 2026",
        *EVIDENCE.lead,
        *EVIDENCE.cannot_say,
        "30%",
        "of 90 days",
    ]
    said += ["Longer lists carry more.", "Each line is a rule.", "Shares", "v100", "the method", "runs of 12 dates"]
    places = [text.index(sentence) for sentence in said[:4]] + [len(text) - 1 - text[::-1].index(said[-1])]
    assert places == sorted(places)
    assert set(said) <= set(text)


def test_figures_stand_to_the_right_and_sentences_to_the_left() -> None:
    assert Reading(evidence_page(EVIDENCE)).cells == ["num", None]


def test_a_page_of_evidence_has_no_script_and_is_the_same_each_time() -> None:
    page = evidence_page(EVIDENCE)
    assert "<script" not in page
    assert page == evidence_page(EVIDENCE)
