"""What can go wrong in a way that a user can mend: one line that says what, where, why and what to do."""


class V100Error(Exception):
    """Wrong use or unreadable input. The command ends with status 2 and prints this one line."""

    exit_status = 2


class CheckFailed(V100Error):
    """A check did its work and the answer is no (verify, profile check, a run that refuses to publish)."""

    exit_status = 1
