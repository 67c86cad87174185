-- claim: The pieces of a quotation are not empty, stand in order, and hold the content of the row; so do its verbatim
--   stretches, which lie between the first piece and the last.
-- severity: warning
-- reason: 2026-11-23 Readers cut the whole quotation out of the text by these offsets.
-- to do: Read the quotation in its text and report the rule that made it; leave such rows out until then.
-- reads: quotes
WITH bounds AS (
    SELECT
        quote_id,
        content_start,
        content_end,
        spans,
        verbatim,
        list_min(list_transform(spans, lambda s: s.start)) AS first_start,
        list_max(list_transform(spans, lambda s: s.stop)) AS last_stop
    FROM quotes
)
SELECT quote_id, content_start, content_end, spans, verbatim
FROM bounds
WHERE len(spans) = 0
   OR content_start < first_start
   OR content_end > last_stop
   OR len(list_filter(list_concat(spans, verbatim), lambda s: s.start >= s.stop)) > 0
   OR len(list_filter(verbatim, lambda s: s.start < first_start OR s.stop > last_stop)) > 0
   OR len(list_filter(list_zip(spans[:-2], spans[2:]), lambda pair: pair[1].stop > pair[2].start)) > 0;
