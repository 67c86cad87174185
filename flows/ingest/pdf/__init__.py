"""PDF: glyphs with their places go in, an article's paragraphs in reading order come out.

Reading order: ``glyphs`` and ``words`` (which alone talk to the PDF library), ``initials`` (large first letters),
``furniture`` (running heads and feet), ``columns`` (lines in reading order),
``notes`` (footnotes), ``paragraphs`` and ``hyphens`` (lines into paragraphs),
``title`` (the headline by its size), ``document`` (the format that joins them).
"""
