"""One run as one HTML file: opens without network, prints, works with scripts off."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from v100.reports import page, wording
from v100.reports.beside import ANNEXES, annexes, set_aside
from v100.reports.boroughs import boroughs
from v100.reports.concentration import concentration
from v100.reports.facts import Facts
from v100.reports.front import changes, figures, firmness
from v100.reports.parts import Part, flags, name, parts
from v100.reports.precursor_list import precursor_list, rules_of
from v100.reports.reading import Row, Rows, Run, read
from v100.reports.reference import precursor_rules
from v100.reports.timeline import event_in_words


def briefing(tables: Mapping[str, Rows], facts: Facts) -> str:
    """The report of one run as one HTML file; the same tables and facts give the same bytes.

    `tables` are the run's, by name: ranking, set_aside, harm_line, departure, annex, precursor, person,
    person_mention, match, report_victim, and crime_report, offence, suspect, event as known. It names no victim
    (only references), no address, contact or ethnicity, and no free text in which a name could stand.
    """
    run = read(tables, facts)
    template = _environment(run).get_template("report.html.j2")
    return template.render(_said_of(run, parts(run)))


def _said_of(run: Run, of_people: list[Part]) -> dict[str, Any]:
    """Everything that the templates show."""
    facts, gone = run.facts, changes(run).gone
    fired = rules_of(run)
    flagged = {flag for row in run.shown for flag in flags(row)}
    rules = {rule for row in run.shown for rule in fired.get(row["person_id"], ())}
    return {
        "facts": facts,
        "policy_values": _policy_values(facts),
        "window_opens": facts.as_at - timedelta(days=facts.policy.window_days - 1),
        "print_line": _print_line(facts),
        "words": wording.words(facts.policy),
        "run": run,
        "figures": figures(run),
        "changes": changes(run),
        "gone_by_reason": Counter(row["why"] for row in gone).most_common(),
        "firmness": firmness(run, of_people),
        "parts": of_people,
        "with_part": {part.ranked["person_id"] for part in of_people},
        "concentration": concentration(run),
        "boroughs": boroughs(run),
        "precursors": precursor_list(run),
        "fired": fired,
        "all_flags": sorted(flagged) + sorted(rules, key=lambda rule: int(rule[1:])),
        "rules": precursor_rules(),
        "rule_names": {rule: said.name for rule, said in precursor_rules().items()},
        "set_aside": set_aside(run),
        "annexes": annexes(run),
        "annex_titles": {key: title for key, (title, _) in ANNEXES.items()},
    }


def _environment(run: Run) -> Environment:
    environment = page.environment()
    environment.filters.update(
        date=wording.long_date,
        days=wording.days,
        years=wording.years,
        event=event_in_words,
        prose=wording.prose,
        svg=Markup,
    )
    rows_shown = {(person, row["report_id"]) for person, rows in run.lines.items() for row in rows}
    style, script = page.asset("style.css") + _page_margins(run.facts), page.asset("script.js")
    environment.globals.update(
        latest_first=lambda ids: _latest_first(run, ids),
        is_shown=lambda person_id, report_id: (person_id, report_id) in rows_shown,
        share=wording.share,
        percent=wording.percent,
        count=wording.count,
        name_of=lambda person_id: name(run, person_id),
        person_of=lambda person_id: run.people.get(person_id, {"names": None, "sex": None, "ids": None}),
        flags_of=flags,
        moved=lambda row: _moved(row, run.facts.policy.list_size),
        policy=run.facts.policy,
        style=Markup(style),
        script=Markup(script),
        style_hash=page.block_hash(style),
        script_hash=page.block_hash(script),
    )
    return environment


def _latest_first(run: Run, report_ids: list[str]) -> list[str]:
    """Reports by the date of recording, the latest first; those that the run does not carry come last."""
    dated = {report_id: run.reports.get(report_id, {}).get("recorded_on") or date.min for report_id in report_ids}
    return sorted(report_ids, key=lambda report_id: (-dated[report_id].toordinal(), report_id))


def _print_line(facts: Facts) -> str:
    return f"{facts.marking} · run {facts.run_id} · policy {facts.policy.name}"


def _page_margins(facts: Facts) -> str:
    """Marking, run and policy in the margin of every printed page (page margin boxes)."""
    return (
        "@page { size: A4; margin: 17mm 12mm 15mm;"
        f" @top-center {{ content: {_css_text(facts.marking)}; font: bold 9pt sans-serif; }}"
        f" @bottom-left {{ content: {_css_text(f'Run {facts.run_id} · policy {facts.policy.name}')};"
        " font: 8pt sans-serif; white-space: nowrap; }"
        ' @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; } }\n'
    )


def _css_text(text: str) -> str:
    """A CSS string; whatever is not a letter, digit, space, dot or dash is written as its code point."""
    return '"' + "".join(c if c.isascii() and (c.isalnum() or c in " .-") else f"\\{ord(c):x} " for c in text) + '"'


def _moved(row: Row, size: int) -> str:
    """The movement by which the list is filtered; `entered` came from below the cut."""
    if row["movement"] is None or row["previous_rank"] is None:
        return "new" if row["movement"] else ""
    if row["rank"] <= size < row["previous_rank"]:
        return "entered"
    if row["rank"] == row["previous_rank"]:
        return "same"
    return "up" if row["rank"] < row["previous_rank"] else "down"


def _policy_values(facts: Facts) -> list[tuple[str, str, str]]:
    """Each switch of the policy: name, value, what it says."""
    fields = type(facts.policy).model_fields
    values = facts.policy.model_dump()
    return [(name, _written(values[name]), field.description or "") for name, field in fields.items()]


def _written(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
