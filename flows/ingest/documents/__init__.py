"""Documents of office programs: DOCX, ODT and RTF, each one module, and what all formats with paragraphs share.

``article`` makes an article of paragraphs that a file states as such; ``package`` and ``xml`` open office packages.
"""
