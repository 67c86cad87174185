-- question: What did one person say, when, in which article, according to whom, and where does it stand?
-- grain: a piece of a quotation of that person
-- reads: quotes_enriched
-- caveats: put the name between the % signs. start and stop are offsets into documents.text.
SELECT
    said_latest,
    speaker,
    speaker_role,
    content,
    outlet,
    publication,
    headline,
    published_on,
    content_start AS start,
    content_end AS stop,
    confidence
FROM quotes_enriched
WHERE speaker ILIKE '%a%'
ORDER BY said_latest NULLS LAST, document_id, start
LIMIT 100;
