-- question: Which are the longest quotations?
-- grain: a quotation in marks
-- reads: quotes_enriched
-- caveats: length is of the piece, in characters; set-off paragraphs and turns of a talk are left out.
SELECT length(content) AS characters, speaker, publication, headline, content
FROM quotes_enriched
WHERE kind IN ('direct', 'mixed')
ORDER BY characters DESC, quote_id
LIMIT 20;
