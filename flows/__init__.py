"""Briefing Warehouse: from article files to SQL.

Read the package in the order in which data passes through it:

1. ``model``      the values that stages hand on; ``tables`` what a row is, declared once
2. ``ingest``     files -> documents with the evidence of their headers
3. ``extract``    documents -> quotations, citations, names and dates with their spans
4. ``validate``   staged rows -> accepted rows, quarantined rows, check results
5. ``load``       accepted rows -> the lake (Parquet) and the published DuckDB warehouse
6. ``report``     warehouse and check results -> quality reports and the data dictionary

The root modules join the stages: ``batch`` (one batch through stages 1 and 2), ``pool`` (batches on worker
processes), the Prefect flows ``daily``, ``backfill`` and ``recheck``, and ``cli``, the command ``briefings``.
"""
