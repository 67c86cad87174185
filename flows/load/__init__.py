"""Stage 4: accepted rows become the lake (immutable Parquet) and the published DuckDB warehouse.

Reading order: ``publish`` (what a run calls), ``lake`` (the truth), ``merge`` (what a row does to the warehouse),
``warehouse`` (building a version), ``versions`` (which one readers see), ``audit`` (the claims it must keep); then
``rebuild``, ``query`` and ``lock``. ``durable`` and ``failpoints`` are the ground that crash safety stands on.
"""
