"""Near copies: texts that share most of their words. ``shingles`` compares two texts, ``copies`` all of a warehouse."""
