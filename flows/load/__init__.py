"""Stage 4: accepted rows become the lake (immutable Parquet) and the published DuckDB warehouse."""
