-- claim: The ledger holds no more files of a run than the run counted, and of the newest run all that it loaded.
-- severity: critical
-- reason: 2026-11-23 Two accounts of one run must not contradict each other. A row of the ledger moves to a later run when
--   its file is healed or gives new documents, so an older run may keep fewer.
-- to do: Run `briefings run` again on the same inbox; if the check still fails, report the fault with the row that it
--   names.
-- reads: files, runs
WITH ledger AS (
    SELECT
        run_id,
        count(*) FILTER (WHERE status = 'loaded') AS loaded,
        count(*) FILTER (WHERE status = 'duplicate') AS duplicate,
        count(*) FILTER (WHERE status = 'quarantined') AS quarantined
    FROM files
    GROUP BY ALL
), published AS (
    SELECT *, row_number() OVER (ORDER BY started_at DESC, run_id DESC) = 1 AS is_newest
    FROM runs
    WHERE state = 'published' AND flow = 'daily'
)
SELECT run_id, files_loaded, loaded, files_duplicate, duplicate, files_quarantined, quarantined
FROM published
LEFT JOIN ledger USING (run_id)
WHERE loaded > files_loaded
   OR duplicate > files_duplicate
   OR quarantined > files_quarantined
   OR (is_newest AND coalesce(loaded, 0) <> files_loaded);
