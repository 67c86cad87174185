-- claim: The pieces of a quotation lie inside its content, in order, and so do its verbatim stretches.
-- severity: critical
-- reason: 2026-11-23 Readers cut the words out of the text by these offsets.
-- reads: quotes
SELECT quote_id, content_start, content_end, spans, verbatim
FROM quotes
WHERE len(spans) = 0
   OR len(list_filter(list_concat(spans, verbatim), lambda s: s.start < content_start OR s.stop > content_end OR s.start >= s.stop)) > 0
   OR len(list_filter(list_zip(spans[:-2], spans[2:]), lambda pair: pair[1].stop > pair[2].start)) > 0;
