-- claim: A file that was loaded, or held only known documents, has its documents in the warehouse.
-- severity: critical
-- reason: 2026-11-23 A file marked as loaded whose document is missing would be lost without a trace.
-- to do: Run `briefings rebuild`; if the check still fails, delete nothing and report the fault: the lake lacks the
--   file's rows.
-- reads: files, document_sources
SELECT file_id, path, status
FROM files
ANTI JOIN document_sources USING (path, file_sha256)
WHERE status IN ('loaded', 'duplicate');
