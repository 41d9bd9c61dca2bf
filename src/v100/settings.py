"""A force's settings: one TOML file, STORE/settings.toml. All have a default, so that the file may be missing.

Secrets are never in it: a database's password belongs in the environment (see docs/reference/settings).
"""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from v100.typed_toml import read_toml

FILE = "settings.toml"


class Settings(BaseModel):
    """What a force sets once. The report shows it, so it is an input of every run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    force: Annotated[str, Field(description="name of the force, as the report shows it")] = ""
    marking: Annotated[str, Field(description="handling marking on every page")] = "OFFICIAL-SENSITIVE"
    suspect_model: Annotated[str, Field(description="identity model for suspects: shipped name or file")] = "suspect"
    victim_model: Annotated[str, Field(description="identity model for victims: shipped name or file")] = "victim"
    link_model: Annotated[str, Field(description="model of links to other crimes: shipped name or file")] = "link"


def load(store: Path) -> Settings:
    """The store's settings, or the defaults. Raises V100Error naming every fault of the file at once."""
    path = store / FILE
    if not path.exists():
        return Settings()
    return read_toml(path, Settings)
