"""The page of the docs that shows the worked examples of powers: drawn from them, so that it cannot be wrong."""

from collections.abc import Iterable
from pathlib import Path

from spec.powers import chapters
from spec.powers.worked import AS_AT, Case, Example, asked, facts, one
from v100.casework.powers import Advice, State

PATH = Path(__file__).parents[3] / "docs" / "method" / "powers.md"
INTRODUCTION = """# Powers that may be open

For each man, and for him with each woman, every power of the book is asked: may it be open? The answer comes from the
facts on file and from nothing else. It recommends nothing, puts nothing in an order and decides nothing: a supervisor
or a lawyer does.

| answer | it says | it does not say |
| --- | --- | --- |
| **may be open** | every condition of the file has a fact, and each fact opens | that the power should be used, or that a court would grant it |
| **lacks ...** | nothing rules it out; these conditions have no fact on file | that they are not met: not on file is not known, not *no* |
| **not open** | a fact, a day or a place rules it out, and is named | that nothing can be done: another power, or varying the order in force |

!!! warning "To be checked by the force's lawyers"

    The conditions were written from the statutes by people who are not lawyers. Each file says what it is unsure of.
    [How to read and change one](../reference/powers.md).

Each example below is the smallest file of facts that opens the power: take any line away and it lacks that. Whom, what,
how surely and for how long are in the [reference](../reference/powers.md). This page is drawn from the tests, which ask
every example. The day is 31 March 2026, facts are of 25 March, the woman is `W`. What opens a fact: `R1` a report, `E1`
an event, `person` the run's own line, `entry 1` what an officer recorded on the file.
"""


def rendered() -> str:
    """The page as Markdown."""
    parts = [INTRODUCTION, "## What holds for every power\n"]
    parts += [_case(case) for case in chapters.CASES]
    for chapter, examples in chapters.CHAPTERS.items():
        parts.append(f"## {chapter}\n")
        parts += [_example(example) for example in examples]
    return "\n".join(parts).rstrip() + "\n"


def _case(case: Case) -> str:
    advice = asked(case.power, facts(case.power, case.file), as_at=case.as_at, place=case.place)
    asked_at = [f"As at {case.as_at}."] if case.as_at != AS_AT else []
    asked_at += [f"Place: {', '.join(case.place) or 'not known'}."] if case.power.areas or case.power.not_areas else []
    said = " ".join([case.says, f"Asked of {case.code}.", *asked_at])
    return f"### {case.title[0].upper()}{case.title[1:]}\n\n{said}\n\n{_needs(advice)}\n**→ {_state(advice)}**\n"


def _example(example: Example) -> str:
    power, on_file = example.power, facts(example.power, example.file)
    without = [fact for fact in on_file if fact.kind.name != example.without]
    lacking = asked(power, without, place=example.place)
    whom = "him with each woman" if power.about == "man and woman" else "him"
    said = [
        f"### {power.code}: {power.name}\n",
        f"*{power.checked[0].upper()}{power.checked[1:]}.* {power.statute}. Asked of {whom}.\n",
        _needs(asked(power, on_file, place=example.place)),
        "**→ may be open**\n",
        f"Without `{example.without}` **→ {_state(lacking)}**\n",
        _closed(example),
    ]
    if power.note:
        said.append(f"In doubt, or new: {power.note}.\n")
    return "\n".join(said)


def _closed(example: Example) -> str:
    closed, on_file = example.closed, facts(example.power, example.file)
    if closed is None:
        return "No fact on file closes it.\n"
    if closed.fact:
        on_file, why = [*on_file, one(example.power, closed.fact)], f"With `{closed.fact}` too"
    elif closed.place:
        why = f"In {', '.join(closed.place)}"
    else:
        why = f"On {closed.as_at}"
    advice = asked(example.power, on_file, as_at=closed.as_at, place=closed.place or example.place)
    return f"{why} **→ {_state(advice)}**\n"


def _state(advice: Advice) -> str:
    if advice.state == State.NOT_OPEN:
        return f"not open: {_words(answer.words for answer in advice.closed)}"
    if advice.state == State.LACKS:
        return f"lacks: {_words(answer.words for answer in advice.missing)}"
    return advice.state


def _words(words: Iterable[str]) -> str:
    return "; ".join(words)


def _needs(advice: Advice) -> str:
    rows = [
        (
            answer.words,
            "; ".join(f"`{fact.kind.name}` ({fact.opens})" for fact in answer.facts) or "–",
            answer.source,
        )
        for answer in advice.needs
    ]
    lines = [("condition", "on file", "source"), ("---", "---", "---"), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


if __name__ == "__main__":
    PATH.write_text(rendered(), encoding="utf-8")
