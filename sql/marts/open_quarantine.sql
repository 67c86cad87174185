-- grain: a refusal that still stands: a file that gave no document, a member of a file, or a row that was refused
-- reads: quarantine, files, document_sources
-- caveats: refusals of files and members that were healed since are in quarantine alone. A refused row stands until its
--   document is extracted again.
SELECT
    quarantine.path,
    quarantine.member,
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
WHERE table_name <> 'files'
   OR (quarantine.member IS NULL AND (status IS NULL OR status = 'quarantined'))
   OR (quarantine.member IS NOT NULL AND NOT EXISTS (
        FROM document_sources AS source
        WHERE source.path = quarantine.path
          AND source.file_sha256 = quarantine.file_sha256
          AND (source.member = quarantine.member OR starts_with(source.member, quarantine.member || '!'))
   ));
