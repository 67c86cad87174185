"""Bundles: one text that holds several articles, cut where its printing leaves no doubt.

Three things show the cuts: the headings that the publication's profile describes, a table of contents whose titles
come again further down, and drawn rules between pieces that each have a headline and a by-line. Precision comes first:
what has none of them is one article, however many subheads it has.
"""
