"""Pages about accounts: to sign in, one's own password, and everybody's accounts."""
