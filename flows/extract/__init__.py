"""Stage 2: a document goes in, everything that its text says comes out.

Takes values and returns values: no file, no clock, no network, no randomness. Reading order: ``pipeline`` (what
happens to a document), ``analysis`` (the shared pass), then the extractors ``dates``, ``citations``, ``names``,
``quotations``, and ``rows`` and ``contract``, the two forms in which the result leaves.
"""
