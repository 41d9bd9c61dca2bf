"""What the page for the public says of complaints: the shipped words, or the force's own in STORE/public.toml."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from v100.typed_toml import read_toml

FILE = "public.toml"


class PublicWording(BaseModel):
    """The words that differ from force to force."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    complain: Annotated[
        tuple[str, ...], Field(min_length=1, description="how to complain and how to see one's data: a paragraph each")
    ]


def public_wording(store: Path) -> PublicWording:
    """Raises V100Error naming every fault of the force's file."""
    own = store / FILE
    with as_file(files("v100.data.public") / "wording.toml") as shipped:
        return read_toml(own if own.exists() else shipped, PublicWording)
