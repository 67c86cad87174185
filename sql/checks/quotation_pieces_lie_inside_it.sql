-- claim: The content of a row is one of its quotation's pieces, the pieces stand in order, and verbatim stretches inside the content.
-- severity: critical
-- reason: 2026-11-23 Readers cut the words out of the text by these offsets.
-- reads: quotes
SELECT quote_id, content_start, content_end, piece, spans, verbatim
FROM quotes
WHERE spans[piece].start IS NULL
   OR NOT (spans[piece].start <= content_start AND content_end <= spans[piece].stop)
   OR len(list_filter(verbatim, lambda s: s.start < content_start OR s.stop > content_end OR s.start >= s.stop)) > 0
   OR len(list_filter(list_zip(spans[:-2], spans[2:]), lambda pair: pair[1].stop > pair[2].start)) > 0;
