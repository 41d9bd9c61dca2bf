"""The pages of links."""
