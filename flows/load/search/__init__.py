"""Full-text search over quotations and articles, by an inverted index that lives in the warehouse file itself.

Reading order: ``index`` (kept with every publish), ``syntax`` (what may be asked), ``ask`` (the answer, ranked),
``filters`` (by speaker, day, outlet, publication) and ``snippets``. One file holds rows and index, so a version always
has its own, a failed publish leaves the old one, and ``briefings rebuild`` makes it anew.
"""
