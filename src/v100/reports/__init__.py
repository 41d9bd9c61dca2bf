"""The printed briefing: one HTML file per run that opens without network; and one person's part of it."""
