"""How the site is connected to PostgreSQL, and what PostgreSQL itself forbids."""
