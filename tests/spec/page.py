"""The page of the docs that shows the worked examples: drawn from them, so that it cannot be wrong."""

from pathlib import Path

from spec import chapters, worked
from v100.tables import INPUT

PATH = Path(__file__).parents[2] / "docs" / "method" / "examples.md"
INTRODUCTION = """# Worked examples

The counting rules at work, each on the smallest tables that show it. This page is drawn from the tests, which run
every example on the engine. What a table leaves out takes the plainest value: one man `A` born in 1985, one woman
`W`, recorded and named on 1 March 2026, line 1; the run is as at 31 March 2026 under policy `v100`.
"""


def rendered() -> str:
    """The page as Markdown."""
    parts = [INTRODUCTION]
    for chapter, examples in chapters.CHAPTERS.items():
        parts.append(f"## {chapter}\n")
        parts += [_example(example) for example in examples]
    parts.append("## Shown elsewhere\n")
    parts += [f"- **Rule {rule}**: {where}" for rule, where in chapters.SHOWN_ELSEWHERE.items()]
    return "\n".join(parts).rstrip() + "\n"


def _example(example: worked.Example) -> str:
    said = [f"### Rule {example.rule}: {example.title}\n"]
    if example.says:
        said.append(f"{example.says}\n")
    if example.policy:
        switches = ", ".join(f"`{name} = {_toml(value)}`" for name, value in example.policy.items())
        said.append(f"Policy: {switches}.\n")
    if example.as_at != worked.AS_AT:
        said.append(f"As at {example.as_at}.\n")
    for entry in example.decisions:
        said.append(f"In the ledger: {entry['decision']} {entry['subject']}, “{entry['why']}”.\n")
    if example.recognised:
        said.append(f"Compared with the suspects known, each may be:\n\n{_table(example.recognised)}\n")
    for name, text in example.previous.items():
        said.append(f"In the run before, {name}:\n\n{_table(text)}\n")
    if example.weights:
        said.append(f"This edition of the weights:\n\n{_table(example.weights)}\n")
    said += [f"{name}:\n\n{_table(example.given[name])}\n" for name in INPUT if name in example.given]
    said += [f"**→ {name}**\n\n{_table(text)}\n" for name, text in example.expect.items()]
    return "\n".join(said)


def _table(text: str) -> str:
    names = worked.heading(text)
    body = worked.rows(text)
    if not body:
        return "*(no row)*"
    lines = [names, ["---"] * len(names), *([row.get(name, "") for name in names] for row in body)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)


if __name__ == "__main__":
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_text(rendered(), encoding="utf-8")
