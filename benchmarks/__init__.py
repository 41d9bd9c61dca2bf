"""Score and rank, side by side: ours, hand-written DuckDB SQL, Polars and pandas over the same tables."""
