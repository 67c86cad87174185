-- claim: Every piece of a quotation, its speaker and its cue end where the document ends, at the latest.
-- severity: critical
-- reason: 2026-11-23 An offset behind the end of the text proves nothing.
-- to do: Take the file of the document out of the inbox, run again, and report the rule that made the row.
-- reads: quotes, documents
SELECT
    quote_id,
    greatest(
        content_end,
        speaker_mention_end,
        cue_end,
        list_max(list_transform(list_concat(spans, verbatim), lambda s: s.stop))
    ) AS last_end,
    length(text) AS text_length
FROM quotes
JOIN documents USING (document_id)
WHERE last_end > text_length;
