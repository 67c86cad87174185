"""Stage 1: files go in, documents with the evidence of their headers come out; what cannot be read says why.

Reading order: ``discover`` (which files), ``formats`` (what a file is), then one module a format, and ``header``.
"""
