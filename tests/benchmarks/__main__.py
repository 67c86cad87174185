"""``python -m tests.benchmarks`` (make bench): the speed of this machine, with the command and the date."""

from __future__ import annotations

import platform
from datetime import UTC, datetime

from tests.benchmarks import speed
from tests.benchmarks.corpora import CORPORA

_MORE = """
More, each on its own:
  python -m tests.benchmarks.calibration       how many rows of a confidence are right
  python -m tests.benchmarks.publish           how long a publish takes
  python -m tests.extract.golden               the samples against their hand-written truth"""
_NEEDS_CORPORA = """
Skipped, for there are no corpora beside the project: polnear (the samples stand in), calibration."""


def main() -> None:
    """Print the speed and where the other measures are."""
    print(f"$ python -m tests.benchmarks     {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}\n")
    speed.main()
    print(_MORE if CORPORA.exists() else _MORE + _NEEDS_CORPORA)


if __name__ == "__main__":
    main()
