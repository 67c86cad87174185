"""Texts that press databases write out: many articles in one file, each under the fields of its record.

``factiva`` and ``nexis`` find the records and their fields; ``export`` is the format that reads them.
"""
