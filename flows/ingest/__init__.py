"""Stage 1: files go in, documents with the evidence of their headers come out; what cannot be read says why.

Reading order: ``discover`` (which files), ``read`` (a path to bytes), ``members`` (bytes to documents, one by one),
``formats`` (what a file is), and one module a format: ``plain_text``, ``markdown``, ``html_page``, ``pdf``, those in
``documents`` (office files), ``mail``, ``dumps`` (records), ``feeds`` and ``containers`` (files that hold files);
``bundles`` cuts an issue into its articles. Evidence: ``header`` (the grammar of what stands above a text) and ``web``
(what a saved page says of itself). Word lists are in ``lexicons/``.
"""
