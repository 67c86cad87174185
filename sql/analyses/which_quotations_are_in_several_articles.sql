-- question: Which words were printed in more than one article?
-- grain: a quotation that was seen first in its article
-- reads: quote_lineage
-- caveats: articles counts the first one too; reprints are later articles that are near copies of the first.
SELECT
    first_speaker AS speaker,
    first_day,
    max(day) AS last_day,
    count(DISTINCT document_id) + 1 AS articles,
    count(DISTINCT document_id) FILTER (WHERE is_reprint) AS reprints,
    count(*) FILTER (WHERE change <> 'same') AS other_versions,
    any_value(first_content) AS content
FROM quote_lineage
GROUP BY first_quote_id, first_speaker, first_day
ORDER BY articles DESC, first_day, first_quote_id
LIMIT 50;
