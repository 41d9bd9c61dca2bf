"""The casework site at a force's size: how long pages take at a steady rate, and how much each asks of the database."""
