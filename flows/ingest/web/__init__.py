"""Saved web pages: what their markup states and what they show, weighed into one header, and their main text.

Reading order: ``page`` (the parsed page and what its head states), one module a field (``titles``, ``authors``,
``dates``, ``publications``), and ``body``.
"""
