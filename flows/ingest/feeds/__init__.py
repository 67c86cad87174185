"""XML: feeds (RSS, Atom) and articles of news agencies and journals (NITF, NewsML, JATS, plain records).

``markup`` makes a tree of hostile markup, ``feed`` and ``articles`` are the formats.
"""
