-- question: Which quotations should an editor look at first?
-- grain: a quotation with a reason for doubt
-- reads: quotes_enriched
-- caveats: the list is a start, not a verdict; confidence is the share of such rows that are expected to be right.
SELECT
    concat_ws(', ',
        CASE WHEN speaker IS NULL AND NOT is_anonymous THEN 'no speaker' END,
        CASE WHEN confidence < 0.6 THEN 'low confidence' END,
        CASE WHEN said_earliest > published_latest THEN 'said after publication' END
    ) AS doubt,
    confidence,
    speaker,
    cue,
    content,
    headline,
    document_id,
    content_start,
    content_end
FROM quotes_enriched
WHERE doubt <> ''
ORDER BY confidence, quote_id
LIMIT 100;
