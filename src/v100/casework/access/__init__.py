"""Who may do what: one table of roles and actions, one check that pages and templates ask."""

from v100.casework.access.check import NotAllowed, allowed, check, requires
from v100.casework.access.roles import Role
from v100.casework.access.table import TABLE, Action

__all__ = ["TABLE", "Action", "NotAllowed", "Role", "allowed", "check", "requires"]
