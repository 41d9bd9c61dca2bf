"""The formats that an extract can be written in, one module each. `connect` and `niche` are our reading only."""

from v100.city.formats.canonical import CANONICAL
from v100.city.formats.connect import CONNECT
from v100.city.formats.layout import Layout
from v100.city.formats.niche import NICHE
from v100.errors import V100Error

FORMATS = {"canonical": CANONICAL, "connect": CONNECT, "niche": NICHE}


def layout(name: str) -> Layout:
    """The layout of a format. Raises V100Error when there is none of that name."""
    if name not in FORMATS:
        raise V100Error(f"no format {name!r}: there is {', '.join(FORMATS)}")
    return FORMATS[name]


__all__ = ["FORMATS", "Layout", "layout"]
