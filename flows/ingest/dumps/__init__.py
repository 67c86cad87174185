"""Dumps: files of many records, each of which may be an article (JSON, JSON lines, tables).

``columns`` knows what keys and column names hold, ``record`` makes an article of a record, the other modules are the
formats. Records are read one at a time, and one that is no article costs itself alone.
"""
