-- claim: No document appeared later than the day after it was loaded.
-- severity: warning
-- reason: 2026-11-23 One day is left for time zones; a later date was misread.
-- to do: Read the header of the document: a date that lies ahead is a misread number, or the clock of this machine is
--   wrong.
-- reads: documents, runs
SELECT document_id, published_earliest, started_at
FROM documents
JOIN runs USING (run_id)
WHERE published_earliest > started_at::DATE + 1;
