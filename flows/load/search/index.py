"""The inverted index: which words stand in which quotation or article, kept up to date with every publish.

``search_rows`` numbers what can be found; ``search_postings`` says how often a word occurs in it. Numbers count up in
the order of loading and mean nothing outside of a version. Postings are written in the order of their words, so a
query reads the stretches of the table that hold its words; ``briefings rebuild`` puts all of them into that order.
"""

from __future__ import annotations

from flows.load.connect import Connection

TOKENS = r"[\p{L}\p{N}]+"
"""What a word is: letters and digits of any script."""

_TABLES = """
CREATE TABLE IF NOT EXISTS search_rows (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    quote_id VARCHAR,
    document_id VARCHAR NOT NULL,
    length INTEGER NOT NULL,
    place BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS search_postings (
    word VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    occurrences SMALLINT NOT NULL,
    length INTEGER NOT NULL
);
"""
_COMMENTS = """
COMMENT ON TABLE search_rows IS 'One row is a quotation or an article that can be searched. Key: number.';
COMMENT ON COLUMN search_rows.number IS 'Counts up in the order of the publishes.';
COMMENT ON COLUMN search_rows.kind IS 'quote or article.';
COMMENT ON COLUMN search_rows.quote_id IS 'The quotation. Null: an article.';
COMMENT ON COLUMN search_rows.document_id IS 'The document in which it stands.';
COMMENT ON COLUMN search_rows.length IS 'Words in it.';
COMMENT ON COLUMN search_rows.place IS 'Its rowid in quotes or documents, of this version alone.';
COMMENT ON TABLE search_postings IS 'One row is a word in a quotation or article. Key: word, number.';
COMMENT ON COLUMN search_postings.word IS 'The word in lower case, without accents.';
COMMENT ON COLUMN search_postings.number IS 'What it occurs in: a key of search_rows.';
COMMENT ON COLUMN search_postings.occurrences IS 'How often it occurs there.';
COMMENT ON COLUMN search_postings.length IS 'Words in what it occurs in.';
"""
_SEARCHABLE = """
CREATE OR REPLACE TEMP VIEW searchable AS
SELECT 'quote' AS kind, quote_id, document_id, content AS words, rowid AS place FROM quotes
UNION ALL
SELECT 'article', NULL, document_id, concat_ws(' ', headline, text), rowid FROM documents
"""
_GONE = """
CREATE OR REPLACE TEMP TABLE unsearchable AS
SELECT number FROM search_rows ANTI JOIN quotes USING (quote_id) WHERE kind = 'quote'
UNION ALL
SELECT number FROM search_rows ANTI JOIN documents USING (document_id) WHERE kind = 'article'
"""
_NEW = """
CREATE OR REPLACE TEMP TABLE new_in_search AS
SELECT
    (row_number() OVER (ORDER BY kind DESC, document_id, quote_id)
        + (SELECT coalesce(max(number), 0) FROM search_rows))::INTEGER AS number,
    kind, quote_id, document_id, words, place
FROM (
    SELECT came.* FROM searchable AS came ANTI JOIN search_rows USING (quote_id) WHERE came.kind = 'quote'
    UNION ALL
    SELECT came.* FROM searchable AS came
    ANTI JOIN (SELECT document_id FROM search_rows WHERE kind = 'article') USING (document_id)
    WHERE came.kind = 'article'
)
"""
_FOLD = "strip_accents(lower(words))"
_MOST_MOVES = 5
_STEP = 200_000  # rows whose words are cut at a time: bounds the memory of a large load

_MACRO = f"""
CREATE OR REPLACE MACRO search(query, most := 20) AS TABLE (
    WITH asked AS (
        SELECT DISTINCT unnest(regexp_extract_all(strip_accents(lower(query)), '{TOKENS}')) AS word
    ), corpus AS (
        SELECT count(*) AS size, avg(length) AS usual_length FROM search_rows
    ), hits AS (
        SELECT word, number, occurrences, length, count(*) OVER (PARTITION BY word) AS spread
        FROM search_postings WHERE word IN (SELECT word FROM asked)
    ), scored AS (
        SELECT
            number,
            sum(ln(1 + (size - spread + 0.5) / (spread + 0.5)) * occurrences * 2.2
                / (occurrences + 1.2 * (0.25 + 0.75 * length / usual_length))) AS score
        FROM hits, corpus
        GROUP BY number
        HAVING count(*) = (SELECT count(*) FROM asked)
        ORDER BY score DESC, number
        LIMIT most
    )
    SELECT round(score, 3) AS score, kind, quote_id, document_id FROM scored JOIN search_rows USING (number)
    ORDER BY score DESC, document_id, quote_id
)
"""  # noqa: S608 - a pattern of this module


def refresh_search(connection: Connection) -> None:
    """Bring the index up to the rows: what is gone goes, what is new is added."""
    connection.execute(_TABLES)
    connection.execute(_SEARCHABLE)
    connection.execute(_GONE)
    if connection.execute("SELECT count(*) FROM unsearchable").fetchall()[0][0]:
        connection.execute("DELETE FROM search_postings WHERE number IN (FROM unsearchable)")
        connection.execute("DELETE FROM search_rows WHERE number IN (FROM unsearchable)")
    connection.execute(_NEW)
    first, last = connection.execute("SELECT min(number), max(number) FROM new_in_search").fetchall()[0]
    if first is not None:
        _add(connection, first, last)


def settle_places(connection: Connection) -> None:
    """Checkpoint, with the place of every row where the file keeps it: a search joins by it, twice as fast as by keys.

    A checkpoint moves rows where others were taken out; the next one finds nothing more to move.
    """
    for _ in range(_MOST_MOVES):
        connection.execute("CHECKPOINT")
        moved = [
            connection.execute(
                f"UPDATE search_rows SET place = now.rowid FROM {table} AS now "  # noqa: S608
                f"WHERE search_rows.kind = '{kind}' AND search_rows.{key} = now.{key} AND place <> now.rowid"
            ).fetchall()[0][0]
            for kind, table, key in (("quote", "quotes", "quote_id"), ("article", "documents", "document_id"))
        ]
        if not any(moved):
            return


def search_macro_statements() -> tuple[str, str]:
    """Return the statements that give readers the macro ``search`` and say what the tables of the index hold."""
    return _MACRO, _COMMENTS


def _add(connection: Connection, first: int, last: int) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE new_postings (word VARCHAR, number INTEGER, occurrences SMALLINT)")
    for start in range(first, last + 1, _STEP):
        connection.execute(
            f"INSERT INTO new_postings SELECT word, number, least(count(*), 32000) FROM ("  # noqa: S608
            f"SELECT number, unnest(regexp_extract_all({_FOLD}, '{TOKENS}'))[:64] AS word FROM new_in_search "
            "WHERE number >= ? AND number < ?) GROUP BY ALL",
            [start, start + _STEP],
        )
    connection.execute(
        "INSERT INTO search_rows SELECT number, kind, quote_id, document_id, coalesce(length, 0)::INTEGER, place "
        "FROM new_in_search LEFT JOIN (SELECT number, sum(occurrences) AS length FROM new_postings GROUP BY ALL) "
        "USING (number) ORDER BY number"
    )
    connection.execute(
        "INSERT INTO search_postings SELECT word, number, occurrences, length "
        "FROM new_postings JOIN search_rows USING (number) ORDER BY word, number"
    )
    for table in ("new_postings", "new_in_search"):
        connection.execute(f"DROP TABLE {table}")
