"""Our own tables as files of the same name."""

from v100.city.formats.layout import Layout
from v100.tables import INPUT

CANONICAL = Layout({name: {name: f"FROM {name}"} for name in INPUT})
