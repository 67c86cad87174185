"""Whom, when, where: what narrows a search besides its words."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.load.connect import Connection
from flows.load.entities.names import is_initial, person_name
from flows.load.search.syntax import SearchError, folded

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_MOST_NAME = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """All of them may be left out. A speaker is found under any name, alias or spelling."""

    speaker: str | None = None
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    publication: str | None = None

    @property
    def only_quotes(self) -> bool:
        """Whether an article cannot fit."""
        return self.speaker is not None or self.outlet is not None


def day(told: str, last: bool = False) -> date:
    """Return the first (or last) day of a year, month or day: 2008, 2008-03, 2008-03-15."""
    match = _DAY.fullmatch(told.strip())
    try:
        year, month, number = (int(part) if part else None for part in match.groups()) if match else (None, None, None)
        if year is None:
            raise ValueError(told)
        month = month or (12 if last else 1)
        return date(year, month, number or (monthrange(year, month)[1] if last else 1))
    except (ValueError, IndexError, OverflowError):
        raise SearchError(f"{told[:40]} is no day: write 2008, 2008-03 or 2008-03-15.") from None


def conditions(connection: Connection, asked: Filters) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on ``found``, ``quotes`` and ``documents`` as SQL, with their parameters."""
    sql: list[str] = []
    values: dict[str, Any] = {}
    if asked.speaker is not None:
        values["speakers"] = _speakers(connection, asked.speaker)
        values["speaker"] = folded(asked.speaker)
        sql.append("(quotes.person_id IN (FROM unnest($speakers)) OR (quotes.person_id IS NULL AND "
                   "contains(strip_accents(lower(quotes.speaker)), $speaker)))")  # fmt: skip
    if asked.since is not None:
        values["since"] = asked.since
        sql.append("coalesce(quotes.said_latest, documents.published_latest) >= $since")
    if asked.until is not None:
        values["until"] = asked.until
        sql.append("coalesce(quotes.said_earliest, documents.published_earliest) <= $until")
    if asked.outlet is not None:
        values["outlet"] = folded(asked.outlet)
        sql.append("(contains(strip_accents(lower(quotes.outlet)), $outlet) OR quotes.citation_id IN "
                   "(SELECT citation_id FROM citations JOIN outlets USING (outlet_id) WHERE list_contains("
                   "list_transform([name, *aliases], lambda n: strip_accents(lower(n))), $outlet)))".replace(
                       "[name, *aliases]", "list_prepend(name, aliases)"))  # fmt: skip
    if asked.publication is not None:
        values["publication"] = folded(asked.publication)
        sql.append("(documents.publication_id = $publication OR "
                   "contains(strip_accents(lower(documents.publication)), $publication))")  # fmt: skip
    return sql, values


def _speakers(connection: Connection, told: str) -> list[str]:
    """Return the key of every name under which the people go whom the words can name."""
    wanted = person_name(told[:_MOST_NAME])
    named = connection.execute(
        "SELECT canonical_id, name FROM entities WHERE type = 'person' AND block = ? "
        "UNION ALL SELECT person_id, ? FROM people WHERE list_contains("
        "list_transform(list_prepend(name, aliases), lambda n: strip_accents(lower(n))), ?)",
        [wanted.block, told[:_MOST_NAME], folded(told)],
    ).fetchall()
    people = [canonical for canonical, name in named if _fits(wanted.given, person_name(name).given)]
    if not people:
        return []
    found = connection.execute(
        "SELECT entity_id FROM entities WHERE canonical_id IN (FROM unnest(?))", [people]
    ).fetchall()
    return [entity for (entity,) in found]


def _fits(wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Whether the given names that are asked for, as many as there are, are those of the name."""
    return len(wanted) <= len(given) and all(
        one == other or ((is_initial(one) or is_initial(other)) and one[:1] == other[:1])
        for one, other in zip(wanted, given, strict=False)
    )
