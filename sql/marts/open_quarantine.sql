-- grain: a refusal that still stands: a file that gave no document, or a row that was refused
-- reads: quarantine, files
-- caveats: refusals of files that were healed since are in quarantine alone. A refused row stands until its document is
--   extracted again.
SELECT
    quarantine.path,
    table_name,
    row_key,
    expectation,
    column_name,
    quarantine.reason,
    value,
    stored_as,
    quarantine.run_id,
    quarantine_id
FROM quarantine
LEFT JOIN files USING (path, file_sha256)
WHERE table_name <> 'files' OR status IS NULL OR status = 'quarantined';
