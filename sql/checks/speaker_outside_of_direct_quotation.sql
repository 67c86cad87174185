-- claim: The words that name the speaker stand outside of what was said.
-- severity: warning
-- reason: 2026-11-23 A name inside the quotation marks is someone spoken of; taking it for the speaker turns the
--   attribution round.
-- to do: Read the quotation in its text: who is named inside it is spoken of; report the rule that made the row.
-- reads: quotes
SELECT quote_id, speaker_mention, content
FROM quotes
WHERE kind = 'direct'
  AND len(list_filter(spans, lambda s: speaker_mention_start < s.stop AND speaker_mention_end > s.start)) > 0;
