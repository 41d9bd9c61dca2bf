"""PostgreSQL for casework: a server of its own in the store's folder, or the one that `DATABASE_URL` names."""

from v100.postgres.server import database, serving

__all__ = ["database", "serving"]
