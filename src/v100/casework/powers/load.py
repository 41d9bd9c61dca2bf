"""The files: the shipped ones, and a force's own folder beside or over them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from v100.casework.powers.fact import Kind
from v100.casework.powers.power import Power
from v100.casework.powers.vocabulary import unknown, words
from v100.errors import V100Error

FACTS = "facts.toml"
LISTED = "see docs/reference/powers.md"

Tables = dict[str, dict[str, Any]]
"""What each file states, by the name of the file."""

Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True)
class Book:
    """The powers by code and the kinds of facts by name, each in the order of letters."""

    powers: Mapping[str, Power]
    kinds: Mapping[str, Kind]


def load(folder: Path | None = None) -> Book:
    """The shipped files; a file of `folder` stands beside them, or in the place of the shipped one of its name. Kinds
    of facts that its facts.toml states are added to the shipped ones, or take the place of one.

    Raises V100Error with every fault found: file, key, value, what is wrong, what to do.
    """
    shipped, own = _read(files("v100.data.powers")), _own(folder)
    return _book({**shipped, **own, FACTS: {**shipped[FACTS], **own.get(FACTS, {})}})


def _own(folder: Path | None) -> Tables:
    if folder is None:
        return {}
    if not folder.is_dir():
        raise V100Error(f"powers {folder}: no such folder; give the one that holds your files, CODE.toml each")
    return _read(folder)


def _read(folder: Traversable) -> Tables:
    tables: Tables = {}
    faults = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            try:
                tables[entry.name] = tomllib.loads(entry.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                faults.append(f"{entry.name}: not valid TOML ({error}); mend that line")
    _raise(faults)
    return tables


def _book(tables: Tables) -> Book:
    faults: list[str] = []
    kinds = {
        name: _made(Kind, FACTS, f"{name}.", _named(name, values), faults)
        for name, values in sorted(tables[FACTS].items())
    }
    powers = {file: _made(Power, file, "", values, faults) for file, values in sorted(tables.items()) if file != FACTS}
    for kind in kinds.values():
        if kind:
            faults += _unknown_words(kind)
    for file, power in powers.items():
        if power:
            faults += [*_misnamed(file, power), *_unknown_kinds(file, power, kinds)]
    _raise(faults)
    return Book(
        {power.code: power for power in powers.values() if power}, {name: kind for name, kind in kinds.items() if kind}
    )


def _named(name: str, values: Any) -> Any:
    return {"name": name, **values} if isinstance(values, dict) else values


def _made(model: type[Part], file: str, within: str, values: Any, faults: list[str]) -> Part | None:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults += [f"{file}: {within}{_fault(fault)}" for fault in error.errors()]
        return None


def _fault(fault: Any) -> str:
    """Key, value, what is wrong, what to do. Entries of a list are counted from 1."""
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in fault["loc"]) or "the whole"
    if fault["type"] == "missing":
        return f"{key}: not there; add it ({LISTED})"
    if fault["type"] == "extra_forbidden":
        return f"{key} = {fault['input']!r}: no such key; take it out or mend its name ({LISTED})"
    what = fault["msg"].removeprefix("Value error, ")
    if isinstance(fault["input"], dict):
        return f"{key}: {what} ({LISTED})"
    return f"{key} = {fault['input']!r}: {what}; mend it ({LISTED})"


def _misnamed(file: str, power: Power) -> Iterator[str]:
    if file != f"{power.code}.toml":
        yield f"{file}: code = {power.code!r}: not the file's name; call the file {power.code}.toml or mend the code"


def _unknown_kinds(file: str, power: Power, kinds: Iterable[str]) -> Iterator[str]:
    names = list(kinds)
    for part, conditions in (("needs", power.needs), ("closed_by", power.closed_by)):
        for number, condition in enumerate(conditions, 1):
            for name in sorted(set(condition.kinds) - set(names)):
                key = "fact" if condition.fact else "any_of"
                hint = _hint(name, names, f"add it to {FACTS} or choose one")
                yield f"{file}: {part}.{number}.{key} = {name!r}: no such fact; {hint} ({LISTED})"


def _unknown_words(kind: Kind) -> Iterator[str]:
    for key, word in unknown(kind):
        hint = _hint(word, words(key), "choose one that there is")
        yield f"{FACTS}: {kind.name}.{key} = {word!r}: no such word; {hint} (see docs/reference/vocabularies.md)"


def _hint(word: str, known: Iterable[str], otherwise: str) -> str:
    near = get_close_matches(word, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else otherwise


def _raise(faults: list[str]) -> None:
    if faults:
        raise V100Error("powers: " + "; ".join(faults))
