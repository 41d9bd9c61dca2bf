"""What bad luck does to a force's data: processes killed where it hurts, and what is left afterwards."""
