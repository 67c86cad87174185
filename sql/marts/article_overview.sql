-- grain: a document, with its byline, its first source file and how much was found in it
-- reads: documents, authors, document_sources, quotes, citations, mentions
-- caveats: a document that arrived several times shows the first path by alphabet; copies counts the others too.
SELECT
    document_id,
    publication,
    volume,
    issue,
    headline,
    byline,
    section,
    language,
    published_on,
    published_earliest,
    published_latest,
    published_basis,
    word_count,
    is_truncated,
    coalesce(quotes, 0) AS quotes,
    coalesce(speakers, 0) AS speakers,
    coalesce(citations, 0) AS citations,
    coalesce(outlets, 0) AS outlets,
    coalesce(people, 0) AS people,
    path,
    url,
    copies
FROM documents
LEFT JOIN (
    SELECT document_id, string_agg(name, ', ' ORDER BY position) AS byline FROM authors GROUP BY ALL
) USING (document_id)
LEFT JOIN (
    SELECT document_id, count(*) FILTER (WHERE piece = 1) AS quotes, count(DISTINCT speaker) AS speakers
    FROM quotes
    GROUP BY ALL
) USING (document_id)
LEFT JOIN (
    SELECT document_id, count(*) AS citations, count(DISTINCT outlet_text) AS outlets FROM citations GROUP BY ALL
) USING (document_id)
LEFT JOIN (
    SELECT document_id, count(DISTINCT entity_id) AS people FROM mentions WHERE type = 'person' GROUP BY ALL
) USING (document_id)
LEFT JOIN (
    SELECT document_id, min(path) AS path, min(url) AS url, count(*) AS copies FROM document_sources GROUP BY ALL
) USING (document_id);
