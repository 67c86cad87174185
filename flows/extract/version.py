"""The version of the extractor."""

EXTRACTOR_VERSION = "5"
"""Raised whenever the same document may give other rows: ``backfill`` then finds what is stale."""
