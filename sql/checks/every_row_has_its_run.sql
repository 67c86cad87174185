-- claim: The run that loaded a document, one of its sources, or a file of the ledger is on record.
-- severity: critical
-- reason: 2026-11-23 Lineage that leads nowhere cannot be audited or rolled back.
-- to do: Run `briefings rebuild`; if the check still fails, a manifest of the lake is missing: restore
--   data/lake/manifests from a backup.
-- reads: documents, document_sources, files, runs
SELECT row_key, table_name, run_id
FROM (
    SELECT document_id AS row_key, 'documents' AS table_name, run_id FROM documents
    UNION ALL
    SELECT document_id || '|' || path, 'document_sources', run_id FROM document_sources
    UNION ALL
    SELECT file_id, 'files', run_id FROM files
)
ANTI JOIN runs USING (run_id);
