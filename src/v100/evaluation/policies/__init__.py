"""Which rule finds most: the past replayed under each rule of order, and what followed."""
