"""Entities over all documents: which names, in which spellings, mean one person, organisation or place.

Reading order: ``resolve`` (what a publish calls), ``spelling`` (a word to the key that its romanisations share),
``names`` (a name to its parts and its block), ``people``, ``organisations`` and ``places`` (who is who within a block),
``merging`` (what they share), ``overrides`` (what was decided by hand). ``data/`` holds the facts, one a line.
"""
