"""Templates of plans, by kind of man: files that come with the package, and the force's own in STORE/plans."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from v100.typed_toml import read_toml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TemplateAction(_Strict):
    """An action as it is first proposed."""

    words: Annotated[str, Field(min_length=1, description="what is done; it names no woman")]
    due_in: Annotated[int, Field(ge=0, description="days after the plan is begun")]
    could_infer: Annotated[Literal["no", "might", "would"], Field(description="could he infer from it that she spoke?")]
    mitigation: Annotated[str, Field(description="what is done about that")] = ""
    overt: Annotated[bool, Field(description="he will notice it, as he does whatever has an overt power")] = False
    power: Annotated[str, Field(description="code of the power used, if any")] = ""

    @model_validator(mode="after")
    def _mitigated(self) -> "TemplateAction":
        if self.could_infer != "no" and not self.mitigation.strip():
            raise ValueError("he could infer that she spoke: say the mitigation")
        return self


class TemplateObjective(_Strict):
    """An objective and the actions that lead to it."""

    strand: Annotated[Literal["pursue", "prevent", "protect", "prepare"], Field(description="one of the 4P")]
    words: Annotated[str, Field(min_length=1, description="what is to be reached")]
    actions: Annotated[tuple[TemplateAction, ...], Field(description="what is usually done")] = ()


class Template(_Strict):
    """What is usually done about one kind of man. All of it can be changed in his own plan."""

    title: Annotated[str, Field(min_length=1, description="the kind of man")]
    review_days: Annotated[int, Field(ge=1, description="days from one review to the next")] = 28
    safety_days: Annotated[
        int, Field(ge=0, description="days within which each woman's safety plan is looked at before he will notice")
    ] = 14
    objectives: Annotated[tuple[TemplateObjective, ...], Field(min_length=1, description="on each strand")]

    @model_validator(mode="after")
    def _every_strand(self) -> "Template":
        missing = {"pursue", "prevent", "protect", "prepare"} - {each.strand for each in self.objectives}
        if missing:
            raise ValueError(f"no objective on {', '.join(sorted(missing))}")
        return self


def templates(store: Path) -> dict[str, Template]:
    """Every template by name, in order; one of the force's takes the place of a shipped one of its name.

    Raises V100Error naming each fault of a file.
    """
    shipped = sorted(Path(str(entry)) for entry in files("v100.data.plans").iterdir() if entry.name.endswith(".toml"))
    own = sorted((store / "plans").glob("*.toml"))
    return dict(sorted({path.stem: read_toml(path, Template) for path in (*shipped, *own)}.items()))
