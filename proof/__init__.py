"""What takes too long to be a test: a London of full size, measured. `make proof` keeps the result in docs/proof."""
