"""A profile (TOML): how one record system's files and columns become our tables.

A profile names its files, and for each of our tables which file feeds it and from which columns. What it does
not name is reported and left out. Nothing in it is code: values are renamed by lists, dates read by patterns.
"""

import hashlib
import tomllib
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from v100.errors import V100Error
from v100.intake.profile_faults import in_words
from v100.tables import INPUT

ISO = "ISO"
"""The pattern that stands for 2026-03-31 or 2026-03-31 14:05."""


LONDON = "Europe/London"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Strict):
    """What a row must say: its column is filled or empty, is one of some words, or is none of them."""

    column: Annotated[str, Field(description="the file's column")]
    among: Annotated[tuple[str, ...] | None, Field(description="one of these words, whatever the case")] = None
    not_among: Annotated[tuple[str, ...] | None, Field(description="none of these words")] = None
    filled: Annotated[bool | None, Field(description="true: not empty; false: empty")] = None

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        if sum(each is not None for each in (self.among, self.not_among, self.filled)) != 1:
            raise ValueError("give exactly one of among, not_among, filled")
        return self


class ColumnRule(_Strict):
    """Where one of our columns comes from: exactly one of the first six; then how to read it."""

    column: Annotated[str | None, Field(description="the file's column")] = None
    first: Annotated[tuple[str, ...] | None, Field(description="columns: the first that is filled")] = None
    all: Annotated[
        tuple[str, ...] | None, Field(description="columns: all that are filled, with `separator` between them")
    ] = None
    ticked: Annotated[
        dict[str, str] | None,
        Field(description="columns that say Y or N = our word: the list of the words whose column says Y"),
    ] = None
    template: Annotated[str | None, Field(description="text with {columns}; empty when one is empty")] = None
    constant: Annotated[str | None, Field(description="the same for every row")] = None
    when: Annotated[tuple[Condition, ...], Field(description="empty unless the row meets all of these")] = ()
    values: Annotated[
        dict[str, str] | None,
        Field(
            description='their word = ours, whatever the case (in a list: each word); "" leaves it empty; '
            "a word not listed is a fault"
        ),
    ] = None
    lookup: Annotated[str | None, Field(description="a list of the profile that turns text into `take`")] = None
    take: Annotated[str | None, Field(description="the column of that list")] = None
    name: Annotated[
        Literal["surname", "forename", "middle_names"] | None,
        Field(description='which part of "SURNAME, Forename Middle" (or "Forename Middle SURNAME")'),
    ] = None
    dates: Annotated[
        tuple[str, ...] | None, Field(description="date patterns of this column, ISO or as in %d/%m/%Y")
    ] = None
    separator: Annotated[str, Field(min_length=1, description="between the values of a list")] = "|"
    optional: Annotated[bool, Field(description="the file may lack it: then it is not known")] = False

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = [self.column, self.first, self.all, self.ticked, self.template, self.constant]
        if sum(each is not None for each in given) != 1:
            raise ValueError("give exactly one of column, first, all, ticked, template, constant")
        if (self.lookup is None) != (self.take is None):
            raise ValueError("lookup and take go together")
        return self


class DateOrder(_Strict):
    """Two dates of a row of which the second may not lie before the first."""

    earlier: Annotated[str, Field(description="the column that comes first")]
    later: Annotated[str, Field(description="the column that may not lie before it")]


class Join(_Strict):
    """Another file of the profile whose row, found by its key, lends this row its columns as `file.Column`.

    A key that no row carries is a fault, and so are rows that differ under one key. With `many`, none, one or
    several rows may carry the key: each different value comes once, in the order of its rows, with | between.
    """

    file: Annotated[str, Field(description="the other file, by its name here")]
    on: Annotated[dict[str, str], Field(min_length=1, description="column of this file = its key there")]
    many: Annotated[bool, Field(description="any number of rows may carry the key, as with flags or aliases")] = False


class FileRule(_Strict):
    """One file of the extract; it is found by its name here, whatever the ending (.csv, .csv.gz, .parquet, .xlsx)."""

    names: Annotated[tuple[str, ...], Field(description="other names, with * for any text")] = ()
    delimiter: Annotated[
        str | None, Field(pattern=r"^[\x01-\x7f]$", description="absent: the one that fits the heading")
    ] = None
    encoding: Annotated[Literal["utf-8", "windows-1252", "utf-16"] | None, Field(description="absent: worked out")] = (
        None
    )
    header_row: Annotated[int, Field(ge=1, description="the row that holds the heading")] = 1
    dates: Annotated[tuple[str, ...], Field(min_length=1, description="date patterns of the file")] = (ISO,)
    zone: Annotated[
        Literal["Europe/London", "UTC"], Field(description="the clock of its times of day; we keep London's")
    ] = "Europe/London"
    query: Annotated[str | None, Field(description="the SQL that reads it when the source is PostgreSQL")] = None
    keep: Annotated[
        tuple[Condition, ...], Field(description="rows in scope meet all of these; others are filtered")
    ] = ()
    order: Annotated[tuple[DateOrder, ...], Field(description="dates that must be in order")] = ()
    join: Annotated[tuple[Join, ...], Field(description="files that lend columns")] = ()


class LookupRule(_Strict):
    """A list (CSV beside the profile) that turns a text into a code, matched exactly after trimming."""

    file: Annotated[str, Field(description="path, from the profile's folder")]
    key: Annotated[str, Field(description="the column that holds the text")]
    unmatched: Annotated[
        Literal["reject", "filter"], Field(description="a text not listed: a fault, or out of scope")
    ] = "reject"


class TableRule(_Strict):
    """One of our tables (or a part of it) and the file that feeds it.

    Where tables share a file by words (`when`), a row whose word none of them takes is a fault: `keep` of the file
    says which words are out of scope.
    """

    table: Annotated[
        Literal["crime_report", "offence", "suspect", "victim", "event", "forensic"], Field(description="our table")
    ]
    file: Annotated[str, Field(description="the file, by its name in this profile")]
    when: Annotated[tuple[Condition, ...], Field(description="make rows only of those that meet all of these")] = ()
    same_names: Annotated[bool, Field(description="columns of our own names need not be listed")] = False
    columns: Annotated[dict[str, str | ColumnRule], Field(description="our column = theirs, or a rule")] = {}

    def rules(self) -> dict[str, ColumnRule]:
        """The rule of each of our columns, in our order."""
        given = {
            name: ColumnRule(column=rule) if isinstance(rule, str) else rule for name, rule in self.columns.items()
        }
        if self.same_names:
            given = {name: ColumnRule(column=name) for name in INPUT[self.table].names} | given
        return {name: given[name] for name in INPUT[self.table].names if name in given}


class Profile(_Strict):
    """A whole profile. `crime_unit` has no default: what one row of offences is must be said (counting rule 3)."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="name, as in the manifest")]
    title: Annotated[str, Field(description="which record system, in a sentence")]
    crime_unit: Annotated[
        Literal["report", "line", "line_x_victim"],
        Field(description="what one recorded crime is: a report, an offence line, a line for each victim"),
    ]
    files: Annotated[dict[str, FileRule], Field(min_length=1, description="the files of an extract")]
    lookups: Annotated[dict[str, LookupRule], Field(description="lists that turn text into codes")] = {}
    tables: Annotated[tuple[TableRule, ...], Field(min_length=1, description="our tables and what feeds them")]
    hash: Annotated[str, Field(exclude=True, description="set by load: of the file and its lists")] = ""
    folder: Annotated[Path | None, Field(exclude=True, description="set by load: where its lists lie")] = None

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        faults = [*self._file_faults(), *self._column_faults()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _file_faults(self) -> list[str]:
        named = [(f"tables[{n}]", rule.file) for n, rule in enumerate(self.tables)]
        named += [(f"files.{name}.join", join.file) for name, rule in self.files.items() for join in rule.join]
        read = {name for _, name in named}
        return [
            *(f"{where}: no file {name!r} under [files]" for where, name in named if name not in self.files),
            *(
                f"files.{name}: no table is made of it and no file borrows from it"
                for name in self.files
                if name not in read
            ),
        ]

    def _column_faults(self) -> list[str]:
        faults = []
        for n, table in enumerate(self.tables):
            ours, rules = INPUT[table.table], table.rules()
            where = f"tables[{n}] ({table.table})"
            faults += [f"{where}: {name!r} is none of our columns" for name in table.columns if name not in ours.names]
            faults += [
                f"{where}: nothing feeds {name!r}, which is required" for name in ours.required if name not in rules
            ]
            faults += [
                f"{where}: {name}: no list {rule.lookup!r} under [lookups]"
                for name, rule in rules.items()
                if rule.lookup is not None and rule.lookup not in self.lookups
            ]
            faults += [
                f"{where}: {name}: values leave it empty, and it is required"
                for name in ours.required
                if name in rules and "" in (rules[name].values or {}).values()
            ]
            faults += [
                f"{where}: {name}: optional, and it is required"
                for name in ours.required
                if name in rules and rules[name].optional
            ]
        return faults


def shipped() -> list[str]:
    """Names of the profiles that come with the package."""
    names = (entry.name for entry in files("v100.data.profiles").iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def load(name_or_file: str | Path) -> Profile:
    """A shipped profile by name, or any profile file by path.

    Raises V100Error when there is none of that name, or naming every fault of the file at once.
    """
    if str(name_or_file) in shipped():
        with as_file(files("v100.data.profiles") / f"{name_or_file}.toml") as path:
            return _parse(path)
    if Path(name_or_file).is_file():
        return _parse(Path(name_or_file))
    if len(Path(name_or_file).parts) > 1 or Path(name_or_file).suffix == ".toml":
        raise V100Error(f"{name_or_file}: no such profile file")
    raise V100Error(
        f"no profile {str(name_or_file)!r}: shipped are {', '.join(shipped())}; or give the path of a profile file"
    )


def _parse(path: Path) -> Profile:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise V100Error(f"profile {path}: not valid TOML ({error})") from error
    try:
        profile = Profile.model_validate(document)
    except ValidationError as error:
        raise V100Error(f"profile {path}: {in_words(error, document, _keys())}") from error
    return profile.model_copy(update={"hash": _hash(path, profile), "folder": path.parent})


def _keys() -> set[str]:
    parts = (Profile, FileRule, LookupRule, TableRule, ColumnRule, Condition, DateOrder, Join)
    return {key for part in parts for key in part.model_fields}


def _hash(path: Path, profile: Profile) -> str:
    digest = hashlib.sha256(path.read_bytes())
    for name, lookup in sorted(profile.lookups.items()):
        list_file = path.parent / lookup.file
        if not list_file.is_file():
            raise V100Error(f"profile {path}: lookups.{name}: no file {list_file}: put it there or correct the path")
        digest.update(list_file.read_bytes())
    return digest.hexdigest()
