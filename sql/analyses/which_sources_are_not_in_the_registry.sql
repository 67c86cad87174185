-- question: Which sources do the articles cite that the registry of outlets does not know?
-- grain: a name of a source, as the text has it
-- reads: citations
-- caveats: the list to extend the registry from; some of them are no outlets but reports, laws or letters.
SELECT outlet_text, outlet_kind, count(*) AS citations, count(DISTINCT document_id) AS documents
FROM citations
WHERE outlet_id IS NULL AND outlet_text IS NOT NULL
GROUP BY ALL
ORDER BY citations DESC, outlet_text, outlet_kind
LIMIT 100;
