"""When publications appeared: their days, their usual rhythm, the gaps in it, and issues missing inside a volume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

Connection = Any

MOST = 100
"""Publications and volumes on the page."""
_ENOUGH_DAYS = 6
_SLOWEST = 100
"""Days: no briefing appears less often than four times a year. Fewer of its days than that are samples, no rhythm."""
_LONGER = 4
_AT_LEAST = 14


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication, its documents and the days on which it appeared, in order."""

    name: str
    documents: int
    days: Sequence[date]

    @property
    def rhythm(self) -> float | None:
        """The median number of days from one day of publication to the next; nothing where there are too few."""
        steps = [(b - a).days for a, b in pairwise(self.days)]
        usual = median(steps) if len(self.days) >= _ENOUGH_DAYS else None
        return usual if usual is not None and usual <= _SLOWEST else None

    @property
    def gaps(self) -> list[tuple[date, date]]:
        """The stretches without it that are much longer than its rhythm."""
        rhythm = self.rhythm
        if rhythm is None:
            return []
        return [(a, b) for a, b in pairwise(self.days) if (b - a).days >= max(_LONGER * rhythm, _AT_LEAST)]


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of which issues are missing."""

    publication: str
    volume: int
    issues: int
    first: int
    last: int
    missing: int
    told: str  # the first of the missing numbers


def publications(connection: Connection) -> tuple[list[Publication], int]:
    """Return the publications with the most documents, and how many there are in all."""
    found = connection.execute(
        """
        SELECT coalesce(any_value(publication), publication_id), count(*),
            list_sort(list(DISTINCT coalesce(published_on, published_latest))
                FILTER (WHERE coalesce(published_on, published_latest) IS NOT NULL))
        FROM published.documents WHERE publication_id IS NOT NULL
        GROUP BY publication_id ORDER BY count(*) DESC, publication_id
        """
    ).fetchall()
    dated = [Publication(name, documents, days) for name, documents, days in found if days]
    return dated[:MOST], len(dated)


def broken_volumes(connection: Connection) -> list[Volume]:
    """Return volumes of which more than half of the issues between the first and the last are here, but not all."""
    found = connection.execute(
        """
        WITH volumes AS (
            SELECT publication_id, any_value(publication) AS name, volume, list_sort(list(DISTINCT issue)) AS issues
            FROM published.documents
            WHERE publication_id IS NOT NULL AND volume IS NOT NULL AND issue IS NOT NULL
            GROUP BY publication_id, volume
        )
        SELECT coalesce(name, publication_id), volume, len(issues), issues[1], issues[-1],
            issues[-1] - issues[1] + 1 - len(issues) AS missing,
            list_filter(range(issues[1], issues[-1]), lambda n: NOT list_contains(issues, n))[:20].array_to_string(', ')
        FROM volumes
        WHERE len(issues) >= 4 AND missing > 0 AND len(issues) > missing
        ORDER BY missing DESC, publication_id, volume LIMIT ?
        """,
        [MOST],
    ).fetchall()
    return [
        Volume(name, volume, issues, first, last, missing, told + (", …" if missing > 20 else ""))
        for name, volume, issues, first, last, missing, told in found
    ]
