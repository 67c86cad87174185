"""Stage 1: files go in, documents with the evidence of their headers come out; what cannot be read says why.

Reading order: ``discover`` (which files), ``read`` (a path to bytes), ``members`` (bytes to documents, one by one),
``formats`` (what a file is), one module a format (``plain_text``, ``markdown``, ``email_message``, ``html_page`` ...),
``containers`` (files that hold files), ``header`` (the grammar of what stands above a text) and ``web`` (the evidence of
saved pages). Word lists are in ``lexicons/``.
"""
