-- claim: Of every published run, files in = loaded + duplicate + quarantined.
-- severity: critical
-- reason: 2026-11-23 The promise of the pipeline: nothing is dropped silently.
-- to do: Compare the files of the run with the inbox, put the missing ones in again, and report the fault.
-- reads: runs
SELECT run_id, files_in, files_loaded, files_duplicate, files_quarantined
FROM runs
WHERE state = 'published' AND files_in <> files_loaded + files_duplicate + files_quarantined;
