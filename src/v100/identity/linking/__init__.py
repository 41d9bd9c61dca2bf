"""Links any person files: rows of one file or several become people, by a model learned from these very rows."""

from v100.identity.linking.column_map import ColumnMap
from v100.identity.linking.link import Linked, link
from v100.identity.linking.report import report

__all__ = ["ColumnMap", "Linked", "link", "report"]
