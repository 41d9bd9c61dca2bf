"""The casework site: where people read the hundred, decide and act. It reads sealed runs and computes no score."""
