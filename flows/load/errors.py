"""The errors of this stage: each says what happened, to which file, and what to do next."""

from __future__ import annotations


class LoadError(Exception):
    """Loading cannot go on; the published warehouse is as it was."""


class LakeDamaged(LoadError):  # noqa: N818 - a state of the lake
    """A file of the lake is missing or is not the one that its manifest names."""


class LockHeld(LoadError):  # noqa: N818 - a state of the data folder
    """Another run works on the same data folder."""


class QueryError(LoadError):
    """A reader's query failed; the message is one line."""
