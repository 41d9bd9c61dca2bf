"""Who is who among a simulated city's suspects: ours, the Core Person Record's shape and Splink's tutorial."""
