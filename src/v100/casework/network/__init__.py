"""Who and what a man is tied to: other men, reports, addresses and telephones, from the run's tables alone."""
