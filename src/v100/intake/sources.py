"""What was handed over: which file, sheet or query is which file of the profile."""

import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from v100 import apart
from v100.errors import V100Error
from v100.intake.faults import FileFault, fold
from v100.intake.profile import Profile

ENDINGS = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".parquet": "parquet", ".xlsx": "excel", ".xls": "excel"}
POSTGRESQL = ("postgresql://", "postgres://")


@dataclass(frozen=True)
class Source:
    """One table to read: the profile's file that it is, the name that people know it by, and where it lies.

    `sheet` is a workbook's sheet; `uri` (never written anywhere) and `query` are a database's.
    """

    name: str
    label: str
    kind: str
    path: Path | None = None
    sheet: str | None = None
    uri: str | None = None
    query: str | None = None


def find_sources(given: Sequence[Path | str], profile: Profile) -> tuple[list[Source], list[str]]:
    """Every source of the profile in what was given (files, folders, postgresql:// addresses), and notes.

    Raises V100Error when something given does not exist or holds no file of the profile.
    """
    found: list[Source] = []
    notes: list[str] = []
    for each in given:
        if str(each).startswith(POSTGRESQL):
            found += _queries(str(each), profile)
        elif Path(each).is_dir():
            found += _in_folder(Path(each), profile, notes)
        elif Path(each).is_file():
            found += _in_file(Path(each), profile)
        else:
            raise V100Error(f"{each}: no such file or folder")
    return found, notes


def any_tables(given: Sequence[Path | str], profile: Profile) -> list[Source]:
    """Every table in what was given, one of the profile by its name there, any other by its own name.

    Raises V100Error when something given does not exist or is no table.
    """
    found: list[Source] = []
    for each in given:
        if str(each).startswith(POSTGRESQL):
            found += _queries(str(each), profile)
        elif Path(each).is_dir():
            paths = sorted(path for path in Path(each).iterdir() if _stem(path)[1] in ENDINGS)
            found += [source for path in paths for source in _named(path, profile) or _own_name(path)]
        elif Path(each).is_file():
            found += _named(Path(each), profile) or _own_name(Path(each))
        else:
            raise V100Error(f"{each}: no such file or folder")
    return found


def _own_name(path: Path) -> list[Source]:
    stem, ending = _stem(path)
    if ending not in ENDINGS:
        raise V100Error(f"{path}: not a table: give CSV, Parquet or Excel files")
    kind = ENDINGS[ending]
    sheets = _sheet_names(path) if kind == "excel" else [None]
    return [
        Source(sheet or stem, f"{path.name}:{sheet}" if sheet else path.name, kind, path=path, sheet=sheet)
        for sheet in sheets
    ]


def _queries(uri: str, profile: Profile) -> list[Source]:
    queries = [
        Source(name, f"query {name}", "query", uri=uri, query=rule.query)
        for name, rule in profile.files.items()
        if rule.query is not None
    ]
    if not queries:
        raise V100Error(f"profile {profile.name} has no query: give [files.NAME] a query to read PostgreSQL")
    return queries


def _in_folder(folder: Path, profile: Profile, notes: list[str]) -> list[Source]:
    found: list[Source] = []
    for path in sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")):
        named = _named(path, profile)
        found += named
        if not named:
            notes.append(f"{path.name}: no file of profile {profile.name}, left out")
    if not found:
        raise V100Error(f"{folder}: holds no file of profile {profile.name} (it looks for {', '.join(profile.files)})")
    return found


def _in_file(path: Path, profile: Profile) -> list[Source]:
    named = _named(path, profile)
    if not named:
        raise V100Error(
            f"{path}: no file of profile {profile.name} (it looks for {', '.join(profile.files)}): "
            "rename the file, add its name to the profile, or choose another profile"
        )
    return named


def _named(path: Path, profile: Profile) -> list[Source]:
    stem, ending = _stem(path)
    kind = ENDINGS.get(ending)
    if kind is None:
        return []
    if kind == "excel":
        return _sheets(path, stem, profile)
    name = _file_of(stem, profile)
    return [] if name is None else [Source(name, path.name, kind, path=path)]


def _stem(path: Path) -> tuple[str, str]:
    bare = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return bare.stem, bare.suffix.lower()


def _file_of(stem: str, profile: Profile) -> str | None:
    for name, rule in profile.files.items():
        patterns = (fold(name), *map(fold, rule.names))
        if any(fnmatch.fnmatchcase(fold(stem), pattern) for pattern in patterns):
            return name
    return None


def _sheets(path: Path, stem: str, profile: Profile) -> list[Source]:
    sheets = _sheet_names(path)
    found = [(name, sheet) for sheet in sheets if (name := _file_of(sheet, profile)) is not None]
    named = _file_of(stem, profile)
    if not found and named is not None:
        return [Source(named, path.name, "excel", path=path, sheet=sheets[0])]
    return [Source(name, f"{path.name}:{sheet}", "excel", path=path, sheet=sheet) for name, sheet in found]


def _sheet_names(path: Path) -> list[str]:
    try:
        return apart.sheet_names(path)
    except apart.Unopened as error:
        raise FileFault(f"{path.name}: not a workbook that can be read ({error}): save it again as .xlsx") from error
