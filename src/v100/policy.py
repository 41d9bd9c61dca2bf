"""A policy file (TOML): what counts, how much, over which window, who is left out.

Every switch is one line of the file. Where method and law leave a choice, the choice is here and not in code.
"""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from v100.errors import V100Error

Sex = Literal["M", "F", "X"]
Flag = Literal["domestic_abuse", "hba", "fm", "fgm", "cse"]


class Policy(BaseModel):
    """Rule numbers are those of docs/method. Defaults are the published method's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="name, as in RUN_ID")]
    title: Annotated[str, Field(description="what it ranks, in a sentence")]
    weights: Annotated[str, Field(description="weight set: cchi, or one kept in the store")] = "cchi"
    list_size: Annotated[int, Field(ge=1, description="how many men are listed")] = 100
    window_days: Annotated[int, Field(ge=1, description="days up to and including as_at, by recorded_on (rule 14)")] = (
        365
    )
    sex: Annotated[tuple[Sex, ...], Field(description="whom it ranks; unknown sex is kept and flagged (rule 35)")] = (
        "M",
    )
    min_age: Annotated[int, Field(ge=0, description="age at the offence below which a line is set aside (rule 33)")] = (
        18
    )
    female_victim: Annotated[bool, Field(description="a line needs a woman or girl as victim (rules 36 to 38)")] = True
    categories: Annotated[
        Literal["vawg", "all"] | tuple[str, ...],
        Field(
            description="vawg: every code with a VAWG category; all: every code of the table; or a list of categories"
        ),
    ] = "vawg"
    flags: Annotated[
        tuple[Flag, ...], Field(description="a flag brings in every line of its report but generated ones")
    ] = (
        "domestic_abuse",
        "hba",
        "fm",
        "fgm",
        "cse",
    )
    count_included: Annotated[bool, Field(description="included classifications count too (rule 1)")] = False
    count_generated: Annotated[bool, Field(description="offences found by police activity count too (rule 11)")] = False
    occurred_within: Annotated[
        int | None,
        Field(ge=1, description="leave out acts more than so many days before as_at (rule 15); absent: none"),
    ] = None
    unknown_victim: Annotated[
        Literal["review", "count", "leave"],
        Field(description="her sex is not known: not counted but listed, counted, or left out (rule 36)"),
    ] = "review"
    male_da: Annotated[bool, Field(description="men as victims of domestic abuse count (rule 37)")] = False
    children_any_sex: Annotated[bool, Field(description="boys under 18 as victims count (rule 37)")] = False
    acquitted: Annotated[
        Literal["set_aside", "count"], Field(description="a line of which he was acquitted (rule 27)")
    ] = "set_aside"
    duplicate_days: Annotated[int, Field(ge=0, description="days within which two records may be one (rule 22)")] = 14
    transfer_days: Annotated[int, Field(ge=0, description="days the sender's record stays (rule 23)")] = 14
    custody_takes_place: Annotated[bool, Field(description="a man in custody takes a place on the list (rule 40)")] = (
        False
    )
    custody_beyond_days: Annotated[
        int,
        Field(
            ge=0,
            description="set apart only when known to be inside past as_at + N days, or with no end known (rule 40)",
        ),
    ] = 0
    max_unweighted_share: Annotated[
        float,
        Field(ge=0, le=1, description="above this share of unweighted lines a run refuses to publish (rule 10)"),
    ] = 0.005


def shipped() -> list[str]:
    """Names of the policies that come with the package."""
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in files("v100.data.policies").iterdir()
        if entry.name.endswith(".toml")
    )


def load(name_or_file: str) -> Policy:
    """A shipped policy by name, or any policy file by path.

    Raises V100Error when there is none of that name, or naming every fault of the file at once.
    """
    if name_or_file in shipped():
        text = (files("v100.data.policies") / f"{name_or_file}.toml").read_text(encoding="utf-8")
    elif Path(name_or_file).is_file():
        text = Path(name_or_file).read_text(encoding="utf-8")
    else:
        raise V100Error(
            f"no policy {name_or_file!r}: shipped are {', '.join(shipped())}; or give the path of a policy file"
        )
    return parse(text, name_or_file)


def parse(text: str, source: str) -> Policy:
    """The policy that a TOML text states; `source` names it in error messages."""
    try:
        return Policy.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise V100Error(f"policy {source}: not valid TOML ({error})") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}" for fault in error.errors())
        raise V100Error(f"policy {source}: {faults}") from error
