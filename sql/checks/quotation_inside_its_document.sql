-- claim: A quotation ends where its document ends, at the latest, and so do its speaker and its cue.
-- severity: critical
-- reason: 2026-11-23 An offset behind the end of the text proves nothing.
-- reads: quotes, documents
SELECT quote_id, content_end, speaker_mention_end, cue_end, length(text) AS text_length
FROM quotes
JOIN documents USING (document_id)
WHERE greatest(content_end, speaker_mention_end, cue_end) > length(text);
