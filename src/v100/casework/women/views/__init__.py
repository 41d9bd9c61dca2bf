"""The pages about one woman."""
