"""A TOML file as one of our types: every fault of it at once, in one line that names the file."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from v100.errors import V100Error

Type = TypeVar("Type", bound=BaseModel)


def read_toml(path: Path, model: type[Type]) -> Type:
    """What the file says. Raises V100Error naming the file, and of each fault where it is and what is wrong."""
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise V100Error(f"{path}: not valid TOML ({error})") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}" for fault in error.errors())
        raise V100Error(f"{path}: {faults}") from error
