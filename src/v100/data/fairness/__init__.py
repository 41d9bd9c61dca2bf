"""What the fairness measure reads of recorded ethnicity."""
