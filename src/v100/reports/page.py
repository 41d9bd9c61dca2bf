"""What every page shares: its templates, its look, and the hash by which it allows its own style and script."""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """Templates of this room: whatever they print is escaped, and a name that is not given is an error."""
    return Environment(
        loader=PackageLoader("v100.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def asset(name: str) -> str:
    """A file that stands beside the templates: style.css, script.js."""
    return (files("v100.reports") / "templates" / name).read_text(encoding="utf-8")


def block_hash(text: str) -> str:
    """As a content security policy names an inline block."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
