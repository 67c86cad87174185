-- claim: Every file in quarantine has at least one refusal that says why.
-- severity: critical
-- reason: 2026-11-23 A file may be refused, but never without a word.
-- to do: Report the fault with the path of the file, and put the file into the inbox again: it is still in
--   data/quarantine.
-- reads: files, quarantine
SELECT file_id, path, reason
FROM files
ANTI JOIN quarantine USING (path)
WHERE status = 'quarantined';
