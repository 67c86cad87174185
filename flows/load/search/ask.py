"""The answer to a search: the best quotations and articles first, by BM25, with the words in their context."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from flows.load.connect import Connection
from flows.load.query import opened
from flows.load.search.filters import Filters, conditions
from flows.load.search.snippets import snippet
from flows.load.search.syntax import Both, Either, Node, Phrase, SearchError, Word, folded, parse

MOST_FORMS = 300
"""So many words at most does one with a wildcard stand for."""

_K1, _B = 1.2, 0.75
_BETWEEN = r"[^\p{L}\p{N}]+"
ANSWER = pa.schema(
    [("rank", pa.int32()), ("score", pa.float64())]
    + [(name, pa.string()) for name in ("kind", "speaker")]
    + [("said_earliest", pa.date32()), ("said_latest", pa.date32())]
    + [(name, pa.string()) for name in ("outlet", "publication", "headline", "snippet", "quote_id", "document_id")]
)


def search(
    warehouse: Path, query: str, filters: Filters | None = None, limit: int = 10, seconds: float = 60.0
) -> pa.Table:
    """Return the best answers from the published warehouse; SearchError says in a line why there are none."""
    asked = parse(query[:2_000])
    with opened(warehouse, seconds) as connection:
        return answers(connection, asked, filters or Filters(), limit)


def answers(connection: Connection, asked: Node, filters: Filters, limit: int) -> pa.Table:
    """Return the best answers of an open warehouse."""
    try:
        plan = _Plan(connection, by_place=_places_hold(connection))
        rows = _best(connection, plan, plan.add(asked), filters, limit)
    except duckdb.CatalogException as error:
        raise SearchError("This version has no index for searching: call briefings rebuild.") from error
    except duckdb.InterruptException as error:
        raise SearchError("The search took too long and was stopped: ask for rarer words.") from error
    return pa.Table.from_pylist([_shown(rank, row, plan.words) for rank, row in enumerate(rows, 1)], schema=ANSWER)


def _places_hold(connection: Connection) -> bool:
    """Whether rows stand where the index says: where one was taken out before it, the last of a table does not."""
    for table, kind, key in (("quotes", "quote", "quote_id"), ("documents", "article", "document_id")):
        (last,) = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()  # noqa: S608
        if (
            last is not None
            and not connection.execute(
                f"SELECT 1 FROM search_rows JOIN {table} USING ({key}) "  # noqa: S608
                f"WHERE search_rows.kind = '{kind}' AND place = {int(last)} AND {table}.rowid = {int(last)}"
            ).fetchone()
        ):
            return False
    return True


class _Plan:
    """The steps of a search as common table expressions, each with its rows' numbers and scores.

    Rows are joined to the index ``by_place``, or else by their keys, which costs twice as much.
    """

    def __init__(self, connection: Connection, by_place: bool) -> None:
        self._connection = connection
        self.by_place = by_place
        self.steps: list[str] = []
        self.values: dict[str, Any] = {}
        self.words: set[str] = set()
        self._size, self._usual = connection.execute(
            "SELECT count(*), greatest(coalesce(avg(length), 1), 1) FROM search_rows"
        ).fetchall()[0]

    def add(self, node: Node) -> str:
        """Add the steps for a node and return the name of the last one."""
        if isinstance(node, Word):
            return self._word(node)
        if isinstance(node, Phrase):
            return self._phrase(node)
        parts = [self.add(part) for part in node.parts]
        if isinstance(node, Either):
            union = " UNION ALL ".join(f"FROM {part}" for part in parts)
            return self._step(f"SELECT number, sum(score) AS score FROM ({union}) GROUP BY number")  # noqa: S608
        return self._both(node, parts)

    def _both(self, node: Both, parts: Sequence[str]) -> str:
        known = set(self.words)
        without = [self.add(part) for part in node.without]
        self.words = known  # what is ruled out is not marked
        score = " + ".join(f"{part}.score" for part in parts)
        joined = " ".join([parts[0], *(f"JOIN {part} USING (number)" for part in parts[1:])])
        ruled_out = " ".join(f"ANTI JOIN {part} USING (number)" for part in without)
        return self._step(f"SELECT number, {score} AS score FROM {joined} {ruled_out}")  # noqa: S608

    def _word(self, word: Word) -> str:
        forms = self._forms(word) if word.is_wild else [word.form]
        self.words.update(forms)
        hits = self._step(self._hits(forms))
        weight = f"ln(1 + ({self._size} - spread + 0.5) / (spread + 0.5))"
        share = f"occurrences * {_K1 + 1} / (occurrences + {_K1} * ({1 - _B} + {_B} * length / {float(self._usual)}))"
        return self._step(
            f"SELECT number, {weight} * {share} AS score "  # noqa: S608
            f"FROM (SELECT *, (SELECT count(*) FROM {hits}) AS spread FROM {hits})"
        )

    def _hits(self, forms: Sequence[str]) -> str:
        """Return what reads the postings of the words; of several, only the stretch between the first and the last."""
        if len(forms) == 1:
            return f"SELECT number, occurrences, length FROM search_postings WHERE word = {self._value(forms[0])}"  # noqa: S608
        if not forms:
            return "SELECT number, occurrences, length FROM search_postings WHERE false"
        first, last, among = self._value(forms[0]), self._value(forms[-1]), self._value(forms)
        return (
            "SELECT number, sum(occurrences) AS occurrences, any_value(length) AS length FROM search_postings "  # noqa: S608
            f"WHERE word >= {first} AND word <= {last} AND word IN (FROM unnest({among})) GROUP BY number"
        )

    def _forms(self, word: Word) -> list[str]:
        """Return the words of the index that a wildcard stands for."""
        start = re.split(r"[*?]", word.form)[0]
        pattern = word.form.replace("*", "%").replace("?", "_")
        found = self._connection.execute(
            "SELECT DISTINCT word FROM search_postings "  # noqa: S608
            "WHERE word >= $start AND word < $stop AND word LIKE $pattern "
            f"LIMIT {MOST_FORMS + 1}",
            {"start": start, "stop": start[:-1] + chr(ord(start[-1]) + 1), "pattern": pattern},
        ).fetchall()
        if len(found) > MOST_FORMS:
            raise SearchError(f"{word.form} stands for more than {MOST_FORMS} words: give more of its letters.")
        return sorted(form for (form,) in found)

    def _phrase(self, phrase: Phrase) -> str:
        every = self._both(Both(()), [self._word(Word(form)) for form in dict.fromkeys(phrase.words)])
        pattern = r"(?:^|[^\p{L}\p{N}])" + _BETWEEN.join(phrase.words) + r"(?:[^\p{L}\p{N}]|$)"
        return self._step(
            f"SELECT number, score * 1.5 AS score FROM {every} JOIN search_rows USING (number) "  # noqa: S608
            f"LEFT JOIN quotes ON {self.row_of('quote')} LEFT JOIN documents ON {self.row_of('article')} "
            "WHERE regexp_matches(strip_accents(lower("
            f"coalesce(quotes.content, concat_ws(' ', headline, documents.text)))), {self._value(pattern)})"
        )

    def row_of(self, kind: str) -> str:
        """Return the condition that joins a row of the index to its quotation or article."""
        table, key = {"quote": ("quotes", "quote_id"), "article": ("documents", "document_id")}[kind]
        column, theirs = ("place", "rowid") if self.by_place else (key, key)
        return f"{table}.{theirs} = CASE WHEN search_rows.kind = '{kind}' THEN search_rows.{column} END"

    def _step(self, sql: str) -> str:
        self.steps.append(sql)
        return f"s{len(self.steps) - 1}"

    def _value(self, value: Any) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"


def _best(connection: Connection, plan: _Plan, found: str, filters: Filters, limit: int) -> list[dict[str, Any]]:
    steps = ", ".join(f"s{at} AS MATERIALIZED ({sql})" for at, sql in enumerate(plan.steps))
    narrowed, values = conditions(connection, filters)
    both = "" if filters.only_quotes else "LEFT"  # without articles DuckDB looks at the speaker before it joins
    joins = (
        f"{both} JOIN quotes ON {plan.row_of('quote')} "
        "JOIN documents ON search_rows.document_id = documents.document_id"
    )
    where = f"JOIN search_rows USING (number) {joins} WHERE {' AND '.join(narrowed)}" if narrowed else ""
    best = connection.execute(
        f"WITH {steps}, best AS (SELECT number, score FROM {found} AS found {where} ORDER BY score DESC, number "  # noqa: S608
        f"LIMIT {int(limit)}) SELECT score, search_rows.* FROM best JOIN search_rows USING (number) "
        "ORDER BY score DESC, number",
        plan.values | values,
    ).fetchall()
    quotes = _looked_up(connection, _QUOTE, {quote: place for _, _, _, quote, _, _, place in best if quote})
    articles = _looked_up(connection, _ARTICLE, {row[4]: row[6] for row in best if not row[3]})
    documents = _documents(connection, [document for _, _, _, _, document, *_ in best])
    rows = [
        {"score": score, "kind": kind}
        | documents.get(document, {})
        | (quotes.get(quote, {}) if quote else articles.get(document, {}))
        for score, _, kind, quote, document, *_ in best
    ]
    names = _names(connection, [row["person_id"] for row in rows if row.get("person_id")])
    for row in rows:
        row["speaker"] = names.get(row.pop("person_id", None) or "", row.get("speaker"))
    return rows


_QUOTE = """
SELECT quote_id, person_id, speaker, said_earliest, said_latest, outlet, content AS words
FROM quotes WHERE {condition}
"""
_ARTICLE = """
SELECT document_id AS found_id, concat_ws(chr(10), headline, text) AS words
FROM documents WHERE {condition}
"""


def _documents(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    found = connection.execute(
        "SELECT document_id, publication, headline FROM documents WHERE document_id IN (FROM unnest($ids))",
        {"ids": list(ids)},
    ).fetchall()
    return {row[0]: dict(zip(("document_id", "publication", "headline"), row, strict=True)) for row in found}


def _looked_up(connection: Connection, query: str, places: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """Return rows by key from their places, or, where those do not hold, from wherever they are.

    A rowid that is a literal is looked up at once, one in a list or a join costs a scan.
    """
    key = "quote_id" if query is _QUOTE else "document_id"
    there = " UNION ALL ".join(
        query.format(condition=f"rowid = {int(place)} AND {key} = $k{at}") for at, place in enumerate(places.values())
    )
    found = _by_key(connection, there, {f"k{at}": name for at, name in enumerate(places)}) if places else {}
    moved = [name for name in places if name not in found]
    if moved:
        found |= _by_key(connection, query.format(condition=f"{key} IN (FROM unnest($moved))"), {"moved": moved})
    return found


def _by_key(connection: Connection, query: str, values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the rows as records under what stands in their first column."""
    cursor = connection.execute(query, values)
    columns = [column for column, *_ in cursor.description]
    return {row[0]: dict(zip(columns, row, strict=True)) for row in cursor.fetchall()}


def _names(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the name that stands for each person."""
    found = connection.execute(
        "SELECT entity_id, people.name FROM entities JOIN people ON canonical_id = person_id "
        "WHERE entity_id IN (FROM unnest($ids))",
        {"ids": list(ids)},
    ).fetchall()
    return dict(found)


def _shown(rank: int, row: dict[str, Any], words: set[str]) -> dict[str, Any]:
    text = row.pop("words")
    row.pop("found_id", None)
    return row | {
        "rank": rank,
        "score": round(row["score"], 3),
        "snippet": snippet(text, {folded(word) for word in words}),
    }
