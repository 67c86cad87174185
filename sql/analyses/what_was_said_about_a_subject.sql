-- question: Who said what about a subject, since when, and according to whom?
-- grain: a quotation that names the subject
-- reads: quotes_enriched
-- caveats: put the subject between the % signs and the day into the cast. Only words inside the quotation are looked at.
SELECT
    coalesce(said_latest, published_latest) AS day,
    speaker,
    speaker_role,
    content,
    outlet,
    publication,
    headline
FROM quotes_enriched
WHERE content ILIKE '%port%' AND coalesce(said_latest, published_latest) >= DATE '2000-01-01'
ORDER BY day, document_id, content_start
LIMIT 100;
