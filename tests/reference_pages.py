"""The reference pages of the docs, drawn from the code, so that they cannot be wrong.

Write them anew with `python tests/reference_pages.py`; tests/unit/test_docs.py compares.
"""

import csv
import inspect
import tomllib
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from textwrap import indent
from typing import Any, Literal, get_args, get_origin

import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo

import format_page
import powers_reference
from v100 import tables
from v100.casework.access import TABLE, Action, Role
from v100.casework.access.roles import PURPOSE
from v100.casework.disruption.criteria import Grade, criteria
from v100.casework.leaks.finding import Vocabulary, vocabulary
from v100.casework.leaks.finding.vocabulary import Phrase
from v100.casework.packs import kept_templates as pack_files
from v100.casework.plans.kept_templates import Template, TemplateAction, TemplateObjective, templates
from v100.casework.powers import Kind
from v100.cli.app import app
from v100.cli.model import bits_of, facts, share_of
from v100.errors import CheckFailed, V100Error
from v100.harm import reasons
from v100.identity import Model
from v100.identity.linking.column_map import ColumnMap, OurColumns
from v100.identity.worth import worth
from v100.intake import profile
from v100.policy import Policy
from v100.settings import FILE, Settings

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
DRAWN = "This page is drawn from the code.\n"
PROFILE_PARTS = (
    (profile.Profile, "The file"),
    (profile.FileRule, "`[files.NAME]`"),
    (profile.Condition, "`keep` of a file, `when` of a table or column"),
    (profile.DateOrder, "`order` of a file"),
    (profile.Join, "`join` of a file"),
    (profile.LookupRule, "`[lookups.NAME]`"),
    (profile.TableRule, "`[[tables]]`"),
    (profile.ColumnRule, "`[tables.columns]`: a column's name, or a rule"),
)


def tables_page() -> str:
    chapters = (
        ("What a force sends", tables.INPUT, "The profile `canonical` is these tables as files of the same name."),
        (
            "What intake adds",
            {"reject": tables.REJECT},
            "`STORE/intake/BATCH/` holds the tables above, one Parquet file each, with `version` (hash of the report "
            "with its children; of an event and a mark, its own); `crime_report`, `event` and `forensic` also with "
            "`received_on` and `batch`. A batch that is older than `forensic` lacks it, which reads as no mark.\n\n"
            "Offences, suspects and victims are part of one version of their report: the next version replaces them. "
            "Events and marks stand apart: courts and laboratories tell of a report later than it was written, often "
            "through another system, and the next version of the report must not undo what they said. Of each the "
            "version last known on a day counts. A mark without `matched_on` is known with the new version of the "
            "report that it came with (`updated_on`), else on receipt: never before.",
        ),
        (
            "Whom a partner refers",
            {"referral": tables.REFERRAL},
            "One row in `STORE/referrals/REFERRAL_ID/person.parquet`, and nowhere else. No run carries it.",
        ),
        ("What a run derives", tables.DERIVED, "One Parquet file each in `STORE/runs/RUN_ID/`."),
        (
            "What a run carries along",
            tables.CARRIED,
            "The reports of those whom a run shows, without what could lead to a woman. Columns are those of *What a "
            "force sends*, less the ones left out here.",
        ),
        ("The offence table", {"offence_table": tables.OFFENCE_TABLE}, "Kept with each run as it was used."),
    )
    said = [
        "# Tables\n",
        DRAWN,
        "Dates are dates; times are London wall time without an offset; harm is days of custody as exact decimals; "
        "distance is metres (EPSG:27700). An empty value means *not known*, never *no*. `*` marks what an extract must "
        "have. In CSV, lists are separated by `|`, dates are ISO, booleans `true` or `false`.\n",
    ]
    for title, group, words in chapters:
        said += [f"## {title}\n", words + "\n"]
        said += [_carried(table) if title.endswith("along") else _table_of(table) for table in group.values()]
    return "\n".join(said)


def _table_of(table: tables.Table) -> str:
    rows = [
        (f"`{column.name}`{'*' if column.required else ''}", column.type, _meaning(column)) for column in table.columns
    ]
    return f"### {table.name}\n\n{table.doc} Key: {_code(table.key)}.\n\n{_rows(('column', 'type', 'meaning'), rows)}"


def _carried(table: tables.Table) -> str:
    source = tables.INPUT[table.name]
    left = [name for name in source.names if name not in table.names]
    added = [column for column in table.columns if column.name not in source.names]
    said = [f"Left out: {_code(left)}." if left else "Whole."]
    said += [f"Added: `{column.name}`, {column.doc}." for column in added]
    return f"### {table.name}, carried\n\n{' '.join(said)}\n"


def _meaning(column: tables.Column) -> str:
    return column.doc + (f": {_code(column.values)}" if column.values else "")


def policy_page() -> str:
    shipped = sorted(entry.name for entry in files("v100.data.policies").iterdir() if entry.name.endswith(".toml"))
    said = [
        "# Policy files\n",
        DRAWN,
        "A policy is one TOML file. Every choice that method and law leave open is a line of it. "
        "To make your own see [Change a policy](../how-to/change-a-policy.md).\n",
        _fields(Policy),
    ]
    for name in shipped:
        text = (files("v100.data.policies") / name).read_text(encoding="utf-8")
        said.append(f"## Shipped: {name.removesuffix('.toml')}\n\n```toml\n{text.rstrip()}\n```\n")
    return "\n".join(said)


def settings_page() -> str:
    return "\n".join(
        (
            "# Settings\n",
            DRAWN,
            f"One file, `STORE/{FILE}`. It may be missing: everything has a default. The report shows these, so they "
            "are inputs of every run: changing one makes another run.\n",
            _fields(Settings),
            "## Environment\n",
            _rows(
                ("variable", "meaning"),
                (
                    ("`V100_STORE`", "the store's folder, where a command needs `--store`"),
                    (
                        "`V100_MEMORY`",
                        "the most memory that the engine may take, such as `3 GiB`: what does not fit lies in "
                        "`STORE/intake` meanwhile; absent: four tenths of the machine's",
                    ),
                    (
                        "`DATABASE_URL`",
                        "the database of casework, `postgresql://USER@HOST/DATABASE`; absent: a server of its own in "
                        "`STORE/postgres`",
                    ),
                    ("`V100_POSTGRES`", "folder of PostgreSQL's programs; absent: the installed package's"),
                    (
                        "`V100_MAIL_FROM`",
                        "the address that a daily e-mail comes from, which says how many alerts wait and nothing else; "
                        "absent: no e-mail is ever sent",
                    ),
                    ("`V100_GUEST_DAYS`", "days ahead at which a guest's last day may lie at most; absent: 90"),
                    (
                        "`V100_ERASE_DAYS`",
                        "days after the last record of a woman or girl from which her contact details are due to be "
                        "erased; absent: 90",
                    ),
                    (
                        "`V100_PACK_DAYS`",
                        "days for which a draft application can be taken; then its files are deleted; absent: 28",
                    ),
                    ("`V100_MAIL_HOST`", "the force's mail server (port 25); absent: this machine"),
                    ("`PGPASSWORD`, `PGPASSFILE` ...", "PostgreSQL's own: a password never stands in a file of ours"),
                ),
            ),
        )
    )


def profile_page() -> str:
    said = [
        "# Profiles\n",
        DRAWN,
        "A profile is one TOML file that says how a record system's files become "
        "[our tables](tables.md#what-a-force-sends). "
        f"Shipped: {_code(profile.shipped())}. How to: [Take in an extract](../how-to/take-in-an-extract.md).\n",
    ]
    for model, title in PROFILE_PARTS:
        said.append(f"## {title}\n\n{inspect.getdoc(model)}\n\n{_fields(model)}")
    return "\n".join(said)


def plan_templates_page() -> str:
    known = templates(Path("no-store"))
    said = [
        "# Templates of plans\n",
        DRAWN,
        "A plan begins with what is usually done about one kind of man. Each kind is one TOML file. A force puts its "
        "own into `STORE/plans`; one of a shipped name takes its place. The site reads them when a plan is begun, and "
        "refuses to start with a faulty one. How to: [Work a man](../how-to/work-a-man.md#his-plan). What is shipped "
        "was written for this project and is to be read over by those who would use it.\n",
        _fields(Template),
        f"## `[[objectives]]`\n\n{_fields(TemplateObjective)}",
        f"## `[[objectives.actions]]`\n\n{_fields(TemplateAction)}",
        "## Shipped\n",
    ]
    for name, template in known.items():
        said.append(f"### `{name}`: {template.title}\n")
        rows = (
            (objective.strand, objective.words, action.words, str(action.due_in), action.could_infer, action.mitigation)
            for objective in template.objectives
            for action in objective.actions
        )
        said.append(_rows(("strand", "objective", "action", "due in, days", "could he infer?", "mitigation"), rows))
    grades = criteria(Path("no-store")).values()
    said += [
        "## Disruption\n",
        "How the effect of a disruption is graded. A force puts its own three grades into `STORE/disruption.toml`.\n",
        _fields(Grade),
        _rows(
            ("grade", "means", "claimed for, days", "second reader"),
            ((each.name, each.words, str(each.least_days), "yes" if each.second_reader else "no") for each in grades),
        ),
    ]
    return "\n".join(said)


def column_map_page() -> str:
    said = [
        "# Column maps\n",
        DRAWN,
        "A column map is one TOML file that tells `v100 resolve` what a person file's columns are. "
        "How to: [Link a person file](../how-to/link-a-person-file.md).\n",
        _fields(ColumnMap),
        f"## `[columns]`\n\n{inspect.getdoc(OurColumns)}\n\n{_fields(OurColumns)}",
    ]
    return "\n".join(said)


def formats_page() -> str:
    said = [
        "# Formats of record systems\n",
        DRAWN,
        "Two record systems hold the crime reports of most forces: NEC Connect (the Met's) and Niche RMS (about half "
        "of all forces'). The profiles `connect` and `niche` are for exports of these, and "
        "[the simulated city](../how-to/try-the-simulated-city.md) can be written as either.\n",
        f'!!! warning "Our reading"\n\n{indent(format_page.READING, "    ")}',
        format_page.PUBLIC,
        f"## How they differ\n\n{_rows(('', '`connect`', '`niche`'), format_page.DIFFERENCES)}",
        f"## What a format cannot carry\n\n{_rows(('format', 'lost'), format_page.LOST)}",
        format_page.SAME,
    ]
    for name, shipped in format_page.shipped().items():
        said.append(f"## `{name}`: {format_page.SYSTEMS[name]}\n")
        for file, words, rows in format_page.files_of(shipped):
            said.append(f"### {file}\n\n{words}\n\n{_rows(('column', 'becomes', 'words'), rows)}")
    return "\n".join(said)


def _fields(model: type[BaseModel]) -> str:
    shown = {name: field for name, field in model.model_fields.items() if not field.exclude}
    rows = [
        (f"`{name}`", _kind(field.annotation), _default(field), field.description or "")
        for name, field in shown.items()
    ]
    return _rows(("name", "takes", "default", "meaning"), rows)


def _kind(annotation: Any) -> str:
    """What a field takes, as people who write TOML say it."""
    parts = [part for part in get_args(annotation) if part not in (type(None), Ellipsis)]
    origin = get_origin(annotation)
    if origin is Literal:
        return "one of " + _code(parts)
    if origin in (tuple, frozenset):
        return f"list of {_kind(parts[0]).removeprefix('one of ')}"
    if origin is dict:
        return f"table of {_kind(parts[1])}"
    if parts:
        return " or ".join(_kind(part) for part in parts)
    words = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    return words.get(annotation) or f"`{annotation.__name__}`"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "*required*"
    if field.default is None or isinstance(field.default, BaseModel):
        return "absent"
    return f"`{_toml(field.default)}`"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def reasons_page() -> str:
    said = [
        "# Why a line counts, or not\n",
        DRAWN,
        "Column `why` of `harm_line`: the first answer that applies, in this order. The rules are in "
        "[Counting](../method/counting.md).\n",
        _rows(("why", "meaning"), ((f"**{why}**", meaning) for why, meaning in reasons.MEANING.items())),
        f"The last {len(reasons.TAKEN_AWAY)} take away a line that would have counted. What they took is still summed, "
        "so that a man whom they leave without a line is shown as set aside.\n",
    ]
    return "\n".join(said)


def vocabulary_page() -> str:
    said = [
        "# Vocabularies\n",
        DRAWN,
        "The words that an extract may carry in a column. A profile maps a force's own words to these. "
        "Flags and method codes are our vocabulary, not a standard.\n",
    ]
    for title, name in (
        ("Flags of a report", "flags"),
        ("Method codes", "mo_codes"),
        ("Outcome types", "outcomes"),
        ("Categories of violence against women and girls", "categories"),
    ):
        said.append(f"## {title}\n\n{_csv('reference', name)}")
    listed = {f"{table.name}.{column.name}": column for table in tables.INPUT.values() for column in table.columns}
    words = [(f"`{where}`", _code(column.values)) for where, column in listed.items() if column.values]
    said.append(f"## Other columns with a closed list\n\n{_rows(('column', 'words'), words)}")
    said.append(f"## Names that name nobody\n\n{_csv('identity', 'placeholders')}")
    return "\n".join(said)


def _csv(package: str, name: str) -> str:
    text = (files(f"v100.data.{package}") / f"{name}.csv").read_text(encoding="utf-8")
    heading, *rows = csv.reader(text.splitlines())
    return _rows([word.replace("_", " ") for word in heading], ((f"`{row[0]}`", *row[1:]) for row in rows))


def precursors_page() -> str:
    rules = tomllib.loads((files("v100.data.reference") / "precursors.toml").read_text(encoding="utf-8"))
    rows = [(name, rule["name"], rule["condition"], _spans(rule), rule["source"]) for name, rule in rules.items()]
    said = [
        "# Rules of the precursor list\n",
        DRAWN,
        "What it is and why it has no score: [The precursor list](../method/precursors.md). [M]: from general "
        "knowledge of the field, not checked against a published source.\n",
        _rows(("rule", "name", "fires on", "days back", "ground"), rows),
        "## What the report says\n",
        _rows(("rule", "wording", "rests on"), ((n, r["wording"], _code(r["reads"])) for n, r in rules.items())),
        "The share of the fields it rests on that is not known is printed beside each rule: not known is not no.\n",
    ]
    return "\n".join(said)


def roles_page() -> str:
    marks = [
        (action.label.capitalize(), *("yes" if role in TABLE[action] else "" for role in Role)) for action in Action
    ]
    return "\n".join(
        (
            "# Roles\n",
            DRAWN,
            "Who may do what on the [site](../how-to/serve-the-site.md). One person may have several roles. What is "
            "not marked is refused, and the refusal is on the record.\n",
            _rows(("role", "by name", "what it is for"), ((str(r.label), f"`{r}`", PURPOSE[r]) for r in Role)),
            "## What each may do\n",
            _rows(("", *(str(role.label) for role in Role)), marks),
        )
    )


def _spans(rule: dict[str, Any]) -> str:
    return str(rule.get("window_days", rule.get("span_days", "–")))


def commands_page() -> str:
    root = typer.main.get_command(app)
    said = [
        "# Commands\n",
        DRAWN,
        "Every command that reads also takes `--json`: one JSON document on standard output and nothing else there. "
        "`--store` may be left out where the environment says `V100_STORE`.\n",
        "## Exit status\n",
        _rows(
            ("status", "meaning"),
            (
                ("0", "done"),
                (str(CheckFailed.exit_status), _first_sentence(CheckFailed)),
                (str(V100Error.exit_status), _first_sentence(V100Error)),
            ),
        ),
        "A fault is one line on standard error: what, where, why, what to do.\n",
    ]
    for name, command in commands(root, "v100"):
        rows = [(_called(parameter), _needs(parameter), parameter.help or "") for parameter in command.params]
        said.append(f"## {name}\n\n{command.help}\n\n{_rows(('', 'default', 'meaning'), rows)}")
    return "\n".join(said)


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command below a group with its whole name."""
    if not hasattr(command, "list_commands"):
        yield name, command
        return
    for word in command.list_commands(None):
        yield from commands(command.get_command(None, word), f"{name} {word}")


def _first_sentence(error: type[V100Error]) -> str:
    return (error.__doc__ or "").split(". ")[0].strip(" .") + "."


def _called(parameter: Any) -> str:
    if parameter.opts[0].startswith("-"):
        return f"`{', '.join(parameter.opts)}`" + (" (again)" if parameter.multiple else "")
    shown = (parameter.metavar or parameter.name).upper().strip("[]")
    return f"`{shown}{'...' if parameter.nargs == -1 else ''}`"


def _needs(parameter: Any) -> str:
    if parameter.required:
        return "*required*"
    return "" if parameter.default in (None, False) else f"`{parameter.default}`"


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _rows(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(heading)
    lines = [names, ["---"] * len(names), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def models_page() -> str:
    chapters = (_model(Model.load(side)) for side in tables.SIDES)
    return (
        "# The identity models\n\n"
        f"{DRAWN}\nWhat the shipped models learned, from simulated cities and without labels. `v100 identity model` "
        "shows the same of any model file.\n\n"
        "`true pairs` and `strangers`: how often two mentions of one person, and of two, are so (*m* and *u*). `bits`: "
        "what it is worth, log2 of the one over the other; for names from the commonest to one that the model does not "
        "list. `from`: learned; *least*, so rare among true pairs that the least chance was taken; *stated* by us, the "
        "strangers' chance or both; *forename*, it comes with that level of the forename; *unseen*, no pair taught it, "
        "so it says nothing.\n\n" + "\n".join(chapters)
    )


def _model(model: Model) -> str:
    said = "\n".join(f"- {name.replace('_', ' ')}: {value}" for name, value in facts(model).items())
    levels = (
        (level.comparison, level.level, share_of(level.m), share_of(level.u), bits_of(level), level.source)
        for level in worth(model)
    )
    heading = ("comparison", "level", "true pairs", "strangers", "bits", "from")
    return f"## {model.side}\n\n{said}\n\n{_rows(heading, levels)}\n"


def powers_page() -> str:
    said = [
        "# Powers and facts\n",
        DRAWN,
        powers_reference.INTRODUCTION,
        powers_reference.UNCHECKED,
        powers_reference.EDITING,
        "## The keys of a file\n",
    ]
    said += [f"### {title}\n\n{inspect.getdoc(model)}\n\n{_fields(model)}" for model, title in powers_reference.PARTS]
    said += [powers_reference.PLACE, powers_reference.FACTS, f"### The keys of a kind\n\n{_fields(Kind)}"]
    for source, title in powers_reference.SOURCES.items():
        rows = powers_reference.facts_of(source)
        said.append(f"### {title}\n\n{_rows(('fact', 'about', 'says', 'read from'), rows)}")
    said.append("## The powers\n\nTheir conditions, one by one: [worked examples](../method/powers.md).\n")
    for power in powers_reference.BOOK.powers.values():
        said.append(f"### {power.code}: {power.name}\n\n{_rows(('', ''), powers_reference.facts_about(power))}")
        said.append("On file to apply:\n\n" + "".join(f"- {words}\n" for words in power.on_file))
    return "\n".join(said)


def packs_page() -> str:
    known = vocabulary()
    said = [
        "# Application packs and leak check\n",
        DRAWN,
        "What a draft application holds is one TOML file for each order, named by the code of its "
        "[power](powers.md). A force puts its own into `STORE/packs`; one of a shipped name takes its place. What the "
        "leak check knows of words stands in one file; a force puts its own at `STORE/leaks.toml`. The site refuses to "
        "start with a faulty one. How to: [Make an application pack](../how-to/make-an-application-pack.md). The law "
        "in these files is to be checked by the force's lawyers.\n",
        _fields(pack_files.Template),
        f"## `[[tests]]`\n\n{_fields(pack_files.Test)}",
        f"## `[[own_words]]`\n\n{_fields(pack_files.OwnWords)}",
        "## Shipped\n",
    ]
    for code, template in pack_files.pack_templates(Path("no-store"), powers_reference.BOOK).items():
        rows = ((test.words, test.source, _code(test.facts)) for test in template.tests)
        said.append(f"### {code}: {template.court}\n\n{_rows(('test', 'source', 'facts'), rows)}")
        said.append("The court must be told:\n\n" + "".join(f"- {each}\n" for each in template.told))
    said += [
        f"## Words of the leak check\n\n{_fields(Vocabulary)}",
        f"### `phrases`\n\n{_fields(Phrase)}",
        "### Shipped wording\n",
        _rows(("wording", "reveals"), ((f"`{each.words}`", each.reveals) for each in known.phrases)),
    ]
    return "\n".join(said)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "policy.md": policy_page,
    "settings.md": settings_page,
    "profile.md": profile_page,
    "plan-templates.md": plan_templates_page,
    "column-map.md": column_map_page,
    "formats.md": formats_page,
    "models.md": models_page,
    "tables.md": tables_page,
    "reasons.md": reasons_page,
    "vocabularies.md": vocabulary_page,
    "precursors.md": precursors_page,
    "powers.md": powers_page,
    "packs.md": packs_page,
    "roles.md": roles_page,
}


def rendered(name: str) -> str:
    """One page as Markdown."""
    return PAGES[name]().rstrip() + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        (FOLDER / page).write_text(rendered(page), encoding="utf-8")
