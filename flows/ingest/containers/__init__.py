"""Files that hold files: each module is a format that gives the parts it holds, within limits no bomb keeps.

``unpacking`` bounds what comes out. ``compressed`` (one packed file), ``zip_archive``, ``tar_archive``, ``warc`` and
``wacz`` (what crawlers keep) and ``mhtml`` (a page saved with all it shows) are listed in ``formats.FORMATS``. Names of
members are names to print: nothing is ever written under them, so ``../`` and absolute ones do no harm.
"""
