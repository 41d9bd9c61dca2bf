"""The pages about what happened to a man: record it, read it, correct it."""
