"""How well it works: identity scores against a known truth."""
