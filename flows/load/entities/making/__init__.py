"""Tools that make the files of ``data/`` which are not kept by hand; no run imports them."""
